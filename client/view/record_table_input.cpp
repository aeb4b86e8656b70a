// RecordTable: keys, mouse, menu.
#include <QComboBox>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>

#include "client/model/groups.h"
#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/table_header.h"
#include "client/view/cell_content.h"
#include "client/view/communicator.h"
#include "client/view/record_delegate.h"
#include "client/view/record_table.h"
#include "client/view/table_edits.h"
#include "client/view/words.h"

namespace kupets::view {

void RecordTable::mouseMoveEvent(QMouseEvent* event) {
    setHovered(indexAt(event->position().toPoint()));
    QTableView::mouseMoveEvent(event);
}

void RecordTable::leaveEvent(QEvent* event) {
    setHovered({});
    QTableView::leaveEvent(event);
}

QRect RecordTable::linkRect(const QModelIndex& index) const {
    const ui::CellContent content = delegate_->contentOf(index);
    const bool chips = content.kind == ui::CellContent::Kind::Chips;
    if (content.kind != ui::CellContent::Kind::Link && !chips) return {};
    QRect rect = visualRect(index);
    rect.setWidth(std::min(rect.width(), ui::cellWidth(content)));
    return rect;
}

void RecordTable::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    wasCurrent_ = pressed_.isValid() && pressed_ == currentIndex();
    QTableView::mousePressEvent(event);
}

void RecordTable::mouseDoubleClickEvent(QMouseEvent* event) {
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && model_->isGroup(index.row())) return;  // the first click has opened it
    QTableView::mouseDoubleClickEvent(event);
}

void RecordTable::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::MiddleButton) {
        const QModelIndex index = indexAt(event->position().toPoint());
        const Uuid id = index.isValid() ? model_->idAt(index.row()) : Uuid{};
        if (!id.isNil()) host_.openRecordIn({model_->query().entity, id}, Host::Place::Tab);
        return;
    }
    const bool plain = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    const QPersistentModelIndex pressed = std::exchange(pressed_, QPersistentModelIndex());
    if (!plain || !pressed.isValid() || indexAt(event->position().toPoint()) != pressed) return;
    if (model_->isGroup(pressed.row())) return model_->groups()->toggle(pressed.row());
    if (followLink(event->position().toPoint())) return;
    const schema::Field* field = model_->fieldAt(pressed.column());
    if (wasCurrent_ && field && field->type() == v1::BOOLEAN) actOn(pressed);
}

bool RecordTable::followLink(const QPoint& at) {
    const QModelIndex index = indexAt(at);
    if (!index.isValid() || !linkRect(index).contains(at)) return false;
    const schema::Field* field = model_->fieldAt(index.column());
    const std::string path = model_->pathAt(index.column());
    if (isTitle(field, path.find('.') == std::string::npos)) {
        openRow(model_->idAt(index.row()));
        return true;
    }
    if (delegate_->contentOf(index).kind == ui::CellContent::Kind::Chips) return wasCurrent_ && actOn(index);
    if (const QVariant target = index.data(model::ReferenceRole);
        target.canConvert<Uuid>() && !target.value<Uuid>().isNil()) {
        host_.openRecord({fromQt(index.data(model::ReferenceEntityRole).toString()), target.value<Uuid>()});
        return true;
    }
    return reachOut(host_.communicator(), field, index.data(model::ValueRole).value<Value>());
}

/// What a cell does by itself: yes and no turn over, a choice offers its list.
bool RecordTable::actOn(const QModelIndex& index) {
    const schema::Field* field = model_->fieldAt(index.column());
    if (!field || !(model_->flags(index) & Qt::ItemIsEditable)) return false;
    if (field->type() == v1::BOOLEAN) {
        const Value value = index.data(model::ValueRole).value<Value>();
        const bool* flag = std::get_if<bool>(&value);
        model_->setData(index, QVariant::fromValue(Value(!(flag && *flag))), model::ValueRole);
        return true;
    }
    if (field->type() != v1::CHOICE) return false;
    edit(index);
    if (auto* box = qobject_cast<QComboBox*>(indexWidget(index))) box->showPopup();
    return true;
}

bool RecordTable::onGroupKey(QKeyEvent* event) {
    const int row = currentIndex().row();
    if (row < 0 || !model_->isGrouped()) return false;
    model::Groups& groups = *model_->groups();
    const bool head = model_->isGroup(row);
    const bool open = head && groups.isOpen(row);
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (head) groups.toggle(row);
            return head;
        case Qt::Key_Right:
            if (head && !open) groups.toggle(row);
            return head;
        case Qt::Key_Left:
            if (open) groups.toggle(row);
            return head;
        case Qt::Key_F2:
            return head;
        default:
            return head && !event->text().isEmpty() && event->text().at(0).isPrint();
    }
}

