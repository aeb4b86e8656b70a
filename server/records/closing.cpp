// When a record was closed: a task that is done, declined.
#include <algorithm>

#include "server/records/writer_state.h"

namespace kupets::records {
namespace {

constexpr const char* kClosedAt = "done_at";

struct Fields {
    const schema::Field* state = nullptr;
    const schema::Field* closedAt = nullptr;
};

Fields fieldsOf(const schema::Entity& entity) {
    const schema::Field* state = entity.field(entity.def().timeline().state_field());
    const schema::Field* closedAt = entity.field(kClosedAt);
    const bool kept = closedAt != nullptr && closedAt->type() == v1::DATE_TIME && closedAt->def.read_only();
    return state != nullptr && kept ? Fields{state, closedAt} : Fields{};
}

bool isClosed(const schema::Field& state, const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && std::ranges::any_of(state.def.choices(), [&](const v1::ChoiceDef& choice) {
               return choice.closed() && choice.value() == *text;
           });
}

const Value* given(const Change& change, const schema::Field* field) {
    const auto found = std::ranges::find(change.fields, field, [](const auto& item) { return item.first; });
    return found == change.fields.end() ? nullptr : &found->second;
}

}  // namespace

void ChangeWriter::State::keepClosed(std::vector<Change>& changes, const Loaded& loaded) const {
    if (undoing()) return;  // what was set then is taken back beside it
    const schema::Entity* known = nullptr;
    Fields fields;
    for (Change& change : changes) {
        if (change.kind == Kind::Delete) continue;
        if (change.entity != known) {
            known = change.entity;
            fields = fieldsOf(*known);
        }
        const Value* state = fields.state == nullptr ? nullptr : given(change, fields.state);
        if (state == nullptr || given(change, fields.closedAt) != nullptr) continue;
        const bool closed = isClosed(*fields.state, *state);
        const bool wasClosed = change.kind == Kind::Update &&
                               isClosed(*fields.state, loaded.at(change.entity).at(change.id).value(*fields.state));
        // An import tells of times before it: when it does not know the moment, nobody does.
        if (closed && !wasClosed && header.origin != Origin::Import) change.fields.emplace_back(fields.closedAt, now);
        if (!closed && wasClosed) change.fields.emplace_back(fields.closedAt, Null{});
    }
}

}  // namespace kupets::records
