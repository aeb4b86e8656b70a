#include "client/view/table_new_row.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>

#include "client/model/reference_completer.h"
#include "client/ui/cell_painter.h"
#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/table_header.h"
#include "client/ui/widgets.h"
#include "client/view/defaults.h"
#include "client/view/editors/basic_editors.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/record_table.h"
#include "client/view/table_gutter.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kOpenHeight = 40;
constexpr int kTroubleHeight = 26;
constexpr int kSignAt = 12;

/// As the cells of the table: what stands in one line is typed in one.
FieldEditor* lineFor(const schema::Field& field, const data::Context& context, QWidget* parent) {
    switch (field.type()) {
        case v1::REFERENCES:
        case v1::FILE:
            return nullptr;
        case v1::LONG_TEXT:
        case v1::PHONES:
        case v1::EMAILS:
        case v1::MULTI_CHOICE:
        case v1::BANK_ACCOUNT:
        case v1::URL:
        case v1::ADDRESS:
            return new LineEditor(field, context, parent);
        default:
            return makeEditor(field, context, parent);
    }
}

/// Where a field stands now; -1 when the view does not show it.
int sectionOf(const RecordTable& table, const std::string& field) {
    for (int section = 0; section < table.records().columnCount(); ++section)
        if (table.records().pathAt(section) == field) return section;
    return -1;
}

}  // namespace

TableNewRow::TableNewRow(Host& host, RecordTable& table, const schema::Entity& entity, Presets presets)
    : QWidget(&table),
      host_(host),
      table_(table),
      snapshot_(host.context().schema->snapshot()),
      entity_(entity),
      presets_(std::move(presets)) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("New row"));
    setToolTip(tr("New row") + QStringLiteral("  Ins"));
    trouble_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    trouble_->hide();
    card_ = ui::button(tr("Open as a card"), ui::ButtonKind::Link, {}, this);
    card_->hide();
    connect(card_, &QPushButton::clicked, this, &TableNewRow::openCard);
    const auto follow = [this] { place(); };
    auto& model = table.records();
    connect(&model, &model::RecordTableModel::totalChanged, this, follow);
    connect(&model, &QAbstractItemModel::modelReset, this, follow);
    connect(&model, &QAbstractItemModel::rowsInserted, this, follow);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, follow);
    connect(table.verticalScrollBar(), &QScrollBar::valueChanged, this, follow);
    connect(table.verticalScrollBar(), &QScrollBar::rangeChanged, this, follow);
    connect(table.horizontalScrollBar(), &QScrollBar::valueChanged, this, &TableNewRow::placeEditors);
    connect(&table.header(), &QHeaderView::sectionResized, this, &TableNewRow::placeEditors);
    connect(&table.header(), &QHeaderView::sectionMoved, this, &TableNewRow::placeEditors);
    // Later: the focus also moves when an editor is scrolled out of sight, in the midst of a walk over them.
    connect(
        qApp, &QApplication::focusChanged, this, [this] { onFocus(QApplication::focusWidget()); },
        Qt::QueuedConnection);
    table.viewport()->installEventFilter(this);
    place();
}

void TableNewRow::setPossible(bool possible) {
    possible_ = possible;
    if (!possible) giveUp();
    place();
}

QString TableNewRow::trouble() const { return trouble_->isHidden() ? QString() : trouble_->text(); }

FieldEditor* TableNewRow::editor(const std::string& field) const {
    const auto found = std::ranges::find_if(cells_, [&](const Cell& cell) { return cell.editor->name() == field; });
    return found == cells_.end() ? nullptr : found->editor;
}

// ---- where it stands

void TableNewRow::place() {
    const int height = (draft_ ? kOpenHeight : table_.verticalHeader()->defaultSectionSize()) +
                       (trouble_->isHidden() ? 0 : kTroubleHeight);
    table_.setFootRoom(possible_ ? height : 0);
    setVisible(possible_);
    if (!possible_) return;
    const QRect view = table_.viewport()->geometry();
    const int end = table_.gutter().length() - table_.gutter().offset();
    const int y = std::max(0, std::min(end, view.height() - height));
    const QRect there(0, view.y() + y, view.right() + 1, height);
    if (!draft_ && geometry() == there) return;  // it stands still while the list is scrolled below it
    setGeometry(there);
    raise();
    placeEditors();
}

