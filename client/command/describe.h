// What was done, in words: «Изменение: Сделка «Поставка» — Этап, Сумма», "Удаление: Компании (12)".
#pragma once

#include <QString>

#include "client/data/language.h"
#include "client/data/writer.h"
#include "common/schema/snapshot.h"

namespace kupets::command {

QString describeOperation(const data::Operation& operation, const schema::Snapshot* schema, data::Language language);
QString describeChangeSet(const v1::ChangeSet& changeSet, const schema::Snapshot* schema, data::Language language);

}  // namespace kupets::command
