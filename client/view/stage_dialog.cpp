#include "client/view/stage_dialog.h"

#include <QKeyEvent>
#include <QLabel>
#include <algorithm>

#include "client/ui/chip.h"
#include "client/ui/dialog_row.h"
#include "client/ui/popover.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"
#include "common/rules/stages.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {
constexpr int kWidth = 460;
constexpr int kEdge = 24;
}  // namespace

StageDialog::StageDialog(const data::Context& context, form::Draft draft, const model::BoardStage& to,
                         const std::vector<std::string>& fields, QWidget* parent)
    : QDialog(parent), context_(context), draft_(std::move(draft)) {
    setWindowTitle(tr("To the stage “%1”").arg(to.title));
    setProperty("surface", "canvas");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge, 20, kEdge, 20);
    column->setSpacing(0);
    addHead(column, to);
    trouble_ = new ui::Banner(QStringLiteral("danger"), this);
    trouble_->hide();
    column->addWidget(trouble_);
    underTrouble_ = new QWidget(this);
    underTrouble_->setFixedHeight(14);
    underTrouble_->hide();
    column->addWidget(underTrouble_);
    for (const std::string& name : fields) {
        const schema::Field* field = draft_.entity().field(name);
        if (field != nullptr && isEditable(*field) && !rows_.contains(name)) addField(column, *field);
    }
    column->addSpacing(24);
    addButtons(column);
    column->addStretch(1);  // what is open stands over the buttons, which stay where they are
    ui::setGrowsForLists(this);
    if (!order_.empty()) rows_.at(order_.front()).editor->setFocus();
}

StageDialog::~StageDialog() {
    // An editor that dies with the focus says that it was left.
    for (const auto& [name, row] : rows_) row.editor->disconnect(this);
}

void StageDialog::addHead(QVBoxLayout* column, const model::BoardStage& to) {
    const schema::Field& title = draft_.entity().titleField();
    auto* name = new ui::ElidedLabel(data::display(draft_.cell(title.name()), &title, context_.language), this);
    name->setFont(ui::typeface(ui::TextStyle::Heading));
    column->addWidget(name);
    column->addSpacing(6);
    auto* way = new QHBoxLayout;
    way->setSpacing(8);
    way->addWidget(ui::label(tr("moves to"), ui::TextStyle::Body, ui::Tone::Secondary, this));
    way->addWidget(new ui::Chip(to.title, to.colorName, this));
    way->addStretch(1);
    column->addLayout(way);
    if (!to.description.isEmpty()) {
        auto* description = ui::label(to.description, ui::TextStyle::Caption, ui::Tone::Muted, this);
        description->setWordWrap(true);
        column->addSpacing(8);
        column->addWidget(description);
    }
    column->addSpacing(16);
}

void StageDialog::addField(QVBoxLayout* column, const schema::Field& field) {
    const std::string name = field.name();
    Row row{};
    row.label = ui::label(say(context_, field.def.label()) + QStringLiteral(" *"), ui::TextStyle::Caption,
                          ui::Tone::Secondary, this);
    row.editor = makeEditor(field, context_, this);
    row.label->setBuddy(row.editor);
    row.message = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    row.message->setWordWrap(true);
    row.message->hide();
    row.editor->setCell(draft_.cell(name));
    if (!order_.empty()) {
        column->addSpacing(14);
        QWidget::setTabOrder(rows_.at(order_.back()).editor, row.editor);
    }
    column->addWidget(row.label);
    column->addSpacing(4);
    column->addWidget(row.editor);
    column->addSpacing(4);
    column->addWidget(row.message);
    connect(row.editor, &FieldEditor::edited, this, [this, name](const data::Cell& cell) {
        refusals_.erase(name);
        draft_.set(name, cell);
        showMessage(name, {});
    });
    connect(row.editor, &FieldEditor::refused, this, [this, name](const Error& error) {
        refusals_.insert_or_assign(name, error);
        showMessage(name, wordsOf(context_, error, draft_.entity().name()));
    });
    connect(row.editor, &FieldEditor::busyChanged, this, [this](bool busy, bool ok) {
        const bool go = !busy && ok && confirmWhenReady_;
        if (!busy) confirmWhenReady_ = false;
        setWaiting(confirmWhenReady_);
        if (go) confirm();
    });
    order_.push_back(name);
    rows_.emplace(name, row);
}

