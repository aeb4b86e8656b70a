// Standards of data: how texts are written, whoever writes them. What concerns one field is part of rules::normalise;
// here is what concerns two: the legal form of a company, which has a field of its own. Pure functions, any thread.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/error.h"
#include "common/base/value.h"
#include "common/schema/snapshot.h"

namespace kupets::rules {

using FieldValues = std::vector<std::pair<const schema::Field*, Value>>;

/// The field that takes the legal form out of a company's name; null for all others.
const schema::Field* formField(const schema::Field& name);
/// The name that a field's legal form is taken from; null for all others.
const schema::Field* nameOfForm(const schema::Field& form);

/// A name whose form was put into a field that was not given: right only while that field is empty or says the same.
struct PartedForm {
    const schema::Field* name = nullptr;
    const schema::Field* form = nullptr;
    Value typed;
};

/// Parts names of companies in `fields`, where the field of the form is not among them or empty or the same, and
/// `mayWrite` it. What was parted on the strength of a field that is not given is told.
std::vector<PartedForm> partForms(FieldValues& fields, const std::function<bool(const schema::Field&)>& mayWrite);
/// Takes back what contradicts the form that the record has.
void rejoin(FieldValues& fields, const std::vector<PartedForm>& parted,
            const std::function<Value(const schema::Field&)>& held);

/// A text by the standard of its field; where none is certain, as it is. Error: InvalidValue {value, expected}.
Result<std::string> standardText(const schema::Field& field, std::string text);
/// Whether texts of the field have a standard beyond being tidy.
bool hasStandard(const schema::Field& field);

}  // namespace kupets::rules
