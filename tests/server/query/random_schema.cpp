#include "tests/server/query/random_schema.h"

#include <algorithm>
#include <stdexcept>

#include "common/expr/print.h"
#include "server/schema/columns.h"
#include "tests/server/query/random_expression.h"

namespace kupets::tests {
namespace {

using schema::ValueType;

constexpr v1::FieldType kFieldTypes[] = {v1::TEXT,    v1::LONG_TEXT, v1::INTEGER,      v1::DECIMAL,   v1::MONEY,
                                         v1::PERCENT, v1::BOOLEAN,   v1::DATE,         v1::DATE_TIME, v1::DURATION,
                                         v1::CHOICE,  v1::PHONES,    v1::MULTI_CHOICE, v1::INN,       v1::BANK_ACCOUNT,
                                         v1::USER,    v1::REFERENCES};

void label(v1::FieldDef& field) {
    field.mutable_label()->set_ru(field.name());
    field.mutable_label()->set_en(field.name());
}

v1::FieldDef& add(v1::EntityDef& entity, const std::string& name, v1::FieldType type) {
    v1::FieldDef& field = *entity.add_fields();
    field.set_name(name);
    field.set_type(type);
    label(field);
    return field;
}

v1::EntityDef named(const std::string& name) {
    v1::EntityDef entity;
    entity.set_name(name);
    entity.set_title_field("name");
    add(entity, "name", v1::TEXT);
    return entity;
}

void addReference(Random& random, v1::EntityDef& entity, std::size_t index, std::size_t entities, int number) {
    v1::FieldDef& field = add(entity, "ref" + std::to_string(number), v1::REFERENCE);
    field.set_target("e" + std::to_string(random.below(entities)));
    field.set_reverse("from" + std::to_string(index) + "_" + std::to_string(number));
}

std::vector<v1::EntityDef> plainEntities(Random& random) {
    std::vector<v1::EntityDef> defs{named("user")};
    const std::size_t entities = 2 + random.below(3);
    for (std::size_t i = 0; i < entities; ++i) {
        v1::EntityDef entity = named("e" + std::to_string(i));
        for (const v1::FieldType type : kFieldTypes) {
            if (random.chance(15)) continue;
            v1::FieldDef& field = add(entity, "f" + std::to_string(type), type);
            if (type == v1::CHOICE || type == v1::MULTI_CHOICE) field.add_choices()->set_value("won");
            if (type == v1::REFERENCES) {
                field.set_target("user");
                field.set_reverse("listed" + std::to_string(i));
            }
        }
        const int references = 1 + static_cast<int>(random.below(2));
        for (int r = 0; r < references; ++r) addReference(random, entity, i, entities, r);
        defs.push_back(std::move(entity));
    }
    return defs;
}

schema::SnapshotPtr built(std::vector<v1::EntityDef> defs) {
    auto snapshot = schema::Snapshot::build(std::move(defs), 1);
    if (!snapshot) throw std::runtime_error(describe(snapshot.error()));
    return *snapshot;
}

}  // namespace

schema::SnapshotPtr randomSchema(Random& random) {
    std::vector<v1::EntityDef> defs = plainEntities(random);
    const schema::SnapshotPtr plain = built(defs);
    for (v1::EntityDef& def : defs) {
        const schema::Entity& entity = *plain->entity(def.name());
        for (const ValueType type : {ValueType::Decimal, ValueType::Text}) {
            const expr::Ast formula = RandomExpressions(random, entity).make(type, 2);
            if (!expr::check(formula, entity, type)) continue;
            add(def, type == ValueType::Text ? "words" : "sum", v1::FORMULA).set_formula(expr::print(formula));
        }
    }
    return built(std::move(defs));
}

std::string randomText(Random& random) {
    static const std::vector<std::string> kTexts{
        "",   "won",        "Ёж",    "еж", "ЁЖ и \"Уж\"", " a  b ", "Straße", "a%b_c\\",     "я", "Иванов Пётр",
        "12", "line\nline", "😀 ok", "ΑΣ", "Z",           "a",      "ё",      "+79161234567"};
    return random.of(kTexts);
}

Decimal randomDecimal(Random& random) {
    static const std::vector<std::string> kDecimals{"0",
                                                    "1",
                                                    "-1",
                                                    "0.5",
                                                    "2.50",
                                                    "-2.5",
                                                    "100",
                                                    "0.000000000000000001",
                                                    "3",
                                                    "7.005",
                                                    "-0.3333333333",
                                                    "99999999999999999999",
                                                    "99999999999999999999.999999999999999999",
                                                    "12345678901234.56",
                                                    "1000000007",
                                                    "86400",
                                                    "-40000000000.5"};
    return *Decimal::parse(random.of(kDecimals));
}

std::int64_t randomInteger(Random& random) {
    static const std::vector<std::int64_t> kIntegers{0, 1, -1, 2, 3, 7, 12, 31, 1000, -400, 2026, INT64_MAX, INT64_MIN};
    return random.of(kIntegers);
}

Date randomDate(Random& random) {
    static const std::vector<std::string> kDates{"2026-01-31", "2024-02-29", "2026-11-21", "1999-12-31",
                                                 "0001-01-01", "9999-12-31", "1970-01-01"};
    return *Date::parse(random.of(kDates));
}

Timestamp randomTimestamp(Random& random) {
    static const std::vector<std::string> kMoments{
        "2026-01-31T22:30:00Z", "2026-11-21T00:00:00Z",        "2024-02-29T21:00:00.123456Z", "1970-01-01T00:00:00Z",
        "0001-01-02T12:00:00Z", "9999-12-30T23:59:59.999999Z", "2026-11-20T21:00:00Z"};
    return *Timestamp::parse(random.of(kMoments));
}

RandomRows::RandomRows(Random& random, const schema::Snapshot& snapshot, std::size_t rowsEach) {
    std::uint64_t count = 0;
    for (const auto& entity : snapshot.entities()) {
        for (std::size_t i = 0; i < rowsEach; ++i) {
            const Uuid id = Uuid::fromName(std::to_string(++count));
            ids_[entity.get()].push_back(id);
            Row& row = rows_[id];
            row.rows = this;
            row.entity = entity.get();
        }
    }
    for (auto& [id, row] : rows_) {
        for (const auto& field : row.entity->fields()) {
            if (!field->isFormula()) row.values[field->name()] = randomValue(random, *field);
        }
        row.values["id"] = id;
        row.values["version"] = std::int64_t{1};
        row.values["created_at"] = randomTimestamp(random);
        row.values["updated_at"] = randomTimestamp(random);
    }
}

Value RandomRows::randomValue(Random& random, const schema::Field& field) const {
    if (random.chance(25) || (field.system && field.name() == "id")) return Null{};
    switch (schema::valueTypeOf(field.type())) {
        case ValueType::Boolean:
            return random.chance(50);
        case ValueType::Integer:
            return randomInteger(random);
        case ValueType::Decimal:
            return randomDecimal(random);
        case ValueType::Text:
            return randomText(random);
        case ValueType::Date:
            return randomDate(random);
        case ValueType::Timestamp:
            return randomTimestamp(random);
        case ValueType::Duration:
            return Duration{randomInteger(random)};
        case ValueType::Reference:
            return random.of(ids_.at(field.target));
        case ValueType::Money:
            return Money{randomDecimal(random), random.chance(50) ? "RUB" : "EUR"};
        case ValueType::BankAccount:
            return BankAccount{"40702810938000000001", "044525225"};
        case ValueType::Texts:
            return random.chance(20) ? Texts{} : Texts{randomText(random), randomText(random)};
        case ValueType::References:
            return random.chance(20) ? Ids{} : Ids{random.of(ids_.at(field.target))};
    }
    return Null{};
}

Value RandomRows::Row::value(const schema::Field& field) const {
    const auto found = values.find(field.name());
    return found == values.end() ? Value() : found->second;
}

const expr::Record* RandomRows::Row::follow(const schema::Field& reference) const {
    const Value to = value(reference);
    const auto* id = std::get_if<Uuid>(&to);
    return id == nullptr ? nullptr : &rows->rows_.at(*id);
}

std::vector<const expr::Record*> RandomRows::Row::children(const schema::Reverse& reverse) const {
    const Uuid& self = std::get<Uuid>(values.at("id"));
    std::vector<const expr::Record*> out;
    for (const Uuid& id : rows->ids(*reverse.child)) {
        const Row& child = rows->row(id);
        const Value to = child.value(*reverse.field);
        const auto* one = std::get_if<Uuid>(&to);
        const auto* many = std::get_if<Ids>(&to);
        if (one != nullptr && *one == self) out.push_back(&child);
        if (many != nullptr && std::ranges::find(*many, self) != many->end()) out.push_back(&child);
    }
    return out;
}

std::vector<db::Query> RandomRows::inserts() const {
    std::vector<db::Query> out;
    for (const auto& [id, row] : rows_) {
        db::Query query;
        std::string columns;
        std::string cells;
        const auto addCell = [&](const std::string& column, const std::string& type,
                                 const std::optional<std::string>& cell) {
            cell ? query.params.add(*cell) : query.params.addNull();
            columns += (columns.empty() ? "" : ", ") + schema::ident(column);
            cells += (cells.empty() ? "$" : ", $") + std::to_string(query.params.size()) + "::" + type;
        };
        for (const auto& field : row.entity->fields()) {
            if (field->isFormula()) continue;
            const schema::Cells values = schema::toCells(*field, row.value(*field));
            addCell(field->name(), schema::castType(*field), values[0]);
            if (!field->companionColumn().empty()) addCell(field->companionColumn(), "text", values[1]);
        }
        query.sql = "INSERT INTO " + schema::tableOf(*row.entity) + " (" + columns + ") VALUES (" + cells + ")";
        out.push_back(std::move(query));
    }
    return out;
}

}  // namespace kupets::tests
