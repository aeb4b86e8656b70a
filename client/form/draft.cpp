#include "client/form/draft.h"

#include <algorithm>

#include "client/form/validation.h"
#include "common/expr/check.h"
#include "common/wire/values.h"

namespace kupets::form {
namespace {
const Cell kNothing;
}

Draft::Draft(schema::SnapshotPtr schema, const schema::Entity* entity, data::RecordKey key, bool isNew)
    : schema_(std::move(schema)), entity_(entity), key_(std::move(key)), isNew_(isNew) {
    for (const auto& field : entity_->fields()) slots_.emplace(field->name(), Slot{});
}

Draft Draft::forNew(schema::SnapshotPtr schema, const std::string& entity, const Uuid& id) {
    const schema::Entity* found = schema->entity(entity);
    return {std::move(schema), found, {entity, id}, true};
}

Draft Draft::forExisting(schema::SnapshotPtr schema, const data::Record& record) {
    const schema::Entity* found = schema->entity(record.key.entity);
    Draft draft(std::move(schema), found, record.key, false);
    draft.version_ = record.version;
    for (auto& [name, slot] : draft.slots_) slot.committed = slot.own = record.cell(name);
    return draft;
}

Draft::Slot* Draft::slot(std::string_view field) {
    const auto found = slots_.find(field);
    return found == slots_.end() ? nullptr : &found->second;
}

const Draft::Slot* Draft::slot(std::string_view field) const {
    const auto found = slots_.find(field);
    return found == slots_.end() ? nullptr : &found->second;
}

const Cell& Draft::cell(std::string_view field) const {
    const Slot* found = slot(field);
    return found == nullptr ? kNothing : found->own;
}

const Cell& Draft::committed(std::string_view field) const {
    const Slot* found = slot(field);
    return found == nullptr ? kNothing : found->committed;
}

Origin Draft::origin(std::string_view field) const {
    const Slot* found = slot(field);
    return found == nullptr ? Origin::Committed : found->origin;
}

bool Draft::set(std::string_view field, Cell cell) {
    Slot* found = slot(field);
    const schema::Field* def = entity_->field(field);
    if (found == nullptr || def->system || !def->isStored() || def->def.read_only()) return false;
    found->own = std::move(cell);
    // With a conflict open the original is not what is compared with: putting their value in settles it.
    found->origin = found->own.value == found->committed.value ? Origin::Committed : Origin::Mine;
    if (found->origin == Origin::Committed) {
        dropConflict(field);
    } else if (const auto open = std::ranges::find(conflicts_, field, &Conflict::field); open != conflicts_.end()) {
        open->mine = found->own;
    }
    return true;
}

bool Draft::propose(std::string_view field, Cell cell) {
    Slot* found = slot(field);
    if (found == nullptr || !isNew_ || found->origin == Origin::Mine) return false;
    if (!set(field, std::move(cell))) return false;
    if (found->origin == Origin::Mine) found->origin = Origin::Default;
    return true;
}

namespace {

/// Default values are constants: they know no record.
class NoRecord final : public expr::Record {
public:
    Value value(const schema::Field&) const override { return Null{}; }
    const expr::Record* follow(const schema::Field&) const override { return nullptr; }
    std::vector<const expr::Record*> children(const schema::Reverse&) const override { return {}; }
};

}  // namespace

void Draft::proposeDefaults(const expr::EvaluationContext& context, const std::string& myName) {
    for (const auto& field : entity_->fields()) {
        if (field->def.default_value().empty()) continue;
        const auto typed = expr::compile(field->def.default_value(), *entity_);
        if (!typed) continue;  // the server will say so
        Value value = expr::evaluate(*typed, NoRecord(), context);
        if (isNull(value)) continue;
        const auto* id = std::get_if<Uuid>(&value);
        std::string title = id != nullptr && *id == context.me ? myName : std::string();
        propose(field->name(), {std::move(value), std::move(title)});
    }
}

bool Draft::restore(std::string_view field, Cell mine, const std::optional<Cell>& was) {
    Slot* found = slot(field);
    if (found == nullptr || found->own.value == mine.value || !set(field, std::move(mine))) return false;
    const bool changed = !isNew_ && was && was->value != found->committed.value && dirty(field);
    if (changed) conflicts_.push_back({std::string(field), *was, found->own, found->committed, {}});
    return true;
}

void Draft::revert(std::string_view field) {
    Slot* found = slot(field);
    if (found == nullptr) return;
    found->own = found->committed;
    found->origin = Origin::Committed;
    dropConflict(field);
}

void Draft::revertAll() {
    for (auto& [name, each] : slots_) {
        each.own = each.committed;
        each.origin = Origin::Committed;
    }
    conflicts_.clear();
}

bool Draft::dirty(std::string_view field) const {
    const Origin from = origin(field);
    return from == Origin::Mine || from == Origin::Default;
}

bool Draft::dirty() const {
    return std::ranges::any_of(slots_, [](const auto& each) { return each.second.origin == Origin::Mine; });
}

std::vector<std::string> Draft::dirtyFields() const {
    std::vector<std::string> fields;
    for (const auto& [name, each] : slots_) {
        if (each.origin == Origin::Mine || each.origin == Origin::Default) fields.push_back(name);
    }
    return fields;
}

std::vector<std::string> Draft::takeServer(const data::Record& record, const std::string& changedBy) {
    if (record.version < version_ || isNew_) return {};
    // What our own save left: the server fills in, tidies and computes. Nobody else's doing.
    const bool ours = record.version == version_;
    version_ = record.version;
    std::vector<std::string> shown;
    for (auto& [name, each] : slots_) {
        const auto theirs = record.cells.find(name);
        if (theirs == record.cells.end() || theirs->second == each.committed) continue;
        const Cell original = std::exchange(each.committed, theirs->second);
        if (original.value == each.committed.value) {  // only the title of what it points to is another
            if (each.origin != Origin::Mine) {
                each.own = each.committed;
                shown.push_back(name);
            }
            continue;
        }
        if (each.origin != Origin::Mine) {
            each.own = each.committed;
            each.origin = ours ? Origin::Committed : Origin::Theirs;
            shown.push_back(name);
        } else if (ours) {
            continue;  // typed since
        } else if (each.own.value == each.committed.value) {
            each.origin = Origin::Committed;
            dropConflict(name);
        } else if (const auto open = std::ranges::find(conflicts_, name, &Conflict::field); open != conflicts_.end()) {
            open->theirs = each.committed;
            open->changedBy = changedBy;
        } else {
            conflicts_.push_back({name, original, each.own, each.committed, changedBy});
        }
    }
    return shown;
}

void Draft::takeConflicts(const std::vector<FieldConflictInfo>& conflicts, std::uint64_t serverVersion) {
    if (serverVersion > version_) version_ = serverVersion;
    for (const FieldConflictInfo& info : conflicts) {
        Slot* found = slot(info.field);
        if (found == nullptr || info.record != key_.id) continue;
        found->committed = {info.theirs, {}};
        found->origin = Origin::Mine;
        dropConflict(info.field);
        conflicts_.push_back({info.field, {info.original, {}}, found->own, found->committed, info.changedBy});
    }
}

const Conflict* Draft::conflict(std::string_view field) const {
    const auto found = std::ranges::find(conflicts_, field, &Conflict::field);
    return found == conflicts_.end() ? nullptr : &*found;
}

void Draft::resolve(std::string_view field, Choice choice) {
    if (choice == Choice::Theirs) revert(field);
    dropConflict(field);
}

void Draft::acknowledge() {
    for (auto& [name, each] : slots_) {
        if (each.origin == Origin::Theirs) each.origin = Origin::Committed;
    }
}

std::map<std::string, Error> Draft::problems() const {
    std::map<std::string, Error> found;
    for (const auto& field : entity_->fields()) {
        if (field->system || !field->isStored() || field->def.read_only()) continue;
        if (!isNew_ && !dirty(field->name())) continue;  // what is stored already is not this person's fault
        // The server fills in what nobody touched.
        if (isNew_ && !dirty(field->name()) && !field->def.default_value().empty()) continue;
        if (auto ok = check(*field, value(field->name())); !ok) found.emplace(field->name(), ok.error());
    }
    return found;
}

std::optional<v1::RecordChange> Draft::toChange() const {
    if (!conflicts_.empty()) return std::nullopt;
    const std::vector<std::string> fields = dirtyFields();
    if (fields.empty() && !isNew_) return std::nullopt;
    v1::RecordChange change;
    change.set_kind(isNew_ ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    change.set_entity(key_.entity);
    change.set_id(std::string(key_.id.view()));
    change.set_base_version(isNew_ ? 0 : version_);
    for (const std::string& field : fields) {
        v1::FieldValue* out = change.add_fields();
        out->set_field(field);
        *out->mutable_value() = wire::toProto(value(field));
    }
    return change;
}

void Draft::saved(std::uint64_t version, const v1::RecordChange& sent) {
    isNew_ = false;
    version_ = std::max(version_, version);
    for (const v1::FieldValue& field : sent.fields()) {
        Slot* found = slot(field.field());
        const auto value = wire::fromProto(field.value());
        if (found == nullptr || !value) continue;
        if (found->own.value == *value) {
            found->committed = found->own;
            found->origin = Origin::Committed;
        } else {
            found->committed = {*value, {}};
        }
    }
}

std::map<std::string, Cell> Draft::mine() const {
    std::map<std::string, Cell> values;
    for (const std::string& field : dirtyFields()) values.emplace(field, cell(field));
    return values;
}

void Draft::dropConflict(std::string_view field) {
    std::erase_if(conflicts_, [field](const Conflict& conflict) { return conflict.field == field; });
}

}  // namespace kupets::form
