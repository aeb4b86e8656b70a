// kupetsctl bench: how fast the server answers what people ask most, on the data that is there.
#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--rounds", "N", "сколько раз каждое, обычно 50", "how often each, usually 50"},
    Option{"--entity", "NAME", "какие записи листать, обычно contact",
           "which records to page through, usually contact"},
    Option{"--writes", "", "и сохранять тоже: одно поле одной сделки, туда и обратно",
           "save as well: one field of one deal, there and back"},
};

class Bench {
public:
    Bench(Session& session, std::uint64_t rounds) : session_(session), rounds_(rounds) {}

    /// Times `action` (its argument is the round) and keeps the figures under this name.
    Outcome<void> measure(const std::string& name, const std::function<Outcome<void>(std::uint64_t)>& action) {
        std::vector<double> times;
        for (std::uint64_t round = 0; round < rounds_ + 2; ++round) {
            const auto before = std::chrono::steady_clock::now();
            if (auto done = action(round); !done) return done;
            const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - before;
            if (round >= 2) times.push_back(spent.count());  // the first ones warm caches
        }
        std::ranges::sort(times);
        rows_.push_back({{name, {}},
                         figure(times[times.size() / 2]),
                         figure(times[std::min(times.size() - 1, times.size() * 95 / 100)]),
                         figure(times.back())});
        return {};
    }

    void print() {
        Output output(session_.globals().format, {"what", "p50_ms", "p95_ms", "max_ms"}, false);
        for (const auto& row : rows_) output.row({}, 0, row);
        output.finish();
    }

private:
    static Cell figure(double ms) { return {Decimal::parse(fmt::format("{:.2f}", ms)).value_or(Decimal()), {}}; }

    Session& session_;
    std::uint64_t rounds_;
    std::vector<std::vector<Cell>> rows_;
};

v1::QueryRequest page(const schema::Entity& entity) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity.name());
    for (const auto& column : entity.def().table_columns()) request.add_columns(column);
    request.add_sort()->set_path(entity.titleField().name());
    request.set_limit(100);
    return request;
}

Outcome<void> ask(Session& session, const v1::QueryRequest& request) {
    auto reply = session.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    return {};
}

Outcome<void> pages(Bench& bench, Session& session, const schema::Entity& entity, std::uint64_t total) {
    const auto first = page(entity);
    if (auto done = bench.measure("first page", [&](auto) { return ask(session, first); }); !done) return done;
    std::mt19937_64 random(1);
    auto jump = page(entity);
    if (auto done = bench.measure("jump to any position",
                                  [&](auto) {
                                      jump.set_position(total > 100 ? random() % (total - 100) : 0);
                                      return ask(session, jump);
                                  });
        !done)
        return done;
    v1::CountRequest count;
    *count.mutable_set() = first.set();
    return bench.measure("total count", [&](auto) -> Outcome<void> {
        auto reply = session.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, count);
        if (!reply) return std::unexpected(std::move(reply.error()));
        return {};
    });
}

Outcome<void> searches(Bench& bench, Session& session, const schema::Entity& entity) {
    struct Case {
        const char* name;
        std::vector<const char*> fragments;
    };
    const std::array<Case, 3> cases = {Case{"search, common fragment", {"ов", "ив", "ан", "ен"}},
                                       Case{"search, rare fragment", {"щедрин", "эдуард", "фёдоров", "кузьмич"}},
                                       Case{"search, phone fragment", {"916 123", "903555", "+7 926 77", "123-45-67"}}};
    for (const auto& [name, fragments] : cases) {
        auto request = page(entity);
        const auto done = bench.measure(name, [&](std::uint64_t round) {
            request.mutable_set()->set_search(fragments[round % fragments.size()]);
            return ask(session, request);
        });
        if (!done) return done;
    }
    return {};
}

Outcome<std::vector<std::string>> someIds(Session& session, const std::string& entity) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    request.add_columns("id");
    request.set_limit(50);
    auto reply = session.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    std::vector<std::string> ids;
    for (std::size_t at = 0; at + 16 <= reply->rows().ids().size(); at += 16)
        ids.push_back(reply->rows().ids().substr(at, 16));
    return ids;
}

