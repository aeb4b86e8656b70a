// What it costs to look at yesterday: the funnel and a card, after a day in which a fifth of all deals moved.
#include <algorithm>

#include <fmt/core.h>

#include "common/base/time.h"
#include "common/base/uuid.h"
#include "kupets/v1/records.pb.h"
#include "tests/bench/spine.h"

namespace kupets::bench {
namespace {

/// Moves these deals to another stage, a thousand a save.
void moveDeals(Bench& bench, const std::vector<std::string>& ids, const std::vector<std::string>& stages) {
    for (std::size_t begin = 0; begin < ids.size(); begin += 1000) {
        v1::SaveRequest request;
        request.set_change_set_id(std::string(Uuid::make().view()));
        for (std::size_t i = begin; i < std::min(begin + 1000, ids.size()); ++i) {
            v1::RecordChange& change = *request.add_changes();
            change.set_kind(v1::RecordChange::KIND_UPDATE);
            change.set_entity("deal");
            change.set_id(std::string(Uuid::parse(ids[i])->view()));
            v1::FieldValue& field = *change.add_fields();
            field.set_field("probability");
            field.mutable_value()->set_decimal(std::to_string(i % 100));
            v1::FieldValue& note = *change.add_fields();
            note.set_field("note");
            note.mutable_value()->set_text("Перезвонить " + stages[i % stages.size()]);
        }
        must<v1::SaveReply>(bench.client, v1::METHOD_RECORDS_SAVE, request);
    }
}

}  // namespace

void pastCases(Bench& bench) {
    const std::int64_t then = SystemClock().now().micros;
    const std::vector<std::string> ids =
        bench.floor.run("SELECT id FROM data.deal ORDER BY md5(id::text) LIMIT " + std::to_string(bench.deals / 5));
    const std::vector<std::string> stages = bench.floor.run("SELECT id FROM data.stage");
    if (ids.empty() || stages.empty()) return;
    moveDeals(bench, ids, stages);

    v1::GroupRequest funnel;
    funnel.mutable_set()->set_entity("deal");
    funnel.mutable_set()->set_as_of(then);
    funnel.add_by("stage");
    auto* sum = funnel.add_aggregates();
    sum->set_function(v1::Aggregate::FUNCTION_SUM);
    sum->set_path("weighted");
    const auto group = [&](int) { must<v1::GroupReply>(bench.client, v1::METHOD_RECORDS_GROUP, funnel); };
    bench.table.single(fmt::format("funnel as of, {} of {} changed since", ids.size(), bench.deals),
                       measure(10, 1, group), 2000);

    v1::QueryRequest page;
    *page.mutable_set() = funnel.set();
    for (const char* column : {"name", "company", "stage", "amount", "owner", "probability"}) page.add_columns(column);
    page.add_sort()->set_path("name");
    const auto query = [&](int) { must<v1::QueryReply>(bench.client, v1::METHOD_RECORDS_QUERY, page); };
    bench.table.single("a page of the list as of", measure(10, 1, query), 2000);

    v1::GetRequest card;
    card.set_entity("deal");
    card.set_as_of(then);
    const Times times = measure(100, 5, [&](int i) {
        card.clear_ids();
        card.add_ids(std::string(Uuid::parse(ids[static_cast<std::size_t>(std::abs(i)) % ids.size()])->view()));
        must<v1::GetReply>(bench.client, v1::METHOD_RECORDS_GET, card);
    });
    bench.table.single("card as of", times, 200);
}

}  // namespace kupets::bench
