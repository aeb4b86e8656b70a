// One row of a filter: field, condition, value. The field is found by typing any part of its name, also across
// references.
#pragma once

#include <QWidget>

#include "client/view/filter_conditions.h"

class QComboBox;

namespace kupets::view {

class FilterValue;

class FilterRow : public QWidget {
    Q_OBJECT
public:
    FilterRow(const data::Context& context, const schema::Entity& entity, const filter::Condition& condition,
              QWidget* parent);

    filter::Condition condition() const;
    void setPath(const std::string& path);
    QComboBox* field() const { return field_; }
    QComboBox* is() const { return is_; }
    FilterValue* value() const { return value_; }
    QWidget* remove() const { return remove_; }

Q_SIGNALS:
    void edited();
    void removed();
    /// It has other controls now.
    void rebuilt();

protected:
    bool focusNextPrevChild(bool next) override;

private:
    void takeTyped();
    void showConditions(filter::Is chosen);
    const schema::Field* schemaField() const;

    data::Context context_;
    const schema::Entity& entity_;
    QComboBox* field_;
    QComboBox* is_;
    FilterValue* value_;
    QWidget* remove_;
    bool showing_ = false;
};

/// Paths that are offered: own fields, and those of references, in words. For columns, groups and filters alike.
std::vector<std::pair<std::string, QString>> offeredPaths(const schema::Entity& entity, const data::Context& context);

}  // namespace kupets::view
