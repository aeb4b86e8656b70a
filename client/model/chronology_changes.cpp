#include "client/model/chronology_changes.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "common/wire/values.h"

namespace kupets::model {

using data::say;

namespace {

constexpr qsizetype kLongest = 300;  // of a value in a line; whole notes would bury the rest
constexpr std::uint32_t kMostAtOnce = 500;

}  // namespace

ChangesStream::ChangesStream(data::Context context, data::RecordKey key)
    : ChronologyStream(context), key_(std::move(key)) {}

v1::HistoryRequest ChangesStream::request() const {
    v1::HistoryRequest request;
    request.set_entity(key_.entity);
    request.set_id(std::string(key_.id.view()));
    request.set_limit(kPage);
    return request;
}

net::CallHandle ChangesStream::ask(const v1::HistoryRequest& request, void (ChangesStream::*take)(v1::HistoryReply)) {
    const auto done = [this, take](Result<v1::HistoryReply> reply) {
        if (!reply) return fail(reply.error());
        (this->*take)(std::move(*reply));
    };
    return context_.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_HISTORY, request, this, done);
}

net::CallHandle ChangesStream::requestOlder(std::optional<Timestamp> at) {
    v1::HistoryRequest older = request();
    if (at) older.set_until(at->micros);
    if (!entries_.empty()) older.set_before_sequence(entries_.back()->sequence);
    return ask(older, &ChangesStream::takeOlderPage);
}

net::CallHandle ChangesStream::requestNewer(std::optional<Timestamp> at) {
    v1::HistoryRequest newer = request();
    newer.set_oldest_first(true);
    if (at) newer.set_since(at->micros);
    if (!entries_.empty()) newer.set_after_sequence(entries_.front()->sequence);
    return ask(newer, &ChangesStream::takeNewerPage);
}

void ChangesStream::takeOlderPage(v1::HistoryReply reply) { takeOlder(entriesOf(reply), reply.more()); }
void ChangesStream::takeNewerPage(v1::HistoryReply reply) { takeNewer(entriesOf(reply), reply.more()); }

/// An undo elsewhere marks entries here, so that all that is shown is asked for anew.
void ChangesStream::refresh() {
    if (!isOpen()) return;
    fresh_.cancel();
    v1::HistoryRequest all = request();
    all.set_limit(std::min(kMostAtOnce, static_cast<std::uint32_t>(entries_.size()) + kPage));
    if (!entries_.empty()) all.set_after_sequence(entries_.back()->sequence - 1);
    if (hasNewer() && !entries_.empty()) all.set_before_sequence(entries_.front()->sequence + 1);
    fresh_ = ask(all, &ChangesStream::takeFresh);
}

