#include "client/view/filter_row.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>

#include "client/data/path.h"
#include "client/ui/widgets.h"
#include "client/view/filter_value.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kDepth = 3;

void offer(const schema::Entity& entity, const std::string& prefix, const QString& labels, int depth,
           const data::Context& context, std::vector<std::pair<std::string, QString>>& out) {
    for (const auto& field : entity.fields()) {
        if (field->name() == "id" || field->name() == "version") continue;
        out.emplace_back(prefix + field->name(), labels + say(context, field->def.label()));
    }
    for (const auto& field : entity.fields()) {
        // People are walked into from everywhere, other records not deeper than two steps; nobody asks who made the
        // owner.
        if (!field->isReference() || field->system || field->target == &entity) continue;
        const bool person = field->type() == v1::USER;
        if (depth + 1 >= kDepth || (depth > 0 && !person)) continue;
        offer(*field->target, prefix + field->name() + ".",
              labels + say(context, field->def.label()) + QStringLiteral(" · "), person ? kDepth : depth + 1, context,
              out);
    }
}

}  // namespace

std::vector<std::pair<std::string, QString>> offeredPaths(const schema::Entity& entity, const data::Context& context) {
    std::vector<std::pair<std::string, QString>> out;
    offer(entity, {}, {}, 0, context, out);
    return out;
}

FilterRow::FilterRow(const data::Context& context, const schema::Entity& entity, const filter::Condition& condition,
                     QWidget* parent)
    : QWidget(parent), context_(context), entity_(entity) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    field_ = new QComboBox(this);
    field_->setAccessibleName(tr("Field"));
    field_->setEditable(true);
    field_->setInsertPolicy(QComboBox::NoInsert);
    field_->setFixedWidth(230);
    field_->setMaxVisibleItems(14);
    for (const auto& [path, label] : offeredPaths(entity, context))
        if (!filter::conditionsFor(data::resolve(entity, path).field()).empty()) field_->addItem(label, toQt(path));
    field_->completer()->setFilterMode(Qt::MatchContains);
    field_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    field_->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    field_->lineEdit()->setPlaceholderText(tr("Field"));
    row->addWidget(field_, 0, Qt::AlignTop);
    is_ = new QComboBox(this);
    is_->setAccessibleName(tr("Condition"));
    is_->setFixedWidth(190);
    is_->setMaxVisibleItems(16);
    row->addWidget(is_, 0, Qt::AlignTop);
    value_ = new FilterValue(context, this);
    row->addWidget(value_, 1, Qt::AlignTop);
    auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove the condition"), this);
    remove_ = remove;
    row->addWidget(remove, 0, Qt::AlignTop);
    connect(remove, &QToolButton::clicked, this, &FilterRow::removed);

    // A part of a name is enough: Enter takes the first that has it.
    connect(field_->lineEdit(), &QLineEdit::returnPressed, this, &FilterRow::takeTyped);
    field_->setCurrentIndex(field_->findData(toQt(condition.path)));
    if (field_->currentIndex() < 0 && !condition.path.empty()) {
        field_->addItem(data::pathLabel(entity, condition.path, context.language), toQt(condition.path));
        field_->setCurrentIndex(field_->count() - 1);
    }
    showConditions(condition.is);
    value_->setCondition(condition, schemaField());
    connect(field_, &QComboBox::currentIndexChanged, this, [this] {
        const auto all = filter::conditionsFor(schemaField());
        showConditions(all.empty() ? filter::Is::Filled : all.front());
        value_->setCondition(
            {fromQt(field_->currentData().toString()), static_cast<filter::Is>(is_->currentData().toInt()), {}, {}},
            schemaField());
        Q_EMIT edited();
    });
    connect(is_, &QComboBox::currentIndexChanged, this, [this] {
        if (showing_) return;
        value_->setCondition(this->condition(), schemaField());
        Q_EMIT edited();
    });
    connect(value_, &FilterValue::edited, this, &FilterRow::edited);
    connect(value_, &FilterValue::rebuilt, this, &FilterRow::rebuilt);
    // Not from inside of the button that goes with the editor.
    connect(
        value_, &FilterValue::proposed, this,
        [this](filter::Is is) {
            is_->setCurrentIndex(is_->findData(static_cast<int>(is)));
            is_->setFocus(Qt::OtherFocusReason);
        },
        Qt::QueuedConnection);
}

/// What is typed into the field becomes one of those that are offered: the line of the list that is marked, that of the
/// very name, else the first that has the letters.
void FilterRow::takeTyped() {
    QCompleter* completer = field_->completer();
    const QString typed = field_->currentText().trimmed();
    const bool marked = completer->popup()->isVisible() && completer->popup()->currentIndex().isValid();
    const QString pointed = marked ? completer->popup()->currentIndex().data().toString() : QString();
    completer->popup()->hide();
    int at = field_->findText(marked ? pointed : typed, Qt::MatchFixedString);
    if (at < 0 && !typed.isEmpty()) {
        completer->setCompletionPrefix(typed);
        at = field_->findText(completer->currentCompletion());
    }
    if (at >= 0) field_->setCurrentIndex(at);
    if (field_->currentIndex() >= 0) field_->setEditText(field_->itemText(field_->currentIndex()));
}

/// The field is settled before Tab looks for what comes next: without a field there is neither condition nor value.
bool FilterRow::focusNextPrevChild(bool next) {
    if (field_->hasFocus() || field_->lineEdit()->hasFocus()) takeTyped();
    return QWidget::focusNextPrevChild(next);
}

const schema::Field* FilterRow::schemaField() const {
    return data::resolve(entity_, fromQt(field_->currentData().toString())).field();
}

void FilterRow::setPath(const std::string& path) { field_->setCurrentIndex(field_->findData(toQt(path))); }

void FilterRow::showConditions(filter::Is chosen) {
    showing_ = true;
    is_->clear();
    for (const filter::Is is : filter::conditionsFor(schemaField()))
        is_->addItem(filter::nameOf(is, schemaField()), static_cast<int>(is));
    is_->setCurrentIndex(std::max(0, is_->findData(static_cast<int>(chosen))));
    is_->setEnabled(is_->count() > 0);
    showing_ = false;
}

filter::Condition FilterRow::condition() const {
    return {fromQt(field_->currentData().toString()), static_cast<filter::Is>(is_->currentData().toInt()),
            value_->values(), value_->titles()};
}

}  // namespace kupets::view
