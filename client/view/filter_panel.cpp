#include "client/view/filter_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <algorithm>

#include "client/ui/widgets.h"
#include "client/view/filter_row.h"

namespace kupets::view {

FilterPanel::FilterPanel(const data::Context& context, const schema::Entity& entity, const filter::Part& group,
                         bool inner, QWidget* parent)
    : QWidget(parent), context_(context), entity_(entity) {
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(inner ? 20 : 0, 0, 0, 0);
    whole->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    how_ = new QComboBox(this);
    how_->setAccessibleName(tr("How the conditions are joined"));
    how_->addItem(tr("All of these hold"));
    how_->addItem(tr("Any of these holds"));
    how_->setCurrentIndex(group.any ? 1 : 0);
    how_->setFixedWidth(230);
    head->addWidget(how_);
    auto* row = ui::button(tr("Condition"), ui::ButtonKind::Ghost, QStringLiteral("plus"), this);
    row->setAccessibleName(tr("Add a condition"));
    head->addWidget(row);
    auto* nested = ui::button(tr("Group"), ui::ButtonKind::Ghost, QStringLiteral("plus"), this);
    nested->setAccessibleName(tr("Add a group of conditions"));
    head->addWidget(nested);
    if (inner) {
        auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove the group"), this);
        connect(remove, &QToolButton::clicked, this, &FilterPanel::removed);
        head->addWidget(remove);
    }
    head->addStretch(1);
    column_ = new QVBoxLayout;
    column_->setSpacing(6);
    whole->addLayout(column_);
    whole->addLayout(head);
    for (const filter::Part& part : group.parts) {
        part.condition ? void(addRow(*part.condition)) : void(addGroup(part));
    }
    connect(how_, &QComboBox::currentIndexChanged, this, &FilterPanel::edited);
    connect(row, &QPushButton::clicked, this, [this] { addRow()->field()->setFocus(); });
    connect(nested, &QPushButton::clicked, this, [this] {
        addGroup({std::nullopt, true, {filter::Part{filter::Condition{}, false, {}}}})
            ->rows()
            .front()
            ->field()
            ->setFocus();
    });
}

FilterRow* FilterPanel::addRow(const filter::Condition& condition) {
    auto* row = new FilterRow(context_, entity_, condition, this);
    column_->addWidget(row);
    row->show();
    children_.push_back(row);
    connect(row, &FilterRow::edited, this, &FilterPanel::edited);
    connect(row, &FilterRow::removed, this, [this, row] { drop(row); });
    connect(row, &FilterRow::rebuilt, this, &FilterPanel::rearranged);
    Q_EMIT rearranged();
    return row;
}

FilterPanel* FilterPanel::addGroup(const filter::Part& group) {
    auto* panel = new FilterPanel(context_, entity_, group, true, this);
    column_->addWidget(panel);
    panel->show();
    children_.push_back(panel);
    connect(panel, &FilterPanel::edited, this, &FilterPanel::edited);
    connect(panel, &FilterPanel::removed, this, [this, panel] { drop(panel); });
    connect(panel, &FilterPanel::rearranged, this, &FilterPanel::rearranged);
    Q_EMIT rearranged();
    return panel;
}

void FilterPanel::drop(QWidget* child) {
    std::erase(children_, child);
    child->hide();
    child->deleteLater();
    how_->setFocus();
    Q_EMIT edited();
}

filter::Part FilterPanel::part() const {
    filter::Part out;
    out.any = how_->currentIndex() == 1;
    for (const QWidget* child : children_) {
        if (const auto* row = qobject_cast<const FilterRow*>(child)) {
            out.parts.push_back({row->condition(), false, {}});
        } else if (const auto* group = qobject_cast<const FilterPanel*>(child)) {
            out.parts.push_back(group->part());
        }
    }
    return out;
}

std::vector<FilterRow*> FilterPanel::rows() const {
    std::vector<FilterRow*> out;
    for (QWidget* child : children_)
        if (auto* row = qobject_cast<FilterRow*>(child)) out.push_back(row);
    return out;
}

}  // namespace kupets::view
