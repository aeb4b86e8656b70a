// A record set as it was at a moment: the present rows walked back by the diffs of what changed since.
//
// Rights are those of today: a record that is there is seen as its present owners say, one that was deleted since as
// the owners of its deletion say, and hidden fields stay hidden. Only the set's own table goes back; what is joined to
// it (titles, paths across references, children) is as it is now.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "kupets/v1/records.pb.h"
#include "server/query/names.h"
#include "server/query/reader.h"

namespace kupets::query {

struct Moment {
    Timestamp at;
    std::optional<std::span<const Uuid>> ids = {};  // only these records
};

/// BadRequest for one beyond all years.
Result<Moment> momentOf(std::int64_t micros);

/// A reader whose NOW() and TODAY() are those of the moment that the set is asked for.
Reader readerAt(const Reader& reader, const v1::RecordSet& set);

/// "(SELECT …)": what stands in the place of the root's table, narrowed to what the scope may see; `searched`: with its
/// search_text. What it reads from stands in statement.with, which goes before the whole statement.
std::string pastRows(const schema::Entity& entity, const Moment& moment, bool searched, Statement& statement);

}  // namespace kupets::query
