// kupetsctl query: records by filter, sort and columns; their number; groups with sums.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "common/wire/values.h"
#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::uint64_t kPage = 1'000;

constexpr std::array kOptions = {
    Option{"--columns", "A,B,C", "поля, через ссылки: company.owner.name; или =выражение",
           "fields, across references: company.owner.name; or =expression"},
    Option{"--where", "EXPRESSION", "условие", "filter"},
    Option{"--search", "TEXT", "фрагмент текста или телефона", "a fragment of a text or a phone"},
    Option{"--sort", "A,-B", "порядок, с минусом по убыванию", "order, descending with a minus"},
    Option{"--limit", "N", "не больше стольких, обычно 100; 0: все", "at most so many, usually 100; 0: all"},
    Option{"--offset", "N", "начать с такой по счёту (с нуля)", "begin with this one (from 0)"},
    Option{"--count", "", "только число", "only the number"},
    Option{"--sum", "FIELD", "сумма поля", "the sum of a field", true},
    Option{"--group-by", "FIELD", "число (и сумма) по значениям полей", "number (and sum) by the values of fields",
           true},
};

Outcome<void> count(Session& session, const v1::RecordSet& set) {
    v1::CountRequest request;
    *request.mutable_set() = set;
    auto reply = session.call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    if (session.globals().format == Format::Json) {
        print(fmt::format("{{\"count\": {}}}\n", reply->total()));
    } else {
        print(fmt::format("{}\n", reply->total()));
    }
    return {};
}

Outcome<std::vector<Cell>> groupCells(const v1::Group& group) {
    std::vector<Cell> cells;
    for (int i = 0; i < group.keys_size(); ++i) {
        auto key = wire::fromProto(group.keys(i));
        if (!key) return std::unexpected(failureOf(key.error()));
        cells.push_back({std::move(*key), i < group.titles_size() ? group.titles(i) : std::string()});
    }
    cells.push_back({static_cast<std::int64_t>(group.count()), {}});
    for (const auto& aggregate : group.aggregates()) {
        auto value = wire::fromProto(aggregate);
        if (!value) return std::unexpected(failureOf(value.error()));
        cells.push_back({std::move(*value), {}});
    }
    return cells;
}

Outcome<void> groups(Session& session, const v1::RecordSet& set, const Arguments& arguments) {
    v1::GroupRequest request;
    *request.mutable_set() = set;
    request.set_limit(100'000);
    std::vector<std::string> columns;
    for (const auto& given : arguments.all("--group-by")) {
        for (const auto& path : splitList(given)) {
            request.add_by(path);
            columns.push_back(path);
        }
    }
    columns.emplace_back("count");
    for (const auto& given : arguments.all("--sum")) {
        for (const auto& path : splitList(given)) {
            auto* aggregate = request.add_aggregates();
            aggregate->set_function(v1::Aggregate::FUNCTION_SUM);
            aggregate->set_path(path);
            columns.push_back("sum_" + path);
        }
    }
    auto reply = session.call<v1::GroupReply>(v1::METHOD_RECORDS_GROUP, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(session.globals().format, columns, false);
    for (const auto& group : reply->groups()) {
        auto cells = groupCells(group);
        if (!cells) return std::unexpected(std::move(cells.error()));
        output.row({}, 0, *cells);
    }
    output.finish();
    return {};
}

Outcome<void> rows(Session& session, v1::QueryRequest request, std::uint64_t limit, std::uint64_t offset) {
    const std::vector<std::string> columns(request.columns().begin(), request.columns().end());
    Output output(session.globals().format, columns, true);
    if (offset > 0) request.set_position(offset);
    while (limit == 0 || output.count() < limit) {
        const std::uint64_t left = limit == 0 ? kPage : limit - output.count();
        request.set_limit(static_cast<std::uint32_t>(std::min(left, kPage)));
        auto reply = session.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
        if (!reply) return std::unexpected(std::move(reply.error()));
        const auto view = wire::RowSetView::open(reply->rows());
        if (!view) return std::unexpected(failureOf(view.error()));
        output.rows(*view);
        if (!reply->more() || view->rows() == 0) break;
        request.set_after_key(reply->last_key());
    }
    output.finish();
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(queryCommand, arguments, 1, 1); !fits) return fits;
    const auto limit = arguments.number("--limit", 100);
    const auto offset = arguments.number("--offset", 0);
    if (!limit || !offset) return std::unexpected(limit ? offset.error() : limit.error());
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    v1::RecordSet set;
    set.set_entity(arguments.positional()[0]);
    set.set_filter(arguments.value("--where"));
    set.set_search(arguments.value("--search"));
    if (arguments.has("--group-by") || arguments.has("--sum")) return groups(*session, set, arguments);
    if (arguments.has("--count")) return count(*session, set);
    v1::QueryRequest request;
    *request.mutable_set() = set;
    for (const auto& path : splitList(arguments.value("--columns"))) request.add_columns(path);
    if (request.columns().empty()) {
        const auto entity = session->entity(set.entity());
        if (!entity) return std::unexpected(entity.error());
        *request.mutable_columns() = (*entity)->def().table_columns();
    }
    for (const auto& key : splitList(arguments.value("--sort"))) {
        auto* sort = request.add_sort();
        sort->set_descending(key.starts_with('-'));
        sort->set_path(key.starts_with('-') ? key.substr(1) : key);
    }
    return rows(*session, std::move(request), *limit, *offset);
}

}  // namespace

constinit const Command queryCommand{
    "query",
    "ENTITY [--where EXPRESSION] [--columns A,B] [--sort A,-B] [--limit N] [--count] [--sum FIELD] [--group-by FIELD]",
    "записи по условию, их число, группы и суммы",
    "records by filter, their number, groups and sums",
    "  kupetsctl query deal --where 'stage.name = \"Won\"' --columns name,amount,owner.name --sort -amount --limit 10\n"
    "  kupetsctl query deal --group-by stage.name --sum amount\n"
    "  kupetsctl query company --search ромашка --format json\n"
    "  kupetsctl query contact --count\n",
    kOptions,
    run};

}  // namespace kupets::ctl
