// kupetsctl login: log in once, so that the next calls need neither password nor fingerprint.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--forget", "", "выйти и забыть запомненный вход", "log out and forget the remembered login"},
    Option{"--new-password-file", "FILE", "сменить свой пароль на пароль из файла",
           "change one's own password to the one in the file"},
};

Outcome<void> forget(const Globals& globals) {
    auto session = Session::open(globals);
    SavedLogin::forget();
    if (!session) return {};  // gone already
    auto reply = session->call<v1::LogoutReply>(v1::METHOD_SESSION_LOGOUT, v1::LogoutRequest());
    if (!reply) return std::unexpected(std::move(reply.error()));
    return {};
}

Outcome<void> changePassword(Session& session, const std::string& newFile) {
    const auto before = readPassword(session.globals().passwordFile, say("Прежний пароль", "Old password"));
    if (!before) return std::unexpected(before.error());
    const auto after = readPassword(newFile, say("Новый пароль", "New password"));
    if (!after) return std::unexpected(after.error());
    v1::ChangePasswordRequest request;
    request.set_old_password(*before);
    request.set_new_password(*after);
    auto reply = session.call<v1::ChangePasswordReply>(v1::METHOD_SESSION_CHANGE_PASSWORD, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(loginCommand, arguments, 0, 0); !fits) return fits;
    if (arguments.has("--forget")) return forget(globals);
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (const auto file = arguments.optional("--new-password-file")) {
        if (auto done = changePassword(*session, *file); !done) return done;
    }
    const auto& login = session->login();
    if (!login.token().empty()) {
        const SavedLogin saved{globals.server, session->connection().fingerprint(), login.token()};
        if (auto stored = saved.store(); !stored) return stored;
    }
    if (login.must_change_password() && !arguments.has("--new-password-file")) {
        std::cerr << say("пароль нужно сменить: kupetsctl login --new-password-file FILE\n",
                         "the password must be changed: kupetsctl login --new-password-file FILE\n");
    }
    Output output(globals.format, {"login", "name", "role", "user_id"}, false);
    const auto user = Uuid::fromBytes(login.me().user_id());
    output.row(
        {}, 0,
        {{login.me().login(), {}}, {login.me().name(), {}}, {login.me().role(), {}}, {user ? user->text() : "", {}}});
    output.finish();
    return {};
}

}  // namespace

constinit const Command loginCommand{"login",
                                     "[--forget] [--new-password-file FILE]",
                                     "войти и запомнить вход для следующих вызовов",
                                     "log in and remember it for the next calls",
                                     "  kupetsctl --server crm.local:7443 --trust-on-first-use --user admin login\n"
                                     "  kupetsctl query deal --limit 5\n"
                                     "  kupetsctl login --forget\n",
                                     kOptions,
                                     run};

}  // namespace kupets::ctl
