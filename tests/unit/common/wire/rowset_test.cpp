#include "common/wire/rowset.h"

#include <catch2/catch.hpp>

#include "common/wire/values.h"

using namespace kupets;
using v1::Column;
using wire::ColumnWriter;
using wire::RowSetView;

TEST_CASE("cells of every kind are read as written, nulls between them") {
    v1::RowSet set;
    set.set_row_count(3);
    const Uuid id = Uuid::make();
    ColumnWriter name(*set.add_columns(), Column::KIND_TEXT);
    ColumnWriter amount(*set.add_columns(), Column::KIND_MONEY);
    ColumnWriter day(*set.add_columns(), Column::KIND_DATE);
    ColumnWriter owner(*set.add_columns(), Column::KIND_ID);
    ColumnWriter phones(*set.add_columns(), Column::KIND_TEXTS);
    name.bytes("Узнецк");
    name.null();
    name.bytes("");
    amount.null();
    amount.pair("10.50", "RUB");
    amount.null();
    day.integer(-1);
    day.null();
    day.integer(20'000);
    owner.null();
    owner.null();
    owner.pair(id.view(), "Иванова");
    phones.bytes("+79161234567\x1f+74951234567");
    phones.null();
    phones.bytes("");

    v1::RowSet copy;
    REQUIRE(copy.ParseFromString(set.SerializeAsString()));
    const auto view = RowSetView::open(copy);
    REQUIRE(view);
    CHECK(view->value(0, 0) == Value(std::string("Узнецк")));
    CHECK(isNull(view->value(1, 0)));
    CHECK(view->value(2, 0) == Value(std::string()));
    CHECK(isNull(view->value(0, 1)));
    CHECK(view->value(1, 1) == Value(Money{*Decimal::parse("10.50"), "RUB"}));
    CHECK(isNull(view->value(2, 1)));
    CHECK(view->value(0, 2) == Value(Date{-1}));
    CHECK(isNull(view->value(1, 2)));
    CHECK(view->value(2, 3) == Value(id));
    CHECK(view->companion(2, 3) == "Иванова");
    CHECK(view->value(0, 4) == Value(Texts{"+79161234567", "+74951234567"}));
    CHECK(view->value(2, 4) == Value(Texts{}));
}

TEST_CASE("a row set that does not add up is refused") {
    v1::RowSet set;
    set.set_row_count(2);
    Column& column = *set.add_columns();
    ColumnWriter name(column, Column::KIND_TEXT);
    name.bytes("a");
    CHECK_FALSE(RowSetView::open(set));
    name.bytes("b");
    CHECK(RowSetView::open(set));
    column.set_lengths(1, 100);
    CHECK_FALSE(RowSetView::open(set));
    column.set_lengths(1, 1);
    set.set_ids("short");
    CHECK_FALSE(RowSetView::open(set));
}

TEST_CASE("values survive the wire") {
    const std::vector<Value> values{Null{},
                                    true,
                                    std::int64_t{-5},
                                    *Decimal::parse("-1.50"),
                                    std::string("ё"),
                                    Date{5},
                                    Timestamp{-1},
                                    Duration{60},
                                    Uuid::make(),
                                    Money{*Decimal::parse("0.01"), "USD"},
                                    BankAccount{"40702810", "0445"},
                                    Texts{"a", "b"},
                                    Ids{Uuid::make()},
                                    Texts{},
                                    Ids{}};
    for (const Value& value : values) {
        const auto back = wire::fromProto(wire::toProto(value));
        REQUIRE(back);
        CHECK(*back == value);
    }
}

TEST_CASE("malformed values are refused") {
    v1::Value value;
    value.set_decimal("1e5");
    CHECK_FALSE(wire::fromProto(value));
    value.set_id("short");
    CHECK_FALSE(wire::fromProto(value));
    value.set_text(std::string("a\0b", 3));
    CHECK_FALSE(wire::fromProto(value));
}
