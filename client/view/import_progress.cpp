#include "client/view/import_progress.h"

#include <QHBoxLayout>
#include <QProgressBar>

#include "client/ui/widgets.h"

namespace kupets::view {

ImportProgressBar::ImportProgressBar(model::ImportRun& run, QWidget* parent) : QWidget(parent), run_(run) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(8);
    auto* line = new QHBoxLayout;
    line->addWidget(words_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    line->addStretch(1);
    line->addWidget(speed_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this));
    column->addLayout(line);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    column->addWidget(bar_);
    stop_ = ui::button(tr("Stop, change nothing"), ui::ButtonKind::Normal, {}, this);
    stop_->setObjectName(QStringLiteral("stop"));
    column->addWidget(stop_, 0, Qt::AlignLeft);
    connect(stop_, &QPushButton::clicked, this, [this] {
        run_.cancel();
        Q_EMIT stopped();
    });
    connect(&run_, &model::ImportRun::progressed, this, &ImportProgressBar::refresh);
    refresh();
}

void ImportProgressBar::refresh() {
    using Stage = model::ImportRun::Stage;
    double share = 0;
    QString words;
    QString speed;
    const auto number = [this](std::uint64_t value) { return locale().toString(static_cast<qulonglong>(value)); };
    if (run_.stage() == Stage::Sending) {
        words = tr("The file goes to the server…");
        share = run_.sent();
        speed = tr("%1 %").arg(static_cast<int>(share * 100));
    } else {
        words = run_.stage() == Stage::Running ? tr("Importing…") : tr("Trying what will come of it…");
        share = run_.rowsTotal() > 0 ? static_cast<double>(run_.rowsRead()) / static_cast<double>(run_.rowsTotal()) : 0;
        if (run_.rowsTotal() > 0) speed = tr("%1 of %2 rows").arg(number(run_.rowsRead()), number(run_.rowsTotal()));
        if (run_.rowsPerSecond() >= 1)
            speed += (speed.isEmpty() ? QString() : QStringLiteral(" · ")) +
                     tr("%1 rows a second").arg(number(static_cast<std::uint64_t>(run_.rowsPerSecond())));
    }
    words_->setText(words);
    speed_->setText(speed);
    bar_->setAccessibleName(words);
    bar_->setRange(0, share > 0 ? 1000 : 0);
    if (share > 0) bar_->setValue(static_cast<int>(share * 1000));
}

}  // namespace kupets::view
