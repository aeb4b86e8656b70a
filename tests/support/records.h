// Saves over the wire, for tests that need records to talk about.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/uuid.h"
#include "common/base/value.h"
#include "kupets/v1/records.pb.h"
#include "tests/support/wire_client.h"

namespace kupets::tests {

using Fields = std::vector<std::pair<std::string, Value>>;

v1::RecordChange creation(const std::string& entity, const Uuid& id, const Fields& fields);
v1::RecordChange change(const std::string& entity, const Uuid& id, const Fields& fields);
v1::RecordChange deletion(const std::string& entity, const Uuid& id);

/// One change set; its id is `set`.
Result<v1::SaveReply> save(WireClient& client, const std::vector<v1::RecordChange>& changes,
                           const Uuid& set = Uuid::make());

/// A user who can log in by his login and this password.
Uuid addUser(WireClient& administrator, const std::string& login, const std::string& role, const std::string& password);

}  // namespace kupets::tests
