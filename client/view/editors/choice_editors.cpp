#include "client/view/editors/choice_editors.h"

#include <QComboBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <algorithm>

#include "client/ui/chip.h"
#include "client/ui/flow_layout.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

QIcon choiceDot(const QString& color) {
    QPixmap picture(32, 32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::chipColors(color, ui::tokens()).dot);
    painter.drawEllipse(8, 8, 16, 16);
    return QIcon(picture);
}

ChoiceEditor::ChoiceEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    box_ = new QComboBox(this);
    box_->setAccessibleName(label());
    box_->setIconSize(QSize(16, 16));
    if (!field.def.required()) box_->addItem(QStringLiteral("—"), QString());
    for (const v1::ChoiceDef& choice : field.def.choices())
        box_->addItem(choiceDot(toQt(choice.color())), say(context, choice.label()), toQt(choice.value()));
    row->addWidget(box_);
    setFocusProxy(box_);
    connect(box_, &QComboBox::activated, this, [this] {
        const QString code = box_->currentData().toString();
        Q_EMIT edited({code.isEmpty() ? Value(Null{}) : Value(fromQt(code)), {}});
    });
}

void ChoiceEditor::setCell(const data::Cell& cell) {
    const auto* code = std::get_if<std::string>(&cell.value);
    const QString wanted = code ? toQt(*code) : QString();
    int at = box_->findData(wanted);
    if (at < 0 && code) {
        box_->addItem(wanted, wanted);  // a value that the schema does not offer any more stays what it is
        at = box_->count() - 1;
    }
    box_->setCurrentIndex(at);
}

void ChoiceEditor::setReadOnly(bool readOnly) { box_->setEnabled(!readOnly); }
void ChoiceEditor::setInvalid(bool invalid) { ui::restyle(box_, "invalid", invalid); }

MultiChoiceEditor::MultiChoiceEditor(const schema::Field& field, const data::Context& context, QWidget* parent)
    : FieldEditor(field, context, parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    frame_ = new QFrame(this);
    frame_->setProperty("field", true);
    frame_->setMinimumHeight(ui::metrics::kControl);
    row->addWidget(frame_);
    flow_ = new ui::FlowLayout(frame_, 4, 4);
    flow_->setContentsMargins(6, 4, 6, 4);
    rebuild();
}

void MultiChoiceEditor::rebuild() {
    ui::clearLayout(flow_);
    for (const std::string& code : codes_) {
        const v1::ChoiceDef* choice = data::choiceOf(&field(), Value(code));
        auto* chip = new ui::Chip(choice ? say(context(), choice->label()) : toQt(code),
                                  choice ? toQt(choice->color()) : QString(), frame_);
        chip->setRemovable(!readOnly_);
        connect(chip, &ui::Chip::removed, this, [this, code] {
            Texts left = codes_;
            std::erase(left, code);
            change(std::move(left));
        });
        flow_->addWidget(chip);
    }
    if (!readOnly_ && static_cast<int>(codes_.size()) < field().def.choices_size()) {
        auto* add = ui::smallIconButton(QStringLiteral("plus"), tr("Add: %1").arg(label()), frame_);
        connect(add, &QToolButton::clicked, this, &MultiChoiceEditor::offer);
        flow_->addWidget(add);
    }
    updateGeometry();
}

void MultiChoiceEditor::offer() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const v1::ChoiceDef& choice : field().def.choices()) {
        if (std::find(codes_.begin(), codes_.end(), choice.value()) != codes_.end()) continue;
        menu->addAction(choiceDot(toQt(choice.color())), say(context(), choice.label()), this,
                        [this, code = choice.value()] {
                            Texts more = codes_;
                            more.push_back(code);
                            change(std::move(more));
                        });
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

void MultiChoiceEditor::change(Texts codes) {
    codes_ = std::move(codes);
    rebuild();
    Q_EMIT edited({codes_.empty() ? Value(Null{}) : Value(codes_), {}});
    Q_EMIT leftField();
}

void MultiChoiceEditor::setCell(const data::Cell& cell) {
    const auto* codes = std::get_if<Texts>(&cell.value);
    const Texts wanted = codes ? *codes : Texts{};
    if (wanted == codes_) return;
    codes_ = wanted;
    rebuild();
}

void MultiChoiceEditor::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    rebuild();
}
void MultiChoiceEditor::setInvalid(bool invalid) { ui::restyle(frame_, "invalid", invalid); }

}  // namespace kupets::view
