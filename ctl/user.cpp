// kupetsctl user: who may log in, and from where they are.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "common/wire/values.h"
#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/values.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--name", "NAME", "имя нового сотрудника", "the new user's name"},
    Option{"--role", "ROLE", "administrator, head, manager", "administrator, head, manager"},
    Option{"--department", "NAME", "отдел", "department"},
    Option{"--new-password-file", "FILE", "файл с новым паролем; без него спросит",
           "file with the new password; asks without it"},
    Option{"--must-change", "", "сменить пароль при первом входе", "the password must be changed at the first login"},
};

Outcome<Uuid> userId(Session& session, const std::string& login) {
    const auto entity = session.entity("user");
    if (!entity) return std::unexpected(entity.error());
    return findRecord(session, **entity, "login", login);
}

Outcome<void> setPassword(Session& session, const Uuid& user, const std::string& password, bool mustChange) {
    v1::SetCredentialsRequest request;
    request.set_user_id(std::string(user.view()));
    request.set_password(password);
    request.set_must_change(mustChange);
    auto reply = session.call<v1::SetCredentialsReply>(v1::METHOD_ADMIN_SET_CREDENTIALS, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    return {};
}

Outcome<void> list(Session& session) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("user");
    std::vector<std::string> columns{"login", "name", "role", "department", "manager", "active"};
    for (const auto& column : columns) request.add_columns(column);
    request.set_limit(1000);
    auto reply = session.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    const auto view = wire::RowSetView::open(reply->rows());
    if (!view) return std::unexpected(failureOf(view.error()));
    Output output(session.globals().format, columns, true);
    output.rows(*view);
    output.finish();
    return {};
}

Outcome<void> add(Session& session, const std::string& login, const Arguments& arguments) {
    const auto entity = session.entity("user");
    if (!entity) return std::unexpected(entity.error());
    const auto password = readPassword(arguments.value("--new-password-file"),
                                       say("Пароль нового сотрудника", "The new user's password"));
    if (!password) return std::unexpected(password.error());
    const Uuid id = Uuid::make();
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    auto& change = *request.add_changes();
    change.set_kind(v1::RecordChange::KIND_CREATE);
    change.set_entity("user");
    change.set_id(std::string(id.view()));
    const std::array<std::pair<const char*, std::string>, 4> given = {
        {{"login", login},
         {"name", arguments.optional("--name").value_or(login)},
         {"role", arguments.optional("--role").value_or("manager")},
         {"department", arguments.value("--department")}}};
    for (const auto& [name, text] : given) {
        auto value = parseValue(session, *(*entity)->field(name), text);
        if (!value) return std::unexpected(std::move(value.error()));
        if (isNull(*value)) continue;
        auto* field = change.add_fields();
        field->set_field(name);
        *field->mutable_value() = wire::toProto(*value);
    }
    auto reply = session.call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    return setPassword(session, id, *password, arguments.has("--must-change"));
}

Outcome<void> sessions(Session& session, const std::string& login) {
    v1::ListSessionsRequest request;
    if (!login.empty()) {
        const auto id = userId(session, login);
        if (!id) return std::unexpected(id.error());
        request.set_user_id(std::string(id->view()));
    }
    auto reply = session.call<v1::ListSessionsReply>(v1::METHOD_ADMIN_LIST_SESSIONS, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(session.globals().format, {"session", "user", "device", "address", "since", "last_seen", "connected"},
                  false);
    for (const auto& entry : reply->sessions()) {
        const auto id = Uuid::fromBytes(entry.id());
        output.row({}, 0,
                   {{id ? id->text() : "", {}},
                    {entry.user_name(), {}},
                    {entry.device(), {}},
                    {entry.address(), {}},
                    {Timestamp{entry.since()}, {}},
                    {Timestamp{entry.last_seen()}, {}},
                    {entry.connected(), {}}});
    }
    output.finish();
    return {};
}

Outcome<void> endSession(Session& session, const std::string& text) {
    const auto id = parseId(text);
    if (!id) return std::unexpected(id.error());
    v1::EndSessionRequest request;
    request.set_id(std::string(id->view()));
    auto reply = session.call<v1::EndSessionReply>(v1::METHOD_ADMIN_END_SESSION, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    return {};
}

Outcome<void> password(Session& session, const std::string& login, const Arguments& arguments, bool takeAway) {
    const auto id = userId(session, login);
    if (!id) return std::unexpected(id.error());
    if (takeAway) return setPassword(session, *id, "", false);
    const auto given = readPassword(arguments.value("--new-password-file"), say("Новый пароль", "New password"));
    if (!given) return std::unexpected(given.error());
    return setPassword(session, *id, *given, arguments.has("--must-change"));
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    const auto& words = arguments.positional();
    const std::string action = words.empty() ? "list" : words[0];
    const std::string who = words.size() > 1 ? words[1] : "";
    const bool alone = action == "list" || action == "sessions";
    if (words.size() > 2 || (!alone && who.empty())) return expectPositional(userCommand, arguments, 99, 99);
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (action == "list") return list(*session);
    if (action == "add") return add(*session, who, arguments);
    if (action == "password") return password(*session, who, arguments, false);
    if (action == "lock") return password(*session, who, arguments, true);
    if (action == "sessions") return sessions(*session, who);
    if (action == "end-session") return endSession(*session, who);
    return expectPositional(userCommand, arguments, 99, 99);
}

}  // namespace

constinit const Command userCommand{
    "user",
    "[list] | add LOGIN | password LOGIN | lock LOGIN | sessions [LOGIN] | end-session ID",
    "сотрудники, их пароли и сеансы",
    "users, their passwords and sessions",
    "  kupetsctl user add petrov --name 'Пётр Петров' --role manager --department 'Отдел продаж' --must-change\n"
    "  kupetsctl user password petrov --new-password-file p.txt\n"
    "  kupetsctl user lock petrov\n"
    "  kupetsctl user sessions\n",
    kOptions,
    run};

}  // namespace kupets::ctl
