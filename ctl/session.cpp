#include "ctl/session.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "kupets/v1/schema.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kGlobalOptions = {
    Option{"--server", "HOST:PORT", "сервер; или KUPETS_SERVER", "the server; or KUPETS_SERVER"},
    Option{"--fingerprint", "FP", "отпечаток сертификата SHA256:…; или KUPETS_FINGERPRINT",
           "the certificate's fingerprint SHA256:…; or KUPETS_FINGERPRINT"},
    Option{"--trust-on-first-use", "", "поверить незнакомому серверу и показать его отпечаток",
           "trust an unknown server and print its fingerprint"},
    Option{"--user", "LOGIN", "имя для входа; или KUPETS_USER", "login name; or KUPETS_USER"},
    Option{"--password-file", "FILE", "файл с паролем; или KUPETS_PASSWORD_FILE",
           "file with the password; or KUPETS_PASSWORD_FILE"},
    Option{"--format", "table|json|csv", "вид вывода, обычно table", "how to print, usually table"},
    Option{"--timeout", "SECONDS", "сколько ждать ответа, обычно 60", "how long to wait for an answer, usually 60"},
    Option{"--help", "", "справка", "help"},
};

std::string setting(const Arguments& arguments, std::string_view option, const char* variable) {
    if (const auto given = arguments.optional(option)) return *given;
    const char* value = std::getenv(variable);
    return value == nullptr ? "" : value;
}

constexpr std::string_view kHex = "0123456789abcdef";

std::string toHex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
        out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
    }
    return out;
}

std::string fromHex(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const std::size_t high = kHex.find(text[i]);
        const std::size_t low = kHex.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return {};
        out.push_back(static_cast<char>(high * 16 + low));
    }
    return out;
}

