#include "common/rules/standards.h"

#include <algorithm>

#include "common/text/address.h"
#include "common/text/capitals.h"
#include "common/text/company_name.h"
#include "common/text/fold.h"

namespace kupets::rules {
namespace {

using schema::Field;

constexpr std::size_t kQuotedLength = 100;

Value* given(FieldValues& fields, const Field* field) {
    const auto found = std::ranges::find(fields, field, [](const auto& item) { return item.first; });
    return found == fields.end() ? nullptr : &found->second;
}

}  // namespace

const Field* formField(const Field& name) {
    if (name.def.standard() != v1::STANDARD_COMPANY_NAME || name.def.standard_field().empty()) return nullptr;
    return name.owner == nullptr ? nullptr : name.owner->field(name.def.standard_field());
}

const Field* nameOfForm(const Field& form) {
    if (form.owner == nullptr || form.type() != v1::TEXT) return nullptr;
    for (const auto& field : form.owner->fields()) {
        if (formField(*field) == &form) return field.get();
    }
    return nullptr;
}

std::vector<PartedForm> partForms(FieldValues& fields, const std::function<bool(const Field&)>& mayWrite) {
    std::vector<PartedForm> parted;
    FieldValues added;
    for (auto& [field, value] : fields) {
        const Field* form = formField(*field);
        const auto* typed = std::get_if<std::string>(&value);
        if (form == nullptr || typed == nullptr) continue;
        text::CompanyName split = text::splitCompanyName(*typed);
        if (split.form.empty()) {
            value = std::move(split.name);
            continue;
        }
        if (Value* known = given(fields, form)) {
            const auto* same = std::get_if<std::string>(known);
            if (same != nullptr && *same != split.form) continue;
            *known = std::move(split.form);
        } else if (mayWrite(*form)) {
            parted.push_back({field, form, value});
            added.emplace_back(form, std::move(split.form));
        } else {
            continue;
        }
        value = std::move(split.name);
    }
    fields.insert(fields.end(), added.begin(), added.end());
    return parted;
}

void rejoin(FieldValues& fields, const std::vector<PartedForm>& parted,
            const std::function<Value(const Field&)>& held) {
    for (const PartedForm& one : parted) {
        const Value* form = given(fields, one.form);
        const Value before = held(*one.form);
        if (form == nullptr || isNull(before) || before == *form) continue;
        if (Value* name = given(fields, one.name)) *name = one.typed;
        std::erase_if(fields, [&one](const auto& item) { return item.first == one.form; });
    }
}

bool hasStandard(const Field& field) {
    return field.def.standard() != v1::STANDARD_NONE || field.type() == v1::ADDRESS || nameOfForm(field) != nullptr;
}

Result<std::string> standardText(const Field& field, std::string text) {
    if (field.type() == v1::ADDRESS) return text::standardAddress(text);
    switch (field.def.standard()) {
        case v1::STANDARD_COMPANY_NAME:
            if (text::namesTwoCompanies(text))
                return fail(ErrorCode::InvalidValue, {std::string(text::slice(text, 0, kQuotedLength)),
                                                      "one company in one cell: here are two"});
            return text;
        case v1::STANDARD_PERSON_NAME:
            return text::standardPerson(text);
        case v1::STANDARD_CITY:
            return text::standardCity(text);
        default:
            return field.type() == v1::TEXT && nameOfForm(field) != nullptr ? text::legalForm(text) : text;
    }
}

}  // namespace kupets::rules
