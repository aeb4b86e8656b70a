#include "client/command/waiting_saves.h"

#include <catch2/catch.hpp>

#include "client/command/commands.h"
#include "client/data/local_store.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::test;

namespace {

data::Operation rename(const char* name) {
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity("deal");
    change.set_id(std::string(Uuid::fromName("deal").view()));
    v1::FieldValue& field = *change.add_fields();
    field.set_field("name");
    field.mutable_value()->set_text(name);
    return operation;
}

struct Kept : OnlineClient {
    data::LocalStore store{QString()};
    std::vector<v1::SaveRequest> saves;
    ErrorCode refusal = ErrorCode::Internal;
    bool refuses = false;

    Kept() {
        store.setOwner("anna");
        peer.on<v1::SaveRequest, v1::SaveReply>(v1::METHOD_RECORDS_SAVE,
                                                [this](const v1::SaveRequest& request) -> Result<v1::SaveReply> {
                                                    saves.push_back(request);
                                                    if (refuses) return fail(refusal);
                                                    return v1::SaveReply();
                                                });
    }
    std::unique_ptr<command::Commands> begin() {
        data::Context with = context();
        with.local = &store;
        return std::make_unique<command::Commands>(with);
    }
    std::size_t kept() const { return store.all("queue").size(); }
    void goAway() {
        peer.stopListening();
        peer.cut();
        REQUIRE(waitFor([this] { return !connection.isOnline(); }));
    }
};

}  // namespace

TEST_CASE_METHOD(Kept, "A save is kept until it is answered") {
    const auto own = begin();
    peer.hold(v1::METHOD_RECORDS_SAVE);
    own->save(rename("Трубы"), own.get(), {});
    CHECK(kept() == 1);
    REQUIRE(waitFor([this] { return peer.held().size() == 1; }));
    peer.release(v1::METHOD_RECORDS_SAVE);
    REQUIRE(waitFor([&] { return own->pending() == 0; }));
    CHECK(kept() == 0);
}

TEST_CASE_METHOD(Kept,
                 "What was saved without a line is sent by the next run of the program, in order, under the same ids") {
    auto own = begin();
    goAway();
    const Uuid first = own->save(rename("Трубы"), own.get(), {});
    const Uuid second = own->save(rename("Краны"), own.get(), {});
    CHECK(own->pending() == 2);
    own.reset();
    CHECK(kept() == 2);

    const auto next = begin();
    int shown = 0;
    QObject::connect(next.get(), &command::Commands::pendingChanged, next.get(),
                     [&](int many) { shown = std::max(shown, many); });
    peer.listen();
    connection.retryNow();
    REQUIRE(waitFor([this] { return saves.size() == 2; }));
    REQUIRE(waitFor([&] { return next->pending() == 0; }));
    CHECK(shown == 2);
    CHECK(saves[0].change_set_id() == std::string(first.view()));
    CHECK(saves[1].change_set_id() == std::string(second.view()));
    CHECK(saves[0].changes(0).fields(0).value().text() == "Трубы");
    CHECK(kept() == 0);
}

TEST_CASE_METHOD(Kept, "A save of an earlier run that is refused is told with all that it had") {
    auto own = begin();
    goAway();
    own->save(rename("Трубы"), own.get(), {});
    own.reset();
    refuses = true;
    refusal = ErrorCode::NotFound;
    const auto next = begin();
    std::optional<v1::SaveRequest> told;
    QObject::connect(next.get(), &command::Commands::refusedUnseen, next.get(),
                     [&](const v1::SaveRequest& request, const Error& error, const QString&) {
                         CHECK(error.code == ErrorCode::NotFound);
                         told = request;
                     });
    peer.listen();
    connection.retryNow();
    REQUIRE(waitFor([&] { return told.has_value(); }));
    CHECK(told->changes(0).fields(0).value().text() == "Трубы");
    CHECK(kept() == 0);
}

TEST_CASE_METHOD(Kept, "Another person's saves wait for him") {
    auto own = begin();
    goAway();
    own->save(rename("Трубы"), own.get(), {});
    own.reset();
    store.setOwner("boris");
    const auto next = begin();
    peer.listen();
    connection.retryNow();
    REQUIRE(waitFor([this] { return connection.isOnline(); }));
    CHECK(next->pending() == 0);
    store.setOwner("anna");
    CHECK(kept() == 1);
}
