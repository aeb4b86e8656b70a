#include "client/view/chronology_composer.h"

#include <QApplication>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <algorithm>

#include "client/ui/widgets.h"
#include "client/view/defaults.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kLeastLines = 3;
constexpr int kMostLines = 12;
constexpr int kUsualTitle = 250;
}  // namespace

Written splitWritten(const QString& words, int most) {
    const QString all = words.trimmed();
    const qsizetype end = all.indexOf(u'\n');
    const QString first = (end < 0 ? all : all.left(end)).trimmed();
    if (first.size() <= most) return {first, end < 0 ? QString() : all.mid(end).trimmed()};
    const qsizetype space = first.lastIndexOf(u' ', most - 2);
    return {first.left(space > most / 2 ? space : most - 1) + QChar(0x2026), all};
}

void ChronologyComposer::setRecord(const data::RecordKey& key, const QString& title) {
    title_ = title;
    if (key == key_ && snapshot_ == host_.context().schema->snapshot()) return;
    key_ = key;
    snapshot_ = host_.context().schema->snapshot();
    findKinds();
    offerKinds();
    setVisible(!kinds_.empty());
    if (!kinds_.empty()) choose(0);
}

void ChronologyComposer::choose(int kind) {
    kind_ = kind;
    if (QAbstractButton* button = kindButtons_->button(kind)) button->setChecked(true);
    const Kind& now = kinds_[static_cast<std::size_t>(kind)];
    draft_ = form::Draft::forNew(snapshot_, now.entity->name());
    proposeDefaults(*draft_, host_.context());
    if (!now.code.empty()) draft_->set(now.entity->def().timeline().kind_field(), {Value(now.code), {}});
    buildFields();
    showProblem({});
    refresh();
}

FieldEditor* ChronologyComposer::editor(const std::string& field) const {
    const auto found = std::ranges::find(editors_, field, &FieldEditor::name);
    return found == editors_.end() ? nullptr : *found;
}

bool ChronologyComposer::hasWords() const { return !saving_ && !text_->toPlainText().trimmed().isEmpty(); }

void ChronologyComposer::refresh() {
    if (kinds_.empty()) return;
    const Kind& now = kinds_[static_cast<std::size_t>(kind_)];
    const QString words = text_->toPlainText().simplified();
    text_->setAccessibleName(now.label);
    kindName_->setText(now.label);
    text_->setPlaceholderText(kind_ == 0
                                  ? tr("What is to be remembered? The first line becomes the title.")
                                  : tr("%1: what was it about? The first line becomes the title.").arg(now.label));
    save_->setEnabled(!saving_ && !saveWhenReady_ && !words.isEmpty());
    cancel_->setEnabled(!saving_);
    text_->setReadOnly(saving_);
    save_->setText(saving_ || saveWhenReady_ ? tr("Saving…") : tr("Save"));
    begin_->setText(words.isEmpty() ? tr("Write a note…") : words.left(60));
    begin_->setAccessibleName(begin_->text());
    ui::restyle(begin_, "written", !words.isEmpty());
}

void ChronologyComposer::fitText() {
    int lines = 0;
    for (QTextBlock block = text_->document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int line = text_->fontMetrics().lineSpacing();
    text_->setFixedHeight(std::clamp(lines, kLeastLines, kMostLines) * line + 8);
}

void ChronologyComposer::open(int kind) {
    if (kinds_.empty()) return;
    if (kind != kind_ || !draft_) choose(kind);
    folded_->hide();
    open_->show();
    fitText();
    text_->setFocus();
}

void ChronologyComposer::fold() {
    const bool had = open_->isAncestorOf(QApplication::focusWidget());
    open_->hide();
    folded_->show();
    if (had) begin_->setFocus();
}

void ChronologyComposer::discard() {
    saveWhenReady_ = false;
    text_->clear();
    choose(0);
    fold();
}

void ChronologyComposer::showProblem(const QString& words) {
    problem_->setText(words);
    problem_->setVisible(!words.isEmpty());
}

void ChronologyComposer::save() {
    if (saving_ || !draft_ || !hasWords()) return;
    saveWhenReady_ = isBusy();
    if (saveWhenReady_) return refresh();
    const Kind& now = kinds_[static_cast<std::size_t>(kind_)];
    if (!refused_.empty()) {  // what stands there is no date, no number
        showProblem(wordsOf(host_.context(), refused_.begin()->second, now.entity->name()));
        return editor(refused_.begin()->first)->setFocus();
    }
    const schema::Field& title = now.entity->titleField();
    const int most = title.def.max_length() > 0 ? static_cast<int>(title.def.max_length()) : kUsualTitle;
    const std::string& textField = now.entity->def().timeline().text_field();
    const Written written = splitWritten(text_->toPlainText(), most);
    draft_->set(title.name(), {Value(fromQt(written.title)), {}});
    if (!textField.empty())
        draft_->set(textField, {written.text.isEmpty() ? Value(Null{}) : Value(fromQt(written.text)), {}});
    draft_->set(now.about, {Value(key_.id), fromQt(title_)});
    if (const auto problems = draft_->problems(); !problems.empty())
        return showProblem(wordsOf(host_.context(), problems.begin()->second, now.entity->name()));
    const auto change = draft_->toChange();
    if (!change) return;
    saving_ = true;
    refresh();
    data::Operation operation;
    operation.changes = {*change};
    operation.title = written.title;
    host_.context().writer->save(std::move(operation), this,
                                 [this](const Result<data::Saved>& saved) { onSaved(saved); });
}

bool ChronologyComposer::isBusy() const {
    return std::ranges::any_of(editors_, [](const FieldEditor* editor) { return editor->isBusy(); });
}

void ChronologyComposer::onBusyChanged(bool, bool ok) {
    const bool ready = saveWhenReady_ && !isBusy();
    if (ready) saveWhenReady_ = false;
    refresh();
    if (ready && ok) save();
}

void ChronologyComposer::onSaved(const Result<data::Saved>& saved) {
    saving_ = false;
    if (!saved) {
        refresh();
        return showProblem(
            wordsOf(host_.context(), saved.error(), kinds_[static_cast<std::size_t>(kind_)].entity->name()));
    }
    const QString words = tr("Written down: %1").arg(kinds_[static_cast<std::size_t>(kind_)].label);
    Host& host = host_;
    host.done(words, saved->changeSet);
    discard();
}

bool ChronologyComposer::eventFilter(QObject* watched, QEvent* event) {
    if (watched == text_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if ((enter && key->modifiers() & Qt::ControlModifier) || key->matches(QKeySequence::Save)) {
            save();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            fold();
            return true;
        }
    }
    if (watched == text_ && event->type() == QEvent::Resize) fitText();
    return QWidget::eventFilter(watched, event);
}

}  // namespace kupets::view
