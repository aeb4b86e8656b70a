// RecordTableModel: what others change, what shines for a moment, and what is edited in place.
#include <algorithm>

#include "client/data/value_input.h"
#include "client/model/record_table_private.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr qint64 kHighlightMs = 1'600;
constexpr int kRefetchEveryMs = 200;  // many changes a second cost a table five pages a second

}  // namespace

void RecordTableModel::Private::onFeed(const data::FeedBatch& batch) {
    if (entity == nullptr || query.asOf) return;  // the past stays as it was
    if (groups) {
        if (batch.touches(query.entity)) refetchSoon(false);
        return;
    }
    bool refetch =
        batch.reset || batch.bulk.contains(query.entity) ||
        std::ranges::any_of(through, [&batch](const std::string& name) { return batch.bulk.contains(name); });
    bool recount = batch.reset || batch.bulk.contains(query.entity);
    if (refetch) cache.markAllStale();
    for (const data::RecordEvent& event : batch.records) {
        if (event.key.entity == query.entity) {
            const bool moves = takeEvent(event);
            recount = recount || moves;
            refetch = refetch || moves || cache.rowOf(event.key.id) >= 0;
            if (moves) cache.markAllStale();
        } else if (showsThrough(event)) {
            cache.markAllStale();
            refetch = true;
        }
    }
    if (refetch) refetchSoon(recount);
}

/// True when rows may have come, gone or changed places.
bool RecordTableModel::Private::takeEvent(const data::RecordEvent& event) {
    const Uuid& id = event.key.id;
    if (event.kind == v1::RecordChange::KIND_DELETE) {
        gone.insert(id);
        edits.erase(id);
        return true;
    }
    gone.erase(id);
    awaited[id] = event.version;
    if (event.kind == v1::RecordChange::KIND_CREATE || changesOrder(event)) return true;
    if (const int row = cache.rowOf(id); row >= 0) {
        int inside = 0;
        const RowWindow* window = cache.at(row, inside);
        if (window->version(inside) >= event.version) {
            awaited.erase(id);  // shown already
        } else {
            cache.markStale(cache.windowOf(row));
        }
    } else {
        awaited.erase(id);  // not on these pages, and its place does not change
    }
    return false;
}

bool RecordTableModel::Private::changesOrder(const data::RecordEvent& event) const {
    if (!query.search.empty()) return true;
    const auto touches = [&event](std::string_view text) {
        return std::ranges::any_of(
            event.fields, [text](const std::string& field) { return text.find(field) != std::string_view::npos; });
    };
    if (touches(query.filter)) return true;
    for (const SortBy& sort : query.sort) {
        if (touches(sort.path)) return true;
    }
    if (!query.sort.empty()) return false;
    return std::ranges::any_of(entity->def().default_sort(), touches);
}

/// A record of another entity whose values or title our columns show.
bool RecordTableModel::Private::showsThrough(const data::RecordEvent& event) const {
    if (!through.contains(event.key.entity) || event.kind == v1::RecordChange::KIND_CREATE) return false;
    if (event.kind == v1::RecordChange::KIND_DELETE) return true;
    const auto shows = [&event](const TableColumn& column) {
        if (column.through.contains(event.key.entity)) return true;
        for (const schema::Field* step : column.resolved.steps) {
            const bool title = step->target != nullptr && step->target->name() == event.key.entity &&
                               std::ranges::find(event.fields, step->target->def().title_field()) != event.fields.end();
            const bool value = step->owner->name() == event.key.entity &&
                               std::ranges::find(event.fields, step->name()) != event.fields.end();
            if (title || value) return true;
        }
        return false;
    };
    return std::ranges::any_of(columns, shows);
}

void RecordTableModel::Private::refetchSoon(bool recount) {
    recountDue = recountDue || recount;
    if (refetchTimer.isActive()) return;
    const qint64 passed = sinceRefetch.isValid() ? sinceRefetch.elapsed() : kRefetchEveryMs;
    refetchTimer.start(static_cast<int>(std::clamp<qint64>(kRefetchEveryMs - passed, 0, kRefetchEveryMs)));
}

void RecordTableModel::Private::highlight(const Uuid& id) {
    highlights[id] = clock.elapsed();
    if (!fadeTimer.isActive()) fadeTimer.start();
}

double RecordTableModel::Private::highlightOf(const Uuid& id) const {
    const auto found = highlights.find(id);
    if (found == highlights.end()) return -1;
    return std::clamp(1.0 - static_cast<double>(clock.elapsed() - found->second) / kHighlightMs, 0.0, 1.0);
}

void RecordTableModel::Private::fade() {
    std::vector<Uuid> shown;
    for (const auto& [id, since] : highlights) shown.push_back(id);
    std::erase_if(highlights, [this](const auto& each) { return clock.elapsed() - each.second >= kHighlightMs; });
    for (const Uuid& id : shown) emitRow(id);
    if (highlights.empty()) fadeTimer.stop();
}

