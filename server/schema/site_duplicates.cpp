#include "server/schema/site_duplicates.h"

#include <algorithm>
#include <set>

#include "common/rules/duplicates.h"
#include "server/schema/site.h"

namespace kupets::schema {
namespace {

constexpr int kMostRules = 30;
constexpr std::size_t kMostLabel = 200;  // bytes

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= 50 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::InvalidValue, {where, what}, where);
}

}  // namespace

Result<void> checkSiteDuplicates(const v1::EntityDef& def, const v1::SiteEntity& site) {
    if (site.duplicate_rules_size() > kMostRules)
        return fail(ErrorCode::LimitExceeded, {"duplicate_rules", std::to_string(kMostRules)}, "duplicate_rules");
    std::set<std::string> names;
    for (const v1::DuplicateRule& rule : site.duplicate_rules()) {
        const std::string where = "duplicate_rules." + rule.name();
        const bool product = std::ranges::find(def.duplicate_rules(), rule.name(), &v1::DuplicateRule::name) !=
                             def.duplicate_rules().end();
        if (!isName(rule.name()) || (!product && !isOwn(rule.name())))
            return wrong(where, "names of one's own begin with my_");
        if (!names.insert(rule.name()).second) return wrong(where, "there are two of this name");
        if (rule.label().ru().empty() || rule.label().en().empty()) return wrong(where, "a label is missing");
        if (rule.label().ru().size() > kMostLabel || rule.label().en().size() > kMostLabel)
            return fail(ErrorCode::LimitExceeded, {where, std::to_string(kMostLabel / 2)}, where);
        if (rule.confidence() == 0) return wrong(where, "the confidence is a percent");
        if (auto ok = rules::checkDuplicateRule(def, rule); !ok) return ok;
    }
    return {};
}

void layDuplicates(v1::EntityDef& def, const v1::SiteEntity& site) {
    for (const v1::DuplicateRule& rule : site.duplicate_rules()) {
        if (!rules::checkDuplicateRule(def, rule)) continue;
        const auto at = std::ranges::find(*def.mutable_duplicate_rules(), rule.name(), &v1::DuplicateRule::name);
        v1::DuplicateRule& one = at != def.mutable_duplicate_rules()->end() ? *at : *def.add_duplicate_rules();
        one = rule;
        one.set_layer(v1::LAYER_SITE);
    }
}

}  // namespace kupets::schema
