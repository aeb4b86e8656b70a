#include "common/expr/reads.h"

namespace kupets::expr {
namespace {

void collect(const TypedNode& node, std::set<const schema::Field*>& fields) {
    if (const auto* access = std::get_if<FieldAccess>(&node.content())) {
        if (!access->path.empty()) fields.insert(access->path.front());
    } else if (const auto* application = std::get_if<Application>(&node.content())) {
        for (const Typed& operand : application->operands) collect(*operand, fields);
    } else if (const auto* over = std::get_if<Aggregation>(&node.content())) {
        if (!over->prefix.empty()) fields.insert(over->prefix.front());
    }
}

bool isOwnAlone(const TypedNode& node) {
    if (const auto* access = std::get_if<FieldAccess>(&node.content())) {
        if (access->path.size() != 1) return false;
        const schema::Field& field = *access->path.front();
        return field.isStored() && !field.system && !field.def.read_only();
    }
    if (const auto* application = std::get_if<Application>(&node.content())) {
        for (const Typed& operand : application->operands) {
            if (!isOwnAlone(*operand)) return false;
        }
        return true;
    }
    return !std::holds_alternative<Aggregation>(node.content());
}

}  // namespace

std::set<const schema::Field*> ownFields(const Typed& expression) {
    std::set<const schema::Field*> fields;
    if (expression) collect(*expression, fields);
    return fields;
}

bool readsOwnAlone(const Typed& expression) { return expression && isOwnAlone(*expression); }

}  // namespace kupets::expr
