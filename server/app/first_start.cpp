#include "server/app/first_start.h"

#include <fstream>

#include "server/access/access.h"
#include "server/access/password.h"
#include "server/app/default_pipeline.h"
#include "server/records/gate.h"
#include "server/schema/registry.h"

namespace kupets::app {

namespace {

using namespace std::chrono_literals;

Result<std::string> readPassword(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string password;
    if (!std::getline(stream, password) || password.empty())
        return fail(ErrorCode::BadFile, {file.string(), "no password in it"});
    if (password.back() == '\r') password.pop_back();
    return password;
}

boost::asio::awaitable<Result<void>> saveUser(rpc::Services& services, Uuid user) {
    const schema::CatalogPtr catalog = services.registry.current();
    const schema::Entity* entity = catalog->entity("user");
    records::Actor actor;
    actor.name = "kupets-server";
    actor.reader.scope = access::systemScope("the first administrator");
    records::Header header;
    header.id = Uuid::fromName("the first start");
    header.origin = records::Origin::System;
    const db::Deadline deadline = db::within(30s);
    auto writer = co_await services.gate.open(actor, header, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    if (writer->repeated()) co_return Result<void>();
    records::Change change;
    change.entity = entity;
    change.id = user;
    change.fields = {{entity->field("name"), std::string("Администратор")},
                     {entity->field("login"), std::string("admin")},
                     {entity->field("role"), std::string("administrator")}};
    std::vector<records::Change> changes;
    changes.push_back(std::move(change));
    auto written = co_await writer->write(std::move(changes), deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto committed = co_await writer->commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

}  // namespace

boost::asio::awaitable<Result<std::string>> ensureAdministrator(rpc::Services& services,
                                                                std::filesystem::path passwordFile) {
    auto somebody = co_await services.access.hasCredentials(db::within(30s));
    if (!somebody) co_return std::unexpected(std::move(somebody.error()));
    if (*somebody) co_return std::string();
    std::string given;
    if (!passwordFile.empty()) {
        auto password = readPassword(passwordFile);
        if (!password) co_return std::unexpected(std::move(password.error()));
        given = std::move(*password);
    }
    const Uuid user = Uuid::fromName("the first administrator");
    if (auto saved = co_await saveUser(services, user); !saved) co_return std::unexpected(std::move(saved.error()));
    if (auto made = co_await ensurePipeline(services); !made) co_return std::unexpected(std::move(made.error()));
    const std::string password = given.empty() ? access::makePassword() : given;
    auto set = co_await services.access.setCredentials(user, password, given.empty(), Uuid{}, db::within(30s));
    if (!set) co_return std::unexpected(std::move(set.error()));
    co_return given.empty() ? password : std::string();
}

}  // namespace kupets::app