/// What opening a card asks for: the record, its deals, its chronology.
Outcome<void> cards(Bench& bench, Session& session) {
    const auto ids = someIds(session, "company");
    if (!ids) return std::unexpected(ids.error());
    if (ids->empty()) return {};
    return bench.measure("company card, its deals and chronology", [&](std::uint64_t round) -> Outcome<void> {
        const std::string& id = (*ids)[round % ids->size()];
        v1::GetRequest get;
        get.set_entity("company");
        get.add_ids(id);
        if (auto reply = session.call<v1::GetReply>(v1::METHOD_RECORDS_GET, get); !reply)
            return std::unexpected(reply.error());
        v1::QueryRequest deals;
        deals.mutable_set()->set_entity("deal");
        deals.mutable_set()->set_filter(fmt::format("company = ID(\"{}\")", Uuid::fromBytes(id)->text()));
        for (const char* column : {"name", "amount", "stage", "owner"}) deals.add_columns(column);
        if (auto done = ask(session, deals); !done) return done;
        v1::HistoryRequest history;
        history.set_entity("company");
        history.set_id(id);
        auto reply = session.call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, history);
        if (!reply) return std::unexpected(std::move(reply.error()));
        return {};
    });
}

Outcome<void> board(Bench& bench, Session& session) {
    v1::GroupRequest request;
    request.mutable_set()->set_entity("deal");
    request.add_by("stage");
    auto* sum = request.add_aggregates();
    sum->set_function(v1::Aggregate::FUNCTION_SUM);
    sum->set_path("amount");
    request.set_rows_per_group(20);
    for (const char* column : {"name", "company", "amount", "owner", "expected_close"}) request.add_columns(column);
    return bench.measure("board: counts, sums, 20 cards a stage", [&](auto) -> Outcome<void> {
        auto reply = session.call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request);
        if (!reply) return std::unexpected(std::move(reply.error()));
        return {};
    });
}

Outcome<void> writes(Bench& bench, Session& session) {
    const auto ids = someIds(session, "deal");
    if (!ids) return std::unexpected(ids.error());
    if (ids->empty()) return {};
    std::string lastSet;
    const auto saved = bench.measure("save one field and undo it", [&](std::uint64_t round) -> Outcome<void> {
        v1::SaveRequest request;
        lastSet = std::string(Uuid::make().view());
        request.set_change_set_id(lastSet);
        auto& change = *request.add_changes();
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_entity("deal");
        change.set_id((*ids)[round % ids->size()]);
        auto* field = change.add_fields();
        field->set_field("note");
        field->mutable_value()->set_text(fmt::format("bench {}", round));
        if (auto reply = session.call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request); !reply)
            return std::unexpected(reply.error());
        v1::UndoRequest undo;
        undo.set_change_set_id(std::string(Uuid::make().view()));
        undo.set_undoes(lastSet);
        auto reply = session.call<v1::UndoReply>(v1::METHOD_CHANGES_UNDO, undo);
        if (!reply) return std::unexpected(std::move(reply.error()));
        return {};
    });
    return saved;
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(benchCommand, arguments, 0, 0); !fits) return fits;
    const auto rounds = arguments.number("--rounds", 50);
    if (!rounds) return std::unexpected(rounds.error());
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const auto entity = session->entity(arguments.optional("--entity").value_or("contact"));
    if (!entity) return std::unexpected(entity.error());
    v1::CountRequest count;
    count.mutable_set()->set_entity((*entity)->name());
    auto total = session->call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, count);
    if (!total) return std::unexpected(std::move(total.error()));
    Bench bench(*session, std::max<std::uint64_t>(*rounds, 1));
    if (auto done = pages(bench, *session, **entity, total->total()); !done) return done;
    if (auto done = searches(bench, *session, **entity); !done) return done;
    if (auto done = cards(bench, *session); !done) return done;
    if (auto done = board(bench, *session); !done) return done;
    if (arguments.has("--writes")) {
        if (auto done = writes(bench, *session); !done) return done;
    }
    bench.print();
    return {};
}

}  // namespace

constinit const Command benchCommand{"bench",
                                     "[--rounds N] [--entity NAME] [--writes]",
                                     "как быстро отвечает сервер",
                                     "how fast the server answers",
                                     "  kupetsctl bench --rounds 200\n  kupetsctl bench --writes --format json\n",
                                     kOptions,
                                     run};

}  // namespace kupets::ctl
