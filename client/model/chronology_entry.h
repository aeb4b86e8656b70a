// One thing that stands in a record's chronology, in people's words: a note, a call, a task, a change. Plain values.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>
#include <string>

#include "client/data/record.h"

namespace kupets::model {

/// One field of a change.
struct ChronologyLine {
    QString label;
    QString before;  // empty: there was nothing
    QString after;   // empty: emptied
    bool operator==(const ChronologyLine&) const = default;
};

/// What the chronology can be narrowed to: notes, calls, tasks, changes.
struct ChronologyKind {
    QString id;  // "activity/call", "task", kChanges
    QString label;
    QString icon;
    QString color;
    bool operator==(const ChronologyKind&) const = default;
};
inline const QString kChanges = QStringLiteral("changes");

struct ChronologyEntry {
    std::string identity;             // of the thing itself, whatever becomes of it
    std::optional<Timestamp> moment;  // when it was; of a plan: when it is due, nothing when that is open
    bool isPlan = false;
    QString kind;      // ChronologyKind::id
    QString headline;  // "Звонок", "Изменение"
    QString icon;
    QString color;
    QString person;  // who did it, who is to do it

    // Of a record that stands here.
    data::RecordKey key;  // a nil id: it is a change
    std::uint64_t version = 0;
    QString title;
    QString text;
    QStringList facts;
    data::RecordKey about;  // when that is not the record looked at: "звонок по сделке …"
    QString aboutTitle;
    QString aboutIcon;
    Uuid file;  // the first that it holds
    QString fileName;
    bool canFinish = false;  // a plan that can be ticked off

    // Of a change.
    Uuid changeSet;
    std::uint64_t sequence = 0;
    QList<ChronologyLine> lines;
    QString reason;
    bool undone = false;
    struct Member {
        data::RecordKey key;
        QString title;
        bool operator==(const Member&) const = default;
    };
    std::vector<Member> members;  // of a merger or its split: the other records
    bool isMerger = false;

    bool isChange() const { return key.id.isNil(); }
    bool operator==(const ChronologyEntry&) const = default;
};

using ChronologyEntryPtr = std::shared_ptr<const ChronologyEntry>;

}  // namespace kupets::model
