// What a card keeps against the end of the program, and what it tells colleagues who are at the same record.
#include <QDateTime>
#include <QPlainTextEdit>

#include "client/data/presence.h"
#include "client/form/kept_draft.h"
#include "client/ui/widgets.h"
#include "client/view/card_files.h"
#include "client/view/card_form.h"
#include "client/view/card_page.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_panel.h"
#include "client/view/draft_keeper.h"
#include "client/view/presence_marks.h"
#include "client/view/words.h"

namespace kupets::view {

void CardPage::buildKeeping() {
    const QString key = draftKey(key_.entity, key_.id.text());
    keeper_ = new DraftKeeper(host_.context().local, key, this);
    wordsKeeper_ = new DraftKeeper(host_.context().local, key + QStringLiteral("/words"), this);
    files_ = new CardFiles(host_, this);
    connect(files_, &CardFiles::changed, this, &CardPage::showSending);
    connect(chronology_->composer().text(), &QPlainTextEdit::textChanged, this, &CardPage::keepWords);
    connect(host_.context().connection, &net::Connection::stateChanged, this, [this] {
        if (saving_) refresh();
    });
}

QString CardPage::clock(qint64 milliseconds) {
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(milliseconds);
    return at.date() == QDate::currentDate() ? at.toString(QStringLiteral("HH:mm"))
                                             : at.toString(QStringLiteral("dd.MM.yyyy HH:mm"));
}

// ---- drafts

void CardPage::keepDraft() {
    keeper_->changed([this]() -> std::optional<QByteArray> {
        if (!isFormDirty()) return std::nullopt;
        return form::KeptDraft::of(*draft_, form_->typed()).bytes();
    });
}

void CardPage::restoreDraft() {
    const auto kept = keeper_->kept();
    const auto words = kept ? form::KeptDraft::read(kept->value) : std::nullopt;
    if (!words || words->isNew) return;
    words->putInto(*draft_);
    form_->showDraft(*draft_);
    form_->retype(words->typed);
    if (!isFormDirty()) return keeper_->forget();
    restored_->setText(tr("Unsaved text of %1 is back").arg(clock(kept->at)));
    restored_->show();
}

bool CardPage::isRestored() const { return !restored_->isHidden(); }

void CardPage::discardRestored() {
    revert();
    keeper_->forget();
}

void CardPage::keepWords() {
    wordsKeeper_->changed([this]() -> std::optional<QByteArray> {
        if (!chronology_->hasWords()) return std::nullopt;
        return chronology_->composer().text()->toPlainText().toUtf8();
    });
}

void CardPage::restoreWords() {
    QPlainTextEdit* text = chronology_->composer().text();
    if (!text->toPlainText().isEmpty()) return;
    if (const auto kept = wordsKeeper_->kept()) text->setPlainText(QString::fromUtf8(kept->value));
}

// ---- colleagues

void CardPage::watchPresence() {
    if (!host_.context().presence || presence_) return;
    presence_ = host_.context().presence->watch(key_, this);
    presence_->setActive(isVisible());
    connect(presence_, &data::PresenceWatch::changed, this, [this] {
        marks_->showViewers(presence_->viewers());
        std::map<std::string, QString> writers;
        for (const data::Viewer& viewer : presence_->viewers())
            for (const std::string& field : viewer.editing) writers.emplace(field, viewer.name);
        form_->showWriters(writers);
    });
}

void CardPage::tellEditing() {
    if (presence_)
        presence_->setEditing(isFormDirty() && !draft_->isNew() ? draft_->dirtyFields() : std::vector<std::string>());
}

void CardPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (presence_) presence_->setActive(true);
}

void CardPage::hideEvent(QHideEvent* event) {
    Page::hideEvent(event);
    keeper_->flush();
    wordsKeeper_->flush();
    if (presence_) presence_->setActive(false);
}

}  // namespace kupets::view
