#include "client/command/commands.h"

#include <catch2/catch.hpp>

#include "client/command/undo_stack.h"
#include "tests/client/support/fixture.h"

using namespace kupets;
using namespace kupets::command;
using namespace kupets::test;

namespace {

data::Operation rename(const Uuid& id, const char* name, std::uint64_t version = 0) {
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity("deal");
    change.set_id(std::string(id.view()));
    change.set_base_version(version);
    v1::FieldValue& field = *change.add_fields();
    field.set_field("name");
    field.mutable_value()->set_text(name);
    operation.title = "Поставка";
    return operation;
}

struct Fixture : OnlineClient {
    std::vector<v1::SaveRequest> saves;
    std::vector<v1::UndoRequest> undos;
    std::uint64_t version = 1;

    Fixture() {
        peer.on<v1::SaveRequest, v1::SaveReply>(v1::METHOD_RECORDS_SAVE,
                                                [this](const v1::SaveRequest& request) -> Result<v1::SaveReply> {
                                                    saves.push_back(request);
                                                    v1::SaveReply reply;
                                                    for (const v1::RecordChange& change : request.changes()) {
                                                        v1::SavedRecord& saved = *reply.add_records();
                                                        saved.set_entity(change.entity());
                                                        saved.set_id(change.id());
                                                        saved.set_version(++version);
                                                    }
                                                    return reply;
                                                });
        peer.on<v1::UndoRequest, v1::UndoReply>(v1::METHOD_CHANGES_UNDO,
                                                [this](const v1::UndoRequest& request) -> Result<v1::UndoReply> {
                                                    undos.push_back(request);
                                                    return v1::UndoReply();
                                                });
    }
    bool idle() {
        return waitFor([this] { return commands->pending() == 0; });
    }
};

const Uuid kDeal = Uuid::fromName("deal");

}  // namespace

TEST_CASE_METHOD(Fixture, "operations go out one by one in their order, and their names can be undone") {
    peer.hold(v1::METHOD_RECORDS_SAVE);
    std::vector<std::string> done;
    for (const char* name : {"один", "два"}) {
        commands->save(rename(kDeal, name, 1), commands.get(),
                       [&done, name](const Result<data::Saved>& saved) { done.push_back(saved ? name : "нет"); });
    }
    CHECK(commands->pending() == 2);
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    settle();
    CHECK(peer.held().size() == 1);
    peer.release(v1::METHOD_RECORDS_SAVE);
    REQUIRE(idle());
    CHECK(done == std::vector<std::string>{"один", "два"});
    CHECK(saves[0].change_set_id() != saves[1].change_set_id());
    // The second builds on what the first made: no conflict with oneself.
    CHECK(saves[1].changes(0).base_version() == 2);
    CHECK(commands->undoText() == "Сделка «Поставка» — Название");

    commands->undo();
    commands->undo();
    REQUIRE(idle());
    REQUIRE(undos.size() == 2);
    CHECK(undos[0].undoes() == saves[1].change_set_id());
    CHECK(undos[1].undoes() == saves[0].change_set_id());
    CHECK_FALSE(commands->canUndo());
    CHECK(commands->canRedo());
    commands->redo();
    REQUIRE(idle());
    CHECK(undos[2].undoes() == undos[1].change_set_id());
    commands->undo();
    REQUIRE(idle());
    CHECK(undos[3].undoes() == undos[2].change_set_id());
}

TEST_CASE_METHOD(Fixture, "who saves again before his page has heard of his own save is in no conflict with himself") {
    commands->save(rename(kDeal, "один", 1), nullptr, {});
    REQUIRE(idle());
    commands->save(rename(kDeal, "два", 2), nullptr, {});
    REQUIRE(idle());
    commands->save(rename(kDeal, "три", 1), nullptr, {});  // from a page that still shows what was first
    REQUIRE(idle());
    CHECK(saves[2].changes(0).base_version() == 3);

    version = 7;  // others came between: that is for the server to judge
    commands->save(rename(kDeal, "четыре", 7), nullptr, {});
    commands->save(rename(kDeal, "пять", 5), nullptr, {});
    REQUIRE(idle());
    CHECK(saves[4].changes(0).base_version() == 5);
}

TEST_CASE_METHOD(Fixture, "a save whose answer was lost with the line is sent again under the same id") {
    peer.hold(v1::METHOD_RECORDS_SAVE);
    bool saved = false;
    const Uuid id = commands->save(rename(kDeal, "x"), commands.get(),
                                   [&](const Result<data::Saved>& result) { saved = result.has_value(); });
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    v1::SaveRequest first;
    REQUIRE(first.ParseFromString(peer.held()[0].payload));
    peer.cut();
    peer.release(v1::METHOD_RECORDS_SAVE);
    saves.clear();
    REQUIRE(waitFor([&] { return saved; }));
    REQUIRE(saves.size() == 1);
    CHECK(saves[0].change_set_id() == id.view());
    CHECK(first.change_set_id() == id.view());
}

