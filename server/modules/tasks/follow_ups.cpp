#include "server/modules/tasks/follow_ups.h"

#include <algorithm>

#include "common/text/fold.h"
#include "common/wire/rowset.h"
#include "server/access/access.h"
#include "server/modules/tasks/mentions.h"
#include "server/modules/tasks/repeats.h"

namespace kupets::tasks {
namespace {

using namespace std::chrono_literals;

constexpr jobs::Kind<std::string> kMention{"tasks.mention"};
constexpr jobs::Kind<std::string> kRepeat{"tasks.repeat"};
constexpr const char* kQueue = "tasks";
constexpr const char* kTask = "task";
constexpr const char* kActivity = "activity";
constexpr std::size_t kLongestWords = 200;  // characters
constexpr std::uint32_t kMostPeople = 1'000;
constexpr std::uint32_t kMostSteps = 200;

/// Of what is taken back, put together or brought by a file nobody is told.
bool isNews(records::Origin origin) {
    return origin == records::Origin::Person || origin == records::Origin::System || origin == records::Origin::Rule;
}

struct Row {
    v1::GetReply reply;
    std::vector<std::string> columns;

    Value value(const std::string& column) const {
        const auto rows = wire::RowSetView::open(reply.rows());
        const auto at = std::ranges::find(columns, column) - columns.begin();
        return rows && rows->rows() == 1 ? rows->value(0, static_cast<std::size_t>(at)) : Value(Null{});
    }
    std::string text(const std::string& column) const {
        const Value found = value(column);
        const auto* words = std::get_if<std::string>(&found);
        return words == nullptr ? std::string() : *words;
    }
    Uuid id(const std::string& column) const {
        const Value found = value(column);
        const auto* id = std::get_if<Uuid>(&found);
        return id == nullptr ? Uuid() : *id;
    }
    Ids ids(const std::string& column) const {
        const Value found = value(column);
        const auto* ids = std::get_if<Ids>(&found);
        return ids == nullptr ? Ids() : *ids;
    }
};

/// Nothing when it is gone.
awaitable<Result<std::optional<Row>>> get(records::Gate& gate, const query::Reader& reader, const char* entity,
                                          const Uuid& id, std::vector<std::string> columns, db::Deadline deadline) {
    v1::GetRequest request;
    request.set_entity(entity);
    request.add_ids(std::string(id.view()));
    for (const std::string& column : columns) request.add_columns(column);
    auto reply = co_await gate.get(reader, request, deadline);
    if (!reply) co_return std::unexpected(std::move(reply.error()));
    if (reply->rows().row_count() == 0) co_return std::optional<Row>();
    co_return std::optional<Row>(Row{std::move(*reply), std::move(columns)});
}

awaitable<Result<v1::QueryReply>> list(records::Gate& gate, const query::Reader& reader, const char* entity,
                                       std::string filter, const char* column, const char* sort, std::uint32_t most,
                                       db::Deadline deadline) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(std::move(filter));
    request.add_columns(column);
    request.add_sort()->set_path(sort);
    request.set_limit(most);
    co_return co_await gate.query(reader, request, deadline);
}

records::Change creation(const schema::Entity& entity, const Uuid& id,
                         std::vector<std::pair<const char*, Value>> fields) {
    records::Change change{records::Kind::Create, &entity, id, 0, {}};
    for (auto& [name, value] : fields)
        if (const schema::Field* field = entity.field(name)) change.fields.emplace_back(field, std::move(value));
    return change;
}

/// In the job's transaction, whose commit is the end of the job.
awaitable<Result<void>> save(records::Gate& gate, const records::Actor& actor, records::Header header,
                             std::vector<records::Change> changes, db::Transaction& transaction,
                             db::Deadline deadline) {
    records::ChangeWriter writer = gate.open(actor, std::move(header), std::move(transaction));
    auto written = co_await writer.write(std::move(changes), deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto committed = co_await writer.commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

/// The first line of what somebody wrote is the title of the entry; a long one is cut there, and the text has all of
/// it.
std::string writtenIn(const Row& row) {
    constexpr std::string_view kCut = "…";
    const std::string title = row.text("subject");
    const std::string text = row.text("text");
    const bool cut = title.ends_with(kCut) && text.starts_with(title.substr(0, title.size() - kCut.size()));
    if (cut || text.empty()) return cut ? text : title;
    return title + "\n" + text;
}

std::string oneLine(std::string_view text) {
    std::string line(text::slice(text, 0, kLongestWords));
    std::ranges::replace(line, '\n', ' ');
    return line;
}

}  // namespace

void FollowUps::registerJobs(jobs::Kinds& kinds) {
    kinds.queue(kQueue, {.concurrency = 2});
    const jobs::Terms terms{.queue = kQueue, .attempts = 5, .firstPause = 2s, .limit = 60s, .keep = 0h};
    const auto run = [](jobs::Job& job, const std::string& payload, auto handler) -> awaitable<Result<void>> {
        const auto id = Uuid::fromBytes(payload);
        if (!id) co_return job.giveUp(Error(ErrorCode::BadRequest, {"id"}));
        co_return co_await handler(*id);
    };
    kinds.inside(kMention, terms, [this, run](jobs::Job& job, const std::string& payload, db::Transaction& work) {
        return run(job, payload, [this, &job, &work](const Uuid& id) { return tellMentioned(job, id, work); });
    });
    kinds.inside(kRepeat, terms, [this, run](jobs::Job& job, const std::string& payload, db::Transaction& work) {
        return run(job, payload, [this, &job, &work](const Uuid& id) { return repeat(job, id, work); });
    });
}

records::Actor FollowUps::program(const char* why) const {
    const Timestamp now = services_.clock.now();
    records::Actor actor{Uuid(), "Kupets", {access::systemScope(why), {}}};
    actor.reader.context.now = now;
    actor.reader.context.zoneOffset = std::chrono::seconds(services_.calendar()->zone().offset(now) / 1'000'000);
    return actor;
}

bool FollowUps::watches(const schema::Entity& entity, records::Origin origin) const {
    return isNews(origin) && (entity.name() == kActivity || entity.name() == kTask);
}

bool FollowUps::wants(const records::Written& record, records::Origin origin) const {
    if (record.kind == records::Kind::Delete || !watches(*record.entity, origin)) return false;
    return std::ranges::any_of(record.diff, [&](const history::ColumnDiff& diff) {
        if (!diff.after) return false;
        if (record.entity->name() == kTask) return diff.column == "status" && *diff.after == "done";
        return (diff.column == "text" || diff.column == "subject") && diff.after->find('@') != std::string::npos;
    });
}

/// What follows comes after; the save itself stays as it is.
void FollowUps::shape(records::Change&, const records::Current*, const records::Actor&, records::Origin,
                      Timestamp) const {}

awaitable<Result<void>> FollowUps::written(db::Transaction& transaction, const records::Header& header,
                                           const records::Actor&, std::vector<records::Written> records,
                                           db::Deadline deadline) {
    std::vector<jobs::NewJob> found;
    for (const records::Written& record : records) {
        const jobs::Kind<std::string> kind = record.entity->name() == kTask ? kRepeat : kMention;
        found.push_back(jobs::newJob(kind, std::string(record.id.view()), {.cause = {header.id, 0}}));
    }
    auto ids = co_await services_.queue.enqueue(transaction, std::move(found), deadline);
    if (!ids) co_return std::unexpected(std::move(ids.error()));
    co_return Result<void>();
}

awaitable<Result<void>> FollowUps::tellMentioned(jobs::Job& job, const Uuid& entry, db::Transaction& transaction) {
    const records::Actor actor = program("who is mentioned");
    auto read = co_await get(services_.gate, actor.reader, "activity", entry,
                             {"subject", "text", "owner", "owner.name", "task", "deal", "company", "contact", "lead",
                              "task.owner", "task.author", "task.helpers", "task.watchers"},
                             job.deadline);
    if (!read) co_return std::unexpected(std::move(read.error()));
    if (!*read) co_return Result<void>();
    const Row& row = **read;
    auto users = co_await list(services_.gate, actor.reader, "user", "COALESCE(active, TRUE)", "name", "name",
                               kMostPeople, job.deadline);
    if (!users) co_return std::unexpected(std::move(users.error()));
    const auto rows = wire::RowSetView::open(users->rows());
    if (!rows) co_return std::unexpected(rows.error());
    std::vector<Person> people;
    for (std::size_t i = 0; i < rows->rows(); ++i) people.push_back({rows->id(i), std::string(rows->text(i, 0))});
    const std::string said = writtenIn(row);
    std::vector<Uuid> mentioned = mentionedIn(said, people);
    std::erase(mentioned, row.id("owner"));
    // Whoever was told of this entry before, is not told again when it is changed.
    std::vector<Uuid> notices;
    for (const Uuid& person : mentioned)
        notices.push_back(Uuid::fromName("mention of " + person.text() + " in " + entry.text()));
    db::Query query{"SELECT DISTINCT record FROM kupets.change WHERE record = ANY($1::uuid[])", {}};
    query.params.addArray(std::span<const Uuid>(notices));
    auto told = co_await transaction.run(std::move(query), job.deadline);
    if (!told) co_return std::unexpected(std::move(told.error()));
    for (std::size_t i = 0; i < told->size(); ++i) {
        const auto at = std::ranges::find(notices, told->uuid(i, 0)) - notices.begin();
        notices.erase(notices.begin() + at);
        mentioned.erase(mentioned.begin() + at);
    }
    if (mentioned.empty()) co_return Result<void>();
    const schema::CatalogPtr catalog = services_.registry.current();
    std::string link = "record/activity/" + entry.text();
    for (const char* about : {"lead", "contact", "company", "deal", "task"})
        if (const Uuid id = row.id(about); !id.isNil()) link = std::string("record/") + about + "/" + id.text();
    const std::string author = row.text("owner.name");
    const std::string words = oneLine((author.empty() ? std::string() : author + ": ") + said);
    std::vector<records::Change> changes;
    for (std::size_t i = 0; i < mentioned.size(); ++i)
        changes.push_back(creation(*catalog->entity("notice"), notices[i],
                                   {{"name", words},
                                    {"kind", std::string("mention")},
                                    {"user", mentioned[i]},
                                    {"link", link},
                                    {"at", actor.reader.context.now}}));
    // Whoever is asked about a task has to see it.
    if (const Uuid task = row.id("task"); !task.isNil()) {
        Ids watchers = row.ids("task.watchers");
        const std::size_t before = watchers.size();
        const Ids helpers = row.ids("task.helpers");
        for (const Uuid& person : mentioned) {
            const bool there = person == row.id("task.owner") || person == row.id("task.author") ||
                               std::ranges::find(helpers, person) != helpers.end() ||
                               std::ranges::find(watchers, person) != watchers.end();
            if (!there) watchers.push_back(person);
        }
        const schema::Entity* entity = catalog->entity("task");
        if (watchers.size() > before)
            changes.push_back({records::Kind::Update, entity, task, 0, {{entity->field("watchers"), watchers}}});
    }
    co_return co_await save(services_.gate, actor, {job.id, records::Origin::System, {}, {}}, std::move(changes),
                            transaction, job.deadline);
}

awaitable<Result<void>> FollowUps::repeat(jobs::Job& job, const Uuid& task, db::Transaction& transaction) {
    const records::Actor actor = program("tasks that repeat");
    const std::vector<std::string> copied{"name",     "description", "owner",    "author", "helpers",
                                          "watchers", "effort",      "priority", "repeat", "deal",
                                          "company",  "contact",     "lead"};
    std::vector<std::string> columns = copied;
    columns.insert(columns.end(), {"status", "due", "remind_at"});
    auto read = co_await get(services_.gate, actor.reader, "task", task, columns, job.deadline);
    if (!read) co_return std::unexpected(std::move(read.error()));
    if (!*read) co_return Result<void>();
    const Row& row = **read;
    if (row.text("status") != "done" || row.text("repeat").empty()) co_return Result<void>();
    // Once for each task, however often it is done: a change set that bears its name.
    const Uuid once = Uuid::fromName("the next one after the task " + task.text());
    db::Query known{"SELECT 1 FROM kupets.change_set WHERE id = $1::uuid", {}};
    known.params.add(once);
    auto before = co_await transaction.run(std::move(known), job.deadline);
    if (!before) co_return std::unexpected(std::move(before.error()));
    if (!before->empty()) co_return Result<void>();
    const Timestamp now = actor.reader.context.now;
    const Value dueValue = row.value("due");
    const Timestamp due = std::holds_alternative<Timestamp>(dueValue) ? std::get<Timestamp>(dueValue) : now;
    const auto next = nextDue(row.text("repeat"), due, now, *services_.calendar());
    if (!next) co_return Result<void>();
    const schema::CatalogPtr catalog = services_.registry.current();
    const Uuid made = Uuid::make();
    std::vector<std::pair<const char*, Value>> fields{{"due", *next}};
    for (const std::string& name : copied)
        if (Value value = row.value(name); !isNull(value)) fields.emplace_back(name.c_str(), std::move(value));
    if (const Value remind = row.value("remind_at"); std::holds_alternative<Timestamp>(remind))
        fields.emplace_back("remind_at", Timestamp{std::get<Timestamp>(remind).micros + next->micros - due.micros});
    std::vector<records::Change> changes;
    changes.push_back(creation(*catalog->entity("task"), made, std::move(fields)));
    auto steps = co_await list(services_.gate, actor.reader, "checklist_item", "task = ID(\"" + task.text() + "\")",
                               "name", "created_at", kMostSteps, job.deadline);
    if (!steps) co_return std::unexpected(std::move(steps.error()));
    const auto rows = wire::RowSetView::open(steps->rows());
    for (std::size_t i = 0; rows && i < rows->rows(); ++i)
        changes.push_back(
            creation(*catalog->entity("checklist_item"), Uuid::make(),
                     {{"name", std::string(rows->text(i, 0))}, {"task", made}, {"owner", row.value("owner")}}));
    co_return co_await save(services_.gate, actor, {once, records::Origin::System, {}, {}}, std::move(changes),
                            transaction, job.deadline);
}

bool Watchers::watches(const schema::Entity& entity, records::Origin origin) const {
    return std::ranges::any_of(all_, [&](const records::Watcher* each) { return each->watches(entity, origin); });
}

bool Watchers::wants(const records::Written& record, records::Origin origin) const {
    return std::ranges::any_of(all_, [&](const records::Watcher* each) {
        return each->watches(*record.entity, origin) && each->wants(record, origin);
    });
}

void Watchers::shape(records::Change& change, const records::Current* before, const records::Actor& actor,
                     records::Origin origin, Timestamp now) const {
    for (const records::Watcher* each : all_)
        if (each->watches(*change.entity, origin)) each->shape(change, before, actor, origin, now);
}

awaitable<Result<void>> Watchers::written(db::Transaction& transaction, const records::Header& header,
                                          const records::Actor& actor, std::vector<records::Written> records,
                                          db::Deadline deadline) {
    for (records::Watcher* each : all_) {
        std::vector<records::Written> wanted;
        std::ranges::copy_if(records, std::back_inserter(wanted), [&](const records::Written& record) {
            return each->watches(*record.entity, header.origin) && each->wants(record, header.origin);
        });
        if (wanted.empty()) continue;
        auto heard = co_await each->written(transaction, header, actor, std::move(wanted), deadline);
        if (!heard) co_return heard;
    }
    co_return Result<void>();
}

}  // namespace kupets::tasks
