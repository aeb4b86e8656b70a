#include "client/view/filter_implied.h"

#include <QDate>

#include "client/data/value_input.h"
#include "client/view/editors/field_editor.h"

namespace kupets::view::filter {
namespace {

Value dayOf(QDate day) { return Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(day))}; }

/// Nothing when the condition leaves a choice.
data::Cell implied(const Condition& condition, const schema::Field& field, const Asker& asker) {
    const bool one = condition.values.size() == 1;
    const std::string title = condition.titles.empty() ? std::string() : condition.titles.front();
    const auto person = [&](const Uuid& id, const std::string& name) {
        return id.isNil() ? data::Cell{} : data::Cell{Value(id), name};
    };
    switch (condition.is) {
        case Is::Equal:
        case Is::OneOf:
            return one ? data::Cell{condition.values.front(), title} : data::Cell{};
        case Is::On:
            return one && field.type() == v1::DATE ? data::Cell{condition.values.front(), {}} : data::Cell{};
        case Is::Today:
            return field.type() == v1::DATE ? data::Cell{dayOf(QDate::currentDate()), {}} : data::Cell{};
        case Is::Yes:
            return {Value(true), {}};
        case Is::No:
            return {Value(false), {}};
        case Is::Me:
            return person(asker.id, asker.name);
        case Is::MyDepartment:
            return field.type() == v1::USER ? data::Cell{} : person(asker.department, {});
        default:
            return {};
    }
}

}  // namespace

std::map<std::string, data::Cell> impliedValues(const Part& root, const schema::Entity& entity, const Asker& asker) {
    std::map<std::string, data::Cell> out;
    if (root.any && root.parts.size() > 1) return out;
    for (const Part& part : root.parts) {
        if (!part.condition) {
            out.merge(impliedValues(part, entity, asker));
            continue;
        }
        const schema::Field* field = entity.field(part.condition->path);
        if (!field || !isEditable(*field)) continue;
        data::Cell cell = implied(*part.condition, *field, asker);
        if (isNull(cell.value)) continue;
        auto value = data::normalized(*field, cell.value);
        if (value && !isNull(*value)) out.try_emplace(field->name(), data::Cell{std::move(*value), cell.title});
    }
    return out;
}

}  // namespace kupets::view::filter
