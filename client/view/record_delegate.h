// Paints the cells of a table of records and edits them in place. Belongs to its RecordTable.
#pragma once

#include <QPointer>
#include <QStyledItemDelegate>
#include <functional>

#include "client/data/context.h"
#include "client/model/record_table_model.h"
#include "client/ui/cell_painter.h"

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

private:
    bool isOwn(int column) const;

    data::Context context_;
    QPointer<model::RecordTableModel> model_;
    QPersistentModelIndex hovered_;
};

}  // namespace kupets::view
