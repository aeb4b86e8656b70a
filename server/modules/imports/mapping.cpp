#include "server/modules/imports/mapping.h"

#include <algorithm>

#include "common/sheet/cells.h"
#include "server/modules/imports/cell_value.h"

namespace kupets::imports {

namespace {

constexpr int kMostColumns = 1'000;
constexpr int kMostAliases = 10'000;

std::optional<std::size_t> findCell(const sheet::CsvRow& header, std::string_view name) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        if (sheet::trim(header.cells[i]) == sheet::trim(name)) return i;
    }
    return std::nullopt;
}

std::string place(const char* list, int index) { return std::string(list) + "[" + std::to_string(index) + "]"; }

std::unexpected<Error> noColumn(const std::string& name, const sheet::CsvRow& header, std::string where) {
    return fail(ErrorCode::BadFile, {"header", std::to_string(header.line), name}, std::move(where));
}

}  // namespace

Result<Mapping> Mapping::make(const schema::Entity& entity, const v1::ImportRequest& request,
                              const sheet::CsvRow& header) {
    if (request.columns_size() > kMostColumns)
        return fail(ErrorCode::LimitExceeded, {"columns", std::to_string(kMostColumns)});
    if (request.aliases_size() > kMostAliases)
        return fail(ErrorCode::LimitExceeded, {"aliases", std::to_string(kMostAliases)});
    if (request.columns().empty()) return fail(ErrorCode::BadRequest, {"columns"});
    Mapping mapping;
    mapping.entity = &entity;
    mapping.width = header.cells.size();
    for (int i = 0; i < request.columns_size(); ++i) {
        const auto& column = request.columns(i);
        const auto cell = findCell(header, column.header());
        if (!cell) return noColumn(column.header(), header, place("columns", i));
        auto added = mapping.add(column.path(), Input{column.header(), *cell, false, {}});
        if (!added) return std::unexpected(std::move(added.error()).within(place("columns", i)));
    }
    for (int i = 0; i < request.constants_size(); ++i) {
        const auto& constant = request.constants(i);
        auto added = mapping.add(constant.path(), Input{{}, 0, true, std::string(sheet::trim(constant.value()))});
        if (!added) return std::unexpected(std::move(added.error()).within(place("constants", i)));
    }
    if (auto done = mapping.addMatch(request); !done) return std::unexpected(std::move(done.error()));
    if (auto done = mapping.addAliases(request, header); !done) return std::unexpected(std::move(done.error()));
    return mapping;
}

Result<void> Mapping::add(std::string_view path, Input input) {
    const std::size_t dot = path.find('.');
    const schema::Field* field = entity->field(path.substr(0, dot));
    if (field == nullptr) return fail(ErrorCode::UnknownField, {std::string(path), entity->name()});
    if (field->target != nullptr) {
        return addReference(*field, dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1),
                            std::move(input));
    }
    if (dot != std::string_view::npos) return fail(ErrorCode::UnknownField, {std::string(path), entity->name()});
    if (field->system || field->isFormula() || field->type() == v1::AUTO_NUMBER || field->type() == v1::FILE) {
        return fail(ErrorCode::ReadOnly, {}, field->name());
    }
    if (std::ranges::any_of(plain, [&](const PlainColumn& column) { return column.field == field; })) {
        return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
    }
    plain.push_back({field, std::move(input)});
    return {};
}

Result<void> Mapping::addReference(const schema::Field& field, std::string_view key, Input input) {
    if (field.system) return fail(ErrorCode::ReadOnly, {}, field.name());
    const schema::Field* part = key.empty() ? &field.target->titleField() : field.target->field(key);
    if (part == nullptr) return fail(ErrorCode::UnknownField, {std::string(key), field.target->name()});
    if (!isKey(*part))
        return fail(ErrorCode::InvalidValue, {std::string(key), "a field to find records by"}, field.name());
    auto found = std::ranges::find(references, &field, &ReferenceColumn::field);
    if (found == references.end()) {
        references.push_back({&field, {}, field.type() == v1::REFERENCES, field.target == entity});
        found = references.end() - 1;
    }
    const bool twice = std::ranges::any_of(found->parts, [&](const auto& known) { return known.key == part; });
    if (twice || (found->several && !found->parts.empty()))
        return fail(ErrorCode::BadRequest, {"field twice"}, field.name());
    found->parts.push_back({part, std::move(input)});
    return {};
}

Result<void> Mapping::addMatch(const v1::ImportRequest& request) {
    for (int i = 0; i < request.match_size(); ++i) {
        const schema::Field* field = entity->field(request.match(i));
        if (field == nullptr)
            return fail(ErrorCode::UnknownField, {request.match(i), entity->name()}, place("match", i));
        const bool mapped = std::ranges::any_of(plain, [&](const auto& column) { return column.field == field; }) ||
                            std::ranges::any_of(references, [&](const auto& column) { return column.field == field; });
        if (!mapped || !isKey(*field))
            return fail(ErrorCode::InvalidValue, {field->name(), "a mapped field"}, place("match", i));
        match.push_back(field);
    }
    return {};
}

Result<void> Mapping::addAliases(const v1::ImportRequest& request, const sheet::CsvRow& header) {
    for (int i = 0; i < request.aliases_size(); ++i) {
        const auto& alias = request.aliases(i);
        const std::string from(sheet::trim(alias.from()));
        const std::string to(sheet::trim(alias.to()));
        if (alias.header().empty()) {
            everywhere_.emplace(from, to);
            continue;
        }
        const auto cell = findCell(header, alias.header());
        if (!cell) return noColumn(alias.header(), header, place("aliases", i));
        byCell_[*cell].emplace(from, to);
    }
    return {};
}

std::string_view Mapping::textOf(const Input& input, const sheet::CsvRow& row) const {
    if (input.constant) return input.text;
    const std::string_view text = sheet::trim(row.cells[input.cell]);
    if (text.empty() || (byCell_.empty() && everywhere_.empty())) return text;
    const std::string key(text);
    if (const auto aliases = byCell_.find(input.cell); aliases != byCell_.end()) {
        if (const auto found = aliases->second.find(key); found != aliases->second.end()) return found->second;
    }
    const auto found = everywhere_.find(key);
    return found == everywhere_.end() ? text : std::string_view(found->second);
}

}  // namespace kupets::imports