/// The keys of a spreadsheet.
bool RecordTable::onSheetKey(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->matches(QKeySequence::Copy)) return edits_->copy(), true;
    if (event->matches(QKeySequence::Cut)) return edits_->cut(), true;
    switch (event->key()) {
        case Qt::Key_V:
            if (control) edits_->paste(shift);
            return control;
        case Qt::Key_D:
            if (control) edits_->fillDown();
            return control;
        case Qt::Key_H:
            if (control) Q_EMIT replaceRequested();
            return control;
        case Qt::Key_E:
            if (control) Q_EMIT bulkRequested();
            return control;
        case Qt::Key_M:
            if (control) Q_EMIT mergeRequested();
            return control;
        case Qt::Key_Delete:
            control || selected().wholeRows ? edits_->removeRecords() : edits_->clear();
            return true;
        case Qt::Key_Space:
            shift ? selectRows() : void(actOn(currentIndex()));
            return true;
        case Qt::Key_Down:
            return event->modifiers() == Qt::AltModifier && actOn(currentIndex());
        default:
            return false;
    }
}

void RecordTable::keyPressEvent(QKeyEvent* event) {
    if (state() == QAbstractItemView::EditingState) return QTableView::keyPressEvent(event);
    if (onGroupKey(event) || onSheetKey(event)) return;
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const Uuid id = model_->idAt(currentIndex().row());
        if (event->modifiers() == Qt::NoModifier || id.isNil()) return openCurrent();
        const bool window = event->modifiers() & Qt::ShiftModifier;
        return host_.openRecordIn({model_->query().entity, id}, window ? Host::Place::Window : Host::Place::Tab);
    }
    if (event->key() == Qt::Key_Escape && selected().rows() > 1) {
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
        return;
    }
    QTableView::keyPressEvent(event);
}

/// A row of the past leads to its card of then.
void RecordTable::openRow(const Uuid& id) {
    const model::TableQuery& query = model_->query();
    query.asOf ? host_.openPast({query.entity, id}, *query.asOf) : host_.openRecord({query.entity, id});
}

void RecordTable::openCurrent() {
    const int row = currentIndex().row();
    if (row < 0) return;
    if (const Uuid id = model_->idAt(row); !id.isNil()) openRow(id);
}

QMenu* RecordTable::cellMenu(const QModelIndex& index) {
    auto* menu = new QMenu(this);
    const auto add = [menu](const char* sign, const QString& text, const QString& keys) {
        QAction* action = menu->addAction(ui::icon(QLatin1String(sign)), text);
        action->setShortcut(QKeySequence(keys));
        action->setShortcutVisibleInContextMenu(true);
        return action;
    };
    connect(add("external-link", tr("Open card"), QStringLiteral("Return")), &QAction::triggered, this,
            &RecordTable::openCurrent);
    if (model_->flags(index) & Qt::ItemIsEditable)
        connect(add("pencil", tr("Edit cell"), QStringLiteral("F2")), &QAction::triggered, this,
                [this, at = QPersistentModelIndex(index)] { edit(at); });
    menu->addSeparator();
    connect(add("copy", tr("Copy"), QStringLiteral("Ctrl+C")), &QAction::triggered, edits_, &TableEdits::copy);
    if (model_->query().asOf) return menu;  // the past is to be read only
    connect(add("clipboard-paste", tr("Paste"), QStringLiteral("Ctrl+V")), &QAction::triggered, this,
            [this] { edits_->paste(false); });
    connect(add("plus", tr("Paste as new records"), QStringLiteral("Ctrl+Shift+V")), &QAction::triggered, this,
            [this] { edits_->paste(true); });
    connect(add("arrow-down-to-line", tr("Fill down"), QStringLiteral("Ctrl+D")), &QAction::triggered, edits_,
            &TableEdits::fillDown);
    connect(add("eraser", tr("Clear cells"), {}), &QAction::triggered, edits_, &TableEdits::clear);
    menu->addSeparator();
    connect(add("replace", tr("Find and replace…"), QStringLiteral("Ctrl+H")), &QAction::triggered, this,
            &RecordTable::replaceRequested);
    connect(add("square-pen", tr("Change many…"), QStringLiteral("Ctrl+E")), &QAction::triggered, this,
            &RecordTable::bulkRequested);
    if (selected().rows() >= 2)
        connect(add("git-merge", tr("Merge the selected…"), QStringLiteral("Ctrl+M")), &QAction::triggered, this,
                &RecordTable::mergeRequested);
    menu->addSeparator();
    QAction* remove = add("trash-2", tr("Delete records"), QStringLiteral("Ctrl+Del"));
    remove->setIcon(ui::icon(QStringLiteral("trash-2"), ui::IconTone::Danger));
    connect(remove, &QAction::triggered, edits_, &TableEdits::removeRecords);
    return menu;
}

void RecordTable::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && model_->isGroup(index.row())) return;
    QMenu* menu = index.isValid() ? cellMenu(index) : new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!index.isValid() && model_->query().asOf) return menu->deleteLater();
    if (!index.isValid()) {
        menu->addAction(ui::icon(QStringLiteral("plus")), tr("New record"), this, &RecordTable::newRequested);
        menu->addAction(ui::icon(QStringLiteral("clipboard-paste")), tr("Paste as new records"), this,
                        [this] { edits_->paste(true); });
    }
    menu->popup(event->globalPos());
}

}  // namespace kupets::view
