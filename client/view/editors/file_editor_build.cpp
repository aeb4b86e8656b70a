// The widgets of a file's editor, and what they show; what they do stands in file_editor.cpp.
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "client/ui/widgets.h"
#include "client/view/editors/file_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kSteps = 1'000;
}

void FileEditor::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    frame_ = new QFrame(this);
    frame_->setProperty("field", true);
    frame_->setMinimumHeight(ui::metrics::kControl);
    frame_->setAccessibleName(label());
    column->addWidget(frame_);
    auto* whole = new QVBoxLayout(frame_);
    whole->setContentsMargins(1, 1, 1, 1);
    whole->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 2, 0);
    row->setSpacing(2);
    sign_ = new QLabel(frame_);
    sign_->setFixedWidth(ui::metrics::kIcon + 4);
    choose_ = ui::button(tr("Choose a file"), ui::ButtonKind::Link, {}, frame_);
    choose_->setAccessibleName(tr("Choose a file: %1").arg(label()));
    hint_ = ui::label(tr("or drop it here"), ui::TextStyle::Body, ui::Tone::Muted, frame_);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    open_ = ui::button({}, ui::ButtonKind::Link, {}, frame_);
    open_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    moving_ = new ui::ElidedLabel({}, frame_);
    moving_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    amount_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, frame_);
    replace_ = ui::smallIconButton(QStringLiteral("paperclip"), tr("Replace: %1").arg(label()), frame_);
    save_ = ui::smallIconButton(QStringLiteral("save"), tr("Save as: %1").arg(label()), frame_);
    clear_ = ui::smallIconButton(QStringLiteral("x"), tr("Clear: %1").arg(label()), frame_);
    cancel_ = ui::smallIconButton(QStringLiteral("x"), tr("Stop: %1").arg(label()), frame_);
    row->addWidget(sign_);
    row->addWidget(choose_);
    row->addWidget(hint_, 1);
    row->addWidget(open_, 1);
    row->addWidget(moving_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{amount_, replace_, save_, clear_, cancel_})
        row->addWidget(part);
    whole->addLayout(row, 1);
    progress_ = new QProgressBar(frame_);
    progress_->setRange(0, kSteps);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(3);
    progress_->setAccessibleName(label());
    whole->addWidget(progress_);
    trouble_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
}

void FileEditor::refresh() {
    const bool moves = upload_ || download_;
    const bool filled = isFilled();
    const QString icon = filled || moves ? QStringLiteral("file") : QStringLiteral("paperclip");
    sign_->setPixmap(ui::iconPixmap(icon, ui::tokens().muted, ui::metrics::kIcon, devicePixelRatioF()));
    choose_->setVisible(!filled && !moves && !readOnly_);
    hint_->setVisible(!filled && !moves);
    hint_->setText(readOnly_ ? QStringLiteral("—") : tr("or drop it here"));
    open_->setVisible(filled && !moves);
    open_->setText(nameOf());
    open_->setAccessibleName(tr("Open: %1").arg(nameOf()));
    open_->setToolTip(nameOf());
    replace_->setVisible(filled && !moves && !readOnly_);
    save_->setVisible(filled && !moves);
    clear_->setVisible(filled && !moves && !readOnly_ && !field().def.required());
    for (QWidget* part : std::initializer_list<QWidget*>{moving_, amount_, cancel_, progress_}) part->setVisible(moves);
    ui::restyle(frame_, "vacant", !filled && !moves && !readOnly_);
    refreshProgress();
}

void FileEditor::refreshProgress() {
    if (!upload_ && !download_) return;
    const std::uint64_t done = upload_ ? upload_->sent() : download_->received();
    const std::uint64_t all = upload_ ? upload_->size() : download_->size();
    moving_->setFullText(upload_ ? sendingName_ : nameOf());
    const data::Language language = context().language;
    amount_->setText(
        all == 0 ? QString() : tr("%1 of %2").arg(data::displaySize(done, language), data::displaySize(all, language)));
    progress_->setValue(all == 0 ? 0 : static_cast<int>(done * kSteps / all));
}

void FileEditor::showTrouble(const QString& words) {
    trouble_->setText(words);
    trouble_->setVisible(!words.isEmpty());
    frame_->setAccessibleDescription(words);
    setInvalid(!words.isEmpty());
}

}  // namespace kupets::view
