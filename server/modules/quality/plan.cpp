#include "server/modules/quality/plan.h"

#include "common/wire/rowset.h"
#include "server/access/access.h"

namespace kupets::quality {
namespace {

constexpr std::int64_t kDayMicros = 86'400'000'000;
constexpr std::int64_t kDaysToDo = 14;
constexpr std::uint32_t kMostPeople = 100;

struct Quarter {
    int year;
    int number;  // 1 to 4
};

Quarter quarterOf(Timestamp now) {
    const auto ymd = now.date().ymd();
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month()) - 1) / 3 + 1};
}

std::string titleOf(const Quarter& quarter) {
    constexpr const char* kNumbers[] = {"I", "II", "III", "IV"};
    return std::string("Качество данных: проверить за ") + kNumbers[quarter.number - 1] + " квартал " +
           std::to_string(quarter.year);
}

constexpr const char* kWhatToDo =
    "Откройте страницу «Качество данных»: нажмите «Исправить», заполните пробелы по спискам, разберите дубликаты.";

awaitable<Result<bool>> makeTask(db::Database& database, const schema::Catalog& catalog, records::Gate& gate,
                                 const Uuid& person, Timestamp now, db::Deadline deadline) {
    const schema::Entity* task = catalog.entity("task");
    if (task == nullptr) co_return false;
    const Quarter quarter = quarterOf(now);
    const Uuid set = Uuid::fromName("quality of data " + std::to_string(quarter.year) + "/" +
                                    std::to_string(quarter.number) + " " + person.text());
    db::Query known{"SELECT 1 FROM kupets.change_set WHERE id = $1::uuid", {}};
    known.params.add(set);
    auto before = co_await database.run(std::move(known), deadline);
    if (!before) co_return std::unexpected(std::move(before.error()));
    if (!before->empty()) co_return false;
    records::Change change{records::Kind::Create, task, Uuid::make(), 0, {}, 0};
    const auto give = [&](const char* name, Value value) {
        if (const schema::Field* field = task->field(name)) change.fields.emplace_back(field, std::move(value));
    };
    give("name", titleOf(quarter));
    give("description", std::string(kWhatToDo));
    give("owner", person);
    give("author", Null{});
    give("due", Timestamp{now.micros + kDaysToDo * kDayMicros});
    records::Actor actor{Uuid{}, "Kupets", {access::systemScope("quarterly look at the data"), {}}};
    actor.reader.context.now = now;
    auto writer = co_await gate.open(actor, {set, records::Origin::System, {}, {}}, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    std::vector<records::Change> changes;
    changes.push_back(std::move(change));
    auto saved = co_await writer->write(std::move(changes), deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    const bool made = !writer->repeated();
    auto sequence = co_await writer->commit(deadline);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    co_return made;
}

}  // namespace

awaitable<Result<int>> makeTasks(db::Database& database, const schema::Registry& registry, records::Gate& gate,
                                 Timestamp now, db::Deadline deadline) {
    query::Reader reader{access::systemScope("who looks after the quality of data"), {}};
    reader.context.now = now;
    v1::QueryRequest wanted;
    wanted.mutable_set()->set_entity("user");
    wanted.mutable_set()->set_filter("COALESCE(checks_quality, FALSE) AND COALESCE(active, TRUE)");
    wanted.add_columns("name");
    wanted.set_limit(kMostPeople);
    auto reply = co_await gate.query(reader, wanted, deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    auto rows = wire::RowSetView::open(reply->rows());
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    const schema::CatalogPtr catalog = registry.current();
    int count = 0;
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        auto made = co_await makeTask(database, *catalog, gate, rows->id(row), now, deadline);
        if (!made) co_return std::unexpected(std::move(made.error()));
        count += *made ? 1 : 0;
    }
    co_return count;
}

}  // namespace kupets::quality
