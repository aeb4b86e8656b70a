// One act in the list of what one did: the day above the first of it, words, when and how much, what can be done about
// it at the right, and, unfolded, its records with their fields before and after.
#pragma once

#include <QSet>
#include <QStyledItemDelegate>

#include "client/command/my_actions.h"

namespace kupets::view {

class ActionsLook : public QStyledItemDelegate {
    Q_OBJECT
public:
    ActionsLook(data::Context context, const command::MyActions& actions, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    void setUnfolded(int row, bool unfolded);
    bool isUnfolded(int row) const { return unfolded_.contains(idOf(row)); }
    /// Where "Undo" or "Redo" stands in a row's place.
    QRect doPlace(const QRect& row, int at) const;
    QString doWords(int row) const;

private:
    struct Line {
        QString strong;
        QString text;
    };
    QByteArray idOf(int row) const;
    QString dayOf(int row) const;
    QString aboutOf(int row) const;
    std::vector<Line> linesOf(int row) const;
    int headingHeight(int row) const;

    data::Context context_;
    const command::MyActions& actions_;
    QSet<QByteArray> unfolded_;
};

}  // namespace kupets::view
