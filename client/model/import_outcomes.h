// What becomes of each row, as the server told it: a hundred thousand answers, kept on disk as they came and parsed
// when they are painted. In memory a row takes 24 bytes. GUI thread.
#pragma once

#include <QCache>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "client/model/import_spill.h"
#include "kupets/v1/import.pb.h"

namespace kupets::model {

class ImportOutcomes {
public:
    static constexpr int kKinds = 7;

    void clear();
    void add(const v1::ImportOutcome& outcome);
    /// What a row told before looks like; nothing when it was not told.
    void like(const v1::ImportLikes& likes);

    /// The sheets and parts of which something was told, in the order of the request.
    struct Group {
        std::uint32_t sheet = 0;
        std::uint32_t part = 0;
        auto operator<=>(const Group&) const = default;
    };
    std::vector<Group> groups() const;
    std::uint64_t count(const Group& group, v1::ImportOutcome::Kind kind) const;
    std::uint64_t count(const Group& group) const;
    std::uint64_t count(v1::ImportOutcome::Kind kind) const;
    /// Those that may be duplicates.
    std::uint64_t alike(const Group& group) const;
    /// Fields that the outcomes of this group write.
    std::set<std::string> fields(const Group& group) const;

    struct Entry {
        std::uint64_t row = 0;
        std::uint64_t place = 0;
        std::uint32_t size = 0;
        std::uint8_t kind = 0;
        bool alike = false;
    };
    const std::vector<Entry>& entries(const Group& group) const;
    /// All that is wrong with a record: the server tells it once for each of its errors.
    std::vector<v1::ImportRowError> errors(const Group& group, const v1::ImportOutcome& outcome) const;
    /// Parsed, of the last few hundred from memory; valid until the next call.
    const v1::ImportOutcome& outcome(const Entry& entry) const;
    /// Bytes in memory, about.
    std::size_t memory() const;

private:
    struct Of {
        std::vector<Entry> entries;
        std::array<std::uint64_t, kKinds> counts{};
        std::uint64_t alike = 0;
        std::set<std::string> fields;
        std::map<std::uint64_t, std::vector<Entry>> more;  // further errors of a row
    };
    const Of* of(const Group& group) const;
    bool keep(const v1::ImportOutcome& outcome, Entry& entry);

    std::map<Group, Of> groups_;
    Spill spill_;
    mutable QCache<quint64, v1::ImportOutcome> parsed_{512};
    v1::ImportOutcome none_;
};

}  // namespace kupets::model