void ChangesStream::takeFresh(v1::HistoryReply reply) {
    std::vector<ChronologyEntryPtr> fresh;
    for (ChronologyEntryPtr& now : entriesOf(reply)) {
        const auto old = std::ranges::find(entries_, now->identity, &ChronologyEntry::identity);
        if (old != entries_.end()) {
            *old = std::move(now);
        } else if (entries_.empty() || now->sequence > entries_.front()->sequence) {
            fresh.push_back(std::move(now));
        }
    }
    entries_.insert(entries_.begin(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    Q_EMIT changed();
}

std::vector<ChronologyEntryPtr> ChangesStream::entriesOf(const v1::HistoryReply& reply) const {
    std::vector<ChronologyEntryPtr> entries;
    for (const v1::ChangeSet& set : reply.change_sets()) entries.push_back(entryOf(set));
    return entries;
}

ChronologyEntryPtr ChangesStream::entryOf(const v1::ChangeSet& set) const {
    auto entry = std::make_shared<ChronologyEntry>();
    entry->identity = "change:" + set.id();
    entry->moment = Timestamp{set.at()};
    entry->kind = kChanges;
    entry->headline = headlineOf(set);
    entry->icon = iconOf(set);
    entry->person = toQt(set.actor_name());
    entry->changeSet = Uuid::fromBytes(set.id()).value_or(Uuid{});
    entry->sequence = set.sequence();
    entry->lines = linesOf(set);
    entry->reason = toQt(set.reason());
    entry->undone = !set.undone_by().empty();
    if (const v1::RecordDiff* diff = diffOf(set)) entry->title = toQt(diff->title());
    addMembers(set, *entry);
    return entry;
}

QString ChangesStream::iconOf(const v1::ChangeSet& set) {
    if (set.origin() == v1::ChangeSet::ORIGIN_UNDO) return QStringLiteral("undo-2");
    if (set.origin() == v1::ChangeSet::ORIGIN_MERGE) return QStringLiteral("git-merge");
    if (set.origin() == v1::ChangeSet::ORIGIN_SPLIT) return QStringLiteral("git-branch");
    return QStringLiteral("history");
}

/// The other records of a merger, and a line that names them.
void ChangesStream::addMembers(const v1::ChangeSet& set, ChronologyEntry& entry) const {
    entry.isMerger = set.origin() == v1::ChangeSet::ORIGIN_MERGE;
    if (!entry.isMerger && set.origin() != v1::ChangeSet::ORIGIN_SPLIT) return;
    QStringList titles;
    for (const v1::RecordDiff& diff : set.records()) {
        const auto id = Uuid::fromBytes(diff.id());
        if (!id || diff.entity() != key_.entity || *id == key_.id || diff.kind() == v1::RecordChange::KIND_UPDATE)
            continue;
        entry.members.push_back({{diff.entity(), *id}, toQt(diff.title())});
        titles << toQt(diff.title());
    }
    if (titles.isEmpty()) return;
    const QString what = entry.isMerger ? say(context_.language, "Объединено с", "Merged with")
                                        : say(context_.language, "Снова отдельно", "Apart again");
    entry.lines.prepend({what, {}, titles.join(QStringLiteral(", "))});
}

const v1::RecordDiff* ChangesStream::diffOf(const v1::ChangeSet& set) const {
    for (const v1::RecordDiff& diff : set.records()) {
        if (diff.entity() == key_.entity && diff.id() == key_.id.view()) return &diff;
    }
    return set.records().empty() ? nullptr : &set.records(0);
}

QString ChangesStream::headlineOf(const v1::ChangeSet& set) const {
    if (set.origin() == v1::ChangeSet::ORIGIN_UNDO) return say(context_.language, "Отмена", "Undo");
    if (set.origin() == v1::ChangeSet::ORIGIN_MERGE) return say(context_.language, "Объединение", "Merged");
    if (set.origin() == v1::ChangeSet::ORIGIN_SPLIT) return say(context_.language, "Разделение", "Split");
    const v1::RecordDiff* diff = diffOf(set);
    const auto kind = diff == nullptr ? v1::RecordChange::KIND_UPDATE : diff->kind();
    const bool import = set.origin() == v1::ChangeSet::ORIGIN_IMPORT;
    if (kind == v1::RecordChange::KIND_CREATE)
        return import ? say(context_.language, "Импорт", "Import") : say(context_.language, "Создание", "Created");
    if (kind == v1::RecordChange::KIND_DELETE) return say(context_.language, "Удаление", "Deleted");
    return import ? say(context_.language, "Импорт: обновление", "Import: updated")
                  : say(context_.language, "Изменение", "Changed");
}

QString ChangesStream::valueText(const v1::Value& value, const std::string& title, const schema::Field* field) const {
    const auto decoded = wire::fromProto(value);
    if (!decoded) return {};
    const QString text = data::display({*decoded, title}, field, context_.language);
    return text.size() > kLongest ? text.left(kLongest) + QStringLiteral("…") : text;
}

QList<ChronologyLine> ChangesStream::linesOf(const v1::ChangeSet& set) const {
    const v1::RecordDiff* diff = diffOf(set);
    QList<ChronologyLine> out;
    // A deletion lists all that was there; its headline says enough.
    if (diff == nullptr || diff->kind() == v1::RecordChange::KIND_DELETE) return out;
    const schema::Entity* entity = context_.schema->entity(diff->entity());
    for (const v1::FieldDiff& change : diff->fields()) {
        const schema::Field* field = entity == nullptr ? nullptr : entity->field(change.field());
        out << ChronologyLine{field == nullptr ? toQt(change.field()) : say(context_.language, field->def.label()),
                              valueText(change.before(), change.before_title(), field),
                              valueText(change.after(), change.after_title(), field)};
    }
    return out;
}

}  // namespace kupets::model
