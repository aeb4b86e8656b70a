// kupetsctl history and undo: what was changed, by whom and why; and taking it back.
#include <array>

#include <fmt/format.h>

#include "common/wire/values.h"
#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/values.h"
#include "kupets/v1/changes.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kHistoryOptions = {
    Option{"--limit", "N", "не больше стольких, обычно 20", "at most so many, usually 20"},
};
constexpr std::array kUndoOptions = {
    Option{"--last", "", "своё последнее изменение", "one's own latest change"},
};

std::string idText(const std::string& bytes) {
    const auto id = Uuid::fromBytes(bytes);
    return id ? id->text() : std::string();
}

std::string_view originText(v1::ChangeSet::Origin origin) {
    switch (origin) {
        case v1::ChangeSet::ORIGIN_PERSON:
            return "person";
        case v1::ChangeSet::ORIGIN_IMPORT:
            return "import";
        case v1::ChangeSet::ORIGIN_UNDO:
            return "undo";
        case v1::ChangeSet::ORIGIN_SYSTEM:
            return "system";
        case v1::ChangeSet::ORIGIN_MERGE:
            return "merge";
        case v1::ChangeSet::ORIGIN_SPLIT:
            return "split";
        default:
            return "";
    }
}

std::string_view kindText(v1::RecordChange::Kind kind) {
    switch (kind) {
        case v1::RecordChange::KIND_CREATE:
            return "create";
        case v1::RecordChange::KIND_UPDATE:
            return "update";
        case v1::RecordChange::KIND_DELETE:
            return "delete";
        default:
            return "";
    }
}

Cell cellOfValue(const v1::Value& value, const std::string& title) {
    auto parsed = wire::fromProto(value);
    return {parsed ? std::move(*parsed) : Value(Null{}), title};
}

std::string people(const v1::ChangeSet& set) {
    std::string out = fmt::format("{}  {}  {}  {}", Timestamp{set.at()}.text(), idText(set.id()), set.actor_name(),
                                  originText(set.origin()));
    if (!set.reason().empty()) out += fmt::format("  «{}»", set.reason());
    if (!set.undone_by().empty()) out += fmt::format("  ({})", say("отменено", "undone"));
    out += '\n';
    for (const auto& record : set.records()) {
        out += fmt::format("  {} {} «{}»\n", kindText(record.kind()), record.entity(), record.title());
        for (const auto& field : record.fields()) {
            out += fmt::format("    {}: {} → {}\n", field.field(),
                               plainText(cellOfValue(field.before(), field.before_title()), true),
                               plainText(cellOfValue(field.after(), field.after_title()), true));
        }
    }
    if (set.record_count() > static_cast<std::uint64_t>(set.records_size())) {
        out += fmt::format("  {} {}\n", say("всего записей:", "records in all:"), set.record_count());
    }
    return out;
}

std::string json(const v1::ChangeSet& set) {
    std::string records;
    for (const auto& record : set.records()) {
        std::string fields;
        for (const auto& field : record.fields()) {
            fields += fmt::format("{}{{\"field\": {}, \"before\": {}, \"after\": {}}}", fields.empty() ? "" : ", ",
                                  jsonText(field.field()), jsonValue(cellOfValue(field.before(), field.before_title())),
                                  jsonValue(cellOfValue(field.after(), field.after_title())));
        }
        records += fmt::format(
            "{}{{\"kind\": \"{}\", \"entity\": {}, \"id\": \"{}\", \"title\": {}, \"version\": {}, \"fields\": [{}]}}",
            records.empty() ? "" : ", ", kindText(record.kind()), jsonText(record.entity()), idText(record.id()),
            jsonText(record.title()), record.version(), fields);
    }
    return fmt::format(
        "{{\"id\": \"{}\", \"sequence\": {}, \"at\": \"{}\", \"actor\": {}, \"origin\": \"{}\", \"reason\": {}, "
        "\"undoes\": {}, "
        "\"undone_by\": {}, \"record_count\": {}, \"records\": [{}]}}",
        idText(set.id()), set.sequence(), Timestamp{set.at()}.text(), jsonText(set.actor_name()),
        originText(set.origin()), jsonText(set.reason()),
        set.undoes().empty() ? "null" : jsonText(idText(set.undoes())),
        set.undone_by().empty() ? "null" : jsonText(idText(set.undone_by())), set.record_count(), records);
}

