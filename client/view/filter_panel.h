// The rows of a filter, in groups: all of them or any, groups within groups. It shows what it is given and tells what
// the person made of it.
#pragma once

#include <QWidget>
#include <vector>

#include "client/view/filter_conditions.h"

class QComboBox;
class QVBoxLayout;

namespace kupets::view {

class FilterRow;

class FilterPanel : public QWidget {
    Q_OBJECT
public:
    /// `inner`: a group within another.
    FilterPanel(const data::Context& context, const schema::Entity& entity, const filter::Part& group, bool inner,
                QWidget* parent);

    filter::Part part() const;
    FilterRow* addRow(const filter::Condition& condition = {});
    FilterPanel* addGroup(const filter::Part& group);
    std::vector<FilterRow*> rows() const;
    QComboBox* how() const { return how_; }

Q_SIGNALS:
    void edited();
    void removed();
    /// Rows or their controls came or went.
    void rearranged();

private:
    void drop(QWidget* child);

    data::Context context_;
    const schema::Entity& entity_;
    QComboBox* how_;
    QVBoxLayout* column_;
    std::vector<QWidget*> children_;  // rows and groups, as they stand
};

}  // namespace kupets::view
