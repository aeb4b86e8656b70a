#include "client/data/value_input.h"

#include <QDate>
#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>
#include <charconv>

#include "client/data/value_format.h"
#include "common/text/fold.h"

namespace kupets::data {
namespace {

using schema::Field;
using schema::ValueType;

std::unexpected<Error> notA(const char* expected, const QString& text) {
    return fail(ErrorCode::InvalidValue, {fromQt(text), expected});
}

/// "−1 234,50" → "-1234.50"; nothing when it is not a number.
std::optional<Decimal> parseNumber(QString text, Language language) {
    text.remove(QRegularExpression(QStringLiteral("[\\s\\x{00A0}\\x{202F}']")));
    text.replace(QChar(0x2212), u'-');
    const bool comma = text.contains(u',');
    const bool point = text.contains(u'.');
    if (comma && point) {
        // Both: the last of them parts the fraction, the other one groups.
        const bool commaLast = text.lastIndexOf(u',') > text.lastIndexOf(u'.');
        text.remove(commaLast ? u'.' : u',');
        text.replace(u',', u'.');
    } else if (comma) {
        const bool groups = language == Language::English &&
                            QRegularExpression(QStringLiteral("^-?\\d{1,3}(,\\d{3})+$")).match(text).hasMatch();
        groups ? text.remove(u',') : text.replace(u',', u'.');
    }
    if (text.startsWith(u'+')) text.remove(0, 1);
    return Decimal::parse(fromQt(text));
}

Result<Value> parseMoney(const QString& typed, Language language) {
    static const QRegularExpression kCurrency(
        QStringLiteral("(₽|руб\\.?(?:лей|ля|ль)?|р\\.|\\$|€|¥|₸|£|[A-Z]{3})"),
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption);
    const auto found = kCurrency.match(typed);
    QString number = typed;
    Money money{{}, "RUB"};
    if (found.hasMatch()) {
        const QString sign = found.captured(1);
        number.remove(found.capturedStart(1), found.capturedLength(1));
        static const std::map<QString, std::string> kSigns{
            {u"$"_qs, "USD"}, {u"€"_qs, "EUR"}, {u"¥"_qs, "CNY"}, {u"₸"_qs, "KZT"}, {u"£"_qs, "GBP"}};
        if (const auto known = kSigns.find(sign); known != kSigns.end()) {
            money.currency = known->second;
        } else if (sign.size() == 3 && sign[0].toUpper().unicode() < 128) {
            money.currency = fromQt(sign.toUpper());
        }
    }
    const auto amount = parseNumber(number, language);
    if (!amount) return notA("money", typed);
    money.amount = *amount;
    return money;
}

std::optional<Date> dateOf(const QDate& day) {
    if (!day.isValid()) return std::nullopt;
    return Date::fromYmd(day.year(), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::optional<Date> parseDate(const QString& typed) {
    const QString text = typed.trimmed().toLower();
    const QDate today = QDate::currentDate();
    if (text == u"сегодня" || text == u"today") return dateOf(today);
    if (text == u"завтра" || text == u"tomorrow") return dateOf(today.addDays(1));
    if (text == u"вчера" || text == u"yesterday") return dateOf(today.addDays(-1));
    if (const auto iso = Date::parse(fromQt(text))) return iso;
    static const QRegularExpression kNumbers(
        QStringLiteral("^(\\d{1,2})[./\\- ](\\d{1,2})(?:[./\\- ](\\d{4}|\\d{2}))?$"));
    if (const auto match = kNumbers.match(text); match.hasMatch()) {
        int year = match.captured(3).isEmpty() ? today.year() : match.captured(3).toInt();
        if (match.captured(3).size() == 2) year += year < 70 ? 2000 : 1900;
        return dateOf(QDate(year, match.captured(2).toInt(), match.captured(1).toInt()));
    }
    return dateOf(QLocale(QLocale::English).toDate(typed.trimmed(), QStringLiteral("d MMM yyyy")));
}

Result<Value> parseMoment(const QString& typed) {
    static const QRegularExpression kTime(QStringLiteral("\\s+(\\d{1,2}):(\\d{2})$"));
    const QString text = typed.trimmed();
    const auto match = kTime.match(text);
    const auto day = parseDate(match.hasMatch() ? text.left(match.capturedStart()) : text);
    const QTime time = match.hasMatch() ? QTime(match.captured(1).toInt(), match.captured(2).toInt()) : QTime(0, 0);
    if (!day || !time.isValid()) return notA("date and time", typed);
    const auto ymd = day->ymd();
    const QDate date(static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
                     static_cast<int>(static_cast<unsigned>(ymd.day())));
    return Timestamp{QDateTime(date, time).toMSecsSinceEpoch() * 1000};
}

Result<Value> parseDuration(const QString& typed) {
    const QString text = typed.trimmed().toLower();
    static const QRegularExpression kClock(QStringLiteral("^(\\d{1,5}):([0-5]\\d)(?::([0-5]\\d))?$"));
    if (const auto match = kClock.match(text); match.hasMatch()) {
        return Duration{match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60 +
                        match.captured(3).toLongLong()};
    }
    static const QRegularExpression kWords(
        QStringLiteral("^(?:(\\d{1,6})\\s*(?:ч|час\\w*|h|hours?)\\.?)?\\s*(?:(\\d{1,6})\\s*(?:м|мин\\w*|m|min\\w*)?\\.?"
                       ")?\\s*(?:(\\d{1,6})\\s*(?:с|сек\\w*|s|sec\\w*)\\.?)?$"),
        QRegularExpression::UseUnicodePropertiesOption);
    const auto match = kWords.match(text);
    if (text.isEmpty() || !match.hasMatch()) return notA("duration", typed);
    return Duration{match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60 +
                    match.captured(3).toLongLong()};
}

Result<Value> parseBoolean(const QString& typed) {
    const QString text = typed.trimmed().toLower();
    static const QStringList kYes{u"да"_qs, u"yes"_qs, u"true"_qs, u"истина"_qs, u"1"_qs, u"+"_qs};
    static const QStringList kNo{u"нет"_qs, u"no"_qs, u"false"_qs, u"ложь"_qs, u"0"_qs, u"-"_qs};
    if (kYes.contains(text)) return true;
    if (kNo.contains(text)) return false;
    return notA("boolean", typed);
}

/// A code, or a label in either language.
std::optional<std::string> choiceCode(const Field& field, const QString& typed) {
    const std::string wanted = text::fold(fromQt(typed.trimmed()));
    for (const v1::ChoiceDef& choice : field.def.choices()) {
        if (text::fold(choice.value()) == wanted || text::fold(choice.label().ru()) == wanted ||
            text::fold(choice.label().en()) == wanted) {
            return choice.value();
        }
    }
    return std::nullopt;
}

Result<Value> parseList(const Field& field, const QString& typed) {
    Texts out;
    for (const QString& item : typed.split(QRegularExpression(QStringLiteral("[,;\\n]")), Qt::SkipEmptyParts)) {
        if (item.trimmed().isEmpty()) continue;
        if (field.type() != v1::MULTI_CHOICE) {
            out.push_back(fromQt(item.trimmed()));
        } else if (const auto code = choiceCode(field, item)) {
            out.push_back(*code);
        } else {
            return notA("choice", item);
        }
    }
    return out;
}

Result<Value> parseInteger(const QString& typed, Language language) {
    const auto number = parseNumber(typed, language);
    std::int64_t whole = 0;
    const std::string text = number ? number->trimmed().text() : std::string();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return notA("integer", typed);
    return whole;
}

Result<Value> parseByType(const Field& field, const QString& typed, Language language) {
    switch (schema::valueTypeOf(field.type())) {
        case ValueType::Boolean:
            return parseBoolean(typed);
        case ValueType::Integer:
            return parseInteger(typed, language);
        case ValueType::Decimal:
            if (const auto number = parseNumber(QString(typed).remove(u'%'), language)) return *number;
            return notA("number", typed);
        case ValueType::Money:
            return parseMoney(typed, language);
        case ValueType::Date:
            if (const auto date = parseDate(typed)) return *date;
            return notA("date", typed);
        case ValueType::Timestamp:
            return parseMoment(typed);
        case ValueType::Duration:
            return parseDuration(typed);
        case ValueType::Texts:
            return parseList(field, typed);
        case ValueType::BankAccount: {
            const QStringList parts = typed.split(QRegularExpression(QStringLiteral("[/;,]")));
            if (parts.size() != 2) return notA("account of 20 digits", typed);
            return BankAccount{fromQt(parts[0].trimmed()), fromQt(parts[1].trimmed())};
        }
        case ValueType::Text:
            if (field.type() != v1::CHOICE) return fromQt(typed);
            if (const auto code = choiceCode(field, typed)) return *code;
            return notA("choice", typed);
        default:
            return fail(ErrorCode::WrongType, {fromQt(typed), "reference"});
    }
}

}  // namespace

Result<Value> parseText(const Field& field, const QString& text, Language language) {
    if (text.trimmed().isEmpty()) return normalized(field, Null{});
    Result<Value> parsed = parseByType(field, text, language);
    if (!parsed) return std::unexpected(Error(parsed.error()).within(field.name()));
    return normalized(field, *parsed);
}

QString editText(const Field& field, const Value& value, Language language) {
    const QChar point = language == Language::Russian ? u',' : u'.';
    const auto number = [point](const Decimal& decimal) { return toQt(decimal.trimmed().text()).replace(u'.', point); };
    if (const auto* decimal = std::get_if<Decimal>(&value)) return number(*decimal);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return QString::number(*whole);
    if (const auto* money = std::get_if<Money>(&value))
        return number(money->amount) + (money->currency == "RUB" ? QString() : u' ' + toQt(money->currency));
    if (std::holds_alternative<std::string>(value) && field.type() != v1::CHOICE)
        return toQt(std::get<std::string>(value));
    if (const auto* span = std::get_if<Duration>(&value);
        span != nullptr && span->seconds % 60 == 0 && span->seconds >= 0) {
        return QStringLiteral("%1:%2").arg(span->seconds / 3600).arg(span->seconds / 60 % 60, 2, 10, QLatin1Char('0'));
    }
    return display({value, {}}, &field, language);
}

}  // namespace kupets::data
