// Several records become one. Order matters: first what refers to the others is moved, then they go, then the survivor
// takes over what is chosen (a unique value is free by then).
#include <algorithm>
#include <set>

#include "common/rules/values.h"
#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/modules/duplicates/members.h"
#include "server/modules/duplicates/scan.h"
#include "server/query/page.h"
#include "server/records/many.h"
#include "server/schema/columns.h"

namespace kupets::duplicates {
namespace {

using records::Change;
using records::ChangeWriter;
using records::Current;
using records::Kind;
using schema::Field;

constexpr int kMostOthers = 100;
constexpr std::size_t kMostReason = 2'000;
constexpr std::size_t kBatch = 5'000;

Ids withoutTwins(const Ids& ids) {
    Ids out;
    for (const Uuid& id : ids) {
        if (std::ranges::find(out, id) == out.end()) out.push_back(id);
    }
    return out;
}

/// What the survivor gets where nothing is chosen.
Value usual(const Field& field, const std::vector<const Current*>& members) {
    Texts texts;
    Ids ids;
    Value first = Null{};
    for (const Current* member : members) {
        const Value value = member->value(field);
        if (isNull(first)) first = value;
        if (const auto* items = std::get_if<Texts>(&value)) {
            for (const std::string& item : *items) {
                if (texts.size() < rules::kMostItems && std::ranges::find(texts, item) == texts.end())
                    texts.push_back(item);
            }
        }
        if (const auto* items = std::get_if<Ids>(&value)) ids.insert(ids.end(), items->begin(), items->end());
    }
    if (!texts.empty()) return texts;
    if (!ids.empty()) {
        ids = withoutTwins(ids);
        if (ids.size() > rules::kMostItems) ids.resize(rules::kMostItems);
        return ids;
    }
    return first;
}

class Merger {
public:
    Merger(const Services& services, const records::Actor& actor, const v1::MergeRequest& request, Members members)
        : services_(services),
          actor_(actor),
          request_(request),
          members_(std::move(members)),
          catalog_(services.registry.current()) {}

    awaitable<Result<v1::MergeReply>> run();

private:
    awaitable<Result<void>> lock(ChangeWriter& writer);
    Result<std::map<const Field*, Value>> chosen() const;
    Result<Change> survivorChange() const;
    awaitable<Result<void>> moveReferences(ChangeWriter& writer);
    awaitable<Result<void>> moveOf(ChangeWriter& writer, const schema::Entity& entity);
    awaitable<Result<void>> removeOthers(ChangeWriter& writer);
    awaitable<Result<void>> remember(ChangeWriter& writer);
    bool isOther(const Uuid& id) const { return std::ranges::find(members_.others, id) != members_.others.end(); }
    Value moved(const Field& field, const Value& value) const;

