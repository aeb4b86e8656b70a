// What a sheet's rows are, and how records that are there are found again.
#include <algorithm>
#include <map>

#include "common/mapping/headers.h"
#include "common/mapping/propose.h"
#include "common/mapping/words.h"

namespace kupets::mapping {
namespace {

constexpr int kNamed = 120;       // the sheet is called so
constexpr int kWanted = 90;       // the person came from there
constexpr int kAnotherPart = 40;  // what another record of the row must bring
constexpr int kNoTitle = 80;
constexpr int kLead = 100;  // a base of clients has all that a lead has, and is none

const std::vector<std::vector<std::string>>& manyOfRow() {
    static const std::vector<std::vector<std::string>> lists{
        {"company", "contact"}, {"company", "contact", "deal"}, {"company", "deal"}};
    return lists;
}

bool isCalled(std::string_view sheet, const schema::Entity& entity) {
    const std::string plain = plainHeader(sheet);
    std::vector<std::string> names;
    for (const v1::Label* label : {&entity.def().label(), &entity.def().plural()})
        for (const std::string& name : {label->ru(), label->en()}) names.push_back(plainHeader(name));
    for (const std::string_view word : wordsOfEntity(entity.name())) names.emplace_back(word);
    if (entity.name() == "user") names.insert(names.end(), {"sales teams", "sales team", "сотрудники", "team"});
    if (entity.name() == "deal")
        names.insert(names.end(), {"pipeline", "sales pipeline", "воронка", "продажи", "sales"});
    if (entity.name() == "company") names.insert(names.end(), {"accounts", "клиенты", "контрагенты", "организации"});
    return std::ranges::any_of(names, [&plain](const std::string& name) {
        return !name.empty() && (" " + plain + " ").find(" " + name + " ") != std::string::npos;
    });
}

/// How well the columns are explained.
int worth(std::span<const Part> parts, std::span<const Column> columns) {
    int sum = 0;
    std::vector<bool> titled(parts.size());
    for (const auto& target : propose(parts, columns))
        if (target) {
            sum += target->score;
            if (target->path == parts[target->part].entity->titleField().name()) titled[target->part] = true;
        }
    for (std::size_t at = 0; at < parts.size(); ++at) sum -= (titled[at] ? 0 : kNoTitle) + (at > 0 ? kAnotherPart : 0);
    const bool all = std::ranges::all_of(titled, [](bool yes) { return yes; });
    return parts.size() > 1 && !all ? -1 : sum;
}

int surety(v1::FieldType type) {
    switch (type) {
        case v1::AUTO_NUMBER:
            return 6;
        case v1::INN:
            return 5;
        case v1::OGRN:
            return 4;
        case v1::PHONES:
            return 3;
        case v1::EMAILS:
            return 2;
        default:
            return 0;
    }
}

}  // namespace

std::vector<Part> partsOf(const schema::Snapshot& schema, std::span<const std::string> entities) {
    std::vector<Part> out;
    std::map<std::string, int> seen;
    for (const std::string& name : entities) {
        const schema::Entity* entity = schema.entity(name);
        if (!entity) continue;
        const int number = ++seen[name];
        Part part{number > 1 ? name + std::to_string(number) : name, entity, {}};
        for (const auto& field : entity->fields()) {
            if (!isFillable(*field) || !field->isReference() || field->target == entity) continue;
            const auto earlier = std::ranges::find(out, field->target, &Part::entity);
            if (earlier == out.end() || field->type() == v1::USER) continue;
            part.links.push_back({field->name(), static_cast<std::size_t>(earlier - out.begin())});
        }
        out.push_back(std::move(part));
    }
    return out;
}

std::vector<std::string> proposeEntities(const schema::Snapshot& schema, std::span<const Column> columns,
                                         std::string_view sheet, std::string_view wanted) {
    std::vector<std::string> best;
    int most = 0;
    const auto weigh = [&](std::vector<std::string> list) {
        const std::vector<Part> parts = partsOf(schema, list);
        if (parts.size() != list.size()) return;
        int sum = worth(parts, columns);
        if (sum < 0 && list.size() > 1) return;
        if (isCalled(sheet, *parts.back().entity) || isCalled(sheet, *parts.front().entity))
            sum += kNamed;
        else if (list.front() == "lead" && wanted != "lead")
            sum -= kLead;
        if (std::ranges::find(list, wanted) != list.end()) sum += kWanted;
        if (best.empty() || sum > most) {
            best = std::move(list);
            most = sum;
        }
    };
    for (const auto& entity : schema.entities())
        if (entity->def().navigation() > 0) weigh({entity->name()});
    for (const auto& list : manyOfRow()) weigh(list);
    return best;
}

std::vector<std::vector<std::string>> proposeKeys(const schema::Entity& entity, std::span<const std::string> paths) {
    std::vector<const schema::Field*> sure;
    const schema::Field* title = nullptr;
    const schema::Field* city = nullptr;
    for (const std::string& path : paths) {
        const schema::Field* field = entity.field(path);
        if (!field || std::ranges::find(sure, field) != sure.end()) continue;
        if (field == &entity.titleField()) title = field;
        if (field->name() == "city") city = field;
        if (surety(field->type()) > 0 || (field->def.unique() && field != title)) sure.push_back(field);
    }
    std::ranges::stable_sort(sure, std::ranges::greater{},
                             [](const schema::Field* field) { return surety(field->type()); });
    std::vector<std::vector<std::string>> out;
    for (const schema::Field* field : sure) out.push_back({field->name()});
    if (title && city && !title->def.unique()) out.push_back({title->name(), city->name()});
    // A name alone is shared by many people: only where nothing surer is there.
    if (title && (title->def.unique() || (!city && out.empty()))) out.push_back({title->name()});
    return out;
}

}  // namespace kupets::mapping
