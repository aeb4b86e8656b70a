// One hit of a search in two lines: title and where it belongs. Used by the global search and by reference editors.
#pragma once

#include <QStyledItemDelegate>
#include <functional>

namespace kupets::view {

class HitDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kTrailingRole = Qt::UserRole + 310;  // QString: at the right edge, e.g. a shortcut
    static constexpr int kMarkedRole = Qt::UserRole + 311;    // QString: what was typed, emphasised where it stands

    /// `icons` true: an icon of the entity before the title, and headings above each entity's first hit.
    HitDelegate(bool icons, std::function<QString(const QModelIndex&)> iconOf, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QString headingOf(const QModelIndex& index) const;

    bool icons_;
    std::function<QString(const QModelIndex&)> iconOf_;
};

}  // namespace kupets::view
