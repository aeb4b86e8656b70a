#include "client/model/clipboard.h"

#include <catch2/catch.hpp>

#include "client/data/schema_mirror.h"
#include "client/model/record_table_block.h"
#include "tests/client/support/fake_table.h"
#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

TEST_CASE("cells as spreadsheets write them come in and go out unchanged") {
    const Grid grid{{u"Вектор"_qs, u"1,5"_qs, QString()},
                    {u"две\nстроки"_qs, u"с\tтабуляцией"_qs, u"\"в кавычках\""_qs}};
    CHECK(readTsv(writeTsv(grid)) == grid);
    CHECK(readTsv(u"а\tб\r\nв\r\n"_qs) == Grid{{u"а"_qs, u"б"_qs}, {u"в"_qs, QString()}});
    // A quote that nobody closes is a character.
    CHECK(readTsv(u"\"Рога\" и копыта\tООО"_qs) == Grid{{u"\"Рога\" и копыта"_qs, u"ООО"_qs}});
    CHECK(readTsv(QString()).empty());
    CHECK(writeHtml({{u"<a> & б"_qs}}, {true}).contains(u"&lt;a&gt; &amp; б"_qs));
}

namespace {

struct Table : OnlineClient {
    Table() : fake(peer, 3000), table(context()) {
        table.setQuery({.entity = "company", .columns = {"name", "employees"}});
        REQUIRE(waitFor([&] { return table.isTotalKnown() && !table.idAt(0).isNil(); }));
    }
    BlockEdit& edit(int first, std::vector<int> columns, Block block) {
        last = std::make_unique<BlockEdit>(table, context(), nullptr);
        bool ready = false;
        QObject::connect(last.get(), &BlockEdit::ready, [&ready] { ready = true; });
        last->start(first, std::move(columns), std::move(block));
        REQUIRE(waitFor([&ready] { return ready; }));
        return *last;
    }
    FakeTable fake;
    RecordTableModel table;
    std::unique_ptr<BlockEdit> last;
};

}  // namespace

TEST_CASE_METHOD(Table, "a pasted block changes rows, makes new ones behind the end, and names all that is wrong") {
    const Block block{{QString(u"Альфа"_qs), QString(u"12"_qs)},
                      {QString(), QString(u"двенадцать"_qs)},
                      {QString(u"Новая"_qs), QString(u"7"_qs)},
                      {QString(), QString(u"8"_qs)}};
    BlockEdit& pasted = edit(2998, {0, 1}, block);
    REQUIRE(pasted.bad().size() == 3);
    CHECK(pasted.bad()[0].row == 2999);
    CHECK(pasted.bad()[0].field->name() == "name");
    CHECK(pasted.bad()[0].error.code == ErrorCode::Required);
    CHECK(pasted.bad()[1].text == u"двенадцать"_qs);
    CHECK(pasted.bad()[1].error.code == ErrorCode::InvalidValue);
    CHECK(pasted.bad()[2].place == 3);
    CHECK(pasted.changed() == 1);
    CHECK(pasted.created() == 1);
    const data::Operation operation = pasted.operation();
    REQUIRE(operation.changes.size() == 2);
    CHECK(operation.changes[0].kind() == v1::RecordChange::KIND_UPDATE);
    CHECK(operation.changes[0].id() == std::string(FakeTable::idOf(2998).view()));
    CHECK(operation.changes[0].fields_size() == 2);
    CHECK(operation.changes[1].kind() == v1::RecordChange::KIND_CREATE);
}

TEST_CASE_METHOD(Table, "what comes back as it was copied changes nothing") {
    const QString name = table.index(0, 0).data().toString();
    BlockEdit& pasted = edit(0, {0}, {{QString(name)}});
    CHECK(pasted.bad().empty());
    CHECK(pasted.operation().changes.empty());
}

TEST_CASE_METHOD(Table, "rows far away are asked for") {
    std::vector<TableRow> got;
    RowFetch::start(table, context(), 1500, 2999, &table, [&](Result<std::vector<TableRow>> rows) {
        REQUIRE(rows);
        got = *rows;
    });
    REQUIRE(waitFor([&] { return got.size() == 1500; }));
    CHECK(got.front().id == FakeTable::idOf(1500));
    CHECK(got.back().id == FakeTable::idOf(2999));
}
