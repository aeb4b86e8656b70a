#include "client/view/card_page.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <utility>

#include "client/form/kept_draft.h"
#include "client/model/reference_completer.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/card_figures.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/chronology_panel.h"
#include "client/view/conflict_panel.h"
#include "client/view/defaults.h"
#include "client/view/draft_keeper.h"
#include "client/view/duplicate_hint.h"
#include "client/view/key_facts.h"
#include "client/view/related_lists.h"
#include "client/view/words.h"

namespace kupets::view {

CardPage::CardPage(Host& host, const data::RecordKey& key, QWidget* parent) : Page(parent), host_(host), key_(key) {
    snapshot_ = host.context().schema->snapshot();
    entity_ = snapshot_->entity(key.entity);
    build();
    watch();
}

CardPage::CardPage(Host& host, const std::string& entity, const std::map<std::string, data::Cell>& presets,
                   QWidget* parent)
    : Page(parent), host_(host), key_{entity, Uuid::make()} {
    snapshot_ = host.context().schema->snapshot();
    entity_ = snapshot_->entity(entity);
    build();
    draft_ = form::Draft::forNew(snapshot_, entity, key_.id);
    for (const auto& [field, cell] : presets) draft_->propose(field, cell);
    proposeDefaults(*draft_, host.context());
    proposeColumn();
    beginNew();
}

CardPage::CardPage(Host& host, const data::RecordKey& key, const QByteArray& kept, QWidget* parent)
    : Page(parent), host_(host), key_(key) {
    snapshot_ = host.context().schema->snapshot();
    entity_ = snapshot_->entity(key.entity);
    build();
    draft_ = form::Draft::forNew(snapshot_, key.entity, key.id);
    const auto words = form::KeptDraft::read(kept);
    if (words) words->putInto(*draft_);
    beginNew();
    if (words) form_->retype(words->typed);
    refresh();
}

CardPage::~CardPage() {
    keeper_->flush();
    wordsKeeper_->flush();
}

void CardPage::beginNew() {
    form_->showDraft(*draft_);
    stack_->setCurrentWidget(scroll_);
    related_->hide();
    chronology_->hide();
    arrangeParts();
    refresh();
}

QString CardPage::address() const {
    return draft_ && draft_->isNew() ? QStringLiteral("new/%1/%2").arg(toQt(key_.entity), toQt(key_.id.text()))
                                     : QStringLiteral("record/%1/%2").arg(toQt(key_.entity), toQt(key_.id.text()));
}

QString CardPage::title() const {
    const QString name = draft_ ? data::display(draft_->cell(entity_->titleField().name()), &entity_->titleField(),
                                                host_.context().language)
                                : QString();
    if (!name.isEmpty()) return name;
    return draft_ && draft_->isNew() ? tr("New record") : say(host_.context(), entity_->def().label());
}

QString CardPage::iconName() const { return iconOf(*entity_); }
bool CardPage::isFormDirty() const {
    return draft_ && !gone_ && !abandoned_ && (draft_->dirty() || form_->hasRefusals() || form_->isBusy());
}
bool CardPage::isDirty() const { return isFormDirty() || (!gone_ && chronology_->hasWords()); }

void CardPage::shown() {
    if (draft_ && draft_->isNew()) form_->focusFirst();
    before_->setEnabled(host_.neighbour(key_, -1).has_value());
    after_->setEnabled(host_.neighbour(key_, 1).has_value());
}

/// A new record that must stand in a column of the board begins in the first one.
void CardPage::proposeColumn() {
    const std::string& name = entity_->def().board().column_field();
    const schema::Field* field = name.empty() ? nullptr : entity_->field(name);
    if (!field || !field->isReference() || !isNull(draft_->value(name))) return;
    columns_ = new model::ReferenceCompleter(host_.context(), field->target->name(), {}, this);
    connect(columns_, &model::ReferenceCompleter::answered, this, [this, name] {
        if (columns_->rowCount() == 0 || !draft_->isNew()) return;
        if (draft_->propose(name, {columns_->idAt(0), fromQt(columns_->titleAt(0))})) {
            form_->showField(*draft_, name);
            refresh();
        }
    });
    columns_->setText({});
}

void CardPage::watch() {
    watch_ = host_.context().records->watch(key_, this);
    connect(watch_, &data::RecordWatch::changed, this, &CardPage::takeRecord);
    connect(watch_, &data::RecordWatch::removed, this, &CardPage::onRemoved);
    connect(watch_, &data::RecordWatch::failed, this, [this](const Error& error) {
        if (draft_) return;
        const bool missing = error.code == ErrorCode::NotFound;
        empty_->setContent(
            missing ? QStringLiteral("search") : QStringLiteral("wifi-off"),
            missing ? tr("There is no such record") : tr("Could not open the card"),
            missing ? tr("It was deleted, or you may not see it.") : wordsOf(host_.context(), error, key_.entity),
            tr("Back"));
        stack_->setCurrentWidget(empty_);
        title_->setFullText(title());
        chronology_->hide();
    });
    chronology_->setRecord(key_, title());
    watchPresence();
    askFavourite();
    if (watch_->record()) takeRecord({}, {});
}

void CardPage::takeRecord(const std::vector<std::string>& paths, const QString& by) {
    const auto record = watch_->record();
    if (!record) return;
    const bool first = !draft_;
    if (gone_) {
        gone_ = false;
        goneBanner_->hide();
        form_->setReadOnly(false);
    }
    if (!draft_) {
        draft_ = form::Draft::forExisting(snapshot_, *record);
        form_->showDraft(*draft_);
        restoreDraft();
        stack_->setCurrentWidget(scroll_);
    } else {
        for (const std::string& field : draft_->takeServer(*record, fromQt(by))) form_->showField(*draft_, field);
        for (const std::string& field : paths)
            if (!draft_->dirty(field)) form_->showField(*draft_, field);
    }
    if (first) arrangeParts();
    chronology_->setReadOnly(false);
    chronology_->setRecord(key_, title());
    if (first) restoreWords();
    related_->setRecord(key_, title());
    files_->setRecord(key_, title());
    figures_->setRecord(key_);
    refresh();
}

void CardPage::onRemoved(const QString& by) {
    gone_ = true;
    if (!draft_) {
        empty_->setContent(QStringLiteral("trash-2"), tr("This record was deleted"),
                           by.isEmpty() ? QString() : tr("By %1.").arg(by), tr("Back"));
        stack_->setCurrentWidget(empty_);
        return;
    }
    form_->setReadOnly(true);
    chronology_->setReadOnly(true);
    goneBanner_->setText(by.isEmpty() ? tr("This record was deleted. Its chronology can bring it back.")
                                      : tr("%1 has deleted this record. Its chronology can bring it back.").arg(by));
    goneBanner_->show();
    refresh();
}

void CardPage::onEdited(const std::string& field, const data::Cell& cell) {
    if (!draft_) return;
    draft_->set(field, cell);
    trouble_->hide();
    form_->showField(*draft_, field);
    form_->showProblems(draft_->problems(), false);
    refresh();
}

void CardPage::onBusyChanged(bool ok) {
    const bool ready = saveWhenReady_ && !form_->isBusy();
    if (ready) saveWhenReady_ = false;
    refresh();
    if (ready && ok) save();
}

void CardPage::refresh() {
    if (!draft_) return;
    title_->setFullText(title());
    facts_->showDraft(*draft_);
    conflicts_->showDraft(*draft_);
    gone_ || saving_ ? duplicates_->forget() : duplicates_->look(*draft_);
    const bool dirty = isFormDirty() || draft_->isNew();
    keepDraft();
    tellEditing();
    if (!dirty) restored_->hide();
    saveBar_->setVisible(dirty && !gone_);
    const bool away = saving_ && !host_.context().connection->isOnline();
    saveButton_->setEnabled((!saving_ || away) && !saveAgain_ && !saveWhenReady_ && draft_->conflicts().empty());
    saveButton_->setText(draft_->isNew() ? tr("Create") : tr("Save"));
    saveButton_->setAccessibleName(saveButton_->text());
    const int changed = static_cast<int>(draft_->dirtyFields().size());
    saveHint_->setText(away              ? tr("Kept here; sent as soon as the connection is back")
                       : saving_         ? tr("Saving…")
                       : saveWhenReady_  ? tr("Saved as soon as the file is there")
                       : form_->isBusy() ? tr("A file is being sent")
                       : draft_->isNew() ? tr("Not saved yet")
                       : changed > 0     ? tr("%Ln field(s) changed", "", changed)
                                         : QString());
    Q_EMIT titleChanged();
}

void CardPage::save() {
    if (!draft_ || gone_) return;
    if (saving_) {  // what was typed since goes after it
        saveAgain_ = true;
        return refresh();
    }
    saveWhenReady_ = form_->isBusy();
    if (saveWhenReady_) return refresh();
    const auto problems = draft_->problems();
    form_->showProblems(problems, true);
    if (!problems.empty() || form_->hasRefusals()) {
        if (!problems.empty() && !form_->focusField(problems.begin()->first)) {
            trouble_->setText(wordsOf(host_.context(), problems.begin()->second, key_.entity));
            trouble_->show();
        }
        return;
    }
    const std::optional<v1::RecordChange> change = draft_->toChange();
    if (!change) return;
    saving_ = true;
    refresh();
    data::Operation operation;
    operation.changes = {*change};
    operation.title = title();
    const bool wasNew = draft_->isNew();
    host_.context().writer->save(
        std::move(operation), this,
        [this, sent = *change, wasNew](Result<data::Saved> result) { onSaved(sent, std::move(result), wasNew); });
}

void CardPage::onSaved(const v1::RecordChange& sent, Result<data::Saved> result, bool wasNew) {
    saving_ = false;
    const bool again = std::exchange(saveAgain_, false);
    if (!result) {
        const Error& error = result.error();
        if (error.code == ErrorCode::Conflict) {
            draft_->takeConflicts(error.conflicts);
            scroll_->ensureVisible(0, 0);
        } else {
            const std::string field = data::fieldOf(error);
            std::map<std::string, Error> problems = draft_->problems();
            if (!field.empty()) problems.insert_or_assign(field, error);
            form_->showProblems(problems, true);
            if (field.empty() || !form_->focusField(field)) {
                trouble_->setText(wordsOf(host_.context(), error, key_.entity));
                trouble_->show();
                scroll_->ensureVisible(0, 0);
            }
        }
        return refresh();
    }
    const std::uint64_t version = result->records.empty() ? draft_->version() + 1 : result->records.front().version();
    draft_->saved(version, sent);
    trouble_->hide();
    form_->showDraft(*draft_);
    form_->showProblems({}, false);
    if (wasNew) {
        watch();
        arrangeParts();
        Q_EMIT created();
    }
    refresh();
    if (again && isFormDirty()) return save();
    const QString words = wasNew ? tr("Created: %1").arg(title()) : tr("Saved: %1").arg(title());
    Host& host = host_;
    host.done(words, result->changeSet);
}

void CardPage::revert() {
    if (!draft_ || saving_) return;
    if (draft_->isNew()) {
        abandoned_ = true;
        keeper_->forget();
        return host_.goBack();
    }
    draft_->revertAll();
    form_->forgetTyping();
    form_->showDraft(*draft_);
    form_->showProblems({}, false);
    trouble_->hide();
    saveWhenReady_ = false;
    restored_->hide();
    refresh();
}

void CardPage::remove() {
    if (!draft_ || draft_->isNew()) return;
    const QString name = title();
    Host& host = host_;
    const std::string entity = key_.entity;
    host.commands().remove(entity, {key_.id}, name, this, [&host, name, entity](Result<data::Saved> saved) {
        if (!saved) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), entity));
        host.done(tr("Deleted: %1").arg(name), saved->changeSet, name);
        host.goBack();
    });
}

void CardPage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste)) return paste();
    if (event->key() == Qt::Key_Escape) {
        if (isFormDirty() && !draft_->isNew()) return revert();
        return host_.goBack();
    }
    Page::keyPressEvent(event);
}

}  // namespace kupets::view
