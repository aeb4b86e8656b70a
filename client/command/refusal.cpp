#include "client/command/refusal.h"

#include <QPointer>
#include <algorithm>
#include <map>

#include "client/data/error_text.h"
#include "client/data/path.h"
#include "client/data/schema_mirror.h"
#include "client/data/value_format.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"

namespace kupets::command {
namespace {

using data::Context;
using data::say;

constexpr std::size_t kMostFields = 3;
constexpr qsizetype kLongest = 60;

/// Titles of what the record holds now, by field; under the empty name the record's own.
using Titles = std::map<std::string, std::string, std::less<>>;

QString titleIn(const Titles& titles, std::string_view field) {
    const auto found = titles.find(field);
    return found == titles.end() ? QString() : toQt(found->second);
}

QString fieldWords(const FieldConflictInfo& conflict, const schema::Entity* entity, const Titles& titles,
                   data::Language language) {
    const schema::Field* field = entity == nullptr ? nullptr : entity->field(conflict.field);
    const QString label = field == nullptr ? toQt(conflict.field) : say(language, field->def.label());
    const bool isReference =
        std::holds_alternative<Uuid>(conflict.theirs) || std::holds_alternative<std::vector<Uuid>>(conflict.theirs);
    const QString title = titleIn(titles, conflict.field);
    if (isReference && title.isEmpty()) return u'«' + label + u'»';
    QString value = data::display({conflict.theirs, fromQt(title)}, field, language);
    if (value.isEmpty()) value = say(language, "пусто", "empty");
    if (value.size() > kLongest) value = value.left(kLongest) + QStringLiteral("…");
    return QStringLiteral("«%1» → %2").arg(label, value);
}

Refusal compose(const Error& error, const Context& context, const Titles& titles) {
    const auto snapshot = context.schema == nullptr ? nullptr : context.schema->snapshot();
    if (error.conflicts.empty()) return {data::errorText(error, context.language, snapshot.get()), std::nullopt};
    const FieldConflictInfo& first = error.conflicts.front();
    const schema::Entity* entity = snapshot == nullptr ? nullptr : snapshot->entity(first.entity);
    QStringList fields;
    QString who = toQt(first.changedBy);
    for (const FieldConflictInfo& conflict : error.conflicts) {
        if (conflict.record != first.record || fields.size() == static_cast<qsizetype>(kMostFields)) continue;
        if (toQt(conflict.changedBy) != who) who.clear();
        fields << fieldWords(conflict, entity, titles, context.language);
    }
    QString record = data::entityLabel(snapshot.get(), first.entity, context.language);
    if (const QString title = titleIn(titles, {}); !title.isEmpty()) record += QStringLiteral(" «%1»").arg(title);
    const QString how = fields.join(QStringLiteral(", "));
    const QString text = who.isEmpty() ? say(context.language, "Не отменено: с тех пор изменено %1 (%2)",
                                             "Not undone: changed since: %1 (%2)")
                                             .arg(how, record)
                                       : say(context.language, "Не отменено: %1 — с тех пор изменено %2 (%3)",
                                             "Not undone: %1 has changed %2 since (%3)")
                                             .arg(who, how, record);
    return {text, data::RecordKey{first.entity, first.record}};
}

Titles titlesIn(const v1::GetReply& reply, const std::string& titleField) {
    Titles titles;
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows || rows->rows() != 1) return titles;
    for (std::size_t column = 0; column < rows->columns(); ++column) {
        const std::string path(rows->path(column));
        if (path == titleField) titles[std::string()] = toText(rows->value(0, column));
        if (const std::string_view title = rows->companion(0, column); !title.empty()) titles[path] = title;
    }
    return titles;
}

}  // namespace

Refusal refusalOf(const Error& error, const Context& context) { return compose(error, context, {}); }

void explainRefusal(const Error& error, const Context& context, QObject* receiver,
                    std::function<void(const Refusal&)> done) {
    const auto snapshot = context.schema == nullptr ? nullptr : context.schema->snapshot();
    const schema::Entity* entity =
        error.conflicts.empty() || snapshot == nullptr ? nullptr : snapshot->entity(error.conflicts.front().entity);
    if (entity == nullptr || context.connection == nullptr) return done(refusalOf(error, context));
    const FieldConflictInfo& first = error.conflicts.front();
    v1::GetRequest request;
    request.set_entity(first.entity);
    request.add_ids(std::string(first.record.view()));
    const std::string titleField = entity->titleField().name();
    request.add_columns(titleField);
    for (const FieldConflictInfo& conflict : error.conflicts)
        if (conflict.record == first.record && conflict.field != titleField && entity->field(conflict.field))
            request.add_columns(conflict.field);
    context.connection->call<v1::GetReply>(
        v1::METHOD_RECORDS_GET, request, receiver,
        [error, context, titleField, done = std::move(done)](Result<v1::GetReply> reply) {
            done(compose(error, context, reply ? titlesIn(*reply, titleField) : Titles()));
        });
}

}  // namespace kupets::command
