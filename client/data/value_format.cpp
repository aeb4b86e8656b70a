#include "client/data/value_format.h"

namespace kupets::data {

QString display(const Cell& cell, const schema::Field*, Language) {
    return toQt(cell.title.empty() ? toText(cell.value) : cell.title);
}
QString displayMoney(const Money& money, Language, bool) { return toQt(money.amount.text() + " " + money.currency); }
QString displayDecimal(const Decimal& number, Language, int) { return toQt(number.text()); }
QString displayDate(Date date, Language) { return toQt(date.text()); }
QString displayMoment(Timestamp moment, Language) { return toQt(moment.text()); }
QString displayDuration(Duration span, Language) { return QString::number(span.seconds); }
QString displayPhone(const std::string& phone) { return toQt(phone); }
QString displayMomentBriefly(Timestamp moment, Timestamp, Language language) { return displayMoment(moment, language); }
Qt::Alignment alignmentOf(const schema::Field*) { return Qt::AlignLeft | Qt::AlignVCenter; }
const v1::ChoiceDef* choiceOf(const schema::Field*, const Value&) { return nullptr; }
QColor choiceColor(const schema::Field*, const Value&) { return {}; }

}  // namespace kupets::data
