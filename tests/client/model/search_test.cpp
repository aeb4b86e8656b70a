#include <catch2/catch.hpp>

#include "client/model/query_text.h"
#include "client/model/reference_completer.h"
#include "client/model/search_model.h"
#include "common/expr/check.h"
#include "tests/client/support/fixture.h"
#include "tests/client/support/rows.h"

using namespace kupets;
using namespace kupets::model;
using namespace kupets::test;

namespace {

struct Fixture : OnlineClient {
    std::vector<std::string> texts;

    Fixture() {
        peer.on<v1::SearchRequest, v1::SearchReply>(
            v1::METHOD_RECORDS_SEARCH, [this](const v1::SearchRequest& request) -> Result<v1::SearchReply> {
                texts.push_back(request.text());
                v1::SearchReply reply;
                for (const char* entity : {"company", "deal", "company"}) {
                    v1::SearchHit& hit = *reply.add_hits();
                    hit.set_entity(entity);
                    hit.set_id(std::string(Uuid::make().view()));
                    hit.set_title(std::string(entity) + " " + request.text());
                }
                return reply;
            });
    }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "searching waits for a pause in typing, and groups hits as the navigation goes") {
    SearchModel model(context(), nullptr, std::chrono::milliseconds(30));
    QString answered;
    QObject::connect(&model, &SearchModel::answered, &model, [&](const QString& text) { answered = text; });
    for (const QString text : {"в", "ве", "век"}) model.setText(text);
    CHECK(model.isLoading());
    REQUIRE(waitFor([&] { return answered == "век"; }));
    CHECK(texts == std::vector<std::string>{"век"});
    REQUIRE(model.rowCount() == 3);
    CHECK(model.index(0).data().toString() == "deal век");  // deals stand first in the navigation
    CHECK(model.index(0).data(SearchModel::SectionRole).toString() == "Сделки");
    CHECK(model.index(1).data(SearchModel::SectionRole).toString() == "Компании");
    CHECK(model.index(2).data(SearchModel::SectionRole).toString().isEmpty());
    CHECK(model.keyAt(1).entity == "company");
    model.setText("  ");
    CHECK(model.rowCount() == 0);
}

TEST_CASE_METHOD(Fixture, "an answer to what was typed before is dropped") {
    peer.hold(v1::METHOD_RECORDS_SEARCH);
    SearchModel model(context(), nullptr, std::chrono::milliseconds(1));
    std::vector<QString> answered;
    QObject::connect(&model, &SearchModel::answered, &model, [&](const QString& text) { answered.push_back(text); });
    model.setText("старое");
    REQUIRE(waitFor([&] { return peer.held().size() == 1; }));
    model.setText("новое");
    REQUIRE(waitFor([&] { return peer.held().size() == 2; }));
    peer.release(v1::METHOD_RECORDS_SEARCH);
    REQUIRE(waitFor([&] { return !answered.empty(); }));
    settle();
    CHECK(answered == std::vector<QString>{"новое"});
}

TEST_CASE_METHOD(Fixture, "an editor of references offers records of its target") {
    v1::QueryRequest last;
    peer.on<v1::QueryRequest, v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, [&](const v1::QueryRequest& request) -> Result<v1::QueryReply> {
            last = request;
            v1::QueryReply reply;
            *reply.mutable_rows() =
                rowSet({"name", "city"},
                       {{Uuid::fromName("v"), 1, {{std::string("Вектор"), {}}, {std::string("Москва"), {}}}}});
            return reply;
        });
    ReferenceCompleter completer(context(), "company", "city = \"Москва\"");
    completer.setText("");
    REQUIRE(waitFor([&] { return completer.rowCount() == 1; }));
    CHECK(last.set().filter() == "city = \"Москва\"");
    CHECK(completer.titleAt(0) == "Вектор");
    CHECK(completer.index(0).data(SubtitleRole).toString() == "Москва");
    CHECK(completer.idAt(0) == Uuid::fromName("v"));
    completer.setText("век");
    REQUIRE(waitFor([&] { return last.set().search() == "век"; }));
}

TEST_CASE("filters of the models are expressions of the language, whatever the value") {
    const auto schema = smallSchema();
    const schema::Entity& deal = *schema->entity("deal");
    const std::vector<std::string> filters{filterEquals("stage", Uuid::fromName("s")),
                                           filterEquals("status", std::string("a\"b\\")), filterEquals("stage", Null{}),
                                           filterAnd(filterEquals("stage", Null{}), "amount > 5 OR name = \"x\"")};
    for (const std::string& filter : filters) {
        CAPTURE(filter);
        CHECK(expr::compile(filter, deal, expr::ValueType::Boolean).has_value());
    }
    CHECK(filterAnd("", "a = 1") == "a = 1");
}
