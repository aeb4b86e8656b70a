#include "ctl/values.h"

#include <fmt/format.h>

#include "common/sheet/cells.h"
#include "common/wire/rowset.h"
#include "ctl/files.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

std::unexpected<Failure> notOfType(const schema::Field& field, std::string_view text, std::string_view expected) {
    return misused(fmt::format("{}: {} «{}», {}", field.name(), say("не подходит", "cannot be"), text, expected));
}

/// A point and a comma both mean a fraction here; groups of digits are told by blanks.
char separatorOf(std::string_view text) { return text.find(',') != std::string_view::npos ? ',' : '.'; }

std::vector<std::string> splitItems(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(";,");
        const std::string_view item = sheet::trim(text.substr(0, end));
        if (!item.empty()) items.emplace_back(item);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return items;
}

template <typename T>
Outcome<Value> valueOr(const std::optional<T>& parsed, const schema::Field& field, std::string_view text,
                       std::string_view expected) {
    if (!parsed) return notOfType(field, text, expected);
    return Value(*parsed);
}

Outcome<Value> choice(const schema::Field& field, std::string_view text) {
    std::string known;
    for (const auto& option : field.def.choices()) {
        const std::string wanted = sheet::lowerCase(text);
        if (option.value() == text || sheet::lowerCase(option.label().ru()) == wanted ||
            sheet::lowerCase(option.label().en()) == wanted) {
            return Value(option.value());
        }
        known += (known.empty() ? "" : ", ") + option.value();
    }
    return notOfType(field, text, known);
}

Outcome<Value> references(Session& session, const schema::Field& field, std::string_view text) {
    Ids ids;
    for (const auto& item : splitItems(text)) {
        const auto id = findRecord(session, *field.target, field.target->titleField().name(), item);
        if (!id) return std::unexpected(id.error());
        ids.push_back(*id);
    }
    return Value(ids);
}

Outcome<Value> fileValue(Session& session, const schema::Field& field, std::string_view text) {
    if (!text.starts_with('@')) {
        const auto id = parseId(text);
        if (!id) return notOfType(field, text, say("@путь или идентификатор файла", "@path or the id of a file"));
        return Value(*id);
    }
    const auto id = uploadFile(session, std::string(text.substr(1)));
    if (!id) return std::unexpected(id.error());
    return Value(*id);
}

Outcome<Value> bankAccount(const schema::Field& field, std::string_view text) {
    const std::size_t gap = text.find_first_of(" /");
    if (gap == std::string_view::npos) return notOfType(field, text, say("счёт и БИК через пробел", "account and BIC"));
    return Value(BankAccount{std::string(text.substr(0, gap)), std::string(sheet::trim(text.substr(gap + 1)))});
}

}  // namespace

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    return out + "\"";
}

Outcome<Uuid> parseId(std::string_view text) {
    const auto id = Uuid::parse(text);
    if (!id) return misused(fmt::format("{}: {}", say("это не идентификатор", "not an id"), text));
    return *id;
}

Outcome<Uuid> findRecord(Session& session, const schema::Entity& entity, std::string_view field,
                         std::string_view text) {
    if (const auto id = Uuid::parse(text)) return *id;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity.name());
    request.mutable_set()->set_filter(fmt::format("{} = {}", field, quoted(text)));
    request.add_columns(entity.titleField().name());
    request.set_limit(2);
    auto reply = session.call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    const auto rows = wire::RowSetView::open(reply->rows());
    if (!rows) return std::unexpected(failureOf(rows.error()));
    if (rows->rows() == 0) {
        return failed(kNotFound, fmt::format("{} «{}»: {}", entity.name(), text, say("не найдено", "not found")));
    }
    if (rows->rows() > 1)
        return std::unexpected(failureOf(Error(ErrorCode::Ambiguous, {std::string(text), ">1"}, entity.name())));
    return rows->id(0);
}

Outcome<Value> parseValue(Session& session, const schema::Field& field, std::string_view text) {
    if (text.empty()) return Value(Null{});
    switch (field.type()) {
        case v1::INTEGER:
            return valueOr(sheet::parseInteger(text, separatorOf(text)), field, text,
                           say("целое число", "a whole number"));
        case v1::DECIMAL:
            return valueOr(sheet::parseDecimal(text, separatorOf(text)), field, text, say("число", "a number"));
        case v1::PERCENT:
            return valueOr(sheet::parsePercent(text, separatorOf(text)), field, text, say("процент", "a percent"));
        case v1::MONEY:
            return valueOr(sheet::parseMoney(text, separatorOf(text), "RUB"), field, text, say("сумма", "an amount"));
        case v1::BOOLEAN:
            return valueOr(sheet::parseBoolean(text), field, text, say("да или нет", "yes or no"));
        case v1::DATE:
            return valueOr(sheet::parseDate(text, sheet::DateOrder::Dmy), field, text,
                           say("дата, 21.11.2026", "a date, 2026-11-21"));
        case v1::DATE_TIME:
            return valueOr(sheet::parseTimestamp(text, sheet::DateOrder::Dmy), field, text,
                           say("дата и время", "a date and a time"));
        case v1::DURATION:
            return valueOr(sheet::parseDuration(text), field, text, say("длительность, 1:30", "a duration, 1:30"));
        case v1::CHOICE:
            return choice(field, text);
        case v1::REFERENCE:
        case v1::USER: {
            const auto id = findRecord(session, *field.target, field.target->titleField().name(), text);
            if (!id) return std::unexpected(id.error());
            return Value(*id);
        }
        case v1::REFERENCES:
            return references(session, field, text);
        case v1::MULTI_CHOICE:
        case v1::PHONES:
        case v1::EMAILS:
            return Value(splitItems(text));
        case v1::BANK_ACCOUNT:
            return bankAccount(field, text);
        case v1::FILE:
            return fileValue(session, field, text);
        default:
            return Value(std::string(text));
    }
}

}  // namespace kupets::ctl
