#include "client/model/import_plan.h"

#include <QCryptographicHash>
#include <algorithm>
#include <map>

#include <google/protobuf/util/json_util.h>

#include "client/net/qt.h"
#include "common/mapping/headers.h"
#include "common/sheet/mend_file.h"

namespace kupets::model {
namespace {

constexpr std::size_t kMostJson = 400'000;

}  // namespace

std::vector<std::string> ImportSheetPlan::entities() const {
    std::vector<std::string> out;
    for (const ImportPartPlan& part : parts) out.push_back(part.entity);
    return out;
}

std::vector<std::string> ImportSheetPlan::pathsOf(int part) const {
    std::vector<std::string> out;
    for (const ImportUse& use : uses)
        if (use.part == part && !use.path.empty()) out.push_back(use.path);
    return out;
}

std::vector<std::size_t> ImportPlan::chosen() const {
    std::vector<std::size_t> out;
    for (std::size_t at = 0; at < sheets.size(); ++at)
        if (sheets[at].on) out.push_back(at);
    return out;
}

QString ImportPlan::signature() const {
    std::vector<std::string> parts;
    for (const ImportSheetPlan& sheet : sheets) {
        if (!sheet.on) continue;
        // Rows that were mended are of the same kind as the file that they come from.
        std::vector<std::string> headers = sheet.headers;
        std::erase_if(headers, [](const std::string& header) { return sheet::isReasonColumn(header); });
        parts.push_back(mapping::signatureOf(headers));
    }
    std::ranges::sort(parts);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string& part : parts) hash.addData(QByteArray::fromStdString(part + '\x1e'));
    return QString::fromLatin1(hash.result().toHex());
}

const schema::Field* fieldAt(const schema::Snapshot& schema, const std::string& entity, const std::string& path,
                             const schema::Field** through) {
    if (through) *through = nullptr;
    const schema::Entity* owner = schema.entity(entity);
    if (!owner) return nullptr;
    const std::size_t dot = path.find('.');
    const schema::Field* first = owner->field(path.substr(0, dot));
    if (dot == std::string::npos || !first) return first;
    if (!first->target) return nullptr;
    if (through) *through = first;
    return first->target->field(path.substr(dot + 1));
}

void setEntities(ImportSheetPlan& plan, const schema::Snapshot& schema, const std::vector<std::string>& entities,
                 const std::vector<mapping::Column>& columns) {
    const std::vector<mapping::Part> parts = mapping::partsOf(schema, entities);
    plan.parts.clear();
    for (const mapping::Part& part : parts)
        plan.parts.push_back({.name = part.name, .entity = part.entity->name(), .links = part.links});
    plan.uses.clear();
    const auto targets = mapping::propose(parts, columns);
    for (std::size_t at = 0; at < plan.headers.size(); ++at) {
        ImportUse use{.column = static_cast<int>(at)};
        if (at < targets.size() && targets[at]) {
            use.part = static_cast<int>(targets[at]->part);
            use.path = targets[at]->path;
            use.order = targets[at]->order;
        }
        plan.uses.push_back(std::move(use));
    }
    refreshMatch(plan, schema);
}

void refreshMatch(ImportSheetPlan& plan, const schema::Snapshot& schema) {
    for (std::size_t at = 0; at < plan.parts.size(); ++at) {
        ImportPartPlan& part = plan.parts[at];
        const schema::Entity* entity = schema.entity(part.entity);
        if (!entity) continue;
        const std::vector<std::string> paths = plan.pathsOf(static_cast<int>(at));
        if (!part.matchTouched) {
            part.match = mapping::proposeKeys(*entity, paths);
            continue;
        }
        std::erase_if(part.match, [&](const std::vector<std::string>& key) {
            return std::ranges::any_of(
                key, [&](const std::string& field) { return std::ranges::find(paths, field) == paths.end(); });
        });
    }
}

v1::ImportSheet toProto(const ImportSheetPlan& plan) {
    v1::ImportSheet out;
    out.set_sheet(plan.name);
    out.set_header_row(static_cast<std::uint32_t>(plan.headerRow));
    for (std::size_t at = 0; at < plan.parts.size(); ++at) {
        const ImportPartPlan& part = plan.parts[at];
        v1::ImportPart& to = *out.add_parts();
        to.set_name(part.name);
        to.set_entity(part.entity);
        std::vector<const ImportUse*> uses;
        for (const ImportUse& use : plan.uses)
            if (use.part == static_cast<int>(at)) uses.push_back(&use);
        std::ranges::stable_sort(uses, {}, [](const ImportUse* use) { return use->order; });
        for (const ImportUse* use : uses) {
            if (use->isConstant()) {
                v1::ImportConstant& constant = *to.add_constants();
                constant.set_path(use->path);
                constant.set_value(use->constant);
                continue;
            }
            v1::ImportColumn& column = *to.add_columns();
            column.set_header(plan.headers[static_cast<std::size_t>(use->column)]);
            column.set_path(use->path);
            column.set_only_if_empty(use->onlyIfEmpty);
            if (use->conversion.ByteSizeLong() > 0) *column.mutable_conversion() = use->conversion;
        }
        for (const mapping::Part::Link& link : part.links) {
            v1::ImportLink& made = *to.add_links();
            made.set_field(link.field);
            made.set_part(plan.parts[link.part].name);
        }
        for (const std::vector<std::string>& key : part.match) {
            v1::ImportMatch& match = *to.add_match();
            for (const std::string& field : key) match.add_fields(field);
        }
        to.set_when_found(part.found);
        to.set_when_missing(part.missing);
        to.set_create_missing(part.createMissing);
    }
    return out;
}