QRect TableNewRow::cellRect(int section) const {
    const ui::TableHeader& header = table_.header();
    return {table_.gutter().width() + header.seenPosition(section), 0, header.sectionSize(section), kOpenHeight};
}

/// Those that stay in their place hide what would scroll over them.
void TableNewRow::placeEditors() {
    update();
    if (!draft_) return;
    const ui::TableHeader& header = table_.header();
    const int left = table_.gutter().width();
    for (Cell& cell : cells_) {
        cell.section = sectionOf(table_, cell.editor->name());
        if (cell.section < 0) {
            cell.editor->hide();
            continue;
        }
        const QRect rect = cellRect(cell.section).adjusted(2, 4, -2, -4);
        cell.editor->setGeometry(rect);
        const int edge = header.isFrozen(cell.section) ? left : left + header.frozenWidth();
        cell.editor->setVisible(rect.x() >= edge - 4 && !header.isSectionHidden(cell.section));
    }
    // Below its field, or as far to the left as the words need.
    const int button = card_->isHidden() ? 0 : card_->sizeHint().width() + 8;
    const int wanted = trouble_->sizeHint().width();
    const int at = std::clamp(width() - 12 - button - wanted, left, std::max(left, troubleAt_));
    const int words = std::min(wanted, width() - at - 12 - button);
    trouble_->setGeometry(at, kOpenHeight - 2, words, kTroubleHeight - 4);
    card_->setGeometry(at + words + 8, kOpenHeight - 3, card_->sizeHint().width(), kTroubleHeight - 2);
}

/// A button is pressed by it, an open list of choices takes what is marked.
bool TableNewRow::takesEnter(QObject* watched) const {
    if (QApplication::activePopupWidget() || qobject_cast<QToolButton*>(watched)) return true;
    return std::ranges::any_of(cells_, [watched](const Cell& cell) {
        const auto* picker = qobject_cast<const ReferenceEditor*>(cell.editor);
        return picker && picker->isPicking() && picker->isAncestorOf(qobject_cast<QWidget*>(watched));
    });
}

bool TableNewRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_.viewport()) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Move) place();
        return false;
    }
    if (event->type() == QEvent::KeyPress && draft_) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() == Qt::NoModifier && !takesEnter(watched))
            QMetaObject::invokeMethod(this, &TableNewRow::save, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

// ---- open and closed

void TableNewRow::begin() {
    if (!possible_) return;
    if (!draft_) {
        fill();
        build();
    }
    place();
    table_.verticalScrollBar()->setValue(table_.verticalScrollBar()->maximum());
    if (!cells_.empty()) cells_.front().editor->setFocus(Qt::OtherFocusReason);
}

void TableNewRow::fill() {
    draft_ = form::Draft::forNew(snapshot_, entity_.name());
    proposeDefaults(*draft_, host_.context());
    for (auto& [field, cell] : presets_()) draft_->propose(field, cell);
    touched_.clear();
    refused_.clear();
    proposeColumn();
}

/// An editor for each column that can be written, in the order in which they are seen.
void TableNewRow::build() {
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::ArrowCursor);
    for (int visual = 0; visual < table_.header().count(); ++visual) {
        const int section = table_.header().logicalIndex(visual);
        const schema::Field* field = entity_.field(table_.records().pathAt(section));
        if (!field || !isEditable(*field) || editor(field->name())) continue;
        FieldEditor* made = lineFor(*field, host_.context(), this);
        if (!made) continue;
        made->setCell(draft_->cell(field->name()));
        for (QWidget* inner : made->findChildren<QWidget*>()) inner->installEventFilter(this);
        if (!cells_.empty()) setTabOrder(cells_.back().editor, made);
        cells_.push_back({section, made});
        connectEditor(made);
    }
}

