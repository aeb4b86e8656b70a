// Uploaded files, kept in the database in pieces. No connection is held while the network is waited for: each piece is
// a statement of its own, and a file counts once its last statement has written its hash.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "common/base/error.h"
#include "common/base/uuid.h"
#include "server/access/scope.h"
#include "server/db/database.h"
#include "server/schema/registry.h"

namespace kupets::files {

using boost::asio::awaitable;

inline constexpr std::uint64_t kLargestFile = 1ULL << 30;
inline constexpr std::size_t kPieceBytes = 256 * 1024;

struct Info {
    Uuid id;
    std::string name;
    std::uint64_t size = 0;
    Uuid owner;
    std::string sha256;  // 32 bytes
};

/// The next bytes, any number of them; nothing at the end.
using Source = std::function<awaitable<Result<std::optional<std::string>>>()>;
using Sink = std::function<awaitable<Result<void>>(std::string_view)>;

class Store {
public:
    explicit Store(db::Database& database) : database_(database) {}

    /// Takes all of `source`; `info.sha256` is filled in. The same file sent again under the same id is no error,
    /// another one is AlreadyExists. Errors: LimitExceeded (file, limit), BadRequest when more or fewer bytes come than
    /// announced.
    awaitable<Result<Info>> put(Info info, Source source, db::Deadline deadline);
    /// NotFound when there is none, or when it is not whole yet.
    awaitable<Result<Info>> find(Uuid id, db::Deadline deadline);
    /// One piece, from 0; nothing behind the last one.
    awaitable<Result<std::optional<std::string>>> piece(Uuid id, int number, db::Deadline deadline);
    /// Gives all pieces to `sink`, in order.
    awaitable<Result<void>> read(Info info, Sink sink, db::Deadline deadline);
    /// Whether `scope` may read it: his own upload, or a file of a record that he may see.
    awaitable<Result<bool>> mayRead(Info info, const schema::Catalog& catalog, const access::AccessScope& scope,
                                    db::Deadline deadline);
    /// Takes away uploads older than a day that no record refers to; some at a time. How many.
    awaitable<Result<std::uint64_t>> expire(const schema::Catalog& catalog, db::Deadline deadline);

private:
    awaitable<Result<std::uint64_t>> writePieces(const Info& info, Source& source, std::string& sha256,
                                                 db::Deadline deadline);
    awaitable<Result<Info>> repeated(Info info, Source& source, db::Deadline deadline);
    db::Database& database_;
};

/// What is fit to be shown and stored as a file's name: without folders and control characters, at most 200 bytes.
std::string tidyName(std::string_view name);

}  // namespace kupets::files
