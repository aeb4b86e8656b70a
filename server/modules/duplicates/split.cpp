// A merger taken apart, however long ago. Unlike an undo it never refuses for what was changed since: that stays as it
// is, and is told.
#include <algorithm>
#include <set>

#include "common/wire/values.h"
#include "server/access/access.h"
#include "server/history/diff.h"
#include "server/modules/duplicates/members.h"
#include "server/modules/duplicates/scan.h"
#include "server/records/many.h"
#include "server/schema/columns.h"

namespace kupets::duplicates {
namespace {

using records::Change;
using records::ChangeWriter;
using records::Current;
using records::Kind;
using schema::Field;

constexpr int kBatch = 5'000;
constexpr std::size_t kMostKept = 1'000;
constexpr std::size_t kMostReason = 2'000;

struct Kept {
    const schema::Entity* entity;
    Uuid id;
    Texts fields;
};

/// What the merger did to one record.
struct Done {
    const schema::Entity* entity;
    Uuid id;
    Kind kind;
    std::uint64_t version;
    std::vector<history::FieldChange> fields;
};

Result<std::vector<Done>> readDone(const schema::Catalog& catalog, const db::Rows& rows) {
    std::vector<Done> out;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const schema::Entity* entity = catalog.entity(rows.text(row, 0));
        if (entity == nullptr) return fail(ErrorCode::UnknownEntity, {std::string(rows.text(row, 0))});
        const history::Diff diff = rows.isNull(row, 4) ? history::Diff{} : history::parseDiff(rows.text(row, 4));
        out.push_back({entity, rows.uuid(row, 1), static_cast<Kind>(rows.integer(row, 2)),
                       static_cast<std::uint64_t>(rows.integer(row, 3)), history::byField(*entity, diff)});
    }
    return out;
}

class Splitter {
public:
    Splitter(const Services& services, const records::Actor& actor, const v1::SplitRequest& request)
        : services_(services), actor_(actor), request_(request), catalog_(services.registry.current()) {}

    awaitable<Result<v1::SplitReply>> run(Uuid changeSet, Uuid merge);

private:
    awaitable<Result<void>> readMerger(ChangeWriter& writer, const Uuid& merge);
    awaitable<Result<void>> checkRights(ChangeWriter& writer);
    awaitable<Result<void>> restore(ChangeWriter& writer, const Uuid& merge);
    awaitable<Result<void>> giveBack(ChangeWriter& writer, const Uuid& merge);
    awaitable<Result<void>> emptyWhatIsGone(ChangeWriter& writer, std::vector<Change>& changes);
    awaitable<Result<std::map<Uuid, Current>>> current(ChangeWriter& writer, const schema::Entity& entity,
                                                       const std::vector<Uuid>& ids);
    awaitable<Result<void>> forget(ChangeWriter& writer, const Uuid& changeSet, const Uuid& merge);
    awaitable<Result<void>> nameKept();
    Change backwards(const Done& done, const Current& now);
    Value without(const Value& now, const history::FieldChange& change) const;
    void keep(const schema::Entity& entity, const Uuid& id, Texts fields) {
        if (!fields.empty() && kept_.size() < kMostKept) kept_.push_back({&entity, id, std::move(fields)});
    }