void TableNewRow::connectEditor(FieldEditor* made) {
    connect(made, &FieldEditor::edited, this, [this, made](const data::Cell& cell) {
        if (!draft_) return;
        refused_.erase(made->name());
        touched_.insert(made->name());
        draft_->set(made->name(), cell);
        made->setInvalid(false);
        showTrouble({});
    });
    connect(made, &FieldEditor::refused, this, [this, made](const Error& error) {
        if (!draft_) return;
        touched_.insert(made->name());
        refused_.insert_or_assign(made->name(), error);
        showError(error, made->name());
    });
    connect(made, &FieldEditor::openRequested, this, [this](const data::RecordKey& key) { host_.openRecord(key); });
}

void TableNewRow::clear() {
    for (const Cell& cell : cells_) {
        cell.editor->disconnect(this);
        cell.editor->hide();
        cell.editor->deleteLater();
    }
    cells_.clear();
    touched_.clear();
    refused_.clear();
    draft_.reset();
    trouble_->hide();
    card_->hide();
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    update();
}

void TableNewRow::giveUp() {
    if (!draft_) return;
    const QWidget* now = QApplication::focusWidget();
    const bool inside = now && isAncestorOf(now);
    clear();
    place();
    if (inside) table_.setFocus(Qt::OtherFocusReason);
}

/// A line that was left without a word closes by itself; one with words stays.
void TableNewRow::onFocus(const QWidget* now) {
    if (!draft_ || !now || saving_) return;
    for (const QWidget* at = now; at; at = at->parentWidget())
        if (at->property("layer").toBool()) return;  // a calendar of one of the editors
    if (isAncestorOf(now)) {
        for (const Cell& cell : cells_) {
            if (cell.section < 0 || !cell.editor->isAncestorOf(now)) continue;
            const QRect rect = cellRect(cell.section);
            QScrollBar* bar = table_.horizontalScrollBar();
            const int edge = table_.gutter().width() + table_.header().frozenWidth();
            if (rect.right() > width()) bar->setValue(bar->value() + rect.right() - width());
            if (rect.x() < edge && !table_.header().isFrozen(cell.section))
                bar->setValue(bar->value() - edge + rect.x());
        }
    } else if (!hasWords() && now->window() == window() && (now == &table_ || !table_.isAncestorOf(now))) {
        clear();
        place();
    }
}

/// A record that must stand in a column of the board begins in the first one.
void TableNewRow::proposeColumn() {
    const schema::Field* field = entity_.field(entity_.def().board().column_field());
    if (!field || !field->isReference() || !isNull(draft_->value(field->name()))) return;
    if (!columns_) {
        columns_ = new model::ReferenceCompleter(host_.context(), field->target->name(), {}, this);
        connect(columns_, &model::ReferenceCompleter::answered, this, [this, name = field->name()] {
            if (!draft_ || columns_->rowCount() == 0 || !isNull(draft_->value(name))) return;
            draft_->propose(name, {columns_->idAt(0), fromQt(columns_->titleAt(0))});
            if (FieldEditor* shown = editor(name)) shown->setCell(draft_->cell(name));
        });
    }
    columns_->setText({});
}

// ---- saving

void TableNewRow::showTrouble(const QString& words, const std::string& field) {
    trouble_->setText(words);
    trouble_->setVisible(!words.isEmpty());
    const FieldEditor* named = editor(field);
    card_->setVisible(!words.isEmpty() && !named);
    troubleAt_ = named ? std::max(named->x(), table_.gutter().width()) : table_.gutter().width() + ui::kCellPadding;
    place();
}

void TableNewRow::showError(const Error& error, const std::string& field) {
    const QString words = wordsOf(host_.context(), error, entity_.name());
    FieldEditor* named = editor(field);
    if (named) named->setInvalid(true);
    const schema::Field* hidden = named ? nullptr : entity_.field(field);
    showTrouble(hidden ? QStringLiteral("%1: %2").arg(say(host_.context(), hidden->def.label()), words) : words, field);
    if (named && !named->isAncestorOf(QApplication::focusWidget())) named->setFocus(Qt::OtherFocusReason);
}

