#include "client/view/notices/preferences_dialog.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimeEdit>

#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 420;
constexpr int kEvening = 20;  // o'clock
constexpr int kMorning = 9;

QTimeEdit* timeEdit(const QString& name, QTime time, QWidget* parent) {
    auto* edit = new QTimeEdit(time, parent);
    edit->setDisplayFormat(QStringLiteral("HH:mm"));
    edit->setAccessibleName(name);
    edit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    edit->setFixedWidth(72);
    return edit;
}

QTime timeOf(int seconds) { return QTime::fromMSecsSinceStartOfDay((seconds % 86'400) * 1000); }

}  // namespace

PreferencesDialog::PreferencesDialog(Host& host, model::Notices& notices, QWidget* window)
    : QDialog(window), host_(host), notices_(notices) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Notices"));
    setModal(true);
    setMinimumWidth(kWidth);
    build();
}

void PreferencesDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    column->addSpacing(4);
    const std::optional<model::QuietHours>& hours = notices_.quietHours();
    quiet_ = new QCheckBox(tr("Quiet hours"), this);
    quiet_->setChecked(hours.has_value());
    column->addWidget(quiet_);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(26, 0, 0, 0);
    row->setSpacing(ui::metrics::kGap);
    from_ = timeEdit(tr("Quiet from"), hours ? timeOf(hours->from) : QTime(kEvening, 0), this);
    to_ = timeEdit(tr("Quiet until"), hours ? timeOf(hours->to) : QTime(kMorning, 0), this);
    row->addWidget(ui::label(tr("from"), ui::TextStyle::Body, ui::Tone::Secondary, this));
    row->addWidget(from_);
    row->addWidget(ui::label(tr("until"), ui::TextStyle::Body, ui::Tone::Secondary, this));
    row->addWidget(to_);
    row->addStretch(1);
    column->addLayout(row);
    auto* hint = ui::label(tr("Nothing pops up then. What comes waits at the bell."), ui::TextStyle::Caption,
                           ui::Tone::Muted, this);
    hint->setContentsMargins(26, 0, 0, 0);
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addSpacing(8);
    digest_ = new QCheckBox(tr("A letter with the tasks of the day each morning"), this);
    digest_->setChecked(notices_.digest());
    column->addWidget(digest_);
    trouble_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
    column->addSpacing(8);
    const ui::DialogRow buttons = ui::dialogRow(this, tr("Save"), QStringLiteral("check"));
    go_ = buttons.go;
    column->addLayout(buttons.line);
    const auto follow = [this] {
        from_->setEnabled(quiet_->isChecked());
        to_->setEnabled(quiet_->isChecked());
    };
    connect(quiet_, &QCheckBox::toggled, this, follow);
    connect(go_, &QPushButton::clicked, this, &PreferencesDialog::save);
    follow();
}

void PreferencesDialog::save() {
    std::optional<model::QuietHours> hours;
    if (quiet_->isChecked())
        hours = {from_->time().msecsSinceStartOfDay() / 1000, to_->time().msecsSinceStartOfDay() / 1000};
    go_->setEnabled(false);
    notices_.setPreferences(hours, digest_->isChecked(), this, [this](const Result<void>& saved) {
        if (saved) return accept();
        go_->setEnabled(true);
        trouble_->setText(wordsOf(host_.context(), saved.error(), "preference"));
        trouble_->show();
    });
}

}  // namespace kupets::view
