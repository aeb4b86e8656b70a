#include "client/view/as_of_bar.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSlider>

#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kDateWidth = 190;

/// The date is typed and picked as in every form.
const schema::Field& momentField() {
    static const schema::Field field = [] {
        schema::Field made;
        made.def.set_name("as_of");
        made.def.set_type(v1::DATE_TIME);
        made.def.mutable_label()->set_ru("Момент");
        made.def.mutable_label()->set_en("Moment");
        return made;
    }();
    return field;
}

QString briefly(const data::Context& context, std::int64_t at) {
    return data::displayMoment(Timestamp{at}, context.language);
}

}  // namespace

AsOfBar::AsOfBar(const data::Context& context, QWidget* parent) : QFrame(parent), context_(context) {
    setProperty("banner", "warning");
    setAccessibleName(tr("As it was"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(ui::metrics::kPad, 6, 6, 6);
    row->setSpacing(ui::metrics::kGap);
    auto* icon = new QLabel(this);
    icon->setPixmap(ui::icon(QStringLiteral("history")).pixmap(ui::metrics::kIcon, ui::metrics::kIcon));
    row->addWidget(icon);
    row->addWidget(ui::label(tr("As it was"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    date_ = makeEditor(momentField(), context, this);
    date_->setFixedWidth(kDateWidth);
    date_->setAccessibleName(tr("Day and time"));
    row->addWidget(date_);
    earlier_ = ui::iconButton(QStringLiteral("chevron-left"), tr("Earlier"), this);
    slider_ = new QSlider(Qt::Horizontal, this);
    slider_->setMinimumWidth(120);
    slider_->setMaximumWidth(360);
    slider_->setAccessibleName(tr("Moment"));
    later_ = ui::iconButton(QStringLiteral("chevron-right"), tr("Later"), this);
    row->addWidget(earlier_);
    row->addWidget(slider_, 2);
    row->addWidget(later_);
    caption_ = new ui::ElidedLabel({}, this);
    caption_->setFont(ui::typeface(ui::TextStyle::Caption));
    row->addWidget(caption_, 3);
    actions_ = new QHBoxLayout;
    actions_->setSpacing(ui::metrics::kGap);
    row->addLayout(actions_);
    auto* back = addAction(tr("Back to today"), {});
    connect(back, &QPushButton::clicked, this, &AsOfBar::backRequested);
    connect(earlier_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(later_, &QToolButton::clicked, this, [this] { step(1); });
    connect(slider_, &QSlider::valueChanged, this, [this](int place) {
        if (place >= 0 && place < static_cast<int>(moments_.size()))
            choose(moments_[static_cast<std::size_t>(place)].at);
    });
    connect(date_, &FieldEditor::edited, this, [this](const data::Cell& cell) {
        if (const auto* moment = std::get_if<Timestamp>(&cell.value)) choose(moment->micros);
    });
    refresh();
}

QPushButton* AsOfBar::addAction(const QString& text, const QString& iconName) {
    auto* made = ui::button(text, ui::ButtonKind::Normal, iconName, this);
    made->setProperty("fit", "small");
    actions_->insertWidget(0, made);
    return made;
}

void AsOfBar::setMoments(std::vector<model::PastMoment> moments) {
    moments_ = std::move(moments);
    refresh();
}

void AsOfBar::setDays(int days) {
    days_ = true;
    moments_.clear();
    const QDate today = QDate::currentDate();
    for (int back = days; back > 0; --back) {
        const QDateTime evening(today.addDays(-back), QTime(23, 59, 59));
        moments_.push_back({evening.toMSecsSinceEpoch() * 1000, {}, {}});
    }
    refresh();
}

void AsOfBar::setMoment(std::int64_t at) {
    if (moment_ == at) return;
    moment_ = at;
    refresh();
}

void AsOfBar::setCaption(const QString& text) { caption_->setFullText(text); }
void AsOfBar::focusSlider() { slider_->setFocus(Qt::OtherFocusReason); }

void AsOfBar::choose(std::int64_t at) {
    if (at == moment_) return;
    setMoment(at);
    Q_EMIT momentChosen(at);
}

int AsOfBar::placeOf(std::int64_t at) const {
    int place = -1;
    for (std::size_t i = 0; i < moments_.size() && moments_[i].at <= at; ++i) place = static_cast<int>(i);
    return place;
}

void AsOfBar::step(int by) {
    const int place = placeOf(moment_);
    const bool between = place >= 0 && moments_[static_cast<std::size_t>(place)].at != moment_;
    const int next = by < 0 && between ? place : place + by;
    if (next >= 0 && next < static_cast<int>(moments_.size())) choose(moments_[static_cast<std::size_t>(next)].at);
}

void AsOfBar::refresh() {
    const QSignalBlocker quiet(slider_);
    const int last = static_cast<int>(moments_.size()) - 1;
    const int place = placeOf(moment_);
    slider_->setEnabled(last > 0);
    slider_->setRange(0, std::max(0, last));
    slider_->setValue(std::max(0, place));
    earlier_->setEnabled(place > 0 || (place == 0 && moments_.front().at < moment_));
    later_->setEnabled(place < last);
    if (moment_ != 0) date_->setCell({Timestamp{moment_}, {}});
    if (days_ || moment_ == 0) return;
    place_.clear();
    if (place < 0) {
        if (!moments_.empty()) place_ = tr("Before the first change known");
        return;
    }
    const model::PastMoment& change = moments_[static_cast<std::size_t>(place)];
    const QString which = tr("Change %1 of %2").arg(place + 1).arg(last + 1);
    place_ = which + QStringLiteral(" · ") + change.who + QStringLiteral(" · ") + briefly(context_, change.at);
    if (!change.why.isEmpty()) place_ += QStringLiteral(" · ") + change.why;
}

void AsOfBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT backRequested();
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace kupets::view
