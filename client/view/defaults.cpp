#include "client/view/defaults.h"

#include <QDate>
#include <QDateTime>

#include "client/net/connection.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

data::Cell constant(const schema::Field& field, const QString& text, const data::Context& context) {
    const QString upper = text.trimmed().toUpper();
    if (upper == QLatin1String("ME()") && context.connection && !context.connection->session().userId.isNil())
        return {context.connection->session().userId, fromQt(context.connection->session().name)};
    if (upper == QLatin1String("TODAY()"))
        return {Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(QDate::currentDate()))}, {}};
    if (upper == QLatin1String("NOW()"))
        return {Timestamp{QDateTime::currentMSecsSinceEpoch() / 60'000 * 60'000'000}, {}};
    if (text.size() >= 2 && text.startsWith(QLatin1Char('"')) && text.endsWith(QLatin1Char('"')) &&
        (field.type() == v1::CHOICE || field.type() == v1::TEXT || field.type() == v1::LONG_TEXT))
        return {fromQt(text.mid(1, text.size() - 2)), {}};
    if (field.type() == v1::BOOLEAN && (upper == QLatin1String("TRUE") || upper == QLatin1String("FALSE")))
        return {upper == QLatin1String("TRUE"), {}};
    return {};
}

}  // namespace

void proposeDefaults(form::Draft& draft, const data::Context& context) {
    for (const auto& field : draft.entity().fields()) {
        if (field->def.default_value().empty() || !isNull(draft.value(field->name()))) continue;
        data::Cell cell = constant(*field, toQt(field->def.default_value()), context);
        if (!isNull(cell.value)) draft.propose(field->name(), std::move(cell));
    }
}

}  // namespace kupets::view
