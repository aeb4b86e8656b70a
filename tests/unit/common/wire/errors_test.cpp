#include "common/wire/errors.h"

#include <catch2/catch.hpp>

#include "common/base/value.h"

using namespace kupets;

TEST_CASE("an error travels with its field, arguments and conflicts, without its cause") {
    Error sent(ErrorCode::Conflict, {"a", "б"}, "changes[0].amount");
    sent.cause = "a secret of the server";
    sent.conflicts.push_back({"deal", Uuid::fromName("d"), "amount", Value(std::int64_t{1}), Value(std::string("x")),
                              Value(Null{}), "Анна", Timestamp{5}});
    const v1::Error wire = wire::toProto(sent, "1-2");
    CHECK(wire.trace_id().empty());
    CHECK(wire.SerializeAsString().find("secret") == std::string::npos);
    const Error got = wire::fromProto(wire);
    CHECK(got.code == ErrorCode::Conflict);
    CHECK(got.args == sent.args);
    CHECK(got.fieldPath == "changes[0].amount");
    CHECK(got.cause.empty());
    REQUIRE(got.conflicts.size() == 1);
    CHECK(got.conflicts[0].record == Uuid::fromName("d"));
    CHECK(got.conflicts[0].original == Value(std::int64_t{1}));
    CHECK(got.conflicts[0].mine == Value(std::string("x")));
    CHECK(isNull(got.conflicts[0].theirs));
    CHECK(got.conflicts[0].changedBy == "Анна");
    CHECK(got.conflicts[0].changedAt == Timestamp{5});
}

TEST_CASE("an internal error tells how to find it in the log") {
    CHECK(wire::toProto(Error(ErrorCode::Internal), "1-2").trace_id() == "1-2");
}

TEST_CASE("a code that is not known is a general failure with its number") {
    v1::Error wire;
    wire.set_code(static_cast<v1::ErrorCode>(999));
    const Error got = wire::fromProto(wire);
    CHECK(got.code == ErrorCode::Internal);
    CHECK(got.args == std::vector<std::string>{"999"});
}

TEST_CASE("both lists of error codes are the same") {
    const auto* codes = v1::ErrorCode_descriptor();
    for (int i = 1; i < codes->value_count(); ++i) {
        const auto code = static_cast<ErrorCode>(codes->value(i)->number());
        CHECK("ERROR_CODE_" + std::string(errorCodeName(code)) == codes->value(i)->name());
    }
}
