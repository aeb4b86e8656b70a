#include "tests/support/records.h"

#include <stdexcept>

#include "common/wire/values.h"
#include "kupets/v1/admin.pb.h"

namespace kupets::tests {

namespace {

v1::RecordChange make(v1::RecordChange::Kind kind, const std::string& entity, const Uuid& id, const Fields& fields) {
    v1::RecordChange change;
    change.set_kind(kind);
    change.set_entity(entity);
    change.set_id(std::string(id.view()));
    for (const auto& [name, value] : fields) {
        v1::FieldValue& field = *change.add_fields();
        field.set_field(name);
        *field.mutable_value() = wire::toProto(value);
    }
    return change;
}

}  // namespace

v1::RecordChange creation(const std::string& entity, const Uuid& id, const Fields& fields) {
    return make(v1::RecordChange::KIND_CREATE, entity, id, fields);
}
v1::RecordChange change(const std::string& entity, const Uuid& id, const Fields& fields) {
    return make(v1::RecordChange::KIND_UPDATE, entity, id, fields);
}
v1::RecordChange deletion(const std::string& entity, const Uuid& id) {
    return make(v1::RecordChange::KIND_DELETE, entity, id, {});
}

Result<v1::SaveReply> save(WireClient& client, const std::vector<v1::RecordChange>& changes, const Uuid& set) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(set.view()));
    for (const v1::RecordChange& one : changes) *request.add_changes() = one;
    return client.call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
}

Uuid addUser(WireClient& administrator, const std::string& login, const std::string& role,
             const std::string& password) {
    const Uuid id = Uuid::make();
    const auto saved = save(administrator, {creation("user", id, {{"name", login}, {"login", login}, {"role", role}})});
    if (!saved) throw std::runtime_error("user " + login + ": " + describe(saved.error()));
    v1::SetCredentialsRequest set;
    set.set_user_id(std::string(id.view()));
    set.set_password(password);
    const auto done = administrator.call<v1::SetCredentialsReply>(v1::METHOD_ADMIN_SET_CREDENTIALS, set);
    if (!done) throw std::runtime_error("password of " + login + ": " + describe(done.error()));
    return id;
}

}  // namespace kupets::tests
