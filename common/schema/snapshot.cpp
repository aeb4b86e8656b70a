#include "common/schema/snapshot.h"

#include <algorithm>
#include <unordered_set>

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

namespace kupets::schema {
namespace {

bool isLowerSnake(std::string_view name) {
    if (name.empty() || name.size() > 50 || name.front() < 'a' || name.front() > 'z') return false;
    return std::ranges::all_of(name,
                               [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::InvalidValue, {where, what}, where);
}

bool pointsToRecords(v1::FieldType type) { return type == v1::REFERENCE || type == v1::REFERENCES || type == v1::USER; }

v1::FieldDef systemField(const char* name, v1::FieldType type, const char* ru, const char* en) {
    v1::FieldDef def;
    def.set_name(name);
    def.set_type(type);
    def.mutable_label()->set_ru(ru);
    def.mutable_label()->set_en(en);
    def.set_read_only(true);
    if (type == v1::USER) def.set_target("user");
    return def;
}

std::vector<v1::FieldDef> systemFields() {
    return {
        systemField("id", v1::TEXT, "Идентификатор", "Identifier"),
        systemField("version", v1::INTEGER, "Версия", "Version"),
        systemField("created_at", v1::DATE_TIME, "Создано", "Created"),
        systemField("created_by", v1::USER, "Кто создал", "Created by"),
        systemField("updated_at", v1::DATE_TIME, "Изменено", "Changed"),
        systemField("updated_by", v1::USER, "Кто изменил", "Changed by"),
    };
}

/// Follows "company.owner" from `entity`; the last field, or null.
const Field* walk(const Entity& entity, std::string_view path) {
    const Entity* at = &entity;
    while (true) {
        const std::size_t dot = path.find('.');
        const Field* field = at->field(path.substr(0, dot));
        if (field == nullptr || dot == std::string_view::npos) return field;
        if (!field->isReference()) return nullptr;
        at = field->target;
        path.remove_prefix(dot + 1);
    }
}

Result<void> checkField(const Entity& entity, const Field& field) {
    const std::string where = entity.name() + "." + field.name();
    if (!isLowerSnake(field.name())) return wrong(where, "the name is lower_snake, at most 50 characters");
    if (field.type() == v1::FIELD_TYPE_UNSPECIFIED) return wrong(where, "type is missing");
    if (field.def.label().ru().empty() || field.def.label().en().empty()) return wrong(where, "a label is missing");
    if (pointsToRecords(field.type()) && field.target == nullptr)
        return wrong(where, "no such target: " + field.def.target());
    const bool choice = field.type() == v1::CHOICE || field.type() == v1::MULTI_CHOICE;
    if (choice == field.def.choices().empty())
        return wrong(where, "choices belong to choice fields, and these need them");
    if (field.isFormula() == field.def.formula().empty())
        return wrong(where, "formula belongs to formula fields, and these need it");
    if (field.def.required() && field.def.on_delete() == v1::SET_EMPTY && field.isReference() && !field.system) {
        return wrong(where, "a required reference can not be emptied: on_delete is REFUSE or CASCADE");
    }
    return {};
}

/// Standards are of texts, and what a name is parted from goes into a text beside it.
Result<void> checkStandard(const Entity& entity, const Field& field) {
    const std::string where = entity.name() + "." + field.name();
    const bool company = field.def.standard() == v1::STANDARD_COMPANY_NAME;
    if (field.def.standard() != v1::STANDARD_NONE && field.type() != v1::TEXT)
        return wrong(where, "only texts have a standard");
    if (field.def.standard_field().empty()) return {};
    const Field* form = entity.field(field.def.standard_field());
    if (!company || form == nullptr || form == &field || form->type() != v1::TEXT || form->system)
        return wrong(where, "standard_field is a text that takes a company's legal form");
    return {};
}

/// Conditions are checked as formulas are (kupets::expr::checkSchema).
Result<void> checkChecks(const Entity& entity) {
    std::unordered_set<std::string> names;
    for (const v1::CheckDef& check : entity.def().checks()) {
        const std::string where = entity.name() + ".checks." + check.name();
        if (!isLowerSnake(check.name())) return wrong(where, "the name is lower_snake, at most 50 characters");
        if (!names.insert(check.name()).second) return wrong(where, "there are two of this name");
        if (check.label().ru().empty() || check.label().en().empty()) return wrong(where, "a label is missing");
        const Field* field = entity.field(check.field());
        if (field == nullptr || field->system) return wrong(where, "no such field: " + check.field());
        if (check.condition().empty()) return wrong(where, "condition is missing");
    }
    return {};
}

bool isChoice(const Field* field) { return field != nullptr && field->type() == v1::CHOICE; }

Result<void> checkTimeline(const Entity& entity) {
    if (!entity.def().has_timeline()) return {};
    const v1::TimelineDef& timeline = entity.def().timeline();
    const std::string where = entity.name() + ".timeline";
    for (const std::string& path : timeline.about()) {
        const Field* field = walk(entity, path);
        if (field == nullptr || !field->isReference()) return wrong(where, "not a path to a record: " + path);
    }
    const std::string& moment = timeline.moment();
    if (moment.empty()) return wrong(where, "moment is missing");
    if (!moment.starts_with('=') && walk(entity, moment) == nullptr) return wrong(where, "no such field: " + moment);
    for (const std::string& name : {timeline.text_field(), timeline.person_field(), timeline.plan_field()}) {
        if (!name.empty() && entity.field(name) == nullptr) return wrong(where, "no such field: " + name);
    }
    for (const std::string& name : {timeline.kind_field(), timeline.state_field()}) {
        if (!name.empty() && !isChoice(entity.field(name))) return wrong(where, "not a choice of its own: " + name);
    }
    if (timeline.plan_field().empty() != timeline.state_field().empty())
        return wrong(where, "plan_field and state_field belong together");
    for (const v1::TimelineForm& form : timeline.forms()) {
        const Field* kind = entity.field(timeline.kind_field());
        const bool known = kind == nullptr ? form.kind().empty()
                                           : std::ranges::find(kind->def.choices(), form.kind(),
                                                               &v1::ChoiceDef::value) != kind->def.choices().end();
        if (!known) return wrong(where, "no such kind: " + form.kind());
        for (const std::string& name : form.fields()) {
            if (entity.field(name) == nullptr) return wrong(where, "no such field: " + name);
        }
    }
    return {};
}

/// Whatever a StageDef names is there, with the type that it needs.
Result<void> checkStage(const Entity& entity) {
    const v1::BoardDef& board = entity.def().board();
    if (!board.has_stage()) return {};
    const std::string where = entity.name() + ".board.stage";
    const Field* column = entity.field(board.column_field());
    if (column == nullptr || !column->isReference()) return wrong(where, "the columns are no records");
    const v1::StageDef& stage = board.stage();
    struct Named {
        const Entity& of;
        const std::string& name;
        std::vector<v1::FieldType> types;
    };
    const Entity& target = *column->target;
    const Named all[] = {
        {target, stage.kind_field(), {v1::CHOICE}},
        {target, stage.position_field(), {v1::INTEGER}},
        {target, stage.description_field(), {v1::TEXT, v1::LONG_TEXT}},
        {target, stage.entry_fields(), {v1::TEXT, v1::LONG_TEXT}},
        {target, stage.entry_condition(), {v1::TEXT, v1::LONG_TEXT}},
        {target, stage.exit_fields(), {v1::TEXT, v1::LONG_TEXT}},
        {target, stage.exit_condition(), {v1::TEXT, v1::LONG_TEXT}},
        {target, stage.norm_field(), {v1::INTEGER}},
        {target, stage.probability_field(), {v1::PERCENT}},
        {target, stage.role_field(), {v1::TEXT, v1::CHOICE, v1::REFERENCE}},
        {entity, stage.since_field(), {v1::DATE_TIME}},
        {entity, stage.record_probability(), {v1::PERCENT}},
        {entity, stage.record_closed_on(), {v1::DATE}},
        {entity, stage.record_lost_from(), {v1::REFERENCE}},
    };
    for (const Named& named : all) {
        if (named.name.empty()) continue;
        const Field* field = named.of.field(named.name);
        if (field == nullptr) return wrong(where, "no such field: " + named.of.name() + "." + named.name);
        if (std::ranges::find(named.types, field->type()) == named.types.end())
            return wrong(where, "a field of another type is needed: " + named.of.name() + "." + named.name);
    }
    if (const Field* from = entity.field(stage.record_lost_from()); from != nullptr && from->target != &target)
        return wrong(where, "no reference to a column: " + entity.name() + "." + stage.record_lost_from());
    return {};
}

Result<void> checkPaths(const Entity& entity) {
    const auto checkAll = [&entity](const auto& paths, const char* what) -> Result<void> {
        for (std::string path : paths) {
            if (path.starts_with('-')) path.erase(0, 1);
            if (walk(entity, path) == nullptr) return wrong(entity.name() + "." + what, "no such field: " + path);
        }
        return {};
    };
    if (auto ok = checkAll(entity.def().table_columns(), "table_columns"); !ok) return ok;
    if (auto ok = checkAll(entity.def().default_sort(), "default_sort"); !ok) return ok;
    for (const auto& section : entity.def().card().sections()) {
        if (auto ok = checkAll(section.fields(), "card"); !ok) return ok;
    }
    for (const std::string& name : entity.def().card().related()) {
        if (entity.reverse(name) == nullptr)
            return wrong(entity.name() + ".card", "no such reverse reference: " + name);
    }
    for (const std::string& path : entity.def().access().owner_paths()) {
        const Field* owner = walk(entity, path);
        const bool user = owner != nullptr && owner->target != nullptr && owner->target->name() == "user";
        const bool self = entity.name() == "user" && path == "id";
        if (!user && !self) return wrong(entity.name() + ".access", "not a path to a user: " + path);
    }
    if (const std::string& name = entity.def().access().open_field(); !name.empty()) {
        const Field* open = entity.field(name);
        if (open == nullptr || open->type() != v1::BOOLEAN)
            return wrong(entity.name() + ".access", "not a boolean of its own: " + name);
        if (entity.isDirectory()) return wrong(entity.name() + ".access", "everybody reads a directory");
    }
    for (const std::string& name : entity.def().color_fields()) {
        if (!isChoice(entity.field(name)))
            return wrong(entity.name() + ".color_fields", "not a choice of its own: " + name);
    }
    if (auto ok = checkTimeline(entity); !ok) return ok;
    if (const auto& board = entity.def().board(); !board.column_field().empty()) {
        const std::vector<std::string> paths{board.column_field()};
        if (auto ok = checkAll(paths, "board"); !ok) return ok;
        if (auto ok = checkAll(board.tile_fields(), "board"); !ok) return ok;
    }
    return checkStage(entity);
}

}  // namespace

ValueType valueTypeOf(v1::FieldType type) {
    switch (type) {
        case v1::BOOLEAN:
            return ValueType::Boolean;
        case v1::INTEGER:
            return ValueType::Integer;
        case v1::DECIMAL:
        case v1::PERCENT:
            return ValueType::Decimal;
        case v1::MONEY:
            return ValueType::Money;
        case v1::DATE:
            return ValueType::Date;
        case v1::DATE_TIME:
            return ValueType::Timestamp;
        case v1::DURATION:
            return ValueType::Duration;
        case v1::REFERENCE:
        case v1::USER:
        case v1::FILE:
            return ValueType::Reference;
        case v1::REFERENCES:
            return ValueType::References;
        case v1::MULTI_CHOICE:
        case v1::PHONES:
        case v1::EMAILS:
            return ValueType::Texts;
        case v1::BANK_ACCOUNT:
            return ValueType::BankAccount;
        default:
            return ValueType::Text;
    }
}

std::string Field::companionColumn() const {
    if (type() == v1::MONEY) return name() + "_currency";
    if (type() == v1::BANK_ACCOUNT) return name() + "_bic";
    return {};
}

const Field* Entity::field(std::string_view name) const {
    const auto found = byName_.find(name);
    return found == byName_.end() ? nullptr : found->second;
}

const Reverse* Entity::reverse(std::string_view name) const {
    const auto found = std::ranges::find(reverses_, name, &Reverse::name);
    return found == reverses_.end() ? nullptr : &*found;
}

const Entity* Snapshot::entity(std::string_view name) const {
    const auto found = byName_.find(name);
    return found == byName_.end() ? nullptr : found->second;
}

Result<SnapshotPtr> Snapshot::build(std::vector<v1::EntityDef> defs, std::uint64_t version) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->version_ = version;
    for (v1::EntityDef& def : defs) {
        auto entity = std::make_unique<Entity>();
        entity->def_ = std::move(def);
        if (!isLowerSnake(entity->name()))
            return wrong(entity->name(), "the name is lower_snake, at most 50 characters");
        if (snapshot->byName_.contains(entity->name())) return wrong(entity->name(), "there are two of this name");
        const auto add = [&entity](const v1::FieldDef& fieldDef, bool system) -> Result<void> {
            auto field = std::make_unique<Field>();
            field->def = fieldDef;
            if (fieldDef.type() == v1::USER) field->def.set_target("user");
            field->owner = entity.get();
            field->system = system;
            if (entity->byName_.contains(field->name()))
                return wrong(entity->name() + "." + field->name(), "there are two of this name");
            if (field->isStored()) {
                field->storedIndex = entity->storedColumns_.size();
                entity->storedColumns_.push_back(field->name());
                if (std::string companion = field->companionColumn(); !companion.empty())
                    entity->storedColumns_.push_back(std::move(companion));
            }
            const Field* added = entity->fields_.emplace_back(std::move(field)).get();
            entity->byName_.emplace(added->name(), added);
            return {};
        };
        for (const v1::FieldDef& field : entity->def_.fields()) {
            if (auto ok = add(field, false); !ok) return std::unexpected(ok.error());
        }
        for (const v1::FieldDef& field : systemFields()) {
            if (auto ok = add(field, true); !ok) return std::unexpected(ok.error());
        }
        const Entity* added = snapshot->entities_.emplace_back(std::move(entity)).get();
        snapshot->byName_.emplace(added->name(), added);
    }
    for (const auto& entity : snapshot->entities_) {
        for (const auto& field : entity->fields_) {
            if (!pointsToRecords(field->type())) continue;
            const auto target = snapshot->byName_.find(field->def.target());
            if (target == snapshot->byName_.end()) continue;  // checkField says so
            field->target = target->second;
            if (field->def.reverse().empty()) continue;
            // The snapshot is still ours to build: entities are only const to its readers.
            auto* parent = const_cast<Entity*>(target->second);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
            if (parent->field(field->def.reverse()) != nullptr || parent->reverse(field->def.reverse()) != nullptr) {
                return wrong(entity->name() + "." + field->name(),
                             "the reverse name is taken: " + field->def.reverse());
            }
            parent->reverses_.push_back({field->def.reverse(), entity.get(), field.get()});
        }
    }
    for (const auto& entity : snapshot->entities_) {
        entity->titleField_ = entity->field(entity->def_.title_field());
        if (entity->titleField_ == nullptr)
            return wrong(entity->name(), "no such title field: " + entity->def_.title_field());
        for (const auto& field : entity->fields_) {
            if (auto ok = checkField(*entity, *field); !ok) return std::unexpected(ok.error());
            if (auto ok = checkStandard(*entity, *field); !ok) return std::unexpected(ok.error());
        }
        if (auto ok = checkPaths(*entity); !ok) return std::unexpected(ok.error());
        if (auto ok = checkChecks(*entity); !ok) return std::unexpected(ok.error());
    }
    return snapshot;
}

namespace {
class FirstError final : public google::protobuf::io::ErrorCollector {
public:
    void AddError(int line, int column, const std::string& message) override {
        if (text.empty()) text = std::to_string(line + 1) + ":" + std::to_string(column + 1) + ": " + message;
    }
    std::string text;
};
}  // namespace

Result<v1::EntityDef> parseEntityDef(std::string_view fileName, std::string_view text) {
    v1::EntityDef def;
    FirstError error;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&error);
    if (!parser.ParseFromString(std::string(text), &def)) {
        return fail(ErrorCode::BadFile, {std::string(fileName) + ":" + error.text});
    }
    return def;
}

}  // namespace kupets::schema
