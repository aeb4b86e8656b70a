#include "server/rpc/dispatcher.h"

#include <map>
#include <set>

#include <catch2/catch.hpp>
#include <google/protobuf/descriptor.h>

#include "kupets/v1/admin.pb.h"
#include "kupets/v1/automation.pb.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/duplicates.pb.h"
#include "kupets/v1/files.pb.h"
#include "kupets/v1/import.pb.h"
#include "kupets/v1/personal.pb.h"
#include "kupets/v1/presence.pb.h"
#include "kupets/v1/quality.pb.h"
#include "kupets/v1/records.pb.h"
#include "kupets/v1/schema.pb.h"
#include "kupets/v1/session.pb.h"
#include "kupets/v1/tasks.pb.h"

namespace {

using namespace kupets;

std::vector<const google::protobuf::ServiceDescriptor*> services() {
    std::vector<const google::protobuf::ServiceDescriptor*> all;
    for (const auto* file : {v1::LoginRequest::descriptor()->file(), v1::SchemaRequest::descriptor()->file(),
                             v1::QueryRequest::descriptor()->file(), v1::UndoRequest::descriptor()->file(),
                             v1::ImportRequest::descriptor()->file(), v1::UploadRequest::descriptor()->file(),
                             v1::StatusRequest::descriptor()->file(), v1::FavouritesRequest::descriptor()->file(),
                             v1::WatchRequest::descriptor()->file(), v1::MergeRequest::descriptor()->file(),
                             v1::QualityRequest::descriptor()->file(), v1::RehearseRequest::descriptor()->file(),
                             v1::LoadRequest::descriptor()->file()})
        for (int i = 0; i < file->service_count(); ++i) all.push_back(file->service(i));
    return all;
}

}  // namespace

TEST_CASE("each rpc of each service has exactly one number, and each number one rpc") {
    std::map<int, std::string> names;
    for (const auto* service : services())
        for (int i = 0; i < service->method_count(); ++i) {
            const v1::Method method = service->method(i)->options().GetExtension(v1::method);
            INFO(service->method(i)->full_name());
            CHECK(method != v1::METHOD_UNSPECIFIED);
            CHECK(names.emplace(method, service->name() + "." + service->method(i)->name()).second);
        }
    const auto* methods = v1::Method_descriptor();
    CHECK(names.size() == static_cast<std::size_t>(methods->value_count() - 1));
    for (const auto& [number, name] : names) {
        const auto row = rpc::rowOf(static_cast<v1::Method>(number));
        INFO(name);
        REQUIRE(row);
        CHECK(row->name == name);
        CHECK(row->method == number);
        CHECK(row->invoke != nullptr);
        CHECK(row->limit > std::chrono::milliseconds(0));
    }
}

TEST_CASE("what is no method has no row") {
    CHECK(!rpc::rowOf(v1::METHOD_UNSPECIFIED));
    CHECK(!rpc::rowOf(static_cast<v1::Method>(9999)));
    CHECK(!rpc::rowOf(static_cast<v1::Method>(-1)));
}

TEST_CASE(
    "only greeting and entering need no login, and Admin, the schema's change and rehearsals need an administrator") {
    const std::set<v1::Method> open{v1::METHOD_SESSION_HELLO, v1::METHOD_SESSION_LOGIN, v1::METHOD_SESSION_RESUME};
    const auto* methods = v1::Method_descriptor();
    for (int i = 1; i < methods->value_count(); ++i) {
        const auto row = rpc::rowOf(static_cast<v1::Method>(methods->value(i)->number()));
        REQUIRE(row);
        INFO(row->name);
        CHECK((row->right == rpc::Right::None) == open.contains(row->method));
        CHECK((row->right == rpc::Right::Administrator) ==
              (row->name.starts_with("Admin.") || row->method == v1::METHOD_SCHEMA_SAVE ||
               row->method == v1::METHOD_RULES_REHEARSE));
    }
}

TEST_CASE("a request's deadline is what it asks for within the method's limit") {
    const auto row = *rpc::rowOf(v1::METHOD_RECORDS_QUERY);
    CHECK(rpc::allowed(row, 0) == row.limit);
    CHECK(rpc::allowed(row, 50) == std::chrono::milliseconds(50));
    CHECK(rpc::allowed(row, 4'000'000'000) == row.limit);
}
