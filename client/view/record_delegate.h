// Paints the cells of a table of records and edits them in place. Belongs to its RecordTable.
#pragma once

#include <QLabel>
#include <QPointer>
#include <QStyledItemDelegate>
#include <functional>

#include "client/data/context.h"
#include "client/model/record_table_model.h"
#include "client/ui/cell_painter.h"

class QLineEdit;
class QTableView;

namespace kupets::view {

class RecordDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    RecordDelegate(const data::Context& context, QObject* parent);

    void setModel(model::RecordTableModel* model) { model_ = model; }
    void setHovered(const QModelIndex& index) { hovered_ = index; }
    ui::CellContent contentOf(const QModelIndex& index) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

    /// An edit was not accepted: the cell opens again with what was typed, and says why in words.
    void refuse(QTableView& view, const QModelIndex& index, const Error& error);

private:
    bool isOwn(int column) const;
    /// False while what stands in the line is no value of its field; the line says so.
    bool accepts(QLineEdit* line) const;
    void complain(QWidget* editor, const QString& words) const;

    data::Context context_;
    QPointer<model::RecordTableModel> model_;
    QPersistentModelIndex hovered_;
    mutable QPointer<QLabel> bubble_;
    // What was typed last, and where, for the case that it is refused.
    mutable QPersistentModelIndex typedAt_;
    mutable QString typed_;
};

}  // namespace kupets::view
