#include "common/sheet/record_cells.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "common/text/fold.h"

namespace kupets::sheet {

namespace {

constexpr char kItemSeparator = '\x1f';  // between titles, as on the wire

const std::string& say(const v1::Label& label, bool russian) {
    return russian && !label.ru().empty() ? label.ru() : label.en();
}

std::string localMoment(Timestamp moment) {
    const auto seconds = static_cast<std::time_t>(moment.micros / 1'000'000 - (moment.micros % 1'000'000 < 0 ? 1 : 0));
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string spanText(Duration span) {
    const std::int64_t seconds = span.seconds < 0 ? -span.seconds : span.seconds;
    return fmt::format("{}{:02}:{:02}:{:02}", span.seconds < 0 ? "-" : "", seconds / 3600, seconds / 60 % 60,
                       seconds % 60);
}

template <typename Items, typename Say>
std::string joined(const Items& items, Say each) {
    std::string out;
    for (const auto& item : items) out += (out.empty() ? "" : ", ") + std::string(each(item));
    return out;
}

double widthOf(v1::FieldType type) {
    switch (type) {
        case v1::LONG_TEXT:
        case v1::ADDRESS:
            return 40;
        case v1::REFERENCE:
        case v1::REFERENCES:
        case v1::USER:
        case v1::TEXT:
        case v1::EMAILS:
        case v1::URL:
            return 28;
        case v1::BOOLEAN:
        case v1::INTEGER:
        case v1::PERCENT:
            return 12;
        default:
            return 18;
    }
}

bool isNumber(v1::FieldType type) {
    return type == v1::INTEGER || type == v1::DECIMAL || type == v1::MONEY || type == v1::PERCENT ||
           type == v1::DURATION;
}

}  // namespace

RecordColumn::RecordColumn(const schema::Entity& entity, std::string_view path, std::string_view title, bool russian)
    : russian_(russian) {
    const schema::Entity* at = &entity;
    std::string labels;
    for (std::string_view rest = path; at != nullptr && !path.starts_with('=');) {
        const std::size_t dot = rest.find('.');
        field_ = at->field(rest.substr(0, dot));
        if (field_ == nullptr) break;
        labels += (labels.empty() ? "" : " · ") + say(field_->def.label(), russian);
        if (dot == std::string_view::npos) break;
        at = field_->isReference() ? field_->target : nullptr;
        rest.remove_prefix(dot + 1);
    }
    style_.title = !title.empty() ? std::string(title) : labels.empty() ? std::string(path) : labels;
    const v1::FieldType type = field_ == nullptr ? v1::FIELD_TYPE_UNSPECIFIED : field_->type();
    style_.width = std::max(widthOf(type), std::min(30.0, static_cast<double>(text::length(style_.title)) + 3));
    style_.number = isNumber(type);
    if (type == v1::INTEGER) style_.decimals = 0;
}

const std::string& RecordColumn::label(const std::string& code) const {
    if (field_ == nullptr) return code;
    const auto found = std::ranges::find(field_->def.choices(), code, &v1::ChoiceDef::value);
    return found == field_->def.choices().end() ? code : say(found->label(), russian_);
}

Cell RecordColumn::text(std::string value) {
    text_ = std::move(value);
    Cell cell;
    cell.kind = text_.empty() ? CellKind::Empty : CellKind::Text;
    cell.text = text_;
    return cell;
}

Cell RecordColumn::cell(const Value& value, std::string_view title) {
    const auto typed = [this](CellKind kind, std::string words) {
        Cell cell = text(std::move(words));
        cell.kind = kind;
        return cell;
    };
    struct Maker {
        RecordColumn& column;
        const decltype(typed)& make;
        std::string_view title;
        v1::FieldType type;

        Cell operator()(Null) const { return {}; }
        Cell operator()(bool v) const { return make(CellKind::Boolean, v ? "true" : "false"); }
        Cell operator()(std::int64_t v) const { return make(CellKind::Number, std::to_string(v)); }
        Cell operator()(const Decimal& v) const {
            if (type != v1::PERCENT) return make(CellKind::Number, v.trimmed().text());
            Cell cell =
                make(CellKind::Number,
                     Decimal::divide(v, Decimal(100), std::min(v.scale() + 2, Decimal::kMaxScale))->trimmed().text());
            cell.percent = true;
            return cell;
        }
        Cell operator()(const std::string& v) const { return column.text(type == v1::CHOICE ? column.label(v) : v); }
        Cell operator()(Date v) const { return make(CellKind::Date, v.text()); }
        Cell operator()(Timestamp v) const { return make(CellKind::DateTime, localMoment(v)); }
        Cell operator()(Duration v) const { return make(CellKind::Time, spanText(v)); }
        Cell operator()(const Uuid& v) const {
            return column.text(title.empty() && type != v1::REFERENCE && type != v1::USER ? v.text()
                                                                                          : std::string(title));
        }
        Cell operator()(const Money& v) const {
            Cell cell = make(CellKind::Number, v.amount.trimmed().text());
            cell.currency = v.currency;
            return cell;
        }
        Cell operator()(const BankAccount& v) const {
            return column.text(v.account + (v.bic.empty() ? "" : " / " + v.bic));
        }
        Cell operator()(const Texts& v) const {
            return column.text(joined(
                v, [this](const std::string& item) { return type == v1::MULTI_CHOICE ? column.label(item) : item; }));
        }
        Cell operator()(const Ids&) const {
            std::vector<std::string> titles;
            for (std::size_t at = 0; at < title.size();) {
                const std::size_t end = std::min(title.find(kItemSeparator, at), title.size());
                if (end > at) titles.emplace_back(title.substr(at, end - at));
                at = end + 1;
            }
            return column.text(joined(titles, [](const std::string& item) { return item; }));
        }
    };
    return std::visit(Maker{*this, typed, title, field_ == nullptr ? v1::FIELD_TYPE_UNSPECIFIED : field_->type()},
                      value);
}

}  // namespace kupets::sheet
