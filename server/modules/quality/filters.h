// What is behind the figures of quality, as expressions: the same text counts on the server and lists in the program.
#pragma once

#include <string>
#include <vector>

#include "common/schema/snapshot.h"
#include "server/access/scope.h"

namespace kupets::quality {

/// "(a) AND (b)"; either may be empty.
std::string both(const std::string& a, const std::string& b);
/// "ISBLANK(field)".
std::string blank(const schema::Field& field);
/// Whether a person can fill it in at all, and this one may see it.
bool isFillable(const schema::Field& field, const access::AccessScope& scope);
/// Holds where the check does not.
std::string broken(const v1::CheckDef& check);
/// The checks that count: those that are not switched off, and whose condition this person may know.
std::vector<const v1::CheckDef*> checksOf(const schema::Entity& entity, const access::AccessScope& scope);
/// Holds where a check that counts does not, or a required field is empty; empty when there is neither.
std::string incomplete(const schema::Entity& entity, const access::AccessScope& scope);
/// Holds where nothing was changed, and nobody spoken to, for so many days.
std::string stale(const schema::Entity& entity, unsigned days);

}  // namespace kupets::quality
