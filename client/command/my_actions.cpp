#include "client/command/my_actions.h"

#include <algorithm>

#include "client/command/describe.h"
#include "client/data/schema_mirror.h"
#include "client/net/connection.h"

namespace kupets::command {
namespace {
constexpr std::uint32_t kMostAtOnce = 500;
constexpr int kRest = 150;
}  // namespace

MyActions::MyActions(data::Context context, QObject* parent) : QAbstractListModel(parent), context_(context) {
    soon_.setSingleShot(true);
    soon_.setInterval(kRest);
    connect(&soon_, &QTimer::timeout, this, &MyActions::refresh);
}

void MyActions::refresh() {
    const auto shown = static_cast<std::uint32_t>(sets_.size());
    ask(0, std::clamp(shown, kPage, kMostAtOnce));
}

bool MyActions::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && more_ && !isLoading(); }

void MyActions::fetchMore(const QModelIndex& parent) {
    if (canFetchMore(parent) && !sets_.empty()) ask(sets_.back().sequence(), kPage);
}

void MyActions::ask(std::uint64_t before, std::uint32_t limit) {
    v1::RecentRequest request;
    request.set_before_sequence(before);
    request.set_limit(limit);
    const auto done = [this, before](Result<v1::HistoryReply> reply) {
        if (reply)
            take(before, std::move(*reply));
        else
            Q_EMIT failed(reply.error());
    };
    call_.cancel();
    call_ = context_.connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request, this, done);
}

void MyActions::take(std::uint64_t before, v1::HistoryReply reply) {
    if (before == 0) sets_.clear();
    for (v1::ChangeSet& set : *reply.mutable_change_sets()) sets_.push_back(std::move(set));
    more_ = reply.more();
    answered_ = true;
    std::vector<Entry> now = entriesOf();
    const bool sameActs = now.size() >= entries_.size() &&
                          std::equal(entries_.begin(), entries_.end(), now.begin(),
                                     [](const Entry& a, const Entry& b) { return a.act.id() == b.act.id(); });
    if (sameActs && !entries_.empty()) {
        // What is on the screen keeps its place: only how it stands may be another, and more comes below.
        const auto known = static_cast<int>(entries_.size());
        const bool grown = now.size() > entries_.size();
        if (grown) beginInsertRows({}, known, static_cast<int>(now.size()) - 1);
        entries_ = std::move(now);
        if (grown) endInsertRows();
        Q_EMIT dataChanged(index(0), index(known - 1));
    } else {
        beginResetModel();
        entries_ = std::move(now);
        endResetModel();
    }
    Q_EMIT answered();
}

/// An undo of an act that is among these is not an act of its own; of one that is not (another person's, an older
/// one), it is.
std::vector<MyActions::Entry> MyActions::entriesOf() const {
    std::map<std::string, const v1::ChangeSet*> byId;
    std::map<std::string, const v1::ChangeSet*> takenBackBy;
    for (const v1::ChangeSet& set : sets_) byId[set.id()] = &set;
    for (const v1::ChangeSet& set : sets_)
        if (!set.undoes().empty()) takenBackBy[set.undoes()] = &set;
    const auto snapshot = context_.schema == nullptr ? nullptr : context_.schema->snapshot();
    std::vector<Entry> entries;
    for (const v1::ChangeSet& set : sets_) {
        if (!set.undoes().empty() && byId.contains(set.undoes())) continue;
        Entry entry;
        entry.act = set;
        entry.words = describeChangeSet(set, snapshot.get(), context_.language);
        if (!set.undoes().empty()) entry.words = data::say(context_.language, "Отмена: ", "Undo: ") + entry.words;
        const v1::ChangeSet* last = &set;
        for (auto next = takenBackBy.find(last->id()); next != takenBackBy.end(); next = takenBackBy.find(last->id())) {
            last = next->second;
            entry.undone = !entry.undone;
        }
        // Taken back by somebody else: nothing of one's own tells.
        if (last == &set && !set.undone_by().empty()) entry.undone = true;
        entry.next = Uuid::fromBytes(entry.undone && last == &set ? set.undone_by() : last->id()).value_or(Uuid{});
        entries.push_back(std::move(entry));
    }
    return entries;
}

int MyActions::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant MyActions::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return entry(index.row()).words;
    return {};
}

}  // namespace kupets::command
