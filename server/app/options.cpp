#include "server/app/options.h"

#include <charconv>
#include <functional>
#include <map>
#include <sstream>

namespace kupets::app {

namespace {

std::unexpected<Error> wrong(const std::string& argument, std::string why) {
    return fail(ErrorCode::BadRequest, {argument, std::move(why)});
}

template <typename Number>
bool read(const std::string& text, Number& to) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc() && end == text.data() + text.size();
}

/// "stall=1000,outbox=65536": milliseconds and bytes.
bool readLimits(const std::string& text, Options& options) {
    net::Limits& limits = options.limits;
    const std::map<std::string, std::chrono::milliseconds*> times{
        {"handshake", &limits.handshake}, {"login", &limits.login}, {"heartbeat", &limits.heartbeat},
        {"stall", &limits.stall},         {"flush", &limits.flush}, {"presence", &options.presenceRights}};
    const std::map<std::string, std::size_t*> sizes{
        {"outbox", &limits.outbox}, {"requests", &limits.openRequests}, {"connections", &limits.connections}};
    std::istringstream items(text);
    for (std::string item; std::getline(items, item, ',');) {
        const std::size_t equals = item.find('=');
        std::size_t value = 0;
        if (equals == std::string::npos || !read(item.substr(equals + 1), value)) return false;
        const std::string name = item.substr(0, equals);
        if (auto time = times.find(name); time != times.end())
            *time->second = std::chrono::milliseconds(value);
        else if (auto size = sizes.find(name); size != sizes.end())
            *size->second = value;
        else
            return false;
    }
    return true;
}

Result<void> readAddress(const std::string& argument, const std::string& value, Address& to) {
    auto address = Address::parse(value);
    if (!address) return wrong(argument, "HOST:PORT");
    to = std::move(*address);
    return {};
}

using Setter = std::function<Result<void>(const std::string& argument, const std::string& value)>;

std::map<std::string, Setter> setters(Options& options) {
    const auto into = [](auto& target) {
        return [&target](const std::string&, const std::string& value) -> Result<void> {
            target = value;
            return {};
        };
    };
    return {
        {"--data-dir", into(options.dataDir)},
        {"--admin-password-file", into(options.adminPasswordFile)},
        {"--database-url", into(options.databaseUrl)},
        {"--company", into(options.company)},
        {"--log-level", into(options.logLevel)},
        {"--listen",
         [&](const auto& argument, const auto& value) { return readAddress(argument, value, options.listen); }},
        {"--http", [&](const auto& argument, const auto& value) { return readAddress(argument, value, options.http); }},
        {"--time-zone",
         [&](const auto& argument, const auto& value) -> Result<void> {
             options.timeZone = calendar::Zone::named(value);
             if (!options.timeZone) return wrong(argument, "no such zone; for instance Europe/Moscow");
             return {};
         }},
        {"--threads",
         [&](const auto& argument, const auto& value) -> Result<void> {
             if (!read(value, options.threads) || options.threads > 256) return wrong(argument, "1 to 256");
             return {};
         }},
        {"--limits",
         [&](const auto& argument, const auto& value) -> Result<void> {
             if (!readLimits(value, options)) return wrong(argument, value);
             return {};
         }},
    };
}

}  // namespace

std::string Address::text() const {
    const bool six = host.find(':') != std::string::npos;
    return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Result<Address> Address::parse(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    Address address;
    if (colon == std::string::npos || colon == 0 || !read(text.substr(colon + 1), address.port))
        return wrong(text, "HOST:PORT");
    address.host = text.substr(0, colon);
    if (address.host.size() > 2 && address.host.front() == '[' && address.host.back() == ']')
        address.host = address.host.substr(1, address.host.size() - 2);
    return address;
}

Result<Options> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    const std::map<std::string, bool*> flags{{"--help", &options.help},
                                             {"-h", &options.help},
                                             {"--version", &options.version},
                                             {"--unsafe-fast-database", &options.unsafeFastDatabase},
                                             {"--unsafe-fast-passwords", &options.unsafeFastPasswords}};
    const auto settings = setters(options);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::size_t equals = arguments[i].find('=');
        const std::string name = arguments[i].starts_with("--") ? arguments[i].substr(0, equals) : arguments[i];
        if (const auto flag = flags.find(arguments[i]); flag != flags.end()) {
            *flag->second = true;
            continue;
        }
        const auto setter = settings.find(name);
        if (setter == settings.end()) return wrong(arguments[i], "no such option");
        std::string value;
        if (equals != std::string::npos)
            value = arguments[i].substr(equals + 1);
        else if (i + 1 < arguments.size())
            value = arguments[++i];
        else
            return wrong(name, "a value is missing");
        if (auto set = setter->second(name, value); !set) return std::unexpected(std::move(set.error()));
    }
    if (!options.help && !options.version && options.dataDir.empty()) return wrong("--data-dir", "is missing");
    return options;
}

std::string helpText() {
    return R"(kupets-server: сервер CRM «Купец» / the server of the Kupets CRM

    kupets-server --data-dir DIR [options]

  --data-dir DIR              where everything is kept: certificate, files and the embedded PostgreSQL
  --listen HOST:PORT          for clients, TLS 1.3 (127.0.0.1:7443; port 0: any free one)
  --http HOST:PORT            /healthz and /metrics (127.0.0.1:0)
  --admin-password-file FILE  the first administrator's password, at the first start; else a one-time one is printed
  --database-url URL          a PostgreSQL 15 or newer instead of the embedded one
  --company NAME              for the title of the clients' windows
  --time-zone NAME            of the company's working hours: Europe/Moscow, Asia/Omsk (the computer's)
  --threads N                 (one a core)
  --log-level LEVEL           trace, debug, info, warn, error, off (info); the log goes to stderr
  --version, --help

When it is ready it prints one line:
  ready tls=127.0.0.1:PORT http=127.0.0.1:PORT fingerprint=SHA256:...
SIGTERM and SIGINT stop it: open requests are answered first.

Пример / example:
  kupets-server --data-dir ~/kupets --listen 0.0.0.0:7443
)";
}

}  // namespace kupets::app