void StageDialog::addButtons(QVBoxLayout* column) {
    const ui::DialogRow row = ui::dialogRow(this, tr("Move"));
    move_ = row.go;
    column->addLayout(row.line);
    connect(move_, &QPushButton::clicked, this, &StageDialog::confirm);
}

void StageDialog::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() & Qt::ControlModifier) return confirm();
    QDialog::keyPressEvent(event);
}

FieldEditor* StageDialog::editor(const std::string& field) const {
    const auto found = rows_.find(field);
    return found == rows_.end() ? nullptr : found->second.editor;
}

void StageDialog::showMessage(const std::string& field, const QString& words) {
    const Row& row = rows_.at(field);
    row.message->setText(words);
    row.message->setVisible(!words.isEmpty());
    row.editor->setInvalid(!words.isEmpty());
    row.editor->setAccessibleDescription(words);
}

void StageDialog::setWaiting(bool waiting) {
    move_->setEnabled(!waiting);
    move_->setText(waiting ? tr("Waiting for the file…") : tr("Move"));
}

void StageDialog::confirm() {
    if (!move_->isEnabled()) return;
    confirmWhenReady_ = std::ranges::any_of(rows_, [](const auto& each) { return each.second.editor->isBusy(); });
    if (confirmWhenReady_) return setWaiting(true);
    showTrouble(false);
    FieldEditor* wrong = nullptr;
    std::vector<v1::FieldValue> fields;
    const auto problems = draft_.problems();
    for (const std::string& name : order_) {
        const Row& row = rows_.at(name);
        const auto refused = refusals_.find(name);
        const auto problem = problems.find(name);
        QString words;
        if (refused != refusals_.end()) {
            words = wordsOf(context_, refused->second, draft_.entity().name());
        } else if (problem != problems.end()) {
            words = wordsOf(context_, problem->second, draft_.entity().name());
        } else if (!rules::isFilled(draft_.value(name))) {
            words = wordsOf(context_, Error(ErrorCode::Required), draft_.entity().name());
        }
        showMessage(name, words);
        if (!words.isEmpty() && wrong == nullptr) wrong = row.editor;
        v1::FieldValue& field = fields.emplace_back();
        field.set_field(name);
        *field.mutable_value() = wire::toProto(draft_.value(name));
    }
    if (wrong != nullptr) return wrong->setFocus();
    move_->setEnabled(false);
    Q_EMIT filled(fields);
}

void StageDialog::showTrouble(bool shown) {
    trouble_->setVisible(shown);
    underTrouble_->setVisible(shown);
}

void StageDialog::showCondition(const QString& stage, const std::string& condition) {
    trouble_->setText(tr("The stage “%1” demands: %2")
                          .arg(stage, model::conditionWords(draft_.entity(), condition, context_.language)));
    showTrouble(true);
}

void StageDialog::showRefusal(const Error& error) {
    move_->setEnabled(true);
    const std::string field = data::fieldOf(error);
    const QString words = wordsOf(context_, error, draft_.entity().name());
    if (rows_.contains(field)) {
        showMessage(field, words);
        return rows_.at(field).editor->setFocus();
    }
    // A condition that still does not hold: what it is stands there already.
    if (error.code == ErrorCode::InvalidValue && field == draft_.entity().def().board().column_field() &&
        !trouble_->text().isEmpty())
        return showTrouble(true);
    const schema::Field* named = field.empty() ? nullptr : draft_.entity().field(field);
    trouble_->setText(named == nullptr ? words
                                       : QStringLiteral("%1: %2").arg(say(context_, named->def.label()), words));
    showTrouble(true);
}

}  // namespace kupets::view
