// A logged-in connection: what nearly every sub-command works on.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "common/schema/snapshot.h"
#include "ctl/arguments.h"
#include "ctl/connection.h"
#include "kupets/v1/schema.pb.h"
#include "kupets/v1/session.pb.h"

namespace kupets::ctl {

enum class Format { Table, Json, Csv };

/// What the global options and the environment say.
struct Globals {
    std::string server;
    std::string fingerprint;
    std::string user;
    std::string passwordFile;
    bool trustOnFirstUse = false;
    Format format = Format::Table;
    std::chrono::milliseconds limit{60'000};

    static Outcome<Globals> read(const Arguments& arguments);
};
std::span<const Option> globalOptions();

/// What `kupetsctl login` leaves for the next calls, in a file that only its owner reads.
struct SavedLogin {
    std::string server;
    std::string fingerprint;
    std::string token;  // 32 bytes

    static std::string path();
    static std::optional<SavedLogin> load();
    Outcome<void> store() const;
    static void forget();
};

class Session {
public:
    /// Connects without logging in.
    static Outcome<Session> greet(const Globals& globals);
    /// Connects and logs in: by user and password when they are given, else by what `login` has left.
    static Outcome<Session> open(const Globals& globals);

    const Globals& globals() const { return globals_; }
    Connection& connection() { return connection_; }
    const v1::LoginReply& login() const { return login_; }
    Outcome<const schema::Snapshot*> schema();
    /// kNotFound when there is none of this name.
    Outcome<const schema::Entity*> entity(std::string_view name);

    template <typename Reply, typename Request>
    Outcome<Reply> call(v1::Method method, const Request& request, Call extra = {}) {
        extra.limit = std::max(extra.limit, globals_.limit);
        return connection_.call<Reply>(method, request, std::move(extra));
    }

private:
    Session(Globals globals, Connection connection)
        : globals_(std::move(globals)), connection_(std::move(connection)) {}
    Outcome<void> logIn(const std::string& user, const std::string& password);
    Outcome<void> resume(const std::string& token);

    Globals globals_;
    Connection connection_;
    v1::LoginReply login_;
    schema::SnapshotPtr schema_;
};

/// From the file's first line, or asked for on the terminal without echo.
Outcome<std::string> readPassword(const std::string& file, std::string_view question);

}  // namespace kupets::ctl
