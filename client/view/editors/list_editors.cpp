#include "client/view/editors/list_editors.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "client/form/validation.h"
#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/cell_content.h"
#include "client/view/editors/reference_editor.h"
#include "client/view/words.h"

namespace kupets::view {

LinesEditor::LinesEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(4);
    auto* add = ui::button(field.type() == v1::PHONES ? tr("Add phone") : tr("Add e-mail"), ui::ButtonKind::Link,
                           QStringLiteral("plus"), this);
    add_ = add;
    column_->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] {
        addLine({});
        lines_.back().text->setFocus();
    });
    addLine({});
}

QString LinesEditor::shown(const std::string& item) const {
    return field().type() == v1::PHONES ? data::displayPhone(item) : toQt(item);
}

void LinesEditor::addLine(const QString& text) {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const bool phones = field().type() == v1::PHONES;
    auto* line = new QLineEdit(text, row);
    line->setAccessibleName(QStringLiteral("%1 %2").arg(label()).arg(lines_.size() + 1));
    line->setPlaceholderText(phones ? QStringLiteral("+7 (900) 000-00-00") : QStringLiteral("name@example.ru"));
    line->setReadOnly(readOnly_);
    layout->addWidget(line, 1);
    auto* act = ui::smallIconButton(phones ? QStringLiteral("phone") : QStringLiteral("mail"),
                                    phones ? tr("Call") : tr("Write"), row);
    act->setVisible(!text.isEmpty());
    layout->addWidget(act);
    auto* remove = ui::smallIconButton(QStringLiteral("x"), tr("Remove: %1").arg(label()), row);
    remove->setVisible(!readOnly_);
    layout->addWidget(remove);
    column_->insertWidget(static_cast<int>(lines_.size()), row);
    lines_.push_back({row, line, act});
    connect(line, &QLineEdit::textEdited, this, [this, act](const QString& typed) {
        act->setVisible(!typed.isEmpty());
        read();
    });
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        tidy(*line);
        Q_EMIT leftField();
    });
    connect(act, &QToolButton::clicked, this, [this, line] { follow(line->text()); });
    connect(remove, &QToolButton::clicked, this, [this, row] { removeLine(row); });
    setFocusProxy(lines_.front().text);
    add_->setVisible(!readOnly_ && lines_.size() < 20);
}

/// As it is kept, once one has left it.
void LinesEditor::tidy(QLineEdit& line) const {
    const Result<Value> value = form::normalized(field(), Value(Texts{fromQt(line.text().trimmed())}));
    const auto* texts = value ? std::get_if<Texts>(&*value) : nullptr;
    if (texts != nullptr && texts->size() == 1) line.setText(shown(texts->front()));
}

void LinesEditor::removeLine(QWidget* row) {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const Line& line) { return line.row == row; });
    if (found == lines_.end()) return;
    if (lines_.size() == 1) {
        found->text->clear();
        found->act->hide();
    } else {
        column_->removeWidget(row);
        row->hide();
        row->deleteLater();
        lines_.erase(found);
        setFocusProxy(lines_.front().text);
    }
    read();
}

void LinesEditor::read() {
    Texts items;
    for (const Line& line : lines_)
        if (const QString text = line.text->text().trimmed(); !text.isEmpty()) items.push_back(fromQt(text));
    if (items.empty()) {
        items_.clear();
        return Q_EMIT edited({});
    }
    Result<Value> value = form::normalized(field(), Value(items));
    if (!value) return Q_EMIT refused(value.error());
    if (const auto* texts = std::get_if<Texts>(&*value)) items_ = *texts;
    Q_EMIT edited({std::move(*value), {}});
}

void LinesEditor::follow(const QString& text) const {
    const Result<Value> value = form::normalized(field(), Value(Texts{fromQt(text.trimmed())}));
    if (!value) return;
    const QString link = outwardLink(&field(), *value);
    if (!link.isEmpty()) QDesktopServices::openUrl(QUrl(link));
}

void LinesEditor::setCell(const data::Cell& cell) {
    const auto* texts = std::get_if<Texts>(&cell.value);
    const Texts wanted = texts ? *texts : Texts{};
    if (wanted == items_ && (!wanted.empty() || lines_.size() == 1)) return;
    items_ = wanted;
    for (const Line& line : lines_) {
        column_->removeWidget(line.row);
        line.row->hide();
        line.row->deleteLater();
    }
    lines_.clear();
    for (const std::string& item : wanted) addLine(shown(item));
    if (lines_.empty()) addLine({});
}

void LinesEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    add_->setVisible(!readOnly);
    for (const Line& line : lines_) line.text->setReadOnly(readOnly);
}

void LinesEditor::setInvalid(bool invalid) {
    for (const Line& line : lines_) {
        const bool wrong = invalid && !line.text->text().trimmed().isEmpty() &&
                           !form::normalized(field(), Value(Texts{fromQt(line.text->text().trimmed())}));
        ui::restyle(line.text, "invalid", wrong);
    }
}

ReferencesEditor::ReferencesEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    chips_ = new QWidget(this);
    flow_ = new ui::FlowLayout(chips_, 4, 4);
    picker_ = new ReferenceEditor(field, context, this);
    picker_->setPicksMany(tr("Type to add"));
    column->addWidget(chips_);
    column->addWidget(picker_);
    chips_->hide();
    setFocusProxy(picker_);
    connect(picker_, &ReferenceEditor::picked, this, [this](const data::Cell& cell) {
        const auto* id = std::get_if<Uuid>(&cell.value);
        if (!id || std::find(ids_.begin(), ids_.end(), *id) != ids_.end()) return;
        ids_.push_back(*id);
        titles_.push_back(cell.title);
        change();
    });
}

void ReferencesEditor::rebuild() {
    ui::clearLayout(flow_);
    for (std::size_t i = 0; i < ids_.size(); ++i) {
        auto* chip = new ui::Chip(toQt(titles_[i]), QStringLiteral("gray"), chips_);
        chip->setRemovable(!readOnly_);
        const Uuid id = ids_[i];
        connect(chip, &ui::Chip::removed, this, [this, id] {
            const auto at = std::find(ids_.begin(), ids_.end(), id) - ids_.begin();
            if (at >= static_cast<std::ptrdiff_t>(ids_.size())) return;
            ids_.erase(ids_.begin() + at);
            titles_.erase(titles_.begin() + at);
            change();
        });
        connect(chip, &ui::Chip::clicked, this, [this, id] {
            if (field().target) Q_EMIT openRequested({field().target->name(), id});
        });
        flow_->addWidget(chip);
    }
    chips_->setVisible(!ids_.empty());
    updateGeometry();
}

void ReferencesEditor::change() {
    rebuild();
    std::string titles;
    for (std::size_t i = 0; i < titles_.size(); ++i) titles += (i ? "\x1f" : "") + titles_[i];
    Q_EMIT edited({ids_.empty() ? Value(Null{}) : Value(ids_), std::move(titles)});
    Q_EMIT leftField();
}

void ReferencesEditor::setCell(const data::Cell& cell) {
    const auto* ids = std::get_if<Ids>(&cell.value);
    if ((ids ? *ids : Ids{}) == ids_) return;
    ids_ = ids ? *ids : Ids{};
    titles_.clear();
    for (const QString& title : toQt(cell.title).split(QChar(0x1f))) titles_.push_back(fromQt(title));
    titles_.resize(ids_.size());
    rebuild();
}

void ReferencesEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    picker_->setVisible(!readOnly);
    rebuild();
}
void ReferencesEditor::setInvalid(bool invalid) { picker_->setInvalid(invalid); }

}  // namespace kupets::view
