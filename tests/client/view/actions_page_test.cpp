// "My actions": acts by day with what stands and what does not, and honest words when one cannot be taken back.
#include "client/view/actions_page.h"

#include <QTest>

#include <catch2/catch.hpp>

#include "client/command/describe.h"
#include "client/command/refusal.h"
#include "common/wire/values.h"
#include "tests/client/support/rows.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;

namespace {

v1::ChangeSet changeOf(const char* name, std::uint64_t sequence, const char* undoes = nullptr) {
    v1::ChangeSet set;
    set.set_id(std::string(Uuid::fromName(name).view()));
    set.set_sequence(sequence);
    set.set_at(QDateTime::currentMSecsSinceEpoch() * 1000);
    set.set_record_count(1);
    v1::RecordDiff& diff = *set.add_records();
    diff.set_kind(v1::RecordChange::KIND_UPDATE);
    diff.set_entity("deal");
    diff.set_id(std::string(Uuid::fromName("deal").view()));
    diff.set_title("Поставка");
    v1::FieldDiff& field = *diff.add_fields();
    field.set_field("stage");
    *field.mutable_before() = wire::toProto(Value(Uuid::fromName("a")));
    *field.mutable_after() = wire::toProto(Value(Uuid::fromName("b")));
    field.set_before_title("Переговоры");
    field.set_after_title("Договор");
    if (undoes) {
        set.set_origin(v1::ChangeSet::ORIGIN_UNDO);
        set.set_undoes(std::string(Uuid::fromName(undoes).view()));
    }
    return set;
}

struct Acts {
    Acts() {
        host.client.peer.on<v1::RecentRequest, v1::HistoryReply>(
            v1::METHOD_CHANGES_RECENT, [this](const v1::RecentRequest& request) -> Result<v1::HistoryReply> {
                v1::HistoryReply reply;
                for (const v1::ChangeSet& set : sets)
                    if (request.before_sequence() == 0 || set.sequence() < request.before_sequence()) {
                        if (reply.change_sets_size() == pageSize) {
                            reply.set_more(true);
                            break;
                        }
                        *reply.add_change_sets() = set;
                    }
                return reply;
            });
        host.client.peer.on<v1::UndoRequest, v1::UndoReply>(
            v1::METHOD_CHANGES_UNDO, [this](const v1::UndoRequest& request) -> Result<v1::UndoReply> {
                undone.push_back(*Uuid::fromBytes(request.undoes()));
                if (refusal) return std::unexpected(*refusal);
                return v1::UndoReply();
            });
        host.client.peer.on<v1::GetRequest, v1::GetReply>(
            v1::METHOD_RECORDS_GET, [](const v1::GetRequest&) -> Result<v1::GetReply> {
                v1::GetReply reply;
                *reply.mutable_rows() = test::rowSet(
                    {"name", "stage"},
                    {{Uuid::fromName("deal"), 7, {{std::string("Поставка"), {}}, {Uuid::fromName("c"), "Оплата"}}}});
                return reply;
            });
    }
    void open() {
        page = std::make_unique<view::ActionsPage>(host);
        page->resize(1000, 700);
        page->show();
        if (!test::waitFor([this] { return page->acts().rowCount() > 0; })) throw std::runtime_error("no acts");
    }
    test::FakeHost host;
    std::vector<v1::ChangeSet> sets;  // newest first
    int pageSize = 50;
    std::vector<Uuid> undone;
    std::optional<Error> refusal;
    std::unique_ptr<view::ActionsPage> page;
};

Error changedSince() {
    Error error(ErrorCode::ChangedSince);
    FieldConflictInfo conflict;
    conflict.entity = "deal";
    conflict.record = Uuid::fromName("deal");
    conflict.field = "stage";
    conflict.theirs = Uuid::fromName("c");
    conflict.changedBy = "Борис";
    error.conflicts.push_back(conflict);
    return error;
}

}  // namespace

TEST_CASE("A change is told with what it was and what it became") {
    test::FakeHost host;
    const auto snapshot = host.context().schema->snapshot();
    CHECK(command::describeChangeSet(changeOf("a", 1), snapshot.get(), data::Language::Russian) ==
          "Сделка «Поставка» — Этап: Переговоры → Договор");
}

TEST_CASE("Undos and redos say how an act stands, and which is taken back next") {
    Acts acts;
    acts.sets = {changeOf("redo", 5, "undo"), changeOf("other undo", 4, "second"), changeOf("undo", 3, "first"),
                 changeOf("second", 2), changeOf("first", 1)};
    acts.open();
    command::MyActions& model = acts.page->acts();
    REQUIRE(model.rowCount() == 2);
    CHECK(model.entry(0).undone);
    CHECK(model.entry(0).next == Uuid::fromName("other undo"));
    CHECK_FALSE(model.entry(1).undone);
    CHECK(model.entry(1).next == Uuid::fromName("redo"));
    acts.page->turn(0);
    CHECK(test::waitFor([&] { return acts.undone == std::vector<Uuid>{Uuid::fromName("other undo")}; }));
    CHECK(test::waitFor([&] { return !acts.host.toasts.isEmpty(); }));
}

TEST_CASE("More acts come by pages") {
    Acts acts;
    acts.pageSize = 2;
    for (int i = 5; i > 0; --i) acts.sets.push_back(changeOf(std::to_string(i).c_str(), static_cast<std::uint64_t>(i)));
    acts.open();
    CHECK(test::waitFor([&] {
        acts.page->acts().fetchMore({});
        return acts.page->acts().rowCount() == 5;
    }));
}

TEST_CASE("A refused undo names who changed which field to what, and leads to the record") {
    Acts acts;
    acts.sets = {changeOf("first", 1)};
    acts.refusal = changedSince();
    acts.open();
    acts.page->turn(0);
    REQUIRE(test::waitFor([&] { return !acts.page->refusalText().isEmpty(); }));
    CHECK(acts.page->refusalText() == "Не отменено: Борис — с тех пор изменено «Этап» → Оплата (Сделка «Поставка»)");
    for (QPushButton* button : acts.page->findChildren<QPushButton*>())
        if (button->text() == "Открыть запись") button->click();
    REQUIRE(acts.host.opened.size() == 1);
    CHECK(acts.host.opened.front().entity == "deal");
}

TEST_CASE("Acts are walked, unfolded and opened by keys") {
    Acts acts;
    acts.sets = {changeOf("second", 2), changeOf("first", 1)};
    acts.open();
    view::ActionsList& list = acts.page->listView();
    const int before = list.visualRect(acts.page->acts().index(0)).height();
    QTest::keyClick(&list, Qt::Key_Space);
    CHECK(test::waitFor([&] { return list.visualRect(acts.page->acts().index(0)).height() > before; }));
    QTest::keyClick(&list, Qt::Key_Down);
    QTest::keyClick(&list, Qt::Key_Backspace, Qt::ControlModifier);
    CHECK(test::waitFor([&] { return acts.undone == std::vector<Uuid>{Uuid::fromName("first")}; }));
    QTest::keyClick(&list, Qt::Key_Return);
    CHECK(acts.host.opened.size() == 1);
}

TEST_CASE("One who has done nothing is told what would stand there") {
    Acts acts;
    view::ActionsPage page(acts.host);
    page.show();
    CHECK(test::waitFor([&] { return page.acts().isAnswered(); }));
    CHECK(page.acts().rowCount() == 0);
    const auto labels = page.findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels, [](const QLabel* label) { return label->text() == "Пока ничего не сделано"; }));
}
