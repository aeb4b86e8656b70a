#include "server/modules/imports/mapping.h"

#include <algorithm>

#include "common/rules/values.h"
#include "common/sheet/cells.h"
#include "server/modules/imports/conversion.h"

namespace kupets::imports {

namespace {

constexpr int kMostColumns = 1'000;

std::string placeIn(const char* list, int index) { return std::string(list) + "[" + std::to_string(index) + "]"; }

bool isList(const schema::Field& field) { return schema::valueTypeOf(field.type()) == schema::ValueType::Texts; }

/// What takes several columns, one behind the other.
bool joins(const schema::Field& field) {
    return isList(field) || field.type() == v1::TEXT || field.type() == v1::LONG_TEXT || field.type() == v1::ADDRESS;
}

}  // namespace

const std::string& nameOf(const v1::ImportPart& part) { return part.name().empty() ? part.entity() : part.name(); }

Result<Mapping> Mapping::make(const schema::Snapshot& snapshot, const v1::ImportPart& part, const Place& place) {
    Mapping mapping;
    mapping.entity = snapshot.entity(part.entity());
    if (mapping.entity == nullptr) return fail(ErrorCode::UnknownEntity, {part.entity()}, "entity");
    if (part.columns_size() > kMostColumns)
        return fail(ErrorCode::LimitExceeded, {"columns", std::to_string(kMostColumns)});
    if (part.columns().empty()) return fail(ErrorCode::BadRequest, {"columns"});
    for (int i = 0; i < part.columns_size(); ++i) {
        const auto& column = part.columns(i);
        const auto found = std::ranges::find(place.headers, sheet::trim(column.header()));
        if (found == place.headers.end()) {
            return fail(ErrorCode::BadFile, {"header", std::to_string(place.headerRow), column.header(), place.sheet},
                        placeIn("columns", i));
        }
        auto conversion = conversionOf(column.conversion(), place.format);
        if (!conversion) return std::unexpected(std::move(conversion.error()).within(placeIn("columns", i)));
        Input input{column.header(),
                    static_cast<std::size_t>(found - place.headers.begin()),
                    false,
                    {},
                    std::move(*conversion)};
        auto added = mapping.add(column.path(), std::move(input), column.only_if_empty());
        if (!added) return std::unexpected(std::move(added.error()).within(placeIn("columns", i)));
    }
    for (int i = 0; i < part.constants_size(); ++i) {
        const auto& constant = part.constants(i);
        Input input{{}, 0, true, std::string(sheet::trim(constant.value())), {}};
        auto added = mapping.add(constant.path(), std::move(input), false);
        if (!added) return std::unexpected(std::move(added.error()).within(placeIn("constants", i)));
    }
    for (int i = 0; i < part.links_size(); ++i) {
        if (auto added = mapping.addLink(part.links(i), part, place); !added)
            return std::unexpected(std::move(added.error()).within(placeIn("links", i)));
    }
    if (auto done = mapping.addMatch(part); !done) return std::unexpected(std::move(done.error()));
    return mapping;
}

Result<void> Mapping::add(std::string_view path, Input input, bool onlyIfEmpty) {
    const std::size_t dot = path.find('.');
    const schema::Field* field = entity->field(path.substr(0, dot));
    if (field == nullptr) return fail(ErrorCode::UnknownField, {std::string(path), entity->name()});
    if (field->target != nullptr) {
        return addReference(*field, dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1),
                            std::move(input), onlyIfEmpty);
    }
    if (dot != std::string_view::npos) return fail(ErrorCode::UnknownField, {std::string(path), entity->name()});
    if (field->system || field->isFormula() || field->type() == v1::AUTO_NUMBER || field->type() == v1::FILE) {
        return fail(ErrorCode::ReadOnly, {}, field->name());
    }
    const auto known = std::ranges::find(plain, field, &PlainColumn::field);
    if (known == plain.end()) {
        plain.push_back({field, {}, onlyIfEmpty});
        plain.back().inputs.push_back(std::move(input));
        return {};
    }
    if (!joins(*field) || input.constant || known->inputs.front().constant)
        return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
    known->inputs.push_back(std::move(input));
    return {};
}

Result<void> Mapping::addReference(const schema::Field& field, std::string_view key, Input input, bool onlyIfEmpty) {
    if (field.system) return fail(ErrorCode::ReadOnly, {}, field.name());
    const schema::Field* part = key.empty() ? &field.target->titleField() : field.target->field(key);
    if (part == nullptr) return fail(ErrorCode::UnknownField, {std::string(key), field.target->name()});
    if (!isKey(*part))
        return fail(ErrorCode::InvalidValue, {std::string(key), "a field to find records by"}, field.name());
    auto found = std::ranges::find(references, &field, &ReferenceColumn::field);
    if (found == references.end()) {
        references.push_back({&field, {}, field.type() == v1::REFERENCES, field.target == entity, onlyIfEmpty});
        found = references.end() - 1;
    }
    const bool twice = std::ranges::any_of(found->parts, [&](const auto& known) { return known.key == part; });
    if (twice || (found->several && !found->parts.empty()))
        return fail(ErrorCode::BadRequest, {"field twice"}, field.name());
    found->parts.push_back({part, std::move(input)});
    return {};
}

