// Stages of a write between loading and SQL: references, merging, deletions, application.
#include <algorithm>

#include "server/query/names.h"
#include "server/records/writer_state.h"
#include "server/schema/columns.h"

namespace kupets::records {
namespace {

using access::Action;
using access::Reach;
using schema::ident;

std::string place(std::size_t index) { return "changes[" + std::to_string(index) + "]"; }

/// Deletes and undone changes tolerate no change since; an update tolerates changes of other fields.
bool isStale(const Change& change, const Current& current) {
    return change.baseVersion != 0 && change.baseVersion != current.version;
}

FieldConflictInfo conflictOf(const Change& change, const Current& current, const schema::Field& field,
                             const Since::Touch& touch, const Value& mine) {
    return {change.entity->name(), change.id, field.name(), touch.original, mine,
            current.value(field),  touch.by,  touch.at};
}

void collectConflicts(const Change& change, const Current& current, const Since& since, Error& error) {
    for (const auto& [field, touch] : since.fields) {
        // Changed and changed back (an undo, say): what the person saw is what is there.
        if (current.value(*field) == touch.original) continue;
        if (change.kind == Kind::Delete) {
            error.conflicts.push_back(conflictOf(change, current, *field, touch, Null{}));
            continue;
        }
        for (const auto& [mine, value] : change.fields) {
            if (mine == field && value != current.value(*field))
                error.conflicts.push_back(conflictOf(change, current, *field, touch, value));
        }
    }
}

std::vector<Uuid> directOwners(const Change& change, const Current* current) {
    std::vector<Uuid> owners;
    for (const std::string& path : change.entity->def().access().owner_paths()) {
        for (const auto& [field, value] : change.fields) {
            if (field->name() != path) continue;
            if (const auto* id = std::get_if<Uuid>(&value)) owners.push_back(*id);
            if (const auto* ids = std::get_if<Ids>(&value)) owners.insert(owners.end(), ids->begin(), ids->end());
        }
    }
    for (const auto& [field, value] : change.fields) {
        const auto* open = std::get_if<bool>(&value);
        if (open != nullptr && *open && field->name() == change.entity->def().access().open_field())
            owners.emplace_back();
    }
    if (current != nullptr) owners.insert(owners.end(), current->owners.begin(), current->owners.end());
    std::ranges::sort(owners);
    const auto twice = std::ranges::unique(owners);
    owners.erase(twice.begin(), twice.end());
    return owners;
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::checkReferences(const std::vector<Change>& changes,
                                                               db::Deadline deadline) {
    // Foreign keys hold what exists; this stage only keeps people from linking to what they may not see.
    struct Wanted {
        std::vector<Uuid> ids;
        std::vector<std::pair<std::size_t, std::string>> places;
    };
    std::map<const schema::Entity*, Wanted> wanted;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        for (const auto& [field, value] : changes[i].fields) {
            if (field->target == nullptr || field->target->isDirectory() ||
                actor.reader.scope->reach(*field->target, Action::Read) == Reach::All)
                continue;
            Ids ids;
            if (const auto* one = std::get_if<Uuid>(&value)) ids.push_back(*one);
            if (const auto* many = std::get_if<Ids>(&value)) ids = *many;
            for (const Uuid& id : ids) {
                if (created.contains(id)) continue;
                wanted[field->target].ids.push_back(id);
                wanted[field->target].places.emplace_back(i, field->name());
            }
        }
    }
    if (wanted.empty() || undoing()) co_return Result<void>();
    std::vector<db::Query> queries;
    for (const auto& [entity, want] : wanted) {
        query::Statement statement(*catalog, *actor.reader.scope);
        const std::string t = statement.newAlias();
        const std::string allowed = statement.allowed(*entity, t, Action::Read);
        statement.params.addArray(std::span<const Uuid>(want.ids));
        queries.push_back({"SELECT " + t + ".id FROM " + schema::tableOf(*entity) + " " + t + " WHERE " + t +
                               ".id = ANY($" + std::to_string(statement.params.size()) + "::uuid[]) AND " + allowed,
                           std::move(statement.params)});
    }
    auto rows = co_await run(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::size_t next = 0;
    for (const auto& [entity, want] : wanted) {
        std::unordered_set<Uuid> visible;
        for (std::size_t row = 0; row < (*rows)[next].size(); ++row) visible.insert((*rows)[next].uuid(row, 0));
        for (std::size_t i = 0; i < want.ids.size(); ++i) {
            if (visible.contains(want.ids[i])) continue;
            if (auto ok = refuse(want.places[i].first,
                                 Error(ErrorCode::BrokenReference, {entity->name()}, want.places[i].second));
                !ok)
                co_return ok;
        }
        ++next;
    }
    co_return Result<void>();
}

/// A file comes into a record by whoever uploaded it: to know its number is not to have it. From then on it is kept,
/// for an undo may want it back.
ChangeWriter::State::Step ChangeWriter::State::checkFiles(const std::vector<Change>& changes, const Loaded& loaded,
                                                          db::Deadline deadline) {
    struct New {
        Uuid id;
        std::size_t change;
        std::string field;
    };
    std::vector<New> files;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        for (const auto& [field, value] : changes[i].fields) {
            const auto* id = std::get_if<Uuid>(&value);
            if (field->type() != v1::FILE || id == nullptr) continue;
            const bool there = changes[i].kind != Kind::Create &&
                               loaded.at(changes[i].entity).at(changes[i].id).value(*field) == value;
            if (!there) files.push_back({*id, i, field->name()});
        }
    }
    if (files.empty() || undoing()) co_return Result<void>();
    std::vector<Uuid> ids;
    for (const New& file : files) ids.push_back(file.id);
    db::Query query{
        "UPDATE kupets.file SET kept = true WHERE id = ANY($1::uuid[]) AND sha256 IS NOT NULL "
        "AND ($2::bool OR owner = $3::uuid) RETURNING id",
        {}};
    const access::AccessScope& scope = *actor.reader.scope;
    query.params.addArray(std::span<const Uuid>(ids)).add(scope.isAdministrator() || scope.isSystem()).add(actor.id);
    std::vector<db::Query> one;
    one.push_back(std::move(query));
    auto rows = co_await run(std::move(one), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::unordered_set<Uuid> his;
    for (std::size_t row = 0; row < rows->front().size(); ++row) his.insert(rows->front().uuid(row, 0));
    for (const New& file : files) {
        if (his.contains(file.id)) continue;
        if (auto ok = refuse(file.change, Error(ErrorCode::BrokenReference, {}, file.field)); !ok) co_return ok;
    }
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::merge(std::vector<Change>& changes, const Loaded& loaded,
                                                     std::vector<Saved>& saved, db::Deadline deadline) {
    std::vector<std::pair<Uuid, std::uint64_t>> seen;
    for (const Change& change : changes) {
        if (change.kind != Kind::Create && isStale(change, loaded.at(change.entity).at(change.id)))
            seen.emplace_back(change.id, change.baseVersion);
    }
    if (seen.empty()) co_return Result<void>();
    std::vector<db::Query> queries;
    queries.push_back(sinceQuery(seen));
    auto rows = co_await run(std::move(queries), deadline);
    if (!rows) co_return std::unexpected(rows.error());
    std::map<Uuid, Since> since = readSince(rows->front(), *catalog->snapshot);
    Error error(undoing() ? ErrorCode::ChangedSince : ErrorCode::Conflict);
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& change = changes[i];
        if (change.kind == Kind::Create) continue;
        const Current& current = loaded.at(change.entity).at(change.id);
        if (!isStale(change, current)) continue;
        if (change.baseVersion > current.version)
            co_return std::unexpected(Error(ErrorCode::BadRequest, {"base_version"}).within(place(i)));
        const std::size_t before = error.conflicts.size();
        collectConflicts(change, current, since[change.id], error);
        if (error.conflicts.size() > before && error.fieldPath.empty())
            error.fieldPath = place(i) + "." + error.conflicts[before].field;
        saved[i].merged = true;
    }
    if (!error.conflicts.empty()) co_return std::unexpected(std::move(error));
    co_return Result<void>();
}

ChangeWriter::State::Step ChangeWriter::State::followDeletions(std::vector<Change>& changes, Loaded& loaded,
                                                               db::Deadline deadline) {
    if (undoing())
        co_return Result<void>();  // what else was done then, is undone beside it; foreign keys hold the rest
    std::unordered_set<Uuid> going;
    std::map<const schema::Entity*, std::vector<Uuid>> fresh;
    for (const Change& change : changes) {
        if (change.kind == Kind::Delete && going.insert(change.id).second) fresh[change.entity].push_back(change.id);
    }
    while (!fresh.empty()) {
        const auto round = std::exchange(fresh, {});
        for (const auto& entity : catalog->snapshot->entities()) {
            for (const auto& field : entity->fields()) {
                if (field->system || field->target == nullptr || !round.contains(field->target)) continue;
                const std::vector<Uuid>& gone = round.at(field->target);
                const bool many = field->type() == v1::REFERENCES;
                db::Query query{"SELECT id FROM " + schema::tableOf(*entity) + " WHERE " + ident(field->name()) +
                                    (many ? " && $1::uuid[]" : " = ANY($1::uuid[])"),
                                {}};
                query.params.addArray(std::span<const Uuid>(gone));
                std::vector<db::Query> one;
                one.push_back(std::move(query));
                auto rows = co_await run(std::move(one), deadline);
                if (!rows) co_return std::unexpected(rows.error());
                std::vector<Uuid> children;
                for (std::size_t row = 0; row < rows->front().size(); ++row) {
                    const Uuid id = rows->front().uuid(row, 0);
                    if (!going.contains(id) && !toGo.contains(id)) children.push_back(id);
                }
                if (children.empty()) continue;
                if (field->def.on_delete() == v1::REFUSE) {
                    co_return std::unexpected(Error(ErrorCode::StillReferenced,
                                                    {entity->name(), std::to_string(children.size())}, field->name()));
                }
                one.clear();
                one.push_back(currentQuery(*catalog, *actor.reader.scope, *entity, children));
                auto current = co_await run(std::move(one), deadline);
                if (!current) co_return std::unexpected(current.error());
                auto records = readCurrent(*entity, current->front());
                for (const Uuid& child : children) {
                    const auto found = records.find(child);
                    if (found == records.end()) continue;
                    Change change{field->def.on_delete() == v1::CASCADE ? Kind::Delete : Kind::Update,
                                  entity.get(),
                                  child,
                                  0,
                                  {},
                                  0};
                    if (change.kind == Kind::Delete) {
                        going.insert(child);
                        fresh[entity.get()].push_back(child);
                    } else {
                        Value left = Null{};
                        if (many) {
                            Ids ids = std::get<Ids>(found->second.value(*field));
                            std::erase_if(
                                ids, [&gone](const Uuid& id) { return std::ranges::find(gone, id) != gone.end(); });
                            left = ids;
                        }
                        change.fields.emplace_back(field.get(), std::move(left));
                    }
                    changes.push_back(std::move(change));
                }
                loaded[entity.get()].merge(records);
            }
        }
    }
    co_return Result<void>();
}

void ChangeWriter::State::shape(std::vector<Change>& changes, const Loaded& loaded) const {
    if (watcher == nullptr || undoing() || header.origin == Origin::Merge) return;
    for (Change& change : changes) {
        if (change.kind == Kind::Delete || !watcher->watches(*change.entity, header.origin)) continue;
        const Current* before = change.kind == Kind::Create ? nullptr : &loaded.at(change.entity).at(change.id);
        watcher->shape(change, before, actor, header.origin, now);
    }
}

namespace {

/// What a new record was given, as its diff.
history::Diff givenTo(const schema::Entity& entity, const NewRow& row) {
    history::Diff diff;
    for (std::size_t c = 0; c < row.cells.size(); ++c)
        if (row.given[c] && row.cells[c]) diff.push_back({entity.storedColumns()[c], std::nullopt, row.cells[c]});
    return diff;
}

}  // namespace

ChangeWriter::State::Step ChangeWriter::State::apply(const std::vector<Change>& changes, const Loaded& loaded,
                                                     std::vector<Saved>& saved, db::Deadline deadline) {
    std::map<const schema::Entity*, std::vector<NewRow>> inserts;
    std::map<const schema::Entity*, std::vector<Uuid>> deletions;
    std::map<std::pair<const schema::Entity*, std::vector<std::string>>, RowUpdates> updates;
    std::unordered_set<Uuid> updated;
    std::vector<LogRow> rows;
    const auto remember = [&](std::size_t i, std::uint64_t version, bool changed = true) {
        if (i >= saved.size()) return;
        saved[i].version = version;
        saved[i].changed = changed;
    };
    const auto watches = [&](const schema::Entity& entity) {
        return watcher != nullptr && watcher->watches(entity, header.origin);
    };
    const auto tell = [&](Written record) {
        if (watches(*record.entity) && watcher->wants(record, header.origin)) written.push_back(std::move(record));
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& change = changes[i];
        const schema::Entity& entity = *change.entity;
        if (change.kind == Kind::Create) {
            NewRow row{change.id, std::max<std::uint64_t>(1, change.restoredVersion), {}, {}};
            row.cells.resize(entity.storedColumns().size());
            row.given.resize(row.cells.size());
            for (const auto& [field, value] : change.fields) {
                const schema::Cells cells = schema::toCells(*field, value);
                row.cells[field->storedIndex] = cells[0];
                row.given[field->storedIndex] = true;
                if (field->companionColumn().empty()) continue;
                row.cells[field->storedIndex + 1] = cells[1];
                row.given[field->storedIndex + 1] = true;
            }
            rows.push_back(
                {&entity, change.id, Kind::Create, row.version, std::nullopt, directOwners(change, nullptr)});
            if (watches(entity)) tell({&entity, change.id, Kind::Create, givenTo(entity, row)});
            remember(i, row.version);
            inserts[&entity].push_back(std::move(row));
            continue;
        }
        const Current& current = loaded.at(&entity).at(change.id);
        if (change.kind == Kind::Delete) {
            history::Diff diff;
            for (std::size_t c = 0; c < current.cells.size(); ++c)
                diff.push_back({entity.storedColumns()[c], current.cells[c], std::nullopt});
            rows.push_back(
                {&entity, change.id, Kind::Delete, current.version + 1, history::deletionJson(diff), current.owners});
            tell({&entity, change.id, Kind::Delete, std::move(diff)});
            deletions[&entity].push_back(change.id);
            if (deleted.insert(change.id).second && tolerant) deletedNow.push_back(change.id);
            remember(i, current.version + 1);
            continue;
        }
        history::Diff diff;
        for (const auto& [field, value] : change.fields) {
            if (current.value(*field) == value) continue;
            this->updated[entity.name()].insert(field->name());
            const schema::Cells cells = schema::toCells(*field, value);
            diff.push_back({field->name(), current.cells[field->storedIndex], cells[0]});
            const std::string companion = field->companionColumn();
            if (!companion.empty() && current.cells[field->storedIndex + 1] != cells[1])
                diff.push_back({companion, current.cells[field->storedIndex + 1], cells[1]});
        }
        if (diff.empty() && !change.evenSo) {
            remember(i, current.version, false);
            continue;
        }
        if (updated.contains(change.id))
            co_return std::unexpected(Error(ErrorCode::BadRequest, {"record twice"}).within(place(i)));
        updated.insert(change.id);
        RowUpdate row{change.id, {}};
        std::vector<std::string> columns;
        for (history::ColumnDiff& column : diff) {
            columns.push_back(column.column);
            row.cells.push_back(column.after);
        }
        RowUpdates& alike = updates[{&entity, columns}];
        if (alike.rows.empty()) alike = {&entity, std::move(columns), {}};
        alike.rows.push_back(std::move(row));
        rows.push_back({&entity, change.id, Kind::Update, current.version + 1, history::updateJson(diff),
                        directOwners(change, &current)});
        tell({&entity, change.id, Kind::Update, std::move(diff)});
        remember(i, current.version + 1);
    }
    std::vector<RowUpdates> all;
    for (auto& [key, alike] : updates) all.push_back(std::move(alike));
    if (auto ok = co_await update(std::move(all), deadline); !ok) co_return ok;
    for (auto& [entity, newRows] : inserts) {
        if (auto ok = co_await insert(*entity, std::move(newRows), deadline); !ok) co_return ok;
    }
    count += rows.size();
    for (const LogRow& row : rows) {
        if (row.kind != Kind::Create) touched[row.entity].push_back(row.record);
        if (row.kind != Kind::Update) cameOrWent.insert(row.entity->name());
    }
    if (auto ok = co_await log(std::move(rows), deadline); !ok) co_return ok;
    for (const auto& [entity, ids] : deletions) {
        db::Query query{"DELETE FROM " + schema::tableOf(*entity) + " WHERE id = ANY($1::uuid[])", {}};
        query.params.addArray(std::span<const Uuid>(ids));
        pending.push_back(std::move(query));
    }
    co_return Result<void>();
}

}  // namespace kupets::records
