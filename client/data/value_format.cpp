#include "client/data/value_format.h"

#include <QDateTime>
#include <algorithm>
#include <array>

#include "common/text/phone.h"

namespace kupets::data {
namespace {

constexpr QChar kNarrow(0x00A0);

QString monthName(unsigned month, Language language) {
    static constexpr std::array<const char*, 12> kRussian{"января",   "февраля", "марта",  "апреля",
                                                          "мая",      "июня",    "июля",   "августа",
                                                          "сентября", "октября", "ноября", "декабря"};
    static constexpr std::array<const char*, 12> kEnglish{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return say(language, kRussian[month - 1], kEnglish[month - 1]);
}

QString twoDigits(int number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); }

/// "-1234567.5" → "-1 234 567,5" or "-1,234,567.5".
QString grouped(const std::string& plain, Language language) {
    const QChar group = language == Language::Russian ? kNarrow : QChar(u',');
    const std::size_t point = std::min(plain.find('.'), plain.size());
    const std::size_t first = plain.starts_with('-') ? 1 : 0;
    QString out;
    out.reserve(static_cast<qsizetype>(plain.size() + plain.size() / 3));
    if (first == 1) out += QChar(0x2212);  // a minus, not a hyphen
    for (std::size_t i = first; i < point; ++i) {
        if (i > first && (point - i) % 3 == 0) out += group;
        out += QLatin1Char(plain[i]);
    }
    if (point == plain.size()) return out;
    out += language == Language::Russian ? u',' : u'.';
    return out + QLatin1String(plain.data() + point + 1, static_cast<qsizetype>(plain.size() - point - 1));
}

/// With exactly so many digits after the point.
std::string fixed(const Decimal& number, int digits) {
    std::string text = number.rounded(digits).text();
    if (digits == 0) return text;
    std::size_t point = text.find('.');
    if (point == std::string::npos) {
        point = text.size();
        text += '.';
    }
    text.append(point + 1 + static_cast<std::size_t>(digits) - text.size(), '0');
    return text;
}

const char* currencySign(const std::string& currency) {
    if (currency == "RUB") return "₽";
    if (currency == "USD") return "$";
    if (currency == "EUR") return "€";
    if (currency == "CNY") return "¥";
    if (currency == "KZT") return "₸";
    if (currency == "GBP") return "£";
    return nullptr;
}

QString joinTitles(const std::string& titles) {
    return toQt(titles).split(QChar(0x1f), Qt::SkipEmptyParts).join(QStringLiteral(", "));
}

QString choiceLabel(const schema::Field* field, const std::string& code, Language language) {
    if (field == nullptr) return toQt(code);
    const auto found = std::ranges::find(field->def.choices(), code, &v1::ChoiceDef::value);
    return found == field->def.choices().end() ? toQt(code) : say(language, found->label());
}

struct Display {
    const Cell& cell;
    const schema::Field* field;
    Language language;

    v1::FieldType type() const { return field == nullptr ? v1::FIELD_TYPE_UNSPECIFIED : field->type(); }

    QString operator()(Null) const { return {}; }
    QString operator()(bool v) const { return v ? say(language, "Да", "Yes") : say(language, "Нет", "No"); }
    QString operator()(std::int64_t v) const {
        // Years and numbers of things are not grouped below ten thousand.
        return v > -10'000 && v < 10'000 ? QString::number(v) : grouped(std::to_string(v), language);
    }
    QString operator()(const Decimal& v) const {
        const QString number = displayDecimal(v.trimmed(), language);
        if (type() != v1::PERCENT) return number;
        return language == Language::Russian ? number + kNarrow + u'%' : number + u'%';
    }
    QString operator()(const std::string& v) const {
        if (type() == v1::CHOICE) return choiceLabel(field, v, language);
        return toQt(v);
    }
    QString operator()(Date v) const { return displayDate(v, language); }
    QString operator()(Timestamp v) const { return displayMoment(v, language); }
    QString operator()(Duration v) const { return displayDuration(v, language); }
    QString operator()(const Uuid&) const {
        if (!cell.title.empty()) return toQt(cell.title);
        return type() == v1::FILE ? say(language, "файл", "file") : say(language, "(без названия)", "(untitled)");
    }
    QString operator()(const Money& v) const {
        const bool whole = v.amount.trimmed().scale() <= 0;
        return displayMoney(v, language, !whole);
    }
    QString operator()(const BankAccount& v) const { return toQt(v.account + (v.bic.empty() ? "" : " / " + v.bic)); }
    QString operator()(const Texts& v) const {
        QStringList items;
        for (const std::string& item : v) {
            if (type() == v1::PHONES) {
                items << displayPhone(item);
            } else {
                items << (type() == v1::MULTI_CHOICE ? choiceLabel(field, item, language) : toQt(item));
            }
        }
        return items.join(QStringLiteral(", "));
    }
    QString operator()(const Ids& v) const {
        return v.empty() ? QString() : cell.title.empty() ? QString::number(v.size()) : joinTitles(cell.title);
    }
};

}  // namespace

QString display(const Cell& cell, const schema::Field* field, Language language) {
    return std::visit(Display{cell, field, language}, cell.value);
}

QString displayDecimal(const Decimal& number, Language language, int leastDigits) {
    return grouped(number.scale() < leastDigits ? fixed(number, leastDigits) : number.text(), language);
}

QString displayMoney(const Money& money, Language language, bool withKopecks) {
    const QString number = grouped(fixed(money.amount, withKopecks ? 2 : 0), language);
    if (money.currency.empty()) return number;
    const char* sign = currencySign(money.currency);
    const QString currency = sign == nullptr ? toQt(money.currency) : QString::fromUtf8(sign);
    if (language == Language::English && sign != nullptr) {
        return number.startsWith(QChar(0x2212)) ? QChar(0x2212) + currency + number.mid(1) : currency + number;
    }
    return number + kNarrow + currency;
}

QString displayDate(Date date, Language language) {
    const auto ymd = date.ymd();
    const int year = static_cast<int>(ymd.year());
    const int day = static_cast<int>(static_cast<unsigned>(ymd.day()));
    const unsigned month = static_cast<unsigned>(ymd.month());
    if (language == Language::English)
        return QStringLiteral("%1 %2 %3").arg(day).arg(monthName(month, language)).arg(year);
    return twoDigits(day) + u'.' + twoDigits(static_cast<int>(month)) + u'.' + QString::number(year);
}

QString displayMoment(Timestamp moment, Language language) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(moment.micros / 1000);
    const QDate day = local.date();
    const auto date = Date::fromYmd(day.year(), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    const QString time = twoDigits(local.time().hour()) + u':' + twoDigits(local.time().minute());
    return (date ? displayDate(*date, language) : QString()) + u' ' + time;
}

QString displayMomentBriefly(Timestamp moment, Timestamp now, Language language) {
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(moment.micros / 1000);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.micros / 1000).date();
    const QString time = twoDigits(local.time().hour()) + u':' + twoDigits(local.time().minute());
    const qint64 days = local.date().daysTo(today);
    if (days == 0) return say(language, "сегодня в ", "today at ") + time;
    if (days == 1) return say(language, "вчера в ", "yesterday at ") + time;
    if (days == -1) return say(language, "завтра в ", "tomorrow at ") + time;
    QString day = QStringLiteral("%1 %2")
                      .arg(local.date().day())
                      .arg(monthName(static_cast<unsigned>(local.date().month()), language));
    if (local.date().year() != today.year()) day += u' ' + QString::number(local.date().year());
    return day + say(language, " в ", " at ") + time;
}