/// Turns the terminal's echo off for as long as it lives.
class NoEcho {
public:
    NoEcho() {
        if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~NoEcho() {
        if (changed_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios before_{};
    bool changed_ = false;
};

}  // namespace

std::span<const Option> globalOptions() { return kGlobalOptions; }

Outcome<Globals> Globals::read(const Arguments& arguments) {
    Globals globals;
    globals.server = setting(arguments, "--server", "KUPETS_SERVER");
    globals.fingerprint = setting(arguments, "--fingerprint", "KUPETS_FINGERPRINT");
    globals.user = setting(arguments, "--user", "KUPETS_USER");
    globals.passwordFile = setting(arguments, "--password-file", "KUPETS_PASSWORD_FILE");
    globals.trustOnFirstUse = arguments.has("--trust-on-first-use");
    const std::string format = arguments.optional("--format").value_or("table");
    if (format == "json")
        globals.format = Format::Json;
    else if (format == "csv")
        globals.format = Format::Csv;
    else if (format != "table")
        return misused(fmt::format("--format {}: table, json, csv", format));
    const auto seconds = arguments.number("--timeout", 60);
    if (!seconds) return std::unexpected(seconds.error());
    globals.limit = std::chrono::seconds(*seconds);
    if (const auto saved = SavedLogin::load(); saved && (globals.server.empty() || globals.server == saved->server)) {
        globals.server = saved->server;
        if (globals.fingerprint.empty()) globals.fingerprint = saved->fingerprint;
    }
    return globals;
}

std::string SavedLogin::path() {
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    const std::string base =
        state != nullptr && *state != 0 ? state : std::string(home == nullptr ? "." : home) + "/.local/state";
    return base + "/kupets/kupetsctl-login";
}

std::optional<SavedLogin> SavedLogin::load() {
    std::ifstream file(path());
    SavedLogin saved;
    std::string token;
    if (!(std::getline(file, saved.server) && std::getline(file, saved.fingerprint) && std::getline(file, token)))
        return std::nullopt;
    saved.token = fromHex(token);
    return saved;
}

Outcome<void> SavedLogin::store() const {
    const std::filesystem::path target = path();
    std::error_code problem;
    std::filesystem::create_directories(target.parent_path(), problem);
    const mode_t before = umask(0077);
    {
        std::ofstream file(target, std::ios::trunc);
        file << server << '\n' << fingerprint << '\n' << toHex(token) << '\n';
        if (!file.flush()) problem = std::make_error_code(std::errc::io_error);
    }
    umask(before);
    if (problem) return failed(kFailed, fmt::format("{}: {}", target.string(), problem.message()));
    return {};
}

void SavedLogin::forget() {
    std::error_code ignored;
    std::filesystem::remove(path(), ignored);
}

Outcome<std::string> readPassword(const std::string& file, std::string_view question) {
    std::string line;
    if (!file.empty()) {
        std::ifstream in(file);
        if (!std::getline(in, line))
            return misused(
                fmt::format("{}: {}", say("файл с паролем не читается", "cannot read the password file"), file));
        if (line.ends_with('\r')) line.pop_back();
        return line;
    }
    if (isatty(STDIN_FILENO) == 0) {
        return misused(std::string(say("нужен --password-file или KUPETS_PASSWORD_FILE",
                                       "--password-file or KUPETS_PASSWORD_FILE is needed")));
    }
    std::cerr << question << ": " << std::flush;
    const NoEcho silence;
    std::getline(std::cin, line);
    std::cerr << '\n';
    return line;
}

Outcome<Session> Session::greet(const Globals& globals) {
    if (globals.server.empty())
        return misused(std::string(
            say("не сказано, какой сервер: --server или KUPETS_SERVER", "which server? --server or KUPETS_SERVER")));
    if (globals.fingerprint.empty() && !globals.trustOnFirstUse) {
        return misused(std::string(say(
            "отпечаток сервера неизвестен: дайте --fingerprint (он в строке ready сервера) или --trust-on-first-use",
            "the server's fingerprint is unknown: give --fingerprint (see the server's ready line) or "
            "--trust-on-first-use")));
    }
    auto connection = Connection::open(
        {globals.server, globals.fingerprint, std::min(globals.limit, std::chrono::milliseconds(15'000))});
    if (!connection) return std::unexpected(std::move(connection.error()));
    if (globals.fingerprint.empty()) {
        std::cerr << say("отпечаток сервера: ", "the server's fingerprint: ") << connection->fingerprint() << '\n';
    }
    return Session(globals, std::move(*connection));
}

Outcome<Session> Session::open(const Globals& globals) {
    auto session = greet(globals);
    if (!session) return session;
    if (globals.user.empty()) {
        const auto saved = SavedLogin::load();
        if (!saved || saved->server != globals.server) {
            return failed(kForbidden, std::string(say("кто входит? --user и --password-file, или kupetsctl login",
                                                      "who logs in? --user and --password-file, or kupetsctl login")));
        }
        if (auto done = session->resume(saved->token); !done) return std::unexpected(std::move(done.error()));
        return session;
    }
    const auto password = readPassword(globals.passwordFile, say("Пароль", "Password"));
    if (!password) return std::unexpected(password.error());
    if (auto done = session->logIn(globals.user, *password); !done) return std::unexpected(std::move(done.error()));
    return session;
}

Outcome<void> Session::logIn(const std::string& user, const std::string& password) {
    v1::LoginRequest request;
    request.set_login(user);
    request.set_password(password);
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    request.set_device(fmt::format("kupetsctl @ {}", host.data()));
    auto reply = call<v1::LoginReply>(v1::METHOD_SESSION_LOGIN, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    login_ = std::move(*reply);
    connection_.loggedIn();
    return {};
}

Outcome<void> Session::resume(const std::string& token) {
    v1::ResumeRequest request;
    request.set_token(token);
    auto reply = call<v1::LoginReply>(v1::METHOD_SESSION_RESUME, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    login_ = std::move(*reply);
    connection_.loggedIn();
    return {};
}

Outcome<const schema::Snapshot*> Session::schema() {
    if (schema_) return schema_.get();
    auto reply = call<v1::SchemaReply>(v1::METHOD_SCHEMA_GET, v1::SchemaRequest());
    if (!reply) return std::unexpected(std::move(reply.error()));
    std::vector<v1::EntityDef> defs(reply->entities().begin(), reply->entities().end());
    auto built = schema::Snapshot::build(std::move(defs), reply->version());
    if (!built) return std::unexpected(failureOf(built.error()));
    schema_ = std::move(*built);
    return schema_.get();
}

Outcome<const schema::Entity*> Session::entity(std::string_view name) {
    const auto all = schema();
    if (!all) return std::unexpected(all.error());
    const schema::Entity* entity = (*all)->entity(name);
    if (entity == nullptr) return std::unexpected(failureOf(Error(ErrorCode::UnknownEntity, {std::string(name)})));
    return entity;
}

}  // namespace kupets::ctl
