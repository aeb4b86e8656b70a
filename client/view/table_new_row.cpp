#include "client/view/table_new_row.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>

#include "client/model/reference_completer.h"
#include "client/ui/cell_painter.h"
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

}  // namespace

TableNewRow::TableNewRow(Host& host, RecordTable& table, const schema::Entity& entity, Presets presets)
    : QWidget(&table),
      host_(host),
      table_(table),
      viewport_(table.viewport()),
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
    viewport_->installEventFilter(this);
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

/// A button is pressed by it, an open list of choices takes what is marked.
bool TableNewRow::takesEnter(QObject* watched) const {
    if (QApplication::activePopupWidget() || qobject_cast<QToolButton*>(watched)) return true;
    return std::ranges::any_of(cells_, [watched](const Cell& cell) {
        const auto* picker = qobject_cast<const ReferenceEditor*>(cell.editor);
        return picker && picker->isPicking() && picker->isAncestorOf(qobject_cast<QWidget*>(watched));
    });
}

bool TableNewRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == viewport_) {
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

}  // namespace kupets::view
