// What Ctrl+K shows: rows in sections, made from what is known here (recent and favourite records, commands) and from
// the server's hits. Pure functions: no widgets, no line.
#pragma once

#include <functional>
#include <vector>

#include "client/command/action.h"
#include "client/data/record.h"

namespace kupets::view {

struct PaletteRow {
    QString section;  // its heading, on the first row of a section
    QString title;
    QString subtitle;
    QString icon;
    QString trailing;     // at the right edge: the key of a command
    data::RecordKey key;  // of a record
    QString action;       // id of a command
};

struct PaletteRecord {
    data::RecordKey key;
    QString title;
    QString subtitle;
    QString section;  // of a hit: its entity, on the first of each
};

struct PaletteSource {
    QString typed;  // as it stands in the line; ">" first: commands only
    std::vector<PaletteRecord> recent;
    std::vector<PaletteRecord> favourites;
    std::vector<PaletteRecord> hits;
    const command::Actions* actions = nullptr;
    QStringList usedActions;  // the most used first
    std::function<QString(const std::string&)> iconOf;
    std::function<QString(const std::string&)> nameOf;  // of an entity: "Сделка"
    struct Words {
        QString recent;
        QString favourites;
        QString commands;
    } words;
};

std::vector<PaletteRow> paletteRows(const PaletteSource& source);
/// What of the line is to be found: without ">" and outer spaces.
QString wantedOf(const QString& typed);
bool asksForCommandsOnly(const QString& typed);

}  // namespace kupets::view