void RecordTableModel::Private::emitRow(const Uuid& id) {
    const int row = cache.rowOf(id);
    if (row >= 0 && row < total)
        Q_EMIT q.dataChanged(q.index(row, 0), q.index(row, static_cast<int>(columns.size()) - 1));
}

void RecordTableModel::Private::recolor(const std::string& target) {
    const int last = std::min(lastVisibleRow, total - 1);
    for (int column = 0; column < static_cast<int>(columns.size()) && last >= firstVisibleRow; ++column) {
        const schema::Entity* colored = columns[static_cast<std::size_t>(column)].colored;
        if (colored == nullptr || colored->name() != target) continue;
        Q_EMIT q.dataChanged(q.index(firstVisibleRow, column), q.index(last, column), {ChoiceColorNameRole});
    }
}

// ---- edits

data::Cell RecordTableModel::Private::cellAt(const RowWindow& window, int row, int column) const {
    if (!edits.empty()) {
        const auto record = edits.find(window.id(row));
        if (record != edits.end()) {
            const auto own = record->second.find(columns[static_cast<std::size_t>(column)].path);
            if (own != record->second.end()) return own->second.cell;
        }
    }
    return window.cell(row, column);
}

QString RecordTableModel::Private::ruleColor(const RowWindow& window, int row, const std::string& path) const {
    for (std::size_t rule = 0; rule < query.colors.size(); ++rule) {
        const ColorWhen& when = query.colors[rule];
        if (!when.column.empty() && when.column != path) continue;
        const Value holds = window.cell(row, static_cast<int>(columns.size() + rule)).value;
        const auto* yes = std::get_if<bool>(&holds);
        if (yes != nullptr && *yes) return toQt(when.color);
    }
    return {};
}

bool RecordTableModel::Private::isPending(const Uuid& id, const std::string& path) const {
    const auto record = edits.find(id);
    if (record == edits.end()) return false;
    const auto own = record->second.find(path);
    return own != record->second.end() && own->second.savedVersion == 0;
}

void RecordTableModel::Private::edited(const Uuid& id, int column, const data::Cell& cell, std::uint64_t version) {
    const std::string& path = columns[static_cast<std::size_t>(column)].path;
    const quint64 number = ++editNumber;
    edits[id][path] = {cell, number, 0};
    emitRow(id);

    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_UPDATE);
    change.set_entity(query.entity);
    change.set_id(std::string(id.view()));
    change.set_base_version(version);
    v1::FieldValue* field = change.add_fields();
    field->set_field(path);
    *field->mutable_value() = wire::toProto(cell.value);
    int inside = 0;
    const auto title = std::ranges::find(columns, entity->def().title_field(), &TableColumn::path);
    if (const RowWindow* window = cache.at(cache.rowOf(id), inside); window != nullptr && title != columns.end()) {
        operation.title = toQt(toText(cellAt(*window, inside, static_cast<int>(title - columns.begin())).value));
    }
    context.writer->save(std::move(operation), this, [this, id, path, number](const Result<data::Saved>& saved) {
        editAnswered(id, path, number, saved);
    });
}

void RecordTableModel::Private::editAnswered(const Uuid& id, const std::string& path, quint64 number,
                                             const Result<data::Saved>& saved) {
    const auto record = edits.find(id);
    if (record == edits.end()) return;
    const auto own = record->second.find(path);
    const bool latest = own != record->second.end() && own->second.number == number;
    if (!saved) {
        if (latest) record->second.erase(own);
        if (record->second.empty()) edits.erase(record);
        emitRow(id);
        const auto column = std::ranges::find(columns, path, &TableColumn::path);
        const int row = cache.rowOf(id);
        if (row >= 0 && column != columns.end()) {
            Q_EMIT q.editRefused(q.index(row, static_cast<int>(column - columns.begin())), saved.error());
        }
        return;
    }
    if (!latest) return;
    // The own value stays over the old page until a page with this version has come.
    own->second.savedVersion = saved->records.empty() ? 1 : saved->records.front().version();
    if (const int row = cache.rowOf(id); row >= 0) cache.markStale(cache.windowOf(row));
    refetchSoon(false);
    emitRow(id);
}

void RecordTableModel::Private::dropAnsweredEdits(const RowWindow& window) {
    if (edits.empty()) return;
    for (int row = 0; row < window.rows(); ++row) {
        const auto record = edits.find(window.id(row));
        if (record == edits.end()) continue;
        const std::uint64_t version = window.version(row);
        std::erase_if(record->second, [version](const auto& each) {
            return each.second.savedVersion != 0 && each.second.savedVersion <= version;
        });
        if (record->second.empty()) edits.erase(record);
    }
}

}  // namespace kupets::model