QString displayDuration(Duration span, Language language) {
    const std::int64_t seconds = std::abs(span.seconds);
    QStringList parts;
    const auto add = [&parts, language](std::int64_t count, const char* russian, const char* english) {
        if (count != 0) parts << QString::number(count) + kNarrow + say(language, russian, english);
    };
    add(seconds / 3600, "ч", "h");
    add(seconds / 60 % 60, "мин", "min");
    add(seconds % 60, "с", "s");
    if (parts.isEmpty()) add(0, "мин", "min");
    if (parts.isEmpty()) parts << QStringLiteral("0");
    return (span.seconds < 0 ? QStringLiteral("−") : QString()) + parts.join(u' ');
}

QString displaySize(std::uint64_t bytes, Language language) {
    struct Unit {
        const char* russian;
        const char* english;
    };
    static constexpr std::array<Unit, 4> kUnits{{{"Б", "B"}, {"КБ", "KB"}, {"МБ", "MB"}, {"ГБ", "GB"}}};
    double size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1000 && unit + 1 < kUnits.size()) {
        size /= 1024;
        ++unit;
    }
    const int digits = unit == 0 || size >= 10 ? 0 : 1;
    return localeOf(language).toString(size, 'f', digits) + kNarrow +
           say(language, kUnits[unit].russian, kUnits[unit].english);
}

QString displayPhone(const std::string& phone) { return toQt(text::formatPhone(phone)); }

Qt::Alignment alignmentOf(const schema::Field* field) {
    const Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
    if (field == nullptr) return left;
    switch (field->type()) {
        case v1::INTEGER:
        case v1::DECIMAL:
        case v1::MONEY:
        case v1::PERCENT:
        case v1::DURATION:
            return Qt::AlignRight | Qt::AlignVCenter;
        default:
            return left;
    }
}

const v1::ChoiceDef* choiceOf(const schema::Field* field, const Value& value) {
    const auto* code = std::get_if<std::string>(&value);
    if (field == nullptr || code == nullptr || field->type() != v1::CHOICE) return nullptr;
    const auto found = std::ranges::find(field->def.choices(), *code, &v1::ChoiceDef::value);
    return found == field->def.choices().end() ? nullptr : &*found;
}

QColor namedColor(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, QRgb>, 8> kColors{{{"gray", 0xff7c8594},
                                                                               {"blue", 0xff3b82f6},
                                                                               {"teal", 0xff14a5a0},
                                                                               {"green", 0xff22a565},
                                                                               {"yellow", 0xffd9a514},
                                                                               {"orange", 0xffea7a1f},
                                                                               {"red", 0xffdc4a4a},
                                                                               {"purple", 0xff8b5cf6}}};
    const auto found = std::ranges::find(kColors, name, &std::pair<std::string_view, QRgb>::first);
    if (found != kColors.end()) return QColor::fromRgb(found->second);
    return name.starts_with('#') ? QColor(toQt(name)) : QColor();
}

QColor choiceColor(const schema::Field* field, const Value& value) {
    const v1::ChoiceDef* choice = choiceOf(field, value);
    return choice == nullptr ? QColor() : namedColor(choice->color());
}

}  // namespace kupets::data
