// What was done, in words: "Сделка «Поставка» — Этап: Переговоры → Договор", "Удаление: Компании (12)".
#pragma once

#include <QString>

#include "client/data/language.h"
#include "client/data/writer.h"
#include "common/schema/snapshot.h"

namespace kupets::command {

/// Before it was answered: which fields, not yet from what to what.
QString describeOperation(const data::Operation& operation, const schema::Snapshot* schema, data::Language language);
QString describeChangeSet(const v1::ChangeSet& changeSet, const schema::Snapshot* schema, data::Language language);

/// One field of a record that was changed, as people read it; long texts are cut.
struct FieldWords {
    QString label;
    QString before;
    QString after;
};
std::vector<FieldWords> fieldWords(const v1::RecordDiff& diff, const schema::Snapshot* schema, data::Language language,
                                   qsizetype longest = 300);
/// "Сделка «Поставка»".
QString recordWords(const v1::RecordDiff& diff, const schema::Snapshot* schema, data::Language language);

}  // namespace kupets::command
