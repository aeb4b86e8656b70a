#include "client/view/stage_demands_editor.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <algorithm>

#include "client/data/path.h"
#include "client/model/board_stages.h"
#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/popover.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"
#include "common/expr/check.h"
#include "common/rules/stages.h"

namespace kupets::view {
namespace {

constexpr int kLine = 30;
constexpr int kMostHeight = 330;

QString joined(const std::vector<std::string>& names) {
    QStringList parts;
    for (const std::string& name : names) parts << toQt(name);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

FieldNamesEditor::FieldNamesEditor(const schema::Entity& records, const data::Context& context, const QString& name,
                                   QWidget* parent)
    : QWidget(parent), records_(records), context_(context) {
    setAccessibleName(name);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    chips_ = new QWidget(this);
    flow_ = new ui::FlowLayout(chips_);
    flow_->setContentsMargins(0, 0, 0, 0);
    column->addWidget(chips_);
    add_ = ui::button(tr("Choose fields"), ui::ButtonKind::Link, {}, this);
    column->addWidget(add_, 0, Qt::AlignLeft);
    connect(add_, &QPushButton::clicked, this, &FieldNamesEditor::openList);
    rebuild();
}

void FieldNamesEditor::setText(const QString& text) {
    names_ = rules::namesIn(fromQt(text));
    rebuild();
}

QString FieldNamesEditor::text() const { return joined(names_); }

void FieldNamesEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    rebuild();
}

void FieldNamesEditor::rebuild() {
    ui::clearLayout(flow_);
    for (const std::string& name : names_) {
        auto* chip = new ui::Chip(data::pathLabel(records_, name, context_.language), QStringLiteral("blue"), chips_);
        chip->setRemovable(!readOnly_);
        connect(chip, &ui::Chip::removed, this, [this, name] {
            std::vector<std::string> left = names_;
            std::erase(left, name);
            change(std::move(left));
        });
        flow_->addWidget(chip);
        chip->show();
    }
    if (names_.empty() && readOnly_) {
        auto* nothing = ui::label(tr("Nothing"), ui::TextStyle::Body, ui::Tone::Muted, chips_);
        flow_->addWidget(nothing);
        nothing->show();
    }
    chips_->setVisible(flow_->count() > 0);
    chips_->updateGeometry();
    add_->setVisible(!readOnly_);
}

void FieldNamesEditor::openList() {
    auto* popover = new ui::Popover(add_);
    popover->setContentWidth(280);
    auto* list = new QListWidget(popover);
    list->setProperty("popover", true);
    list->setFrameShape(QFrame::NoFrame);
    list->setAccessibleName(accessibleName());
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (const auto& field : records_.fields()) {
        if (!isEditable(*field) || field->name() == records_.def().board().column_field()) continue;
        auto* item = new QListWidgetItem(say(context_, field->def.label()), list);
        item->setData(Qt::UserRole, toQt(field->name()));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool chosen = std::ranges::find(names_, field->name()) != names_.end();
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(QSize(10, kLine));
    }
    list->setFixedHeight(std::min(list->count() * kLine + 4, kMostHeight));
    popover->content()->addWidget(list);
    connect(list, &QListWidget::itemChanged, this, [this](const QListWidgetItem* item) {
        const std::string name = fromQt(item->data(Qt::UserRole).toString());
        std::vector<std::string> now = names_;
        std::erase(now, name);
        if (item->checkState() == Qt::Checked) now.push_back(name);
        change(std::move(now));
    });
    popover->open();
    list->setFocus();
}

void FieldNamesEditor::change(std::vector<std::string> names) {
    names_ = std::move(names);
    rebuild();
    Q_EMIT edited(text());
}

ConditionEditor::ConditionEditor(const schema::Entity& records, const data::Context& context, const QString& name,
                                 QWidget* parent)
    : QWidget(parent), records_(records), context_(context) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    line_ = new QLineEdit(this);
    line_->setAccessibleName(name);
    line_->setPlaceholderText(tr("For example: %1").arg(QStringLiteral("COUNT(tasks) > 0")));
    column->addWidget(line_);
    setFocusProxy(line_);
    words_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, this);
    words_->setWordWrap(true);
    column->addWidget(words_);
    connect(line_, &QLineEdit::textEdited, this, &ConditionEditor::check);
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        check();
        if (!right_ || text() == told_) return;
        told_ = text();
        Q_EMIT edited(told_);
    });
    check();
}

void ConditionEditor::setText(const QString& text) {
    told_ = text;
    if (!right_ && line_->hasFocus()) return;  // what is being typed stays
    line_->setText(text);
    check();
}

QString ConditionEditor::text() const { return line_->text().trimmed(); }
void ConditionEditor::setReadOnly(bool readOnly) { line_->setReadOnly(readOnly); }

void ConditionEditor::check() {
    const std::string text = fromQt(this->text());
    const auto typed =
        text.empty() ? Result<expr::Typed>(nullptr) : expr::compile(text, records_, schema::ValueType::Boolean);
    right_ = typed.has_value();
    ui::setTone(words_, right_ ? ui::Tone::Muted : ui::Tone::Danger);
    words_->setText(!right_ ? wordsOf(context_, typed.error(), records_.name())
                            : model::conditionWords(records_, text, context_.language));
    words_->setVisible(!words_->text().isEmpty());
    ui::restyle(line_, "invalid", !right_);
}

}  // namespace kupets::view