TEST_CASE_METHOD(Fixture, "while the database is away a save is tried again, what is refused is told") {
    int times = 0;
    ErrorCode answer = ErrorCode::Unavailable;
    peer.on<v1::SaveRequest, v1::SaveReply>(v1::METHOD_RECORDS_SAVE,
                                            [&](const v1::SaveRequest&) -> Result<v1::SaveReply> {
                                                if (++times < 2 || answer != ErrorCode::Unavailable)
                                                    return fail(answer);
                                                return v1::SaveReply();
                                            });
    ErrorCode told{};
    bool saved = false;
    QObject::connect(commands.get(), &Commands::failed, commands.get(),
                     [&](const Error& error, const QString&) { told = error.code; });
    SECTION("away") {
        commands->save(rename(kDeal, "x"), commands.get(), [&](const auto& result) { saved = result.has_value(); });
        REQUIRE(waitFor([&] { return saved; }));
        CHECK(times == 2);
        CHECK(told == ErrorCode{});
    }
    SECTION("refused") {
        answer = ErrorCode::Forbidden;
        commands->save(rename(kDeal, "x"), commands.get(), [&](const auto& result) { saved = result.has_value(); });
        REQUIRE(waitFor([&] { return told == ErrorCode::Forbidden; }));
        CHECK(times == 1);
        CHECK_FALSE(saved);
        CHECK_FALSE(commands->canUndo());
    }
}

TEST_CASE_METHOD(Fixture, "a page that is closed does not take its save with it") {
    auto page = std::make_unique<QObject>();
    bool called = false;
    commands->save(rename(kDeal, "x"), page.get(), [&](const auto&) { called = true; });
    page.reset();
    REQUIRE(idle());
    CHECK(saves.size() == 1);
    CHECK_FALSE(called);
}

TEST_CASE_METHOD(Fixture, "an undo that is refused is told and not offered again") {
    commands->save(rename(kDeal, "x"), commands.get(), {});
    REQUIRE(idle());
    peer.on<v1::UndoRequest, v1::UndoReply>(
        v1::METHOD_CHANGES_UNDO,
        [](const v1::UndoRequest&) -> Result<v1::UndoReply> { return fail(ErrorCode::ChangedSince); });
    ErrorCode told{};
    QObject::connect(commands.get(), &Commands::failed, commands.get(),
                     [&](const Error& error, const QString&) { told = error.code; });
    commands->undo();
    REQUIRE(idle());
    CHECK(told == ErrorCode::ChangedSince);
    CHECK_FALSE(commands->canUndo());
}

TEST_CASE_METHOD(Fixture, "the stack is the server's own history") {
    const auto id = [](int number) { return std::string(Uuid::fromName("s" + std::to_string(number)).view()); };
    peer.on<v1::RecentRequest, v1::HistoryReply>(
        v1::METHOD_CHANGES_RECENT, [&](const v1::RecentRequest&) -> Result<v1::HistoryReply> {
            v1::HistoryReply reply;
            // Newest first: 4 took 3 back; 2 was taken back by somebody else's 9; 1 stands.
            for (const int number : {4, 3, 2, 1}) {
                v1::ChangeSet& set = *reply.add_change_sets();
                set.set_id(id(number));
                set.set_sequence(static_cast<std::uint64_t>(number));
                set.set_record_count(number == 1 ? 12 : 1);
                v1::RecordDiff& diff = *set.add_records();
                diff.set_entity("deal");
                diff.set_title("Сделка " + std::to_string(number));
                diff.set_kind(number == 1 ? v1::RecordChange::KIND_DELETE : v1::RecordChange::KIND_CREATE);
                if (number == 4) set.set_undoes(id(3));
                if (number == 3) set.set_undone_by(id(4));
                if (number == 2) set.set_undone_by(id(9));
            }
            return reply;
        });
    commands->reload();
    REQUIRE(waitFor([&] { return commands->canUndo(); }));
    CHECK(commands->undoText() == "Удаление: Сделки (12)");
    CHECK(commands->redoText() == "Создание: Сделка «Сделка 3»");
    commands->redo();
    REQUIRE(idle());
    CHECK(undos[0].undoes() == id(4));
    CHECK(commands->undoText() == "Создание: Сделка «Сделка 3»");
}

TEST_CASE_METHOD(Fixture, "another person's login does not send the work of the one before") {
    peer.hold(v1::METHOD_RECORDS_SAVE);
    ErrorCode code{};
    commands->save(rename(kDeal, "x"), commands.get(),
                   [&](const Result<data::Saved>& saved) { code = saved ? ErrorCode{} : saved.error().code; });
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    connection.close();
    settle();
    CHECK(commands->pending() == 1);
    peer.login.mutable_me()->set_user_id(std::string(Uuid::fromName("boris").view()));
    connection.open(peer.address(), net::PasswordLogin{"boris", "secret", "test"});
    REQUIRE(waitFor([&] { return connection.isOnline(); }));
    CHECK(code == ErrorCode::Cancelled);
    CHECK(commands->pending() == 0);
}

TEST_CASE("an undo stack follows undo, redo and undo again, and forgets what a new act makes impossible") {
    UndoStack stack;
    const auto id = [](const char* name) { return Uuid::fromName(name); };
    stack.did(id("a"), "А");
    stack.did(id("b"), "Б");
    stack.tookBack(id("ub"), id("b"), {});
    CHECK(stack.nextUndo()->description == "А");
    CHECK(stack.nextRedo()->changeSet == id("ub"));
    stack.tookBack(id("rb"), id("ub"), {});
    CHECK(stack.nextUndo()->changeSet == id("rb"));
    CHECK(stack.nextUndo()->description == "Б");
    CHECK_FALSE(stack.nextRedo());
    stack.tookBack(id("ub2"), id("rb"), {});
    stack.did(id("c"), "В");
    CHECK_FALSE(stack.nextRedo());
    CHECK(stack.nextUndo()->description == "В");
    stack.tookBack(id("ux"), id("somebody's"), "Отмена чужого");
    CHECK(stack.nextUndo()->description == "Отмена чужого");
}
