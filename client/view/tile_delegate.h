// A tile of a board: title, what it belongs to, then sum, date and who has it, then the signs that hold for it. All
// tiles of a board are of one height, so that columns of thousands scroll like columns of ten.
#pragma once

#include <QStyledItemDelegate>

#include "client/model/board_model.h"

namespace kupets::view {

class TileDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    TileDelegate(const schema::Entity& entity, const model::BoardModel& board, QObject* parent);
    void setDragged(const QModelIndex& index) { dragged_ = index; }
    int tileHeight() const { return height_; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// What the sign under the pointer means, and who the initials are.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
    /// Only the tile, for the picture that follows the pointer.
    void paintTile(QPainter* painter, const QRect& rect, const QModelIndex& index, bool selected, bool hovered) const;
    /// Where its tile stands within an item.
    QRect tileRect(const QRect& item) const;

private:
    struct Sign {
        QRect area;
        model::TileMark mark;
    };
    void paintText(QPainter* painter, QRect inner, const QModelIndex& index) const;
    void paintFoot(QPainter* painter, const QRect& foot, const QModelIndex& index) const;
    void paintSigns(QPainter* painter, const QRect& line, const QModelIndex& index) const;
    QList<Sign> signsOf(const QRect& line, const QModelIndex& index) const;
    QRect inside(const QRect& tile) const;
    QRect footOf(const QRect& inner) const;
    QRect signLineOf(const QRect& inner) const;

    int factLines_ = 0;
    bool hasFoot_ = false;
    bool hasSigns_ = false;
    int height_ = 0;
    QPersistentModelIndex dragged_;
};

}  // namespace kupets::view
