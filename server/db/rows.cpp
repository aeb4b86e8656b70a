#include <charconv>
#include <stdexcept>

#include <libpq-fe.h>

#include "server/db/database.h"

namespace kupets::db {
namespace {

const PGresult* result(const void* pointer) { return static_cast<const PGresult*>(pointer); }

[[noreturn]] void wrongType(const char* wanted, std::string_view text) {
    throw std::logic_error(std::string("a cell is no ") + wanted + ": " + std::string(text.substr(0, 60)));
}

template <typename T>
T parsed(std::string_view text, const char* wanted) {
    if (const std::optional<T> value = T::parse(text)) return *value;
    wrongType(wanted, text);
}

// PostgreSQL's fixed numbers of types (pg_type.dat) and its epoch, 2000-01-01.
enum TypeId : Oid { kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23, kDate = 1082, kTimestampTz = 1184, kUuid = 2950 };
constexpr std::int32_t kEpochDays = 10'957;
constexpr std::int64_t kEpochMicros = kEpochDays * 86'400'000'000LL;

bool isBinary(const void* rows, std::size_t column) { return PQfformat(result(rows), static_cast<int>(column)) == 1; }

/// The cell of a binary column must be of this type.
void expectType(const void* rows, std::size_t column, TypeId wanted, const char* word) {
    if (PQftype(result(rows), static_cast<int>(column)) != wanted) wrongType(word, "(binary)");
}

/// Big-endian, two's complement.
std::int64_t bigEndian(std::string_view bytes) {
    std::int64_t value = !bytes.empty() && (bytes.front() & 0x80) != 0 ? -1 : 0;
    for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

}  // namespace

Rows::Rows() = default;
Rows::Rows(void* pgResult) : result_(pgResult) {}
Rows::~Rows() { PQclear(static_cast<PGresult*>(result_)); }
Rows::Rows(Rows&& other) noexcept : result_(std::exchange(other.result_, nullptr)) {}
Rows& Rows::operator=(Rows&& other) noexcept {
    std::swap(result_, other.result_);
    return *this;
}

std::size_t Rows::size() const { return static_cast<std::size_t>(PQntuples(result(result_))); }
std::size_t Rows::columns() const { return static_cast<std::size_t>(PQnfields(result(result_))); }

std::uint64_t Rows::affected() const {
    const std::string_view text = PQcmdTuples(static_cast<PGresult*>(result_));
    std::uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::string_view Rows::command() const {
    return result_ == nullptr ? std::string_view() : PQcmdStatus(static_cast<PGresult*>(result_));
}

bool Rows::isNull(std::size_t row, std::size_t column) const {
    return PQgetisnull(result(result_), static_cast<int>(row), static_cast<int>(column)) != 0;
}

std::string_view Rows::text(std::size_t row, std::size_t column) const {
    const int r = static_cast<int>(row);
    const int c = static_cast<int>(column);
    const char* value = PQgetvalue(result(result_), r, c);
    if (value == nullptr) throw std::out_of_range("no such cell");
    return {value, static_cast<std::size_t>(PQgetlength(result(result_), r, c))};
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
    const std::string_view cell = text(row, column);
    if (isBinary(result_, column)) {
        const Oid type = PQftype(result(result_), static_cast<int>(column));
        if (type != kInt8 && type != kInt4 && type != kInt2) wrongType("integer", "(binary)");
        return bigEndian(cell);
    }
    std::int64_t value = 0;
    const auto end = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (!cell.empty() && (end.ec != std::errc() || end.ptr != cell.data() + cell.size())) wrongType("integer", cell);
    return value;
}

bool Rows::boolean(std::size_t row, std::size_t column) const {
    const std::string_view cell = text(row, column);
    if (!isBinary(result_, column)) return cell == "t";
    expectType(result_, column, kBool, "boolean");
    return cell == std::string_view("\1", 1);
}

Uuid Rows::uuid(std::size_t row, std::size_t column) const {
    const std::string_view cell = text(row, column);
    if (!isBinary(result_, column)) return cell.empty() ? Uuid() : parsed<Uuid>(cell, "UUID");
    expectType(result_, column, kUuid, "UUID");
    return Uuid::fromBytes(cell).value_or(Uuid());
}

Decimal Rows::decimal(std::size_t row, std::size_t column) const {
    if (isBinary(result_, column)) wrongType("decimal", "(binary)");
    const std::string_view cell = text(row, column);
    return cell.empty() ? Decimal() : parsed<Decimal>(cell, "decimal");
}

Date Rows::date(std::size_t row, std::size_t column) const {
    const std::string_view cell = text(row, column);
    if (!isBinary(result_, column)) return cell.empty() ? Date() : parsed<Date>(cell, "date");
    expectType(result_, column, kDate, "date");
    return cell.empty() ? Date() : Date{static_cast<std::int32_t>(bigEndian(cell)) + kEpochDays};
}

Timestamp Rows::timestamp(std::size_t row, std::size_t column) const {
    const std::string_view cell = text(row, column);
    if (!isBinary(result_, column)) return cell.empty() ? Timestamp() : parsed<Timestamp>(cell, "moment");
    expectType(result_, column, kTimestampTz, "moment");
    return cell.empty() ? Timestamp() : Timestamp{bigEndian(cell) + kEpochMicros};
}

std::vector<std::string> Rows::array(std::size_t row, std::size_t column) const {
    if (isBinary(result_, column)) wrongType("list", "(binary)");
    return parseArray(text(row, column));
}

}  // namespace kupets::db
