// What the references of a file lead to. First every row is looked at (collect), then all distinct values are found, or
// made, by a few statements (resolve), then rows ask for their values. Values are compared as they are stored, not as
// they are written: "ООО «Ромашка»" and "Ромашка ООО" are one company; "ИП Ромашка" is another, and "Ромашка" is
// whichever of them there is.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/modules/imports/cell_value.h"
#include "server/modules/imports/lookup.h"
#include "server/modules/imports/mapping.h"

namespace kupets::imports {

class References {
public:
    /// Both outlive it.
    References(const Mapping& mapping, const records::Actor& actor, bool createMissing);
    ~References();

    /// Notes what the row refers to and, when the entity refers to itself, by which keys it can be referred to.
    void collect(const sheet::Row& row);
    /// Missing records are written when they may be made.
    awaitable<Result<void>> resolve(const LookUp& lookUp);

    /// The value of the row's reference; nothing when its cells are blank. Errors: NotFound (value, entity), Ambiguous
    /// (value, count), Required, and what the key's own cell is refused for.
    Result<std::optional<Value>> valueOf(const ReferenceColumn& column, const sheet::Row& row) const;
    /// The id under which other rows of the file refer to this one; nothing when none can.
    std::optional<Uuid> idOf(const sheet::Row& row) const;
    /// Rows can refer to rows of the same sheet.
    bool refersToFile() const;
    /// The row is not imported: who refers to it is not found. True when that is news.
    bool markBad(const sheet::Row& row);

    /// Records made because they were missing, by entity.
    const std::map<std::string, std::uint64_t>& made() const { return made_; }

private:
    struct Entry;
    struct Directory;

    Directory& directoryFor(const schema::Entity& target, std::vector<const schema::Field*> keys);
    Entry& entryFor(Directory& directory, const std::vector<std::string>& texts);
    void normalise(Directory& directory, std::size_t part, Entry& entry);
    void want(Directory& directory, const std::vector<std::string>& texts);
    std::vector<std::string> ownTexts(const Directory& directory, const sheet::Row& row) const;
    awaitable<Result<void>> resolveOne(Directory& directory, const LookUp& lookUp);
    std::optional<Key> keyOf(const Directory& directory, Entry& entry) const;
    void decide(const Directory& directory, Entry& entry, const Match* match, std::vector<records::Change>& missing);
    Result<Uuid> idBy(const Directory& directory, const std::vector<std::string>& texts) const;

    const Mapping& mapping_;
    const records::Actor& actor_;
    bool createMissing_;
    std::vector<std::unique_ptr<Directory>> directories_;  // those that others need stand before them
    std::unordered_map<const schema::Field*, Directory*> byField_;
    std::map<std::string, std::uint64_t> made_;
};

}  // namespace kupets::imports