void TableNewRow::save() {
    if (!draft_ || saving_) return;
    if (!hasWords()) return giveUp();
    if (!refused_.empty()) return showError(refused_.begin()->second, refused_.begin()->first);
    if (const auto problems = draft_->problems(); !problems.empty())
        return showError(problems.begin()->second, problems.begin()->first);
    const auto change = draft_->toChange();
    if (!change) return;
    saving_ = true;
    data::Operation operation;
    operation.changes = {*change};
    const schema::Field& title = entity_.titleField();
    const QString name = data::display(draft_->cell(title.name()), &title, host_.context().language);
    operation.title = name;
    host_.commands().save(std::move(operation), this, [this, name](Result<data::Saved> result) {
        saving_ = false;
        if (result) return saved(*result, name);
        if (draft_ && result.error().code != ErrorCode::Cancelled)
            showError(result.error(), data::fieldOf(result.error()));
    });
}

/// The next one begins where this one did.
void TableNewRow::saved(const data::Saved& done, const QString& title) {
    const QString words = tr("Created: %1").arg(title);
    host_.done(words, done.changeSet);
    if (!draft_) return;
    fill();
    for (const Cell& cell : cells_) {
        cell.editor->setInvalid(false);
        cell.editor->setCell(draft_->cell(cell.editor->name()));
    }
    showTrouble({});
    if (!cells_.empty()) cells_.front().editor->setFocus(Qt::OtherFocusReason);
}

void TableNewRow::openCard() {
    std::map<std::string, data::Cell> typed = draft_ ? draft_->mine() : std::map<std::string, data::Cell>();
    giveUp();
    host_.openNew(entity_.name(), std::move(typed));
}

// ---- how it looks

void TableNewRow::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.fillRect(rect(), !draft_ && hovered_ ? t.hover : t.canvas);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
    const bool over = y() + height() >= table_.viewport()->geometry().bottom();  // rows go on below it
    if (draft_ || over) painter.fillRect(QRect(0, 0, width(), 1), draft_ ? t.outline : t.hairline);
    const QRect sign(kSignAt, ((draft_ ? kOpenHeight : height()) - 15) / 2, 14, 14);
    ui::paintIcon(&painter, sign, QStringLiteral("plus"), hovered_ || draft_ ? t.text : t.muted);
    if (draft_) return;
    const QRect words(table_.gutter().width() + ui::kCellPadding, 0, width(), height() - 1);
    ui::lineFace(ui::LineStyle::Body).paint(&painter, words, Qt::AlignLeft, tr("New row"), hovered_ ? t.text : t.muted);
}

void TableNewRow::mouseReleaseEvent(QMouseEvent* event) {
    if (!draft_ && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) begin();
}

void TableNewRow::keyPressEvent(QKeyEvent* event) {
    if (draft_) {
        if (event->key() == Qt::Key_Escape) return giveUp();
        return QWidget::keyPressEvent(event);
    }
    const QString text = event->text();
    const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
    const bool types = !opens && !text.isEmpty() && text.at(0).isPrint() && event->modifiers() != Qt::ControlModifier;
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Escape) return table_.setFocus(Qt::OtherFocusReason);
    if (!opens && !types) return QWidget::keyPressEvent(event);
    begin();
    if (!types || cells_.empty()) return;
    if (auto* line = qobject_cast<QLineEdit*>(cells_.front().editor->focusProxy())) {
        QKeyEvent typed(QEvent::KeyPress, event->key(), event->modifiers(), text);
        QApplication::sendEvent(line, &typed);
    }
}

void TableNewRow::enterEvent(QEnterEvent*) {
    hovered_ = true;
    update();
}

void TableNewRow::leaveEvent(QEvent*) {
    hovered_ = false;
    update();
}

}  // namespace kupets::view
