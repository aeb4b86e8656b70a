#include "client/view/answers.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <algorithm>
#include <optional>
#include <span>

#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 460;
constexpr int kLines = 5;

/// Words are translated where they are used.
struct Answer {
    const char* entity;
    const char* name;
    const char* stateField;
    const char* state;
    const char* wordsField;  // null: no words are asked for
    bool wordsNeeded;
    const char* momentField;  // null: the program keeps none here
    const char* title;
    const char* label;
    const char* go;
    const char* said;
};

constexpr Answer kAnswers[] = {
    {"task", "accept", "status", "in_progress", nullptr, false, nullptr, "", "", "",
     QT_TRANSLATE_NOOP("Answers", "Accepted: %1")},
    {"task", "done", "status", "done", "result", false, nullptr, QT_TRANSLATE_NOOP("Answers", "The task is done"),
     QT_TRANSLATE_NOOP("Answers", "Result (may be empty)"), QT_TRANSLATE_NOOP("Answers", "Done"),
     QT_TRANSLATE_NOOP("Answers", "Done: %1")},
    {"task", "decline", "status", "declined", "remark", true, nullptr, QT_TRANSLATE_NOOP("Answers", "Decline the task"),
     QT_TRANSLATE_NOOP("Answers", "Why"), QT_TRANSLATE_NOOP("Answers", "Decline"),
     QT_TRANSLATE_NOOP("Answers", "Declined: %1")},
    {"task", "return", "status", "returned", "remark", true, nullptr, QT_TRANSLATE_NOOP("Answers", "Return the task"),
     QT_TRANSLATE_NOOP("Answers", "What is still to be done"), QT_TRANSLATE_NOOP("Answers", "Return"),
     QT_TRANSLATE_NOOP("Answers", "Returned: %1")},
    {"approval", "approve", "state", "approved", nullptr, false, "decided_at", "", "", "",
     QT_TRANSLATE_NOOP("Answers", "Approved: %1")},
    {"approval", "refuse", "state", "refused", "comment", true, "decided_at", QT_TRANSLATE_NOOP("Answers", "Refuse"),
     QT_TRANSLATE_NOOP("Answers", "Why"), QT_TRANSLATE_NOOP("Answers", "Refuse"),
     QT_TRANSLATE_NOOP("Answers", "Refused: %1")},
};

QString inWords(const char* words) { return QCoreApplication::translate("Answers", words); }

const Answer* find(const std::string& entity, const std::string& name) {
    const auto found =
        std::ranges::find_if(kAnswers, [&](const Answer& each) { return each.entity == entity && each.name == name; });
    return found == std::end(kAnswers) ? nullptr : found;
}

void put(v1::RecordChange& change, const char* field, const Value& value) {
    v1::FieldValue* out = change.add_fields();
    out->set_field(field);
    *out->mutable_value() = wire::toProto(value);
}

void save(Host& host, const data::RecordKey& key, const QString& title, const Answer& answer, const QString& words,
          QObject* context, const std::function<void()>& done) {
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(key.entity);
    change.set_id(std::string(key.id.view()));
    put(change, answer.stateField, Value(std::string(answer.state)));
    if (answer.wordsField != nullptr && !words.isEmpty()) put(change, answer.wordsField, Value(fromQt(words)));
    if (answer.momentField != nullptr) put(change, answer.momentField, Value(SystemClock().now()));
    data::Operation operation;
    operation.changes = {std::move(change)};
    operation.title = title;
    const QString said = inWords(answer.said).arg(title);
    operation.description = said;
    host.commands().save(
        std::move(operation), context, [&host, said, done, entity = key.entity](Result<data::Saved> saved) {
            if (!saved) return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), entity));
            host.done(said, saved->changeSet);
            if (done) done();
        });
}

}  // namespace

std::vector<std::string> answersTo(const std::string& entity) {
    std::vector<std::string> names;
    for (const Answer& each : kAnswers)
        if (each.entity == entity) names.emplace_back(each.name);
    return names;
}

void answer(Host& host, const data::RecordKey& key, const QString& title, const std::string& name, QWidget* context,
            std::function<void()> done) {
    const Answer* answer = find(key.entity, name);
    if (answer == nullptr) return;
    if (answer->wordsField == nullptr) return save(host, key, title, *answer, {}, context, done);
    auto* dialog = new AnswerDialog(
        {inWords(answer->title), title, inWords(answer->label), inWords(answer->go), answer->wordsNeeded},
        context->window());
    QObject::connect(dialog, &QDialog::accepted, context, [&host, key, title, answer, dialog, context, done] {
        save(host, key, title, *answer, dialog->words(), context, done);
    });
    dialog->open();
}

AnswerDialog::AnswerDialog(const Words& words, QWidget* window) : QDialog(window) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setModal(true);
    setMinimumWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(words.title, ui::TextStyle::Heading, ui::Tone::Normal, this));
    auto* about = new ui::ElidedLabel(words.about, this);
    column->addWidget(about);
    column->addSpacing(4);
    column->addWidget(ui::label(words.label, ui::TextStyle::Caption, ui::Tone::Secondary, this));
    text_ = new QPlainTextEdit(this);
    text_->setAccessibleName(words.label);
    text_->setTabChangesFocus(true);
    text_->setFixedHeight(text_->fontMetrics().lineSpacing() * kLines + 16);
    column->addWidget(text_);
    column->addSpacing(4);
    const ui::DialogRow row = ui::dialogRow(this, words.go, QStringLiteral("check"));
    go_ = row.go;
    go_->setToolTip(QStringLiteral("Ctrl+Enter"));
    column->addLayout(row.line);
    connect(go_, &QPushButton::clicked, this, &QDialog::accept);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this), &QShortcut::activated, go_,
                &QPushButton::click);
    if (words.needed) {
        go_->setEnabled(false);
        connect(text_, &QPlainTextEdit::textChanged, this, [this] { go_->setEnabled(!this->words().isEmpty()); });
    }
    text_->setFocus();
}

QString AnswerDialog::words() const { return text_->toPlainText().trimmed(); }

}  // namespace kupets::view