    const Services& services_;
    const records::Actor& actor_;
    const v1::SplitRequest& request_;
    schema::CatalogPtr catalog_;
    access::ScopePtr system_ = access::systemScope("a merger that is taken apart");
    const schema::Entity* entity_ = nullptr;
    Uuid survivor_;
    std::vector<Uuid> others_;
    std::vector<Uuid> favoured_;
    std::set<Uuid> restored_;
    std::vector<Kept> kept_;
    std::set<std::string> touched_;
    v1::SplitReply reply_;
};

std::vector<Uuid> idsAt(const db::Rows& rows, std::size_t column) {
    std::vector<Uuid> out;
    for (const std::string& text : rows.array(0, column)) {
        if (const auto id = Uuid::parse(text)) out.push_back(*id);
    }
    return out;
}

awaitable<Result<void>> Splitter::readMerger(ChangeWriter& writer, const Uuid& merge) {
    // Locked, so that two do not take it apart at once.
    db::Query query{
        "SELECT m.entity, m.survivor, m.others, m.favoured, s.undone_by IS NOT NULL FROM kupets.merger m JOIN "
        "kupets.change_set s ON s.id = m.change_set WHERE m.change_set = $1::uuid FOR UPDATE OF s",
        {}};
    query.params.add(merge);
    auto rows = co_await writer.look(std::move(query), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    if (rows->empty()) co_return fail(ErrorCode::NotFound, {}, "merge");
    entity_ = catalog_->entity(rows->text(0, 0));
    if (entity_ == nullptr) co_return fail(ErrorCode::UnknownEntity, {std::string(rows->text(0, 0))});
    survivor_ = rows->uuid(0, 1);
    others_ = idsAt(*rows, 2);
    favoured_ = idsAt(*rows, 3);
    if (rows->boolean(0, 4)) co_return fail(ErrorCode::AlreadyUndone, {}, "merge");
    co_return Result<void>();
}

awaitable<Result<void>> Splitter::checkRights(ChangeWriter& writer) {
    const Uuid ids[] = {survivor_};
    auto rows =
        co_await writer.look(records::currentQuery(*catalog_, *actor_.reader.scope, *entity_, ids), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    const auto found = records::readCurrent(*entity_, *rows);
    const bool administrator = actor_.reader.scope->isAdministrator();
    // A survivor that is gone is an administrator's matter.
    if (found.empty() ? !administrator : !found.begin()->second.mayRead)
        co_return fail(ErrorCode::NotFound, {entity_->name()}, "merge");
    const bool may = found.empty() || found.begin()->second.mayUpdate;
    if (!may || actor_.reader.scope->reach(*entity_, access::Action::Create) == access::Reach::None)
        co_return fail(ErrorCode::Forbidden, {entity_->name()});
    co_return Result<void>();
}

awaitable<Result<std::map<Uuid, Current>>> Splitter::current(ChangeWriter& writer, const schema::Entity& entity,
                                                             const std::vector<Uuid>& ids) {
    auto rows = co_await writer.look(records::currentQuery(*catalog_, *system_, entity, ids), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    co_return records::readCurrent(entity, *rows);
}

/// A list that was changed since: the survivor in it makes place for those that stood there before.
Value Splitter::without(const Value& now, const history::FieldChange& change) const {
    const auto* present = std::get_if<Ids>(&now);
    const auto* before = std::get_if<Ids>(&change.before);
    if (present == nullptr || before == nullptr) return now;
    Ids out;
    for (const Uuid& id : *present) {
        if (id != survivor_ || std::ranges::find(*before, survivor_) != before->end()) out.push_back(id);
        if (id != survivor_) continue;
        for (const Uuid& old : *before) {
            const bool other = std::ranges::find(others_, old) != others_.end();
            if (other && std::ranges::find(out, old) == out.end()) out.push_back(old);
        }
    }
    return out;
}

/// Each field that still is as the merger left it gets what it had before.
Change Splitter::backwards(const Done& done, const Current& now) {
    Change change{Kind::Update, done.entity, done.id, 0, {}, 0, false};
    Texts kept;
    for (const history::FieldChange& field : done.fields) {
        if (field.field->system) continue;
        const Value value = now.value(*field.field);
        if (value == field.before) continue;
        if (value == field.after) {
            change.fields.emplace_back(field.field, field.before);
            continue;
        }
        const bool list = field.field->type() == v1::REFERENCES && field.field->target == entity_;
        if (list && done.id != survivor_) {
            if (Value left = without(value, field); left != value) {
                change.fields.emplace_back(field.field, std::move(left));
                continue;
            }
        }
        kept.push_back(field.field->name());
    }
    keep(*done.entity, done.id, std::move(kept));
    return change;
}

/// References of what comes back to records that went meanwhile are empty.
awaitable<Result<void>> Splitter::emptyWhatIsGone(ChangeWriter& writer, std::vector<Change>& changes) {
    std::map<const schema::Entity*, std::set<Uuid>> wanted;
    for (const Change& change : changes) {
        for (const auto& [field, value] : change.fields) {
            if (field->target == nullptr) continue;
            if (const auto* one = std::get_if<Uuid>(&value)) wanted[field->target].insert(*one);
            if (const auto* many = std::get_if<Ids>(&value)) wanted[field->target].insert(many->begin(), many->end());
        }
    }
    std::set<Uuid> there = restored_;
    for (const auto& [entity, ids] : wanted) {
        const std::vector<Uuid> list(ids.begin(), ids.end());
        db::Query query{"SELECT id FROM " + schema::tableOf(*entity) + " WHERE id = ANY($1::uuid[])", {}};
        query.params.addArray(std::span<const Uuid>(list));
        auto rows = co_await writer.look(std::move(query), services_.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        for (std::size_t row = 0; row < rows->size(); ++row) there.insert(rows->uuid(row, 0));
    }
    for (Change& change : changes) {
        Texts emptied;
        for (auto& [field, value] : change.fields) {
            if (field->target == nullptr) continue;
            if (const auto* one = std::get_if<Uuid>(&value); one != nullptr && !there.contains(*one)) {
                emptied.push_back(field->name());
                value = Null{};
            } else if (auto* many = std::get_if<Ids>(&value)) {
                if (std::erase_if(*many, [&](const Uuid& id) { return !there.contains(id); }) > 0)
                    emptied.push_back(field->name());
            }
        }
        keep(*change.entity, change.id, std::move(emptied));
    }
    co_return Result<void>();
}

/// The others, and the survivor as it was, in one write: unique values change hands there.
awaitable<Result<void>> Splitter::restore(ChangeWriter& writer, const Uuid& merge) {
    db::Query query{
        "SELECT entity, record, kind, version, diff FROM kupets.change WHERE set_id = $1::uuid AND (kind = 3 OR record "
        "= "
        "$2::uuid) ORDER BY record, version",
        {}};
    query.params.add(merge).add(survivor_);
    auto rows = co_await writer.look(std::move(query), services_.deadline);
    if (!rows) co_return std::unexpected(std::move(rows.error()));
    auto done = readDone(*catalog_, *rows);
    if (!done) co_return std::unexpected(std::move(done.error()));
    std::map<const schema::Entity*, std::vector<Uuid>> ids;
    for (const Done& each : *done) ids[each.entity].push_back(each.id);
    std::vector<Change> changes;
    for (const auto& [entity, some] : ids) {
        auto now = co_await current(writer, *entity, some);
        if (!now) co_return std::unexpected(std::move(now.error()));
        for (const Done& each : *done) {
            if (each.entity != entity) continue;
            const auto found = now->find(each.id);
            if (each.kind == Kind::Update) {
                if (found == now->end()) continue;
                changes.push_back(backwards(each, found->second));
                changes.back().evenSo = true;  // its chronology tells that it was taken apart
                continue;
            }
            if (found != now->end()) {
                keep(*entity, each.id, {"id"});  // it is there again
                continue;
            }
            Change change{Kind::Create, entity, each.id, 0, {}, each.version + 1, false};
            for (const history::FieldChange& field : each.fields) change.fields.emplace_back(field.field, field.before);
            changes.push_back(std::move(change));
            restored_.insert(each.id);
            reply_.add_restored(std::string(each.id.view()));
        }
        touched_.insert(entity->name());
    }
    if (auto ok = co_await emptyWhatIsGone(writer, changes); !ok) co_return ok;
    auto saved = co_await writer.write(std::move(changes), services_.deadline);
    if (!saved) co_return std::unexpected(std::move(saved.error()));
    co_return Result<void>();
}

/// What referred to the others refers to them again, where it still refers to the survivor.
awaitable<Result<void>> Splitter::giveBack(ChangeWriter& writer, const Uuid& merge) {
    Uuid after;
    while (true) {
        db::Query query{
            "SELECT entity, record, kind, version, diff FROM kupets.change WHERE set_id = $1::uuid AND kind = 2 AND "
            "record "
            "<> $2::uuid AND record > $3::uuid ORDER BY record LIMIT $4::int8",
            {}};
        query.params.add(merge).add(survivor_).add(after).add(kBatch);
        auto rows = co_await writer.look(std::move(query), services_.deadline);
        if (!rows) co_return std::unexpected(std::move(rows.error()));
        if (rows->empty()) break;
        after = rows->uuid(rows->size() - 1, 1);
        auto done = readDone(*catalog_, *rows);
        if (!done) co_return std::unexpected(std::move(done.error()));
        std::map<const schema::Entity*, std::vector<Uuid>> ids;
        for (const Done& each : *done) ids[each.entity].push_back(each.id);
        std::vector<Change> changes;
        for (const auto& [entity, some] : ids) {
            touched_.insert(entity->name());
            auto now = co_await current(writer, *entity, some);
            if (!now) co_return std::unexpected(std::move(now.error()));
            for (const Done& each : *done) {
                if (each.entity != entity) continue;
                // What is gone needs no place any more.
                if (const auto found = now->find(each.id); found != now->end())
                    changes.push_back(backwards(each, found->second));
            }
        }
        auto saved = co_await writer.write(std::move(changes), services_.deadline);
        if (!saved) co_return std::unexpected(std::move(saved.error()));
        if (rows->size() < static_cast<std::size_t>(kBatch)) break;
    }
    co_return Result<void>();
}

awaitable<Result<void>> Splitter::forget(ChangeWriter& writer, const Uuid& changeSet, const Uuid& merge) {
    db::Query marks{
        "DELETE FROM kupets.favourite WHERE entity = $1 AND record = $2::uuid AND user_id = ANY($3::uuid[])", {}};
    marks.params.add(entity_->name()).add(survivor_).addArray(std::span<const Uuid>(favoured_));
    auto gone = co_await writer.look(std::move(marks), services_.deadline);
    if (!gone) co_return std::unexpected(std::move(gone.error()));
    db::Query note{"UPDATE kupets.change_set SET undone_by = $2::uuid WHERE id = $1::uuid", {}};
    note.params.add(merge).add(changeSet);
    auto noted = co_await writer.look(std::move(note), services_.deadline);
    if (!noted) co_return std::unexpected(std::move(noted.error()));
    co_return Result<void>();
}

awaitable<Result<void>> Splitter::nameKept() {
    std::map<const schema::Entity*, std::vector<Uuid>> ids;
    for (const Kept& each : kept_) ids[each.entity].push_back(each.id);
    std::map<Uuid, Words> words;
    for (auto& [entity, some] : ids) {
        auto found = co_await wordsOf(services_, *catalog_, actor_.reader, *entity, std::move(some));
        if (!found) co_return std::unexpected(std::move(found.error()));
        words.merge(*found);
    }
    for (const Kept& each : kept_) {
        v1::SplitKept& out = *reply_.add_kept();
        out.set_entity(each.entity->name());
        out.set_id(std::string(each.id.view()));
        if (const auto found = words.find(each.id); found != words.end()) out.set_title(found->second.title);
        for (const std::string& field : each.fields) {
            const Field* known = each.entity->field(field);
            if (known == nullptr || actor_.reader.scope->canRead(*known)) out.add_fields(field);
        }
    }
    co_return Result<void>();
}

awaitable<Result<v1::SplitReply>> Splitter::run(Uuid changeSet, Uuid merge) {
    records::Actor all = actor_;
    all.reader.scope = system_;
    auto writer = co_await services_.gate.open(
        all, records::Header{changeSet, records::Origin::Split, request_.reason(), merge}, services_.deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    auto known = co_await writer->write({}, services_.deadline);
    if (!known) co_return std::unexpected(std::move(known.error()));
    if (writer->repeated()) {
        auto sequence = co_await writer->commit(services_.deadline);
        if (!sequence) co_return std::unexpected(std::move(sequence.error()));
        reply_.set_sequence(*sequence);
        co_return std::move(reply_);
    }
    if (auto ok = co_await readMerger(*writer, merge); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await checkRights(*writer); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await restore(*writer, merge); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await giveBack(*writer, merge); !ok) co_return std::unexpected(std::move(ok.error()));
    if (auto ok = co_await forget(*writer, changeSet, merge); !ok) co_return std::unexpected(std::move(ok.error()));
    if (writer->count() >= kBatch) {
        if (auto ok = co_await records::endMany(*writer, touched_, services_.deadline); !ok)
            co_return std::unexpected(std::move(ok.error()));
    }
    if (request_.dry_run()) {
        co_await writer->rollback();
    } else {
        auto sequence = co_await writer->commit(services_.deadline);
        if (!sequence) co_return std::unexpected(std::move(sequence.error()));
        reply_.set_sequence(*sequence);
    }
    if (auto ok = co_await nameKept(); !ok) co_return std::unexpected(std::move(ok.error()));
    co_return std::move(reply_);
}

}  // namespace

awaitable<Result<v1::SplitReply>> split(const Services& services, const records::Actor& actor,
                                        const v1::SplitRequest& request) {
    auto changeSet = wire::idFromProto(request.change_set_id(), "change_set_id");
    if (!changeSet) co_return std::unexpected(std::move(changeSet.error()));
    auto merge = wire::idFromProto(request.merge(), "merge");
    if (!merge) co_return std::unexpected(std::move(merge.error()));
    if (request.reason().size() > kMostReason)
        co_return fail(ErrorCode::TooLong, {std::to_string(kMostReason)}, "reason");
    Splitter splitter(services, actor, request);
    co_return co_await splitter.run(*changeSet, *merge);
}

}  // namespace kupets::duplicates