Result<void> Mapping::addLink(const v1::ImportLink& link, const v1::ImportPart& part, const Place& place) {
    const schema::Field* field = entity->field(link.field());
    if (field == nullptr || field->target == nullptr)
        return fail(ErrorCode::UnknownField, {link.field(), part.entity()});
    if (field->system) return fail(ErrorCode::ReadOnly, {}, field->name());
    const auto found =
        std::ranges::find_if(place.earlier, [&](const auto* earlier) { return nameOf(*earlier) == link.part(); });
    if (found == place.earlier.end())
        return fail(ErrorCode::InvalidValue, {link.part(), "an earlier part of the row"}, field->name());
    if (field->target->name() != (*found)->entity())
        return fail(ErrorCode::InvalidValue, {link.part(), field->target->name()}, field->name());
    if (isMapped(*field)) return fail(ErrorCode::BadRequest, {"field twice"}, field->name());
    links.push_back({field, static_cast<std::size_t>(found - place.earlier.begin())});
    return {};
}

bool Mapping::isMapped(const schema::Field& field) const {
    return std::ranges::any_of(plain, [&](const auto& column) { return column.field == &field; }) ||
           std::ranges::any_of(references, [&](const auto& column) { return column.field == &field; }) ||
           std::ranges::any_of(links, [&](const auto& column) { return column.field == &field; });
}

Result<void> Mapping::addMatch(const v1::ImportPart& part) {
    for (int i = 0; i < part.match_size(); ++i) {
        std::vector<const schema::Field*> key;
        for (const std::string& name : part.match(i).fields()) {
            const schema::Field* field = entity->field(name);
            if (field == nullptr) return fail(ErrorCode::UnknownField, {name, entity->name()}, placeIn("match", i));
            // Lists are found by any of their items, one list at a time.
            const bool alone = isList(*field) && part.match(i).fields_size() == 1;
            if (!isMapped(*field) || !(isKey(*field) || alone))
                return fail(ErrorCode::InvalidValue, {name, "a mapped field"}, placeIn("match", i));
            key.push_back(field);
        }
        if (key.empty()) return fail(ErrorCode::BadRequest, {"match"}, placeIn("match", i));
        match.push_back(std::move(key));
    }
    return {};
}

sheet::Cell Mapping::cellOf(const Input& input, const sheet::Row& row) const {
    sheet::Cell cell;
    if (input.constant) {
        cell.kind = input.text.empty() ? sheet::CellKind::Empty : sheet::CellKind::Text;
        cell.text = input.text;
        return cell;
    }
    if (input.cell >= row.cells.size()) return cell;
    cell = row.cells[input.cell];
    cell.text = takenPart(input.conversion, sheet::trim(cell.text));
    if (!input.conversion.aliases.empty() && !cell.text.empty()) {
        const auto found = input.conversion.aliases.find(sheet::lowerCase(cell.text));
        if (found != input.conversion.aliases.end()) {
            cell.kind = sheet::CellKind::Text;
            cell.text = found->second;
        }
    }
    if (cell.text.empty()) cell.kind = sheet::CellKind::Empty;
    return cell;
}

std::string Mapping::textOf(const PlainColumn& column, const sheet::Row& row) const {
    std::string out;
    for (const Input& input : column.inputs) {
        const std::string_view text = textOf(input, row);
        if (text.empty()) continue;
        if (!out.empty()) out += isList(*column.field) ? "; " : " ";
        out += text;
    }
    return out;
}

bool Mapping::isListKey(const std::vector<const schema::Field*>& key) {
    return key.size() == 1 && isList(*key.front());
}

std::vector<std::string> Mapping::itemsOf(const PlainColumn& column, const sheet::Row& row) const {
    const std::string text = textOf(column, row);
    if (text.empty()) return {};
    auto value = cellValue(*column.field, text, column.inputs.front().conversion.format);
    if (!value) return {};
    auto normal = rules::normalise(*column.field, *value);
    const auto* items = normal ? std::get_if<Texts>(&*normal) : nullptr;
    return items == nullptr ? std::vector<std::string>() : *items;
}

bool Mapping::isBlank(const sheet::Row& row) const {
    const auto blank = [&](const Input& input) { return input.constant || textOf(input, row).empty(); };
    return std::ranges::all_of(plain, [&](const auto& column) { return std::ranges::all_of(column.inputs, blank); }) &&
           std::ranges::all_of(references, [&](const auto& column) {
               return std::ranges::all_of(column.parts, [&](const auto& part) { return blank(part.input); });
           });
}

std::string Mapping::headerOf(std::string_view field) const {
    for (const PlainColumn& column : plain) {
        if (column.field->name() == field && !column.inputs.front().header.empty()) return column.inputs.front().header;
    }
    for (const ReferenceColumn& column : references) {
        if (column.field->name() == field && !column.parts.front().input.header.empty())
            return column.parts.front().input.header;
    }
    return std::string(field);
}

}  // namespace kupets::imports
