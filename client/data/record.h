// A record as the client knows it.
#pragma once

#include <QHash>
#include <map>
#include <string>

#include "client/net/qt.h"
#include "kupets/v1/value.pb.h"

namespace kupets::data {

struct RecordKey {
    std::string entity;
    Uuid id;
    bool operator==(const RecordKey&) const = default;
};
inline size_t qHash(const Uuid& id, size_t seed = 0) { return std::hash<Uuid>{}(id) ^ seed; }
inline size_t qHash(const RecordKey& key, size_t seed = 0) { return std::hash<Uuid>{}(key.id) ^ seed; }

/// A value and, of references, what it is called: titles of many references are joined by U+001F as on the wire.
struct Cell {
    Value value;
    std::string title;
    bool operator==(const Cell&) const = default;
};

struct Record {
    RecordKey key;
    std::uint64_t version = 0;
    std::map<std::string, Cell, std::less<>> cells;  // by path
    bool deleted = false;

    /// Null and without a title when the path is not there.
    const Cell& cell(std::string_view path) const;
};

}  // namespace kupets::data

template <>
struct std::hash<kupets::data::RecordKey> {
    std::size_t operator()(const kupets::data::RecordKey& key) const noexcept {
        return std::hash<kupets::Uuid>{}(key.id);
    }
};
