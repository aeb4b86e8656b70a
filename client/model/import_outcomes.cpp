#include "client/model/import_outcomes.h"

namespace kupets::model {

void ImportOutcomes::clear() {
    groups_.clear();
    parsed_.clear();
    spill_.clear();
}

void ImportOutcomes::add(const v1::ImportOutcome& outcome) {
    Entry entry;
    if (!keep(outcome, entry)) return;
    entry.row = outcome.row();
    entry.kind = static_cast<std::uint8_t>(std::clamp(static_cast<int>(outcome.kind()), 0, kKinds - 1));
    entry.alike = outcome.likes_size() > 0;
    Of& group = groups_[{outcome.sheet(), outcome.part()}];
    if (!group.entries.empty() && group.entries.back().row == outcome.row())
        return group.more[outcome.row()].push_back(entry);
    ++group.counts[entry.kind];
    group.alike += entry.alike ? 1 : 0;
    for (const v1::ImportCell& cell : outcome.cells()) group.fields.insert(cell.field());
    group.entries.push_back(entry);
}

bool ImportOutcomes::keep(const v1::ImportOutcome& outcome, Entry& entry) {
    const std::string bytes = outcome.SerializeAsString();
    quint64 place = 0;
    if (!spill_.append(bytes, place)) return false;
    entry.place = place;
    entry.size = static_cast<std::uint32_t>(bytes.size());
    return true;
}

void ImportOutcomes::like(const v1::ImportLikes& likes) {
    const auto group = groups_.find({likes.sheet(), likes.part()});
    if (group == groups_.end() || likes.likes().empty()) return;
    // Rows are told in their order.
    const auto entry = std::ranges::lower_bound(group->second.entries, likes.row(), {}, &Entry::row);
    if (entry == group->second.entries.end() || entry->row != likes.row()) return;
    v1::ImportOutcome told = outcome(*entry);
    *told.mutable_likes() = likes.likes();
    if (!keep(told, *entry)) return;
    group->second.alike += entry->alike ? 0 : 1;
    entry->alike = true;
}

const ImportOutcomes::Of* ImportOutcomes::of(const Group& group) const {
    const auto found = groups_.find(group);
    return found == groups_.end() ? nullptr : &found->second;
}

std::vector<ImportOutcomes::Group> ImportOutcomes::groups() const {
    std::vector<Group> out;
    for (const auto& [group, rows] : groups_) out.push_back(group);
    return out;
}

std::uint64_t ImportOutcomes::count(const Group& group, v1::ImportOutcome::Kind kind) const {
    const Of* rows = of(group);
    return rows ? rows->counts[static_cast<std::size_t>(kind)] : 0;
}

std::uint64_t ImportOutcomes::count(const Group& group) const {
    const Of* rows = of(group);
    return rows ? rows->entries.size() : 0;
}

std::uint64_t ImportOutcomes::count(v1::ImportOutcome::Kind kind) const {
    std::uint64_t sum = 0;
    for (const auto& [group, rows] : groups_) sum += rows.counts[static_cast<std::size_t>(kind)];
    return sum;
}

std::uint64_t ImportOutcomes::alike(const Group& group) const {
    const Of* rows = of(group);
    return rows ? rows->alike : 0;
}

std::set<std::string> ImportOutcomes::fields(const Group& group) const {
    const Of* rows = of(group);
    return rows ? rows->fields : std::set<std::string>{};
}

const std::vector<ImportOutcomes::Entry>& ImportOutcomes::entries(const Group& group) const {
    static const std::vector<Entry> none;
    const Of* rows = of(group);
    return rows ? rows->entries : none;
}

std::vector<v1::ImportRowError> ImportOutcomes::errors(const Group& group, const v1::ImportOutcome& told) const {
    std::vector<v1::ImportRowError> out;
    if (told.has_error()) out.push_back(told.error());  // else another record of its row is wrong
    const Of* rows = of(group);
    if (rows == nullptr) return out;
    const auto found = rows->more.find(told.row());
    if (found == rows->more.end()) return out;
    for (const Entry& entry : found->second) out.push_back(outcome(entry).error());
    return out;
}

const v1::ImportOutcome& ImportOutcomes::outcome(const Entry& entry) const {
    if (const v1::ImportOutcome* known = parsed_.object(entry.place)) return *known;
    std::string bytes;
    auto made = std::make_unique<v1::ImportOutcome>();
    if (!spill_.read(entry.place, entry.size, bytes) || !made->ParseFromString(bytes)) return none_;
    const v1::ImportOutcome& out = *made;
    parsed_.insert(entry.place, made.release());
    return out;
}

std::size_t ImportOutcomes::memory() const {
    std::size_t sum = 0;
    for (const auto& [group, rows] : groups_) sum += rows.entries.capacity() * sizeof(Entry);
    return sum;
}

}  // namespace kupets::model
