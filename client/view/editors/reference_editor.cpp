#include "client/view/editors/reference_editor.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include "client/data/reference_colors.h"
#include "client/model/reference_completer.h"
#include "client/ui/chip.h"
#include "client/ui/popover.h"
#include "client/ui/widgets.h"
#include "client/view/hit_delegate.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kMostShown = 7;

class HitList final : public QFrame {
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        ui::paintFloatingPanel(&painter, rect());
    }
};

}  // namespace

ReferenceEditor::ReferenceEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    frame_ = new QFrame(this);
    frame_->setProperty("field", true);
    frame_->setMinimumHeight(ui::metrics::kControl);
    outer->addWidget(frame_);
    auto* row = new QHBoxLayout(frame_);
    row->setContentsMargins(9, 1, 3, 1);
    row->setSpacing(2);
    if (context.colors && data::hasColors(field.target)) {
        dot_ = new ui::Dot(frame_);
        row->addWidget(dot_);
        connect(context.colors, &data::ReferenceColors::changed, this, &ReferenceEditor::refreshDot);
    }
    line_ = new QLineEdit(frame_);
    line_->setProperty("bare", true);
    line_->setPlaceholderText(tr("Type to search"));
    line_->setAccessibleName(label());
    line_->installEventFilter(this);
    row->addWidget(line_, 1);
    clear_ = ui::smallIconButton(QStringLiteral("x"), tr("Clear: %1").arg(label()), frame_);
    open_ = ui::smallIconButton(QStringLiteral("arrow-right"), tr("Open: %1").arg(label()), frame_);
    row->addWidget(clear_);
    row->addWidget(open_);
    setFocusProxy(line_);
    connect(clear_, &QToolButton::clicked, this, [this] {
        take({});
        line_->setFocus();
    });
    connect(open_, &QToolButton::clicked, this, [this] {
        const auto* id = std::get_if<Uuid>(&cell_.value);
        if (id && this->field().target) Q_EMIT openRequested({this->field().target->name(), *id});
    });
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
        openList();
        completer_->setText(text);
    });
    refreshButtons();
    refreshDot();
}

ReferenceEditor::~ReferenceEditor() { delete popup_; }

void ReferenceEditor::setCell(const data::Cell& cell) {
    cell_ = cell;
    if (!isPicking()) line_->setText(many_ ? QString() : toQt(cell.title));
    line_->setCursorPosition(0);
    refreshButtons();
    refreshDot();
}

void ReferenceEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    line_->setReadOnly(readOnly);
    line_->setPlaceholderText(readOnly ? QString() : tr("Type to search"));
    ui::restyle(frame_, "locked", readOnly);
    refreshButtons();
}

void ReferenceEditor::setInvalid(bool invalid) { ui::restyle(frame_, "invalid", invalid); }

void ReferenceEditor::setInline() {
    layout()->setContentsMargins(0, 0, 0, 0);
    frame_->setMinimumHeight(0);
    frame_->layout()->setContentsMargins(7, 0, 0, 0);
    ui::restyle(frame_, "inlineField", true);
    open_->hide();
    clear_->hide();
    line_->setPlaceholderText({});
    setProperty("inlineEditor", true);
}

void ReferenceEditor::setFilter(const std::string& filter) {
    filter_ = filter;
    if (completer_) completer_->setFilter(filter);
}

void ReferenceEditor::setPicksMany(const QString& placeholder) {
    many_ = true;
    line_->setPlaceholderText(placeholder);
    refreshButtons();
}

bool ReferenceEditor::isPicking() const { return popup_ && popup_->isVisible(); }

void ReferenceEditor::refreshButtons() {
    if (property("inlineEditor").toBool()) return;
    const bool filled = !isNull(cell_.value) && !many_;
    clear_->setVisible(filled && !readOnly_ && !field().def.required());
    open_->setVisible(filled);
}

void ReferenceEditor::refreshDot() {
    if (!dot_) return;
    const auto* id = std::get_if<Uuid>(&cell_.value);
    dot_->setVisible(id && !many_);
    if (id) dot_->setColor(context().colors->colorOf(*field().target, *id));
}

