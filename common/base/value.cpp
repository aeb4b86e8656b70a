#include "common/base/value.h"

namespace kupets {
namespace {

template <typename Items, typename ToText>
std::string joined(const Items& items, ToText toItemText) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += "; ";
        out += toItemText(item);
    }
    return out;
}

struct TextOf {
    std::string operator()(Null) const { return {}; }
    std::string operator()(bool v) const { return v ? "true" : "false"; }
    std::string operator()(std::int64_t v) const { return std::to_string(v); }
    std::string operator()(const Decimal& v) const { return v.text(); }
    std::string operator()(const std::string& v) const { return v; }
    std::string operator()(Date v) const { return v.text(); }
    std::string operator()(Timestamp v) const { return v.text(); }
    std::string operator()(Duration v) const { return std::to_string(v.seconds); }
    std::string operator()(const Uuid& v) const { return v.text(); }
    std::string operator()(const Money& v) const { return v.amount.text() + " " + v.currency; }
    std::string operator()(const BankAccount& v) const { return v.account + " / " + v.bic; }
    std::string operator()(const Texts& v) const {
        return joined(v, [](const std::string& s) { return s; });
    }
    std::string operator()(const Ids& v) const {
        return joined(v, [](const Uuid& id) { return id.text(); });
    }
};

}  // namespace

std::string toText(const Value& value) { return std::visit(TextOf{}, value); }

}  // namespace kupets
