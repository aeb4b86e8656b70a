// Roles that all our models share. Qt::DisplayRole is the formatted text, Qt::TextAlignmentRole the alignment.
#pragma once

#include <Qt>

namespace kupets::model {

enum Role {
    ValueRole = Qt::UserRole + 1,  // kupets::Value: the raw value
    TitleRole,                     // QString: of a reference, what it points to
    ReferenceRole,                 // kupets::Uuid of the record a cell points to; invalid for other cells
    ReferenceEntityRole,           // QString: its entity
    ChoiceColorRole,               // QColor of a choice's value; invalid when it has none
    SkeletonRole,                  // bool: the row is still on its way, paint a placeholder
    HighlightRole,        // double 1.0 → 0.0: changed just now; invalid when not. dataChanged comes as it fades
    PendingRole,          // bool: an own edit that the server has not answered yet
    RecordIdRole,         // kupets::Uuid of the row's record
    VersionRole,          // quint64
    EntityRole,           // QString
    FieldTypeRole,        // int: v1::FieldType of the column; 0 for computed columns
    PathRole,             // QString: the column's path
    SubtitleRole,         // QString: second line of a hit or a tile
    ChoiceColorNameRole,  // QString: "green", of a choice or of the record that is pointed to; invalid: has no colours
    TileCellsRole,        // QList<TileCell> of a board's tile (board_model.h)
    TileMarksRole,        // QList<TileMark> of it: those that hold now
    GroupRole,            // bool: the row is the head of a group
    RuleColorRole,        // QString: "red", where a rule of the view colours the cell; else empty
};

}  // namespace kupets::model
