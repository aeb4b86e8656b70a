// A tile of a board: title, what it belongs to, then sum, date and who has it. All tiles of a board are of one height,
// so that columns of thousands scroll like columns of ten.
#pragma once

#include <QStyledItemDelegate>

#include "common/schema/snapshot.h"

namespace kupets::view {

class TileDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    TileDelegate(const schema::Entity& entity, QObject* parent);
    void setDragged(const QModelIndex& index) { dragged_ = index; }
    int tileHeight() const { return height_; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Only the tile, for the picture that follows the pointer.
    void paintTile(QPainter* painter, const QRect& rect, const QModelIndex& index, bool selected, bool hovered) const;

private:
    void paintText(QPainter* painter, QRect inner, const QModelIndex& index) const;
    void paintFoot(QPainter* painter, const QRect& foot, const QModelIndex& index) const;

    bool hasReferences_ = false;
    bool hasFoot_ = false;
    int height_;
    QPersistentModelIndex dragged_;
};

}  // namespace kupets::view
