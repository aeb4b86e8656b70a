// Bringing a whole record to the standards of data. Pure functions, any thread.
#pragma once

#include <functional>
#include <vector>

#include "common/rules/standards.h"

namespace kupets::rules {

/// The stored fields of an entity whose values have a standard: names, cities, addresses, phones, e-mails, web
/// addresses, and what legal forms go into. Only those that `mayWrite`.
std::vector<const schema::Field*> fieldsWithStandard(const schema::Entity& entity,
                                                     const std::function<bool(const schema::Field&)>& mayWrite);

/// What of `record` is not as the standards have it, as they have it. Values that are wrong altogether stay: there is
/// nothing certain to make of them. Applied to what it gives, it gives nothing.
FieldValues mended(const FieldValues& record);

}  // namespace kupets::rules
