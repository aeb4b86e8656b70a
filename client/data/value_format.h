// Values as people read them: "1 234 500,00 ₽", "21.11.2026", "+7 (916) 123-45-67", a choice's label, a reference's
// title.
#pragma once

#include <QColor>
#include <QString>
#include <Qt>

#include "client/data/language.h"
#include "client/data/record.h"
#include "common/schema/snapshot.h"

namespace kupets::data {

/// `field` may be null (computed columns): then the value's own kind decides. Empty for null.
QString display(const Cell& cell, const schema::Field* field, Language language);
QString displayMoney(const Money& money, Language language, bool withKopecks = true);
QString displayDecimal(const Decimal& number, Language language, int leastDigits = 0);
QString displayDate(Date date, Language language);
/// In the computer's own zone.
QString displayMoment(Timestamp moment, Language language);
/// "1 ч 30 мин".
QString displayDuration(Duration span, Language language);
/// "3,4 МБ": of a file.
QString displaySize(std::uint64_t bytes, Language language);
QString displayPhone(const std::string& phone);
/// "сегодня в 10:30", "вчера в 18:02", "12 марта", for chronologies.
QString displayMomentBriefly(Timestamp moment, Timestamp now, Language language);

/// Numbers to the right, everything else to the left.
Qt::Alignment alignmentOf(const schema::Field* field);
const v1::ChoiceDef* choiceOf(const schema::Field* field, const Value& value);
/// "green", "#3b82f6" → a colour that is readable on light and dark; invalid when there is none of this name.
QColor namedColor(std::string_view name);
/// Of a choice's definition; invalid when it has none.
QColor choiceColor(const schema::Field* field, const Value& value);

}  // namespace kupets::data
