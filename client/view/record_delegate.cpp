#include "client/view/record_delegate.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTableView>
#include <algorithm>

#include "client/form/validation.h"
#include "client/ui/tokens.h"
#include "client/ui/widgets.h"
#include "client/view/cell_content.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/words.h"

namespace kupets::view {

RecordDelegate::RecordDelegate(const data::Context& context, QObject* parent)
    : QStyledItemDelegate(parent), context_(context) {}

bool RecordDelegate::isOwn(int column) const {
    const std::string path = model_ ? model_->pathAt(column) : std::string();
    return !path.starts_with('=') && path.find('.') == std::string::npos;
}

ui::CellContent RecordDelegate::contentOf(const QModelIndex& index) const {
    const schema::Field* field = model_ ? model_->fieldAt(index.column()) : nullptr;
    return cellContent(index, field, isOwn(index.column()), context_);
}

void RecordDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (model_ && model_->isGrouped() && model_->isGroup(index.row())) return;  // the table paints these
    ui::CellState state;
    state.selected = option.state & QStyle::State_Selected;
    state.hovered = hovered_.isValid() && hovered_.row() == index.row();
    state.hoveredCell = state.hovered && hovered_.column() == index.column();
    const auto* view = qobject_cast<const QTableView*>(option.widget);
    state.past = model_ && model_->query().asOf;
    state.focused = view && view->hasFocus();
    state.current = view && view->currentIndex() == index;
    if (model_ && !model_->query().colors.empty()) state.rule = index.data(model::RuleColorRole).toString();
    const QVariant fresh = index.data(model::HighlightRole);
    state.freshness = fresh.isValid() ? fresh.toDouble() : 0;
    state.seed = static_cast<unsigned>(index.row() * 31 + index.column());
    ui::CellContent content = contentOf(index);
    content.muted = index.data(model::PendingRole).toBool();
    ui::paintCell(painter, option.rect, content, state);
}

QSize RecordDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {ui::cellWidth(contentOf(index)), ui::metrics::kRow};
}

QWidget* RecordDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
    const schema::Field* field = model_ ? model_->fieldAt(index.column()) : nullptr;
    if (!field) return nullptr;
    if (field->type() == v1::CHOICE) {
        auto* box = new QComboBox(parent);
        if (!field->def.required()) box->addItem(QStringLiteral("—"), QString());
        for (const v1::ChoiceDef& choice : field->def.choices())
            box->addItem(say(context_, choice.label()), toQt(choice.value()));
        box->setProperty("inline", true);
        box->setAccessibleName(say(context_, field->def.label()));
        return box;
    }
    if (field->isReference()) {
        auto* editor = new ReferenceEditor(*field, context_, parent);
        editor->setInline();
        return editor;
    }
    auto* line = new QLineEdit(parent);
    line->setProperty("inline", true);
    line->setProperty("field", toQt(field->name()));
    line->setAccessibleName(say(context_, field->def.label()));
    return line;
}

void RecordDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    const schema::Field* field = model_->fieldAt(index.column());
    const Value value = index.data(model::ValueRole).value<Value>();
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setText(form::editText(*field, value, context_.language));
        line->selectAll();
    } else if (auto* box = qobject_cast<QComboBox*>(editor)) {
        const auto* code = std::get_if<std::string>(&value);
        box->setCurrentIndex(box->findData(code ? toQt(*code) : QString()));
    } else if (auto* reference = qobject_cast<ReferenceEditor*>(editor)) {
        reference->setCell({value, fromQt(index.data(model::TitleRole).toString())});
    }
}

void RecordDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const {
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        const schema::Field* field = model_->fieldAt(index.column());
        const Value before = index.data(model::ValueRole).value<Value>();
        if (line->text() == form::editText(*field, before, context_.language)) return;
        typedAt_ = index;
        typed_ = line->text();
        model_->setData(index, line->text(), Qt::EditRole);
    } else if (auto* box = qobject_cast<QComboBox*>(editor)) {
        const QString code = box->currentData().toString();
        const Value value = code.isEmpty() ? Value(Null{}) : Value(fromQt(code));
        if (value != index.data(model::ValueRole).value<Value>())
            model_->setData(index, QVariant::fromValue(value), model::ValueRole);
    } else if (auto* reference = qobject_cast<ReferenceEditor*>(editor)) {
        if (reference->cell().value != index.data(model::ValueRole).value<Value>())
            model_->setCell(index, reference->cell());
    }
}

void RecordDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(0, 0, 0, -1));
}

bool RecordDelegate::accepts(QLineEdit* line) const {
    const auto* view = qobject_cast<const QTableView*>(parent());
    const QModelIndex at = view ? view->indexAt(line->geometry().center()) : QModelIndex();
    const schema::Field* field = at.isValid() && model_ ? model_->fieldAt(at.column()) : nullptr;
    if (!field || line->property("field").toString() != toQt(field->name())) return true;
    const Value before = at.data(model::ValueRole).value<Value>();
    if (line->text() == form::editText(*field, before, context_.language)) return true;
    const auto parsed = form::parseText(*field, line->text(), context_.language);
    if (parsed) return true;
    complain(line, wordsOf(context_, parsed.error(), model_->query().entity));
    return false;
}

/// In words, right below the cell, until something else is typed.
void RecordDelegate::complain(QWidget* editor, const QString& words) const {
    ui::restyle(editor, "invalid", true);
    delete bubble_;
    bubble_ = new QLabel(words, editor->parentWidget());
    bubble_->setProperty("bubble", true);
    bubble_->setWordWrap(true);
    bubble_->setFixedWidth(std::clamp(bubble_->fontMetrics().horizontalAdvance(words) + 24, 120, 360));
    bubble_->adjustSize();
    const QRect room = editor->parentWidget()->rect();
    QPoint at = editor->geometry().bottomLeft() + QPoint(0, 3);
    if (at.y() + bubble_->height() > room.bottom()) at.setY(editor->geometry().top() - 3 - bubble_->height());
    at.setX(std::clamp(at.x(), 2, std::max(2, room.right() - bubble_->width())));
    bubble_->move(at);
    bubble_->show();
    bubble_->raise();
    QObject::connect(editor, &QObject::destroyed, bubble_, &QObject::deleteLater);
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        QObject::connect(line, &QLineEdit::textEdited, bubble_, [line, bubble = bubble_] {
            ui::restyle(line, "invalid", false);
            if (bubble) bubble->hide();
        });
}

void RecordDelegate::refuse(QTableView& view, const QModelIndex& index, const Error& error) {
    if (!index.isValid()) return;
    view.setCurrentIndex(index);
    view.edit(index);
    QWidget* editor = view.indexWidget(index);
    if (!editor) return;
    if (auto* line = qobject_cast<QLineEdit*>(editor); line && typedAt_ == index) {
        line->setText(typed_);
        line->selectAll();
    }
    complain(editor, wordsOf(context_, error, model_->query().entity));
}

bool RecordDelegate::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        auto* editor = qobject_cast<ReferenceEditor*>(watched);
        if (editor && editor->isPicking()) return false;  // its own list of hits has the pointer
    }
    // What is no value stays where it was typed.
    if (auto* line = qobject_cast<QLineEdit*>(watched)) {
        const bool key = event->type() == QEvent::KeyPress;
        const int pressed = key ? static_cast<QKeyEvent*>(event)->key() : 0;
        const bool commits = pressed == Qt::Key_Return || pressed == Qt::Key_Enter || pressed == Qt::Key_Tab ||
                             pressed == Qt::Key_Backtab;
        if (commits && !accepts(line)) return true;
        if (event->type() == QEvent::FocusOut && line->isVisible() && !accepts(line)) return false;
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

}  // namespace kupets::view