    const Services& services_;
    const records::Actor& actor_;
    const v1::MergeRequest& request_;
    Members members_;
    schema::CatalogPtr catalog_;
    std::map<Uuid, Current> current_;
    std::set<std::string> touched_;
    v1::MergeReply reply_;
};

awaitable<Result<void>> Merger::lock(ChangeWriter& writer) {
    std::vector<Uuid> ids = members_.others;
    ids.push_back(members_.survivor);
    auto rows = co_await writer.look(records::currentQuery(*catalog_, *actor_.reader.scope, *members_.entity, ids),
                                     services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    current_ = records::readCurrent(*members_.entity, *rows);
    for (const Uuid& id : ids) {
        const auto found = current_.find(id);
        if (found == current_.end() || !found->second.mayRead)
            co_return fail(ErrorCode::NotFound, {members_.entity->name()},
                           id == members_.survivor ? "survivor" : "others");
        if (!found->second.mayUpdate || !found->second.mayDelete)
            co_return fail(ErrorCode::Forbidden, {members_.entity->name()});
    }
    co_return Result<void>();
}

Result<std::map<const Field*, Value>> Merger::chosen() const {
    std::map<const Field*, Value> out;
    const access::AccessScope& scope = *actor_.reader.scope;
    for (const v1::MergeChoice& choice : request_.choices()) {
        const Field* field = members_.entity->field(choice.field());
        if (field == nullptr || !scope.canRead(*field))
            return fail(ErrorCode::UnknownField, {choice.field(), members_.entity->name()}, choice.field());
        if (!field->isStored() || field->system || field->type() == v1::AUTO_NUMBER || !scope.canWrite(*field))
            return fail(ErrorCode::ReadOnly, {}, choice.field());
        if (choice.what_case() == v1::MergeChoice::kFrom) {
            auto id = wire::idFromProto(choice.from(), "from");
            if (!id) return std::unexpected(std::move(id.error()));
            const auto found = current_.find(*id);
            if (found == current_.end()) return fail(ErrorCode::BadRequest, {"from"}, choice.field());
            out[field] = found->second.value(*field);
            continue;
        }
        auto value = wire::fromProto(choice.value());
        if (!value) return std::unexpected(Error(value.error()).within(choice.field()));
        out[field] = std::move(*value);
    }
    return out;
}

/// A reference to one of the others is one to the survivor now; none of its own to itself.
Value Merger::moved(const Field& field, const Value& value) const {
    if (field.target != members_.entity) return value;
    const auto* one = std::get_if<Uuid>(&value);
    if (one != nullptr && (isOther(*one) || *one == members_.survivor)) return Null{};
    if (const auto* many = std::get_if<Ids>(&value)) {
        Ids left;
        std::ranges::copy_if(*many, std::back_inserter(left),
                             [this](const Uuid& id) { return !isOther(id) && id != members_.survivor; });
        return left;
    }
    return value;
}

Result<Change> Merger::survivorChange() const {
    auto choices = chosen();
    if (!choices) return std::unexpected(std::move(choices.error()));
    std::vector<const Current*> members{&current_.at(members_.survivor)};
    for (const Uuid& other : members_.others) members.push_back(&current_.at(other));
    Change change;
    change.kind = Kind::Update;
    change.entity = members_.entity;
    change.id = members_.survivor;
    change.evenSo = true;
    for (const auto& field : members_.entity->fields()) {
        if (!field->isStored() || field->system || field->type() == v1::AUTO_NUMBER) continue;
        const auto choice = choices->find(field.get());
        Value value = moved(*field, choice != choices->end() ? choice->second : usual(*field, members));
        if (value != members.front()->value(*field)) change.fields.emplace_back(field.get(), std::move(value));
    }
    return change;
}

/// Of one entity: each record once, whatever fields of it refer to the others.
awaitable<Result<void>> Merger::moveOf(ChangeWriter& writer, const schema::Entity& entity) {
    std::vector<const Field*> fields;
    std::set<Uuid> ids;
    for (const auto& field : entity.fields()) {
        const bool refers = field->type() == v1::REFERENCE || field->type() == v1::REFERENCES;
        if (field->system || !refers || field->target != members_.entity) continue;
        fields.push_back(field.get());
        db::Query query{"SELECT id FROM " + schema::tableOf(entity) + " WHERE " + schema::ident(field->name()) +
                            (field->type() == v1::REFERENCES ? " && $1::uuid[]" : " = ANY($1::uuid[])"),
                        {}};
        query.params.addArray(std::span<const Uuid>(members_.others));
        auto rows = co_await writer.look(std::move(query), services_.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (std::size_t row = 0; row < rows->size(); ++row) {
            const Uuid id = rows->uuid(row, 0);
            if (!isOther(id) && id != members_.survivor) ids.insert(id);
        }
    }
    if (ids.empty()) co_return Result<void>();
    touched_.insert(entity.name());
    const auto scope = access::systemScope("what refers to merged records");
    const std::vector<Uuid> all(ids.begin(), ids.end());
    for (std::size_t from = 0; from < all.size(); from += kBatch) {
        const auto some = std::span(all).subspan(from, std::min(kBatch, all.size() - from));
        auto rows = co_await writer.look(records::currentQuery(*catalog_, *scope, entity, some), services_.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        std::vector<Change> changes;
        for (const auto& [id, current] : records::readCurrent(entity, *rows)) {
            Change change{Kind::Update, &entity, id, 0, {}, 0, false};
            for (const Field* field : fields) {
                const Value value = current.value(*field);
                if (const auto* one = std::get_if<Uuid>(&value); one != nullptr && isOther(*one))
                    change.fields.emplace_back(field, members_.survivor);
                if (const auto* many = std::get_if<Ids>(&value)) {
                    Ids left = *many;
                    for (Uuid& each : left) each = isOther(each) ? members_.survivor : each;
                    change.fields.emplace_back(field, withoutTwins(left));
                }
            }
            changes.push_back(std::move(change));
        }
        auto saved = co_await writer.write(std::move(changes), services_.deadline);
        if (!saved) co_return std::unexpected(std::move(saved.error()));
    }
    v1::MergeMoved& count = *reply_.add_moved();
    count.set_entity(entity.name());
    count.set_count(ids.size());
    co_return Result<void>();
}

awaitable<Result<void>> Merger::moveReferences(ChangeWriter& writer) {
    for (const auto& entity : catalog_->snapshot->entities()) {
        if (auto ok = co_await moveOf(writer, *entity); !ok) co_return ok;
    }
    co_return Result<void>();
}

awaitable<Result<void>> Merger::removeOthers(ChangeWriter& writer) {
    std::vector<Change> changes;
    for (const Uuid& other : members_.others)
        changes.push_back({Kind::Delete, members_.entity, other, 0, {}, 0, false});
    // They may refer to each other, and the survivor to one of them: what it gets is written after.
    auto saved = co_await writer.write(std::move(changes), services_.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    co_return Result<void>();
}

/// What no record tells: who marked one of the others for himself, and which set it was.
awaitable<Result<void>> Merger::remember(ChangeWriter& writer) {
    db::Query marks{
        "INSERT INTO kupets.favourite (user_id, entity, record) SELECT DISTINCT user_id, entity, $2::uuid FROM "
        "kupets.favourite WHERE entity = $1 AND record = ANY($3::uuid[]) ON CONFLICT DO NOTHING RETURNING user_id",
        {}};
    marks.params.add(members_.entity->name()).add(members_.survivor).addArray(std::span<const Uuid>(members_.others));
    auto rows = co_await writer.look(std::move(marks), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    std::vector<Uuid> favoured;
    for (std::size_t row = 0; row < rows->size(); ++row) favoured.push_back(rows->uuid(row, 0));
    db::Query note{
        "INSERT INTO kupets.merger (change_set, entity, survivor, others, favoured) VALUES ($1::uuid, $2, $3::uuid, "
        "$4::uuid[], $5::uuid[])",
        {}};
    note.params.add(members_.changeSet)
        .add(members_.entity->name())
        .add(members_.survivor)
        .addArray(std::span<const Uuid>(members_.others))
        .addArray(std::span<const Uuid>(favoured));
    auto noted = co_await writer.look(std::move(note), services_.deadline);
    if (!noted) co_return std::unexpected(std::move(noted.error()));
    co_return Result<void>();
}

awaitable<Result<v1::MergeReply>> Merger::run() {
    records::Actor all = actor_;
    all.reader.scope = access::systemScope("a merger: rights were asked for all of its records");
    records::Header header{members_.changeSet, records::Origin::Merge, request_.reason(), {}};
    auto writer = co_await services_.gate.open(all, std::move(header), services_.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    auto known = co_await writer->write({}, services_.deadline);
    if (!known) co_return std::unexpected(std::move(known.error()));
    if (writer->repeated()) {
        auto sequence = co_await writer->commit(services_.deadline);
        if (!sequence) co_return std::unexpected(std::move(sequence.error()));
        reply_.set_sequence(*sequence);
        co_return std::move(reply_);
    }
    if (auto ok = co_await lock(*writer); !ok) co_return std::unexpected(std::move(ok.error()));
    auto survivor = survivorChange();
    if (!survivor) co_return std::unexpected(std::move(survivor.error()));
    for (const auto& [field, value] : survivor->fields) {
        if (!actor_.reader.scope->canRead(*field)) continue;
        v1::MergeField& out = *reply_.add_fields();
        out.set_field(field->name());
        *out.mutable_value() = wire::toProto(value);
    }
    if (auto ok = co_await moveReferences(*writer); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await removeOthers(*writer); !ok) co_return std::unexpected(std::move(ok.error()));
    std::vector<Change> last;
    last.push_back(std::move(*survivor));
    if (auto ok = co_await writer->write(std::move(last), services_.deadline); !ok) {
        Error error = std::move(ok.error());
        if (error.fieldPath.starts_with("changes[0].")) error.fieldPath.erase(0, 11);
        co_return std::unexpected(std::move(error));
    }
    if (auto ok = co_await remember(*writer); !ok) co_return std::unexpected(std::move(ok.error()));
    if (writer->count() >= kBatch) {
        if (auto ok = co_await records::endMany(*writer, touched_, services_.deadline); !ok)
            co_return std::unexpected(std::move(ok.error()));
    }
    if (request_.dry_run()) {
        co_await writer->rollback();
        co_return std::move(reply_);
    }
    auto sequence = co_await writer->commit(services_.deadline);
    if (!sequence) co_return std::unexpected(std::move(sequence.error()));
    reply_.set_sequence(*sequence);
    co_return std::move(reply_);
}

}  // namespace

Result<Members> readMembers(const schema::Catalog& catalog, const query::Reader& reader,
                            const v1::MergeRequest& request) {
    Members out;
    auto set = wire::idFromProto(request.change_set_id(), "change_set_id");
    if (!set) return std::unexpected(std::move(set.error()));
    out.changeSet = *set;
    auto entity = query::entityOf(catalog, reader, request.entity());
    if (!entity) return std::unexpected(std::move(entity.error()));
    out.entity = *entity;
    // People are not put together: whose a record is, is no matter of taste.
    if (out.entity->name() == "user") return fail(ErrorCode::BadRequest, {"user"}, "entity");
    auto survivor = wire::idFromProto(request.survivor(), "survivor");
    if (!survivor) return std::unexpected(std::move(survivor.error()));
    out.survivor = *survivor;
    if (request.others().empty()) return fail(ErrorCode::BadRequest, {"others"}, "others");
    if (request.others_size() > kMostOthers)
        return fail(ErrorCode::LimitExceeded, {"others", std::to_string(kMostOthers)}, "others");
    for (const std::string& bytes : request.others()) {
        auto id = wire::idFromProto(bytes, "others");
        if (!id) return std::unexpected(std::move(id.error()));
        if (*id == out.survivor || std::ranges::find(out.others, *id) != out.others.end())
            return fail(ErrorCode::BadRequest, {"others"}, "others");
        out.others.push_back(*id);
    }
    if (request.reason().size() > kMostReason) return fail(ErrorCode::TooLong, {std::to_string(kMostReason)}, "reason");
    return out;
}

awaitable<Result<v1::MergeReply>> merge(const Services& services, const records::Actor& actor,
                                        const v1::MergeRequest& request) {
    auto members = readMembers(*services.registry.current(), actor.reader, request);
    if (!members) co_return std::unexpected(std::move(members.error()));
    Merger merger(services, actor, request, std::move(*members));
    co_return co_await merger.run();
}

}  // namespace kupets::duplicates
