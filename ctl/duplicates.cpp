// kupetsctl duplicates: what is in the base more than once, put together and taken apart.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/progress.h"
#include "ctl/values.h"
#include "kupets/v1/duplicates.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kOptions = {
    Option{"--least", "PERCENT", "find: не менее уверенные", "find: only as sure as this"},
    Option{"--limit", "N", "find: не больше стольких групп, обычно 1000", "find: at most so many groups, usually 1000"},
    Option{"--dry-run", "", "merge, split: только показать", "merge, split: only show what would come of it"},
    Option{"--reason", "TEXT", "merge, split: почему", "merge, split: why"},
};

std::string idText(const std::string& bytes) {
    const auto id = Uuid::fromBytes(bytes);
    return id ? id->text() : std::string();
}
std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Outcome<void> find(Session& session, const Globals& globals, const Arguments& arguments) {
    const auto least = arguments.number("--least", 0);
    const auto limit = arguments.number("--limit", 0);
    for (const auto* each : {&least, &limit}) {
        if (!*each) return std::unexpected(each->error());
    }
    v1::DuplicateFindRequest request;
    request.set_entity(arguments.positional()[1]);
    request.set_least_confidence(static_cast<std::uint32_t>(*least));
    request.set_limit(static_cast<std::uint32_t>(*limit));
    Call call;
    call.limit = std::chrono::hours(1);
    call.onChunk = showProgress<v1::DuplicateFindProgress>();
    auto reply = session.call<v1::DuplicateFindReply>(v1::METHOD_DUPLICATES_FIND, request, std::move(call));
    endProgress();
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"group", "confidence", "rules", "id", "title", "subtitle", "filled"}, false);
    for (int at = 0; at < reply->groups_size(); ++at) {
        const v1::DuplicateGroup& group = reply->groups(at);
        std::string rules;
        for (const std::string& rule : group.rules()) rules += (rules.empty() ? "" : ", ") + rule;
        for (const v1::DuplicateMember& member : group.members()) {
            output.row({}, 0,
                       {{std::int64_t{at + 1}, {}},
                        {std::int64_t{group.confidence()}, {}},
                        {rules, {}},
                        {idText(member.id()), {}},
                        {member.title(), {}},
                        {member.subtitle(), {}},
                        {std::int64_t{member.filled()}, {}}});
        }
    }
    output.finish();
    std::cerr << fmt::format("{} {}, {} {}\n", say("записей:", "records:"), reply->record_count(),
                             say("групп:", "groups:"), reply->group_count());
    return {};
}

Outcome<void> merge(Session& session, const Globals& globals, const Arguments& arguments) {
    const auto& words = arguments.positional();
    const Uuid set = Uuid::make();
    v1::MergeRequest request;
    request.set_change_set_id(std::string(set.view()));
    request.set_entity(words[1]);
    for (std::size_t i = 2; i < words.size(); ++i) {
        const auto id = parseId(words[i]);
        if (!id) return std::unexpected(id.error());
        const std::string bytes(id->view());
        i == 2 ? request.set_survivor(bytes) : request.add_others(bytes);
    }
    request.set_dry_run(arguments.has("--dry-run"));
    request.set_reason(arguments.value("--reason"));
    Call call;
    call.limit = std::chrono::hours(1);
    auto reply = session.call<v1::MergeReply>(v1::METHOD_DUPLICATES_MERGE, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"change_set", "entity", "moved"}, false);
    const std::string name = request.dry_run() ? std::string() : set.text();
    output.row({}, 0, {{name, {}}, {words[1], {}}, {number(static_cast<std::uint64_t>(request.others_size())), {}}});
    for (const v1::MergeMoved& moved : reply->moved())
        output.row({}, 0, {{name, {}}, {moved.entity(), {}}, {number(moved.count()), {}}});
    output.finish();
    return {};
}

Outcome<void> split(Session& session, const Globals& globals, const Arguments& arguments) {
    const auto merger = parseId(arguments.positional()[1]);
    if (!merger) return std::unexpected(merger.error());
    const Uuid set = Uuid::make();
    v1::SplitRequest request;
    request.set_change_set_id(std::string(set.view()));
    request.set_merge(std::string(merger->view()));
    request.set_dry_run(arguments.has("--dry-run"));
    request.set_reason(arguments.value("--reason"));
    Call call;
    call.limit = std::chrono::hours(1);
    auto reply = session.call<v1::SplitReply>(v1::METHOD_DUPLICATES_SPLIT, request, std::move(call));
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(globals.format, {"outcome", "entity", "id", "title", "fields"}, false);
    for (const std::string& restored : reply->restored())
        output.row({}, 0,
                   {{std::string("restored"), {}},
                    {std::string(), {}},
                    {idText(restored), {}},
                    {std::string(), {}},
                    {std::string(), {}}});
    for (const v1::SplitKept& kept : reply->kept()) {
        std::string fields;
        for (const std::string& field : kept.fields()) fields += (fields.empty() ? "" : ", ") + field;
        output.row({}, 0,
                   {{std::string("kept"), {}},
                    {kept.entity(), {}},
                    {idText(kept.id()), {}},
                    {kept.title(), {}},
                    {fields, {}}});
    }
    output.finish();
    return {};
}

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(duplicatesCommand, arguments, 2, 102); !fits) return fits;
    const auto& words = arguments.positional();
    const bool many = words[0] == "merge";
    const bool known = many || words[0] == "find" || words[0] == "split";
    if (!known || (many ? words.size() < 4 : words.size() != 2))
        return failed(kUsage, fmt::format("kupetsctl duplicates {}", duplicatesCommand.usage));
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (many) return merge(*session, globals, arguments);
    return words[0] == "find" ? find(*session, globals, arguments) : split(*session, globals, arguments);
}

}  // namespace

constinit const Command duplicatesCommand{"duplicates",
                                          "find ENTITY | merge ENTITY SURVIVOR OTHER… | split CHANGE_SET",
                                          "найти дубли, объединить записи, разделить объединённые",
                                          "finds duplicates, merges records, splits them again",
                                          "  kupetsctl duplicates find company --least 90\n  kupetsctl duplicates "
                                          "merge company ID1 ID2 --dry-run\n  kupetsctl "
                                          "duplicates split CHANGE_SET\n",
                                          kOptions,
                                          run};

}  // namespace kupets::ctl
