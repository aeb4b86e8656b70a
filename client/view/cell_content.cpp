#include "client/view/cell_content.h"

#include <QUrl>

#include "client/data/reference_colors.h"
#include "client/data/value_format.h"
#include "client/model/roles.h"
#include "client/net/qt.h"
#include "client/ui/tokens.h"
#include "client/view/communicator.h"

namespace kupets::view {
namespace {

using Kind = ui::CellContent::Kind;

bool isBoardColumn(const schema::Field* field) {
    return field && field->owner && field->owner->def().board().column_field() == field->name();
}

Kind kindOf(const schema::Field* field, v1::FieldType type, bool own) {
    switch (type) {
        case v1::INTEGER:
        case v1::DECIMAL:
        case v1::MONEY:
        case v1::PERCENT:
        case v1::DURATION:
            return Kind::Number;
        case v1::DATE:
        case v1::DATE_TIME:
            return Kind::Stamp;
        case v1::BOOLEAN:
            return Kind::Check;
        case v1::CHOICE:
        case v1::MULTI_CHOICE:
            return Kind::Chips;
        case v1::USER:
            return Kind::Person;
        case v1::REFERENCE:
            return isBoardColumn(field) || (field && data::hasColors(field->target)) ? Kind::Chips : Kind::Link;
        case v1::PHONES:
        case v1::EMAILS:
        case v1::URL:
            return Kind::Link;
        default:
            return isTitle(field, own) ? Kind::Link : Kind::Text;
    }
}

void addChoices(ui::CellContent& content, const Texts& codes, const schema::Field* field,
                const data::Context& context) {
    for (const std::string& code : codes) {
        const v1::ChoiceDef* choice = data::choiceOf(field, Value(code));
        content.chips << (choice ? data::say(context.language, choice->label()) : toQt(code));
        content.chipColors << (choice ? toQt(choice->color()) : QString());
    }
}

}  // namespace

bool isTitle(const schema::Field* field, bool own) {
    return own && field && field->owner && &field->owner->titleField() == field;
}

ui::CellContent cellContent(const QModelIndex& index, const schema::Field* field, bool own,
                            const data::Context& context) {
    ui::CellContent content;
    if (index.data(model::SkeletonRole).toBool()) {
        content.kind = Kind::Loading;
        return content;
    }
    const auto type = static_cast<v1::FieldType>(index.data(model::FieldTypeRole).toInt());
    content.text = index.data(Qt::DisplayRole).toString();
    content.kind = kindOf(field, type, own);
    content.strong = isTitle(field, own);
    const Value value = index.data(model::ValueRole).value<Value>();
    if (isNull(value)) {
        content.kind = Kind::Text;
        return content;
    }
    if (type == v1::FORMULA || type == v1::FIELD_TYPE_UNSPECIFIED) {
        if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Decimal>(value) ||
            std::holds_alternative<Money>(value))
            content.kind = Kind::Number;
        else if (std::holds_alternative<bool>(value))
            content.kind = Kind::Check;
    }
    if (const auto* flag = std::get_if<bool>(&value)) content.checked = *flag;
    if (content.kind == Kind::Chips) {
        if (const auto* codes = std::get_if<Texts>(&value)) {
            addChoices(content, *codes, field, context);
        } else {
            content.chips << content.text;
            content.chipColors << index.data(model::ChoiceColorNameRole).toString();
        }
    }
    return content;
}

bool reachOut(Communicator& communicator, const schema::Field* field, const Value& value) {
    const QString link = outwardLink(field, value);
    if (link.isEmpty()) return false;
    if (field->type() == v1::PHONES) {
        communicator.call(toQt(std::get<Texts>(value).front()));
    } else if (field->type() == v1::EMAILS) {
        communicator.writeTo(toQt(std::get<Texts>(value).front()));
    } else {
        communicator.openUrl(link);
    }
    return true;
}

QString outwardLink(const schema::Field* field, const Value& value) {
    if (!field) return {};
    const auto* items = std::get_if<Texts>(&value);
    switch (field->type()) {
        case v1::PHONES:
            if (!items || items->empty()) return {};
            return QStringLiteral("tel:") + toQt(items->front()).section(QLatin1Char(';'), 0, 0);
        case v1::EMAILS:
            return items && !items->empty() ? QStringLiteral("mailto:") + toQt(items->front()) : QString();
        case v1::URL: {
            const auto* text = std::get_if<std::string>(&value);
            if (!text || text->empty()) return {};
            const QString url = toQt(*text);
            if (url.startsWith(QLatin1String("http://")) || url.startsWith(QLatin1String("https://"))) return url;
            return url.contains(QLatin1String(":")) ? QString() : QStringLiteral("https://") + url;
        }
        case v1::ADDRESS: {
            const auto* text = std::get_if<std::string>(&value);
            if (!text || text->empty()) return {};
            return QStringLiteral("https://yandex.ru/maps/?text=") +
                   QString::fromLatin1(QUrl::toPercentEncoding(toQt(*text)));
        }
        default:
            return {};
    }
}

}  // namespace kupets::view