namespace {

/// Where the names of links lead; those that lead nowhere are left out.
std::vector<mapping::Part::Link> linksOf(const v1::ImportPart& part, const std::vector<ImportPartPlan>& earlier) {
    std::vector<mapping::Part::Link> out;
    for (const v1::ImportLink& link : part.links()) {
        const auto to = std::ranges::find(earlier, link.part(), &ImportPartPlan::name);
        if (to != earlier.end()) out.push_back({link.field(), static_cast<std::size_t>(to - earlier.begin())});
    }
    return out;
}

void applyPart(ImportSheetPlan& plan, const v1::ImportPart& part, const schema::Snapshot& schema,
               const std::map<std::string, int>& columns) {
    ImportPartPlan made;
    made.name = part.name().empty() ? part.entity() : part.name();
    made.entity = part.entity();
    made.links = linksOf(part, plan.parts);
    for (const v1::ImportMatch& key : part.match()) made.match.emplace_back(key.fields().begin(), key.fields().end());
    made.matchTouched = true;
    made.found = part.when_found();
    made.missing = part.when_missing();
    made.createMissing = part.create_missing();
    const int at = static_cast<int>(plan.parts.size());
    plan.parts.push_back(std::move(made));
    int order = 0;
    for (const v1::ImportColumn& column : part.columns()) {
        const auto found = columns.find(mapping::plainHeader(column.header()));
        if (found == columns.end() || !fieldAt(schema, part.entity(), column.path())) continue;
        plan.uses.push_back({.column = found->second,
                             .part = at,
                             .path = column.path(),
                             .onlyIfEmpty = column.only_if_empty(),
                             .conversion = column.conversion(),
                             .order = ++order});
    }
    for (const v1::ImportConstant& constant : part.constants())
        if (fieldAt(schema, part.entity(), constant.path()))
            plan.uses.push_back({.part = at, .path = constant.path(), .constant = constant.value()});
}

}  // namespace

void apply(ImportSheetPlan& plan, const v1::ImportSheet& sheet, const schema::Snapshot& schema) {
    std::map<std::string, int> columns;
    for (std::size_t at = 0; at < plan.headers.size(); ++at)
        columns.emplace(mapping::plainHeader(plan.headers[at]), static_cast<int>(at));
    plan.parts.clear();
    plan.uses.clear();
    for (const v1::ImportPart& part : sheet.parts())
        if (schema.entity(part.entity())) applyPart(plan, part, schema, columns);
    for (std::size_t at = 0; at < plan.headers.size(); ++at)
        if (std::ranges::none_of(plan.uses, [at](const ImportUse& use) { return use.column == static_cast<int>(at); }))
            plan.uses.push_back({.column = static_cast<int>(at)});
    // As the file stands, constants last.
    std::ranges::stable_sort(plan.uses, {},
                             [](const ImportUse& use) { return use.isConstant() ? 1 << 20 : use.column; });
    refreshMatch(plan, schema);
}

bool apply(ImportPlan& plan, const v1::ImportRequest& definition, const schema::Snapshot& schema) {
    bool any = false;
    std::vector<bool> taken(static_cast<std::size_t>(definition.sheets_size()), false);
    std::vector<std::pair<int, std::size_t>> order;
    for (std::size_t at = 0; at < plan.sheets.size(); ++at) {
        ImportSheetPlan& sheet = plan.sheets[at];
        int found = -1;
        for (int i = 0; i < definition.sheets_size() && found < 0; ++i)
            if (!taken[static_cast<std::size_t>(i)] && definition.sheets(i).sheet() == sheet.name) found = i;
        if (found < 0 && plan.sheets.size() == 1 && definition.sheets_size() == 1) found = 0;
        order.emplace_back(found < 0 ? definition.sheets_size() : found, at);
        sheet.on = found >= 0;
        if (found < 0) continue;
        taken[static_cast<std::size_t>(found)] = true;
        apply(sheet, definition.sheets(found), schema);
        any = any ||
              std::ranges::any_of(sheet.uses, [](const ImportUse& use) { return use.isUsed() && !use.isConstant(); });
    }
    std::ranges::stable_sort(order);
    std::vector<ImportSheetPlan> sorted;
    for (const auto& [place, at] : order) sorted.push_back(std::move(plan.sheets[at]));
    plan.sheets = std::move(sorted);
    return any;
}

std::string toJson(const v1::ImportRequest& definition) {
    std::string json;
    (void)google::protobuf::util::MessageToJsonString(definition, &json);
    return json;
}

Result<v1::ImportRequest> fromJson(const std::string& json) {
    v1::ImportRequest definition;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (json.size() > kMostJson || !google::protobuf::util::JsonStringToMessage(json, &definition, options).ok())
        return fail(ErrorCode::BadRequest, {"template"});
    return definition;
}

std::vector<const schema::Field*> missingFields(const ImportSheetPlan& plan, int part, const schema::Snapshot& schema) {
    std::vector<const schema::Field*> out;
    const ImportPartPlan& of = plan.parts[static_cast<std::size_t>(part)];
    const schema::Entity* entity = schema.entity(of.entity);
    if (!entity || of.missing == v1::ImportPart::LEAVE_OUT) return out;
    const std::vector<std::string> paths = plan.pathsOf(part);
    for (const auto& field : entity->fields()) {
        if (!field->def.required() || field->system || !field->def.default_value().empty()) continue;
        const bool linked =
            std::ranges::any_of(of.links, [&](const mapping::Part::Link& link) { return link.field == field->name(); });
        const bool filled = std::ranges::any_of(paths, [&](const std::string& path) {
            return path == field->name() || path.starts_with(field->name() + ".");
        });
        if (!linked && !filled) out.push_back(field.get());
    }
    return out;
}

}  // namespace kupets::model
