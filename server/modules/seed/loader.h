// The SQL of a seed: what is there, COPY with its history, indexes away and back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "server/modules/seed/rows.h"
#include "server/modules/seed/seed.h"

namespace kupets::seed {

class Loader {
public:
    Loader(const Services& services, Uuid changeSet, db::Transaction& transaction);

    /// Users, stages and sources that records may refer to. Where there is no pipeline one is made, and people where
    /// there is hardly anybody.
    awaitable<Result<World>> findWorld();
    /// Takes indexes and foreign keys of these entities away where the table is empty.
    awaitable<Result<void>> stripIndexes(std::vector<std::string> entities);
    /// One table: `count` new records; their ids.
    awaitable<Result<std::vector<Uuid>>> load(const World& world, Rows& rows, std::uint64_t count);
    awaitable<Result<void>> restoreIndexes();
    std::uint64_t loaded() const { return loaded_; }

private:
    awaitable<Result<void>> execute(std::string sql);
    struct New {
        std::string entity;
        Uuid id;
    };
    awaitable<Result<void>> insertNew(std::vector<db::Query> queries, const std::vector<New>& made, const World& world);
    awaitable<Result<void>> makeStages(World& world);
    awaitable<Result<void>> makePeople(World& world);
    struct Piece;
    awaitable<Result<void>> copyHistory(Piece& piece);
    awaitable<Result<std::optional<std::string>>> nextRows(Piece& piece);
    awaitable<Result<std::optional<std::string>>> nextHistory(Piece& piece);

    const Services& services_;
    Uuid changeSet_;
    db::Transaction& transaction_;
    schema::CatalogPtr catalog_;
    std::vector<std::pair<std::string, std::string>> restore_;  // what it is, and the statement
    std::uint64_t loaded_ = 0;
};

}  // namespace kupets::seed