void ReferenceEditor::openList() {
    if (readOnly_ || !field().target) return;
    if (!completer_) {
        completer_ = new model::ReferenceCompleter(context(), field().target->name(), filter_, this);
        connect(completer_, &QAbstractItemModel::modelReset, this, [this] { placeList(); });
        connect(completer_, &model::ReferenceCompleter::answered, this, [this] { placeList(); });
    }
    if (!popup_) {
        popup_ = new HitList(window());
        auto* column = new QVBoxLayout(popup_);
        column->setContentsMargins(ui::kFloatShadow + 4, ui::kFloatShadow + 4, ui::kFloatShadow + 4,
                                   ui::kFloatShadow + 4);
        list_ = new QListView(popup_);
        list_->setProperty("popover", true);
        list_->setModel(completer_);
        list_->setItemDelegate(new HitDelegate(false, {}, list_));
        list_->setFocusPolicy(Qt::NoFocus);
        list_->setMouseTracking(true);
        list_->setFrameShape(QFrame::NoFrame);
        list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        list_->setAccessibleName(label());
        column->addWidget(list_);
        connect(list_, &QListView::clicked, this, [this](const QModelIndex& index) { pick(index.row()); });
    }
    popup_->show();
    placeList();
}

void ReferenceEditor::placeList() {
    if (!popup_ || !popup_->isVisible()) return;
    int height = 0;
    const int rows = std::min(completer_->rowCount(), kMostShown);
    for (int row = 0; row < rows; ++row) height += list_->sizeHintForRow(row);
    if (rows == 0) height = completer_->isLoading() ? 34 : 0;
    popup_->setVisible(true);
    const int width = std::max(this->width(), 260);
    popup_->resize(width + 2 * ui::kFloatShadow, height + 2 * ui::kFloatShadow + 10);
    QWidget* host = popup_->parentWidget();
    const QPoint below = mapTo(host, QPoint(0, this->height() + 4));
    int y = below.y() - ui::kFloatShadow;
    ui::growFor(host, y + popup_->height());
    if (y + popup_->height() > host->height()) y = below.y() - this->height() - 8 - popup_->height() + ui::kFloatShadow;
    popup_->move(std::min(below.x() - ui::kFloatShadow, host->width() - popup_->width() + ui::kFloatShadow), y);
    popup_->raise();
    if (rows > 0 && !list_->currentIndex().isValid()) list_->setCurrentIndex(completer_->index(0, 0));
}

void ReferenceEditor::closeList() {
    if (popup_) {
        popup_->hide();
        ui::shrinkAfter(popup_->parentWidget());
    }
    line_->setText(many_ ? QString() : toQt(cell_.title));
    line_->setCursorPosition(0);
}

void ReferenceEditor::pick(int row) {
    if (!completer_ || row < 0 || row >= completer_->rowCount()) return;
    take({completer_->idAt(row), fromQt(completer_->titleAt(row))});
}

void ReferenceEditor::take(data::Cell cell) {
    if (many_) {
        closeList();
        Q_EMIT picked(cell);
        return;
    }
    cell_ = std::move(cell);
    closeList();
    refreshButtons();
    refreshDot();
    Q_EMIT edited(cell_);
    Q_EMIT picked(cell_);
}

bool ReferenceEditor::onKey(QKeyEvent* event) {
    const bool open = isPicking();
    switch (event->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up: {
            if (!open) {
                openList();
                if (completer_) completer_->setText({});
                return true;
            }
            const int now = list_->currentIndex().row() + (event->key() == Qt::Key_Down ? 1 : -1);
            if (now >= 0 && now < completer_->rowCount()) list_->setCurrentIndex(completer_->index(now, 0));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!open) return false;
            pick(list_->currentIndex().row());
            return !property("inlineEditor").toBool();
        case Qt::Key_Escape:
            if (!open) return false;
            closeList();
            return true;
        case Qt::Key_Tab:
            if (open && line_->isModified() && !line_->text().isEmpty()) pick(list_->currentIndex().row());
            return false;
        default:
            return false;
    }
}

bool ReferenceEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == line_) {
        if (event->type() == QEvent::KeyPress) return onKey(static_cast<QKeyEvent*>(event));
        if (event->type() == QEvent::FocusIn) {
            ui::restyle(frame_, "focused", true);
        } else if (event->type() == QEvent::FocusOut) {
            ui::restyle(frame_, "focused", false);
            if (line_->text().isEmpty() && !many_ && !isNull(cell_.value) && !field().def.required() && !readOnly_)
                take({});
            else
                closeList();
            Q_EMIT leftField();
        } else if (event->type() == QEvent::MouseButtonPress && !readOnly_) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    if (!line_->hasFocus() || isPicking()) return;
                    line_->selectAll();
                    openList();
                    completer_->setText({});
                },
                Qt::QueuedConnection);
        }
    }
    return FieldEditor::eventFilter(watched, event);
}

}  // namespace kupets::view