void printHistory(Format format, const v1::HistoryReply& reply) {
    if (format == Format::Table) {
        for (const auto& set : reply.change_sets()) print(people(set));
        return;
    }
    if (format == Format::Json) {
        std::string out;
        for (const auto& set : reply.change_sets()) out += (out.empty() ? "[\n  " : ",\n  ") + json(set);
        print(out.empty() ? "[]\n" : out + "\n]\n");
        return;
    }
    Output output(format, {"at", "change_set", "actor", "origin", "reason", "records"}, false);
    for (const auto& set : reply.change_sets()) {
        output.row({}, 0,
                   {{Timestamp{set.at()}, {}},
                    {idText(set.id()), {}},
                    {set.actor_name(), {}},
                    {std::string(originText(set.origin())), {}},
                    {set.reason(), {}},
                    {static_cast<std::int64_t>(set.record_count()), {}}});
    }
    output.finish();
}

Outcome<void> runHistory(const Globals& globals, const Arguments& arguments) {
    const auto& words = arguments.positional();
    if (auto fits = expectPositional(historyCommand, arguments, 0, 2); !fits) return fits;
    if (words.size() == 1) return expectPositional(historyCommand, arguments, 2, 2);
    const auto limit = arguments.number("--limit", 20);
    if (!limit) return std::unexpected(limit.error());
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    Outcome<v1::HistoryReply> reply;
    if (words.empty()) {
        v1::RecentRequest request;
        request.set_limit(static_cast<std::uint32_t>(*limit));
        reply = session->call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request);
    } else {
        const auto entity = session->entity(words[0]);
        if (!entity) return std::unexpected(entity.error());
        const auto id = findRecord(*session, **entity, (*entity)->titleField().name(), words[1]);
        if (!id) return std::unexpected(id.error());
        v1::HistoryRequest request;
        request.set_entity(words[0]);
        request.set_id(std::string(id->view()));
        request.set_limit(static_cast<std::uint32_t>(*limit));
        reply = session->call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, request);
    }
    if (!reply) return std::unexpected(std::move(reply.error()));
    printHistory(globals.format, *reply);
    return {};
}

/// One's newest change set that is not taken back and is no undo itself.
Outcome<std::string> latest(Session& session) {
    v1::RecentRequest request;
    request.set_limit(50);
    auto reply = session.call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    for (const auto& set : reply->change_sets()) {
        if (set.undone_by().empty() && set.undoes().empty()) return set.id();
    }
    return failed(kNotFound, std::string(say("отменять нечего", "there is nothing to undo")));
}

Outcome<void> runUndo(const Globals& globals, const Arguments& arguments) {
    const bool last = arguments.has("--last");
    if (auto fits = expectPositional(undoCommand, arguments, last ? 0 : 1, last ? 0 : 1); !fits) return fits;
    std::string undone;
    if (!last) {
        const auto id = parseId(arguments.positional()[0]);
        if (!id) return std::unexpected(id.error());
        undone = std::string(id->view());
    }
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (last) {
        auto found = latest(*session);
        if (!found) return std::unexpected(std::move(found.error()));
        undone = std::move(*found);
    }
    const Uuid set = Uuid::make();
    v1::UndoRequest request;
    request.set_change_set_id(std::string(set.view()));
    request.set_undoes(undone);
    Call call;
    call.limit = std::chrono::hours(1);
    auto reply = session->call<v1::UndoReply>(v1::METHOD_CHANGES_UNDO, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"undone", "records", "change_set"}, false);
    output.row({}, 0, {{idText(undone), {}}, {static_cast<std::int64_t>(reply->record_count()), {}}, {set.text(), {}}});
    output.finish();
    return {};
}

}  // namespace

constinit const Command historyCommand{
    "history",
    "[ENTITY ID|TITLE] [--limit N]",
    "кто, когда и что изменил в записи; без записи: свои изменения",
    "who changed what of a record and when; without one: one's own changes",
    "  kupetsctl history company 'Ромашка'\n  kupetsctl history --limit 5 --format json\n",
    kHistoryOptions,
    runHistory};

constinit const Command undoCommand{"undo",
                                    "CHANGE_SET | --last",
                                    "отменить изменение целиком, и импорт тоже",
                                    "take back a whole change set, an import too",
                                    "  kupetsctl undo --last\n  kupetsctl undo 0197a3c0-…\n",
                                    kUndoOptions,
                                    runUndo};

}  // namespace kupets::ctl
