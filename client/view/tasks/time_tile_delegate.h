// A task on the board by time: what is to be done, what it is about, when, and who has it.
#pragma once

#include <QStyledItemDelegate>

#include "client/data/language.h"
#include "client/model/time_board.h"

namespace kupets::view {

class TimeTileDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    TimeTileDelegate(const model::TimeColumn& column, data::Language language, QObject* parent);
    void setDragged(const QModelIndex& index) { dragged_ = index; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Only the tile, for the picture that follows the pointer.
    void paintTile(QPainter* painter, const QRect& rect, const QModelIndex& index, bool selected, bool hovered) const;
    static int tileHeight();

private:
    void paintFoot(QPainter* painter, const QRect& foot, const model::TimeTask& task) const;

    const model::TimeColumn& column_;
    data::Language language_;
    QPersistentModelIndex dragged_;
};

}  // namespace kupets::view
