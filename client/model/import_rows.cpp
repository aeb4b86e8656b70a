#include "client/model/import_rows.h"

#include <algorithm>
#include <cstring>

namespace kupets::model {
namespace {

void put(std::string& out, std::uint32_t number) {
    char bytes[4];
    std::memcpy(bytes, &number, 4);
    out.append(bytes, 4);
}

}  // namespace

bool ImportRows::add(const sheet::Row& row) {
    std::string bytes;
    for (const sheet::Cell& cell : row.cells) {
        bytes += static_cast<char>(cell.kind);
        bytes += static_cast<char>(cell.percent);
        put(bytes, static_cast<std::uint32_t>(cell.currency.size()));
        bytes.append(cell.currency);
        put(bytes, static_cast<std::uint32_t>(cell.text.size()));
        bytes.append(cell.text);
    }
    quint64 at = 0;
    if (!spill_.append(bytes, at)) return false;
    numbers_.push_back(row.number);
    places_.push_back(at);
    columns_ = std::max(columns_, row.cells.size());
    const std::size_t looked = std::min(row.cells.size(), kMostColumns);
    if (distinct_.size() < looked) {
        distinct_.resize(looked);
        incomplete_.resize(looked);
    }
    for (std::size_t column = 0; column < looked; ++column) {
        auto& texts = distinct_[column];
        const std::string_view text = row.cells[column].text;
        if (text.empty()) continue;
        const auto known = texts.find(std::string(text));
        if (known != texts.end())
            ++known->second;
        else if (texts.size() < kMostDistinct)
            texts.emplace(std::string(text), 1);
        else
            incomplete_[column] = true;
    }
    return true;
}

std::size_t ImportRows::indexOf(std::uint64_t number) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(numbers_, number) - numbers_.begin());
}

std::vector<std::string> ImportRows::texts(std::uint64_t number) const {
    std::string bytes;
    std::vector<std::string> out;
    for (const sheet::Cell& cell : cells(number, bytes)) out.emplace_back(cell.text);
    return out;
}

std::vector<sheet::Cell> ImportRows::cells(std::uint64_t number, std::string& bytes) const {
    const std::size_t index = indexOf(number);
    if (index >= numbers_.size() || numbers_[index] != number) return {};
    const std::uint64_t end = index + 1 < places_.size() ? places_[index + 1] : spill_.size();
    if (!spill_.read(places_[index], static_cast<std::size_t>(end - places_[index]), bytes)) return {};
    std::vector<sheet::Cell> out;
    std::size_t at = 0;
    const auto text = [&] {
        std::uint32_t size = 0;
        std::memcpy(&size, bytes.data() + at, 4);
        const std::string_view said = std::string_view(bytes).substr(at + 4, size);
        at += 4 + size;
        return said;
    };
    while (at + 10 <= bytes.size()) {
        sheet::Cell& cell = out.emplace_back();
        cell.kind = static_cast<sheet::CellKind>(bytes[at]);
        cell.percent = bytes[at + 1] != 0;
        at += 2;
        cell.currency = text();
        cell.text = text();
    }
    return out;
}

std::vector<ImportRows::Distinct> ImportRows::distinct(std::size_t column, std::uint64_t header, bool* complete) const {
    if (complete) *complete = column < distinct_.size() && !incomplete_[column];
    if (column >= distinct_.size()) return {};
    auto counts = distinct_[column];
    // What stands above the data is no value of the column.
    for (std::size_t index = 0; index < numbers_.size() && numbers_[index] <= header; ++index) {
        const std::vector<std::string> above = texts(numbers_[index]);
        if (column >= above.size()) continue;
        const auto found = counts.find(above[column]);
        if (found != counts.end() && --found->second == 0) counts.erase(found);
    }
    std::vector<Distinct> out;
    for (auto& [text, count] : counts) out.push_back({text, count});
    std::ranges::sort(out, [](const Distinct& a, const Distinct& b) {
        return a.count != b.count ? a.count > b.count : a.text < b.text;
    });
    return out;
}

}  // namespace kupets::model
