#include "server/modules/imports/conversion.h"

#include "common/sheet/cells.h"
#include "common/text/phone.h"

namespace kupets::imports {

namespace {

constexpr int kMostAliases = 10'000;

/// The n-th word, from 0; behind the third one the rest belongs to it ("Мамед оглы").
std::string_view word(std::string_view text, int number) {
    for (int at = 0;; ++at) {
        const std::size_t end = text.find(' ');
        if (at == number) return number == 2 ? text : text.substr(0, end);
        if (end == std::string_view::npos) return {};
        text = sheet::trim(text.substr(end));
    }
}

}  // namespace

Result<Conversion> conversionOf(const v1::ImportConversion& told, const v1::CsvFormat& format) {
    Conversion made;
    if (told.aliases_size() > kMostAliases)
        return fail(ErrorCode::LimitExceeded, {"aliases", std::to_string(kMostAliases)});
    for (const auto& alias : told.aliases()) {
        made.aliases.emplace(sheet::lowerCase(sheet::trim(alias.from())), std::string(sheet::trim(alias.to())));
    }
    const std::string& order = told.date_order().empty() ? format.date_order() : told.date_order();
    if (!order.empty()) {
        const auto known = sheet::dateOrderFromName(order);
        if (!known) return fail(ErrorCode::InvalidValue, {order, "dmy, mdy, ymd"}, "date_order");
        made.format.dateOrder = *known;
        made.dateOrderTold = true;
    }
    const std::string& decimal =
        told.decimal_separator().empty() ? format.decimal_separator() : told.decimal_separator();
    if (!decimal.empty()) {
        if (decimal != "." && decimal != ",")
            return fail(ErrorCode::InvalidValue, {decimal, ". or ,"}, "decimal_separator");
        made.format.decimalSeparator = decimal[0];
        made.decimalTold = true;
    }
    if (!told.phone_country().empty() && !text::isPhoneCountry(told.phone_country()))
        return fail(ErrorCode::InvalidValue, {told.phone_country(), "country code"}, "phone_country");
    made.format.phoneCountry = told.phone_country();
    made.take = told.take();
    made.separator = told.separator();
    const bool divides = made.take == v1::ImportConversion::BEFORE || made.take == v1::ImportConversion::AFTER;
    if (divides && made.separator.empty()) return fail(ErrorCode::Required, {}, "separator");
    return made;
}

std::string_view takenPart(const Conversion& conversion, std::string_view text) {
    switch (conversion.take) {
        case v1::ImportConversion::LAST_NAME:
            return word(text, 0);
        case v1::ImportConversion::FIRST_NAME:
            return word(text, 1);
        case v1::ImportConversion::MIDDLE_NAME:
            return word(text, 2);
        case v1::ImportConversion::BEFORE:
            return sheet::trim(text.substr(0, text.find(conversion.separator)));
        case v1::ImportConversion::AFTER: {
            const std::size_t at = text.find(conversion.separator);
            return at == std::string_view::npos ? std::string_view{}
                                                : sheet::trim(text.substr(at + conversion.separator.size()));
        }
        default:
            return text;
    }
}

}  // namespace kupets::imports
