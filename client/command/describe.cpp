#include "client/command/describe.h"

#include <algorithm>
#include <set>

#include "client/data/path.h"
#include "client/data/value_format.h"
#include "common/wire/values.h"

namespace kupets::command {
namespace {

using data::Language;
using data::say;

constexpr std::size_t kMostFields = 4;
constexpr std::size_t kMostValues = 2;  // of these also from what to what
constexpr qsizetype kLongestValue = 40;

QString kindWord(v1::RecordChange::Kind kind, Language language) {
    switch (kind) {
        case v1::RecordChange::KIND_CREATE:
            return say(language, "Создание", "Created");
        case v1::RecordChange::KIND_DELETE:
            return say(language, "Удаление", "Deleted");
        default:
            return say(language, "Изменение", "Changed");
    }
}

QString fieldLabels(const schema::Snapshot* schema, const std::string& entity, const std::vector<std::string>& fields,
                    Language language) {
    const schema::Entity* found = schema == nullptr ? nullptr : schema->entity(entity);
    QStringList labels;
    for (std::size_t i = 0; i < std::min(fields.size(), kMostFields); ++i) {
        const schema::Field* field = found == nullptr ? nullptr : found->field(fields[i]);
        labels << (field == nullptr ? toQt(fields[i]) : say(language, field->def.label()));
    }
    QString text = labels.join(QStringLiteral(", "));
    if (fields.size() > kMostFields) text += QStringLiteral("…");
    return text;
}

/// "Этап: Переговоры → Договор, Сумма: 1 ₽ → 2 ₽"; what is long or beyond the first ones goes by its label.
QString changedFields(const v1::RecordDiff& diff, const schema::Snapshot* schema, Language language) {
    const std::vector<FieldWords> all = fieldWords(diff, schema, language, kLongestValue + 1);
    QStringList parts;
    for (std::size_t i = 0; i < std::min(all.size(), kMostFields); ++i) {
        const FieldWords& field = all[i];
        const bool isShort = field.before.size() <= kLongestValue && field.after.size() <= kLongestValue;
        const auto orNothing = [](const QString& value) { return value.isEmpty() ? QStringLiteral("—") : value; };
        parts << (i < kMostValues && isShort
                      ? QStringLiteral("%1: %2 → %3").arg(field.label, orNothing(field.before), orNothing(field.after))
                      : field.label);
    }
    QString text = parts.join(QStringLiteral(", "));
    if (all.size() > kMostFields) text += QStringLiteral("…");
    return text;
}

/// One record: "Сделка «Поставка» — Этап".
QString oneRecord(const schema::Snapshot* schema, const std::string& entity, const QString& title,
                  const std::vector<std::string>& fields, Language language) {
    QString text = data::entityLabel(schema, entity, language);
    if (!title.isEmpty()) text += QStringLiteral(" «") + title + u'»';
    if (!fields.empty()) text += QStringLiteral(" — ") + fieldLabels(schema, entity, fields, language);
    return text;
}

QString manyRecords(const schema::Snapshot* schema, const std::set<std::string>& entities, quint64 count,
                    Language language) {
    const QString name = entities.size() == 1 ? data::entityPlural(schema, *entities.begin(), language)
                                              : say(language, "записи", "records");
    return QStringLiteral("%1 (%2)").arg(name).arg(count);
}

}  // namespace

std::vector<FieldWords> fieldWords(const v1::RecordDiff& diff, const schema::Snapshot* schema, Language language,
                                   qsizetype longest) {
    const schema::Entity* entity = schema == nullptr ? nullptr : schema->entity(diff.entity());
    std::vector<FieldWords> words;
    for (const v1::FieldDiff& change : diff.fields()) {
        const schema::Field* field = entity == nullptr ? nullptr : entity->field(change.field());
        const auto text = [&](const v1::Value& value, const std::string& title) {
            const auto decoded = wire::fromProto(value);
            QString shown = decoded ? data::display({*decoded, title}, field, language) : QString();
            if (shown.size() > longest) shown = shown.left(longest) + QStringLiteral("…");
            return shown;
        };
        words.push_back({field == nullptr ? toQt(change.field()) : say(language, field->def.label()),
                         text(change.before(), change.before_title()), text(change.after(), change.after_title())});
    }
    return words;
}

QString recordWords(const v1::RecordDiff& diff, const schema::Snapshot* schema, Language language) {
    return oneRecord(schema, diff.entity(), toQt(diff.title()), {}, language);
}

QString describeOperation(const data::Operation& operation, const schema::Snapshot* schema, Language language) {
    if (!operation.description.isEmpty() || operation.changes.empty()) return operation.description;
    const v1::RecordChange& first = operation.changes.front();
    const bool sameKind =
        std::ranges::all_of(operation.changes, [&first](const auto& change) { return change.kind() == first.kind(); });
    const QString kind =
        kindWord(sameKind ? first.kind() : v1::RecordChange::KIND_UPDATE, language) + QStringLiteral(": ");
    if (operation.changes.size() == 1) {
        const schema::Entity* entity = schema == nullptr ? nullptr : schema->entity(first.entity());
        QString title = operation.title;
        std::vector<std::string> fields;
        for (const v1::FieldValue& field : first.fields()) {
            if (title.isEmpty() && entity != nullptr && field.field() == entity->def().title_field())
                title = toQt(field.value().text());
            if (first.kind() == v1::RecordChange::KIND_UPDATE) fields.push_back(field.field());
        }
        // Of a change the record and its fields say enough.
        return (first.kind() == v1::RecordChange::KIND_UPDATE ? QString() : kind) +
               oneRecord(schema, first.entity(), title, fields, language);
    }
    std::set<std::string> entities;
    for (const v1::RecordChange& change : operation.changes) entities.insert(change.entity());
    return kind + manyRecords(schema, entities, operation.changes.size(), language);
}

QString describeChangeSet(const v1::ChangeSet& changeSet, const schema::Snapshot* schema, Language language) {
    if (changeSet.records().empty()) return say(language, "Изменение", "Change");
    const v1::RecordDiff& first = changeSet.records(0);
    const bool sameKind =
        std::ranges::all_of(changeSet.records(), [&first](const auto& diff) { return diff.kind() == first.kind(); });
    QString kind = kindWord(sameKind ? first.kind() : v1::RecordChange::KIND_UPDATE, language);
    if (changeSet.origin() == v1::ChangeSet::ORIGIN_IMPORT) kind = say(language, "Импорт", "Import");
    kind += QStringLiteral(": ");
    const quint64 count = std::max<quint64>(changeSet.record_count(), static_cast<quint64>(changeSet.records_size()));
    if (count == 1) {
        const QString record = recordWords(first, schema, language);
        if (first.kind() != v1::RecordChange::KIND_UPDATE) return kind + record;
        const QString fields = changedFields(first, schema, language);
        const bool import = changeSet.origin() == v1::ChangeSet::ORIGIN_IMPORT;
        return (import ? kind : QString()) + (fields.isEmpty() ? record : record + QStringLiteral(" — ") + fields);
    }
    std::set<std::string> entities;
    for (const v1::RecordDiff& diff : changeSet.records()) entities.insert(diff.entity());
    return kind + manyRecords(schema, entities, count, language);
}

}  // namespace kupets::command
