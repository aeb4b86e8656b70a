#include "server/query/order.h"

#include <algorithm>

namespace kupets::query {
namespace {

constexpr std::size_t kMostKeys = 5;

std::vector<std::pair<std::string, bool>> wantedSorts(const google::protobuf::RepeatedPtrField<v1::Sort>& sorts,
                                                      const schema::Entity& entity) {
    std::vector<std::pair<std::string, bool>> wanted;
    for (const v1::Sort& sort : sorts) wanted.emplace_back(sort.path(), sort.descending());
    if (!wanted.empty()) return wanted;
    for (const std::string& path : entity.def().default_sort()) {
        const bool descending = path.starts_with('-');
        wanted.emplace_back(descending ? path.substr(1) : path, descending);
    }
    if (wanted.empty()) wanted.emplace_back("created_at", false);
    return wanted;
}

std::string direction(bool descending) { return descending ? " DESC" : " ASC"; }

}  // namespace

Result<Order> Order::resolve(const google::protobuf::RepeatedPtrField<v1::Sort>& sorts, Names& names,
                             Statement& statement, const Reader& reader) {
    Order order;
    for (const auto& [spec, descending] : wantedSorts(sorts, names.root())) {
        if (order.keys_.size() == kMostKeys)
            return fail(ErrorCode::LimitExceeded, {"sort", std::to_string(kMostKeys)}, "sort");
        auto column = resolveColumn(spec, names, statement, reader);
        if (!column) return std::unexpected(column.error());
        SortKey key{std::move(*column), {}, descending, true};
        const bool reference = key.column.kind == v1::Column::KIND_ID && !key.column.companion.empty();
        key.sql = reference ? key.column.companion : key.column.sql;
        if (reference) key.column.cast = "text";
        if (key.column.kind == v1::Column::KIND_TEXTS || key.column.kind == v1::Column::KIND_IDS) {
            return fail(ErrorCode::WrongType, {"list", "sortable"}, spec);
        }
        key.nullable = !key.column.rootColumn || statement.catalog.nullable(*key.column.field);
        order.identity_ += (descending ? "-" : "+") + spec + "\n";
        order.keys_.push_back(std::move(key));
    }
    return order;
}

std::string Order::part(bool nullPart) const {
    if (!twoParts()) return {};
    return keys_.front().sql + (nullPart ? " IS NULL" : " IS NOT NULL");
}

std::string Order::orderBy(const std::string& idColumn, bool nullPart, bool reversed, bool whole) const {
    std::string sql = " ORDER BY ";
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const SortKey& key = keys_[i];
        if (i == 0 && twoParts() && nullPart) continue;
        sql += key.sql + direction(key.descending != reversed);
        // Within its part the first key has no nulls; saying so would only hide the index from the planner.
        if (key.nullable && (i > 0 || whole)) sql += reversed ? " NULLS FIRST" : " NULLS LAST";
        sql += ", ";
    }
    return sql + idColumn + direction(keys_.front().descending != reversed);
}

bool Order::uniform() const {
    return std::ranges::all_of(keys_, [this](const SortKey& key) {
        return key.descending == keys_.front().descending && (!key.nullable || &key == &keys_.front());
    });
}

std::string Order::beyond(const RowKey& key, const std::string& idColumn, bool reversed, Statement& statement) const {
    const bool nullPart = inNullPart(key);
    const std::size_t first = nullPart ? 1 : 0;
    std::vector<std::string> parameters(keys_.size());
    for (std::size_t i = first; i < keys_.size(); ++i) {
        if (key.values[i]) parameters[i] = statement.parameter(*key.values[i]) + "::" + keys_[i].column.cast;
    }
    const std::string id = statement.parameter(key.id) + "::uuid";
    const auto sign = [&](bool descending) { return descending != reversed ? std::string(" < ") : std::string(" > "); };
    if (uniform()) {
        std::string left;
        std::string right;
        for (std::size_t i = first; i < keys_.size(); ++i) {
            left += keys_[i].sql + ", ";
            right += parameters[i] + ", ";
        }
        return "(" + left + idColumn + ")" + sign(keys_.front().descending) + "(" + right + id + ")";
    }
    std::string equalSoFar;
    std::string alternatives;
    for (std::size_t i = first; i <= keys_.size(); ++i) {
        std::string after;
        std::string equal;
        if (i == keys_.size()) {
            after = idColumn + sign(keys_.front().descending) + id;
        } else if (!key.values[i]) {
            after = reversed ? keys_[i].sql + " IS NOT NULL" : "FALSE";
            equal = keys_[i].sql + " IS NULL";
        } else {
            after = keys_[i].sql + sign(keys_[i].descending) + parameters[i];
            if (keys_[i].nullable && i > 0 && !reversed) after = "(" + after + " OR " + keys_[i].sql + " IS NULL)";
            equal = keys_[i].sql + " = " + parameters[i];
        }
        alternatives += (alternatives.empty() ? "(" : " OR ") + std::string("(") + equalSoFar + after + ")";
        equalSoFar += equal + " AND ";
    }
    return alternatives + ")";
}

std::string Order::selectKeys() const {
    std::string sql;
    for (const SortKey& key : keys_) sql += ", (" + key.sql + ")::text";
    return sql;
}

RowKey Order::keyAt(const db::Rows& rows, std::size_t row, std::size_t firstColumn, const Uuid& id) const {
    RowKey key;
    key.id = id;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (rows.isNull(row, firstColumn + i)) {
            key.values.emplace_back();
        } else {
            key.values.emplace_back(std::string(rows.text(row, firstColumn + i)));
        }
    }
    return key;
}

std::string Order::encode(const RowKey& key) const {
    const Uuid mark = Uuid::fromName(identity_);
    std::string bytes(mark.view());
    bytes.append(key.id.view());
    for (const auto& value : key.values) {
        const std::uint32_t length = value ? static_cast<std::uint32_t>(value->size()) + 1 : 0;
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(length >> shift);
        if (value) bytes += *value;
    }
    return bytes;
}

Result<RowKey> Order::decode(const std::string& bytes) const {
    const auto broken = [] { return fail(ErrorCode::BadRequest, {"key"}); };
    std::string_view rest(bytes);
    if (rest.size() < 32 || rest.substr(0, 16) != Uuid::fromName(identity_).view()) return broken();
    RowKey key;
    key.id = *Uuid::fromBytes(rest.substr(16, 16));
    rest.remove_prefix(32);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (rest.size() < 4) return broken();
        std::uint32_t length = 0;
        for (std::size_t b = 0; b < 4; ++b) length = length << 8 | static_cast<unsigned char>(rest[b]);
        rest.remove_prefix(4);
        if (length == 0) {
            key.values.emplace_back();
            continue;
        }
        if (rest.size() < length - 1) return broken();
        key.values.emplace_back(std::string(rest.substr(0, length - 1)));
        rest.remove_prefix(length - 1);
    }
    if (!rest.empty()) return broken();
    return key;
}

}  // namespace kupets::query
