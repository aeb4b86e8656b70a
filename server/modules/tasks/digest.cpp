#include "server/modules/tasks/digest.h"

#include <fmt/format.h>

#include "common/wire/rowset.h"
#include "server/access/access.h"

namespace kupets::tasks {
namespace {

constexpr std::uint32_t kMostPeople = 1'000;
constexpr std::uint32_t kMostTasks = 50;  // named in a letter
constexpr std::int64_t kMinute = 60'000'000;

struct Digest {
    const schema::Catalog& catalog;
    records::Gate& gate;
    db::Database& database;
    const calendar::WorkingCalendar& calendar;
    records::Actor actor;
    calendar::LocalTime today;
    db::Deadline deadline;
};

std::string dayWords(Date day) {
    const auto ymd = day.ymd();
    return fmt::format("{:02}.{:02}.{}", static_cast<unsigned>(ymd.day()), static_cast<unsigned>(ymd.month()),
                       static_cast<int>(ymd.year()));
}

struct Words {
    std::string overdue;
    std::string today;
    int late = 0;
    int due = 0;
};

void add(Words& words, const Digest& digest, const wire::RowSetView& rows, std::size_t row) {
    const calendar::LocalTime due = digest.calendar.zone().local(Timestamp{rows.integer(row, 1)});
    const std::int64_t minutes = due.micros / kMinute;
    const bool late = due.day < digest.today.day;
    const std::string when = late ? dayWords(due.day) : fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    const std::string about(rows.text(row, 2).empty() ? rows.text(row, 3) : rows.text(row, 2));
    std::string& lines = late ? words.overdue : words.today;
    lines += fmt::format("  {} — {}{}\n", when, rows.text(row, 0), about.empty() ? "" : " (" + about + ")");
    ++(late ? words.late : words.due);
}

awaitable<Result<Words>> wordsFor(const Digest& digest, const Uuid& person) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("task");
    request.mutable_set()->set_filter("owner = ID(\"" + person.text() + "\") AND is_open AND due < TODAY() + 1");
    for (const char* path : {"name", "due", "company.name", "deal.name"}) request.add_columns(path);
    request.add_sort()->set_path("due");
    request.set_limit(kMostTasks);
    auto reply = co_await digest.gate.query(digest.actor.reader, request, digest.deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    const auto rows = wire::RowSetView::open(reply->rows());
    if (!rows) co_return std::unexpected(rows.error());
    Words words;
    for (std::size_t row = 0; row < rows->rows(); ++row) add(words, digest, *rows, row);
    co_return words;
}

records::Change letter(const Digest& digest, const Uuid& person, const std::string& address, const Words& words) {
    const schema::Entity* entity = digest.catalog.entity("message");
    records::Change change{records::Kind::Create, entity, Uuid::make(), 0, {}};
    const auto give = [&](const char* name, Value value) {
        if (const schema::Field* field = entity->field(name)) change.fields.emplace_back(field, std::move(value));
    };
    std::string text;
    if (words.late > 0) text += "Просрочено:\n" + words.overdue + "\n";
    if (words.due > 0) text += "Сегодня:\n" + words.today;
    give("name",
         fmt::format("Дела на {}: сегодня — {}, просрочено — {}", dayWords(digest.today.day), words.due, words.late));
    give("channel", std::string("email"));
    give("recipient", address);
    give("text", text);
    give("owner", person);
    return change;
}

awaitable<Result<bool>> writeTo(const Digest& digest, const Uuid& person, const std::string& address) {
    const Uuid once = Uuid::fromName("digest of " + digest.today.day.text() + " for " + person.text());
    db::Query known{"SELECT 1 FROM kupets.change_set WHERE id = $1::uuid", {}};
    known.params.add(once);
    auto before = co_await digest.database.run(std::move(known), digest.deadline);
    if (!before) co_return std::unexpected(std::move(before.error()));
    if (!before->empty()) co_return false;
    auto words = co_await wordsFor(digest, person);
    if (!words) co_return std::unexpected(std::move(words.error()));
    if (words->late + words->due == 0) co_return false;
    auto writer = co_await digest.gate.open(digest.actor, {once, records::Origin::System, {}, {}}, digest.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    std::vector<records::Change> changes;
    changes.push_back(letter(digest, person, address, *words));
    auto saved = co_await writer->write(std::move(changes), digest.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    const bool made = !writer->repeated();
    auto committed = co_await writer->commit(digest.deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return made;
}

}  // namespace

awaitable<Result<int>> writeDigests(records::Gate& gate, db::Database& database, const schema::Registry& registry,
                                    const calendar::WorkingCalendar& calendar, Timestamp now, db::Deadline deadline) {
    const schema::CatalogPtr catalog = registry.current();
    if (catalog->entity("message") == nullptr || catalog->entity("task") == nullptr) co_return 0;
    Digest digest{*catalog,
                  gate,
                  database,
                  calendar,
                  {Uuid(), "Kupets", {access::systemScope("the morning digest"), {}}},
                  calendar.zone().local(now),
                  deadline};
    digest.actor.reader.context.now = now;
    digest.actor.reader.context.zoneOffset = std::chrono::seconds(calendar.zone().offset(now) / 1'000'000);
    v1::QueryRequest wanted;
    wanted.mutable_set()->set_entity("user");
    wanted.mutable_set()->set_filter(
        "COALESCE(active, TRUE) AND NOT(ISBLANK(emails)) AND COUNT(preferences, digest = FALSE) = 0");
    wanted.add_columns("emails");
    wanted.set_limit(kMostPeople);
    auto reply = co_await gate.query(digest.actor.reader, wanted, deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    const auto rows = wire::RowSetView::open(reply->rows());
    if (!rows) co_return std::unexpected(rows.error());
    int count = 0;
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        const Value addresses = rows->value(row, 0);
        const auto* items = std::get_if<Texts>(&addresses);
        if (items == nullptr || items->empty()) continue;
        auto made = co_await writeTo(digest, rows->id(row), items->front());
        if (!made) co_return std::unexpected(std::move(made.error()));
        count += *made ? 1 : 0;
    }
    co_return count;
}

}  // namespace kupets::tasks
