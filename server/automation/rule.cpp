#include "server/automation/rule.h"

#include <google/protobuf/util/json_util.h>

#include "common/expr/reads.h"
#include "server/automation/rule_check.h"

namespace kupets::automation {

namespace {

constexpr std::size_t kLongestDefinition = 100'000;  // bytes of JSON

using Steps = google::protobuf::RepeatedPtrField<v1::RuleStep>;

class Layout {
public:
    void lay(const Steps& steps, const std::string& name);
    std::vector<Op> ops;

private:
    int size() const { return static_cast<int>(ops.size()); }
    /// What in [from, to) leads to `before` leads to `now` instead.
    void redirect(int from, int to, int before, int now);
    void layBranch(int at, const v1::RuleBranch& branch, const std::string& place);
    /// What is done instead of all that follows.
    void layInstead(int at, const Steps& steps, const std::string& name);
};

void Layout::redirect(int from, int to, int before, int now) {
    for (int i = from; i < to; ++i)
        for (int Op::* way : {&Op::next, &Op::other, &Op::skip})
            if (ops[i].*way == before) ops[i].*way = now;
}

void Layout::layBranch(int at, const v1::RuleBranch& branch, const std::string& place) {
    lay(branch.yes(), place + ".branch.yes");
    const int no = size();
    lay(branch.no(), place + ".branch.no");
    const int after = size();
    redirect(at + 1, no, no, after);
    ops[at].next = branch.yes().empty() ? after : at + 1;
    ops[at].other = no;
    ops[at].skip = after;
}

void Layout::layInstead(int at, const Steps& steps, const std::string& name) {
    lay(steps, name);
    const int after = size();
    redirect(at + 1, after, after, kEnd);
    ops[at].next = ops[at].skip = after;
    ops[at].other = steps.empty() ? kEnd : at + 1;
}

void Layout::lay(const Steps& steps, const std::string& name) {
    for (int i = 0; i < steps.size(); ++i) {
        const int at = size();
        const std::string place = name + "[" + std::to_string(i) + "]";
        ops.push_back({&steps[i], place, at + 1, at + 1, at + 1});
        if (steps[i].has_branch()) layBranch(at, steps[i].branch(), place);
        if (steps[i].has_wait()) layInstead(at, steps[i].wait().late(), place + ".wait.late");
        if (steps[i].has_ask()) layInstead(at, steps[i].ask().refused(), place + ".ask.refused");
    }
}

}  // namespace

std::vector<Op> layOut(const v1::RuleDef& def) {
    Layout layout;
    layout.lay(def.steps(), "steps");
    return std::move(layout.ops);
}

Result<RulePtr> compile(const Uuid& id, std::string name, const Uuid& author, v1::RuleDef def,
                        const schema::Snapshot& snapshot) {
    auto rule = std::make_shared<Rule>();
    rule->entity = snapshot.entity(def.entity());
    if (rule->entity == nullptr) return fail(ErrorCode::UnknownEntity, {def.entity()}, "entity");
    if (!def.was().empty()) {
        auto was = expr::compile(def.was(), *rule->entity, schema::ValueType::Boolean);
        if (!was) return std::unexpected(Error(was.error()).within("was"));
        if (!expr::readsOwnAlone(*was)) return fail(ErrorCode::InvalidValue, {def.was(), "fields of its own"}, "was");
        rule->was = *was;
    }
    if (auto ok = checkRule(def, *rule->entity, snapshot); !ok) return std::unexpected(std::move(ok.error()));
    rule->id = id;
    rule->name = std::move(name);
    rule->author = author;
    rule->def = std::move(def);
    rule->ops = layOut(rule->def);
    return rule;
}

Result<v1::RuleDef> readDefinition(std::string_view json) {
    if (json.size() > kLongestDefinition)
        return fail(ErrorCode::LimitExceeded, {"characters", std::to_string(kLongestDefinition)}, "definition");
    v1::RuleDef def;
    const auto read = google::protobuf::util::JsonStringToMessage(std::string(json), &def);
    if (!read.ok()) return fail(ErrorCode::BadRequest, {"definition"}, "definition");
    return def;
}

std::string writeDefinition(const v1::RuleDef& def) {
    std::string json;
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    (void)google::protobuf::util::MessageToJsonString(def, &json, options);
    return json;
}

}  // namespace kupets::automation
