#include "client/view/notices/notice_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

#include "client/data/working_calendar.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kSign = 30;
constexpr std::int64_t kMinute = 60'000'000;
constexpr std::int64_t kMorning = 9 * 60 * kMinute;  // since midnight, of a day off

const v1::ChoiceDef* kindOf(const data::Context& context, const std::string& kind) {
    const schema::Entity* entity = context.schema->entity("notice");
    const schema::Field* field = entity == nullptr ? nullptr : entity->field("kind");
    if (field == nullptr) return nullptr;
    for (const v1::ChoiceDef& choice : field->def.choices())
        if (choice.value() == kind) return &choice;
    return nullptr;
}

}  // namespace

std::vector<Later> laterThan(Timestamp now) {
    const calendar::WorkingCalendar& work = data::workingCalendar();
    const Date tomorrow{work.zone().local(now).day.days + 1};
    const calendar::DayHours& hours = work.hours(tomorrow);
    const std::int64_t morning = hours.empty() ? kMorning : std::int64_t{hours.front().from} * 1'000'000;
    return {{NoticeRow::tr("In 15 minutes"), Timestamp{now.micros + 15 * kMinute}},
            {NoticeRow::tr("In an hour"), Timestamp{now.micros + 60 * kMinute}},
            {NoticeRow::tr("Tomorrow morning"), work.zone().moment({tomorrow, morning})}};
}

NoticeRow::NoticeRow(const model::Notice& notice, const data::Context& context, QWidget* parent)
    : QFrame(parent), notice_(notice), iconName_(QStringLiteral("bell")) {
    QString kind;
    if (const v1::ChoiceDef* choice = kindOf(context, notice.kind)) {
        kind = say(context, choice->label());
        iconName_ = toQt(choice->icon());
        color_ = toQt(choice->color());
    }
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(QStringLiteral("%1: %2").arg(kind, notice.text));
    if (notice.about) setCursor(Qt::PointingHandCursor);
    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(10 + kSign + 12, 8, 6, 8);
    across->setSpacing(6);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    auto* words = ui::label(notice.text, notice.seen ? ui::TextStyle::Body : ui::TextStyle::BodyStrong,
                            notice.seen ? ui::Tone::Secondary : ui::Tone::Normal, this);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    column->addWidget(words);
    const QString when = data::displayMomentBriefly(notice.at, SystemClock().now(), context.language);
    column->addWidget(ui::label(kind.isEmpty() ? when : QStringLiteral("%1 · %2").arg(kind, when),
                                ui::TextStyle::Caption, ui::Tone::Muted, this));
    if (!notice.seen) column->addWidget(buildActions());
    across->addLayout(column, 1);
    auto* why = ui::smallIconButton(QStringLiteral("git-branch"), tr("Why?"), this);
    why->setObjectName(QStringLiteral("why"));
    connect(why, &QAbstractButton::clicked, this, [this] { Q_EMIT chosen(QStringLiteral("why")); });
    across->addWidget(why, 0, Qt::AlignTop);
    if (!notice.seen) {
        auto* read = ui::smallIconButton(QStringLiteral("check"), tr("Mark as read"), this);
        read->setObjectName(QStringLiteral("read"));
        connect(read, &QAbstractButton::clicked, this, [this] { Q_EMIT chosen(QStringLiteral("read")); });
        across->addWidget(read, 0, Qt::AlignTop);
    }
}

void NoticeRow::addAction(QHBoxLayout* row, const QString& name, const QString& text, const QString& icon,
                          const QString& hint) {
    auto* button = ui::button(text, ui::ButtonKind::Normal, icon, this);
    button->setObjectName(name);
    button->setProperty("fit", "small");
    if (!hint.isEmpty()) button->setToolTip(hint);
    if (name == QLatin1String("later"))
        connect(button, &QPushButton::clicked, this, [this, button] { openLater(button); });
    else
        connect(button, &QPushButton::clicked, this, [this, name] { Q_EMIT chosen(name); });
    row->addWidget(button);
}

QWidget* NoticeRow::buildActions() {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(6);
    if (notice_.approvalIsOpen) {
        addAction(row, QStringLiteral("approve"), tr("Approve"), QStringLiteral("check"));
        addAction(row, QStringLiteral("refuse"), tr("Refuse"), QStringLiteral("circle-x"));
    }
    if (notice_.taskIsOpen) addAction(row, QStringLiteral("done"), tr("Done"), QStringLiteral("circle-check-big"));
    if (!notice_.phone.isEmpty())
        addAction(row, QStringLiteral("call"), tr("Call"), QStringLiteral("phone"),
                  data::displayPhone(fromQt(notice_.phone)));
    addAction(row, QStringLiteral("later"), tr("Later"), QStringLiteral("clock"));
    row->addStretch(1);
    return whole;
}

void NoticeRow::openLater(QWidget* anchor) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Later& later : laterThan(SystemClock().now()))
        menu->addAction(later.words, this, [this, until = later.until] { Q_EMIT postponed(until); });
    menu->popup(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)));
}

QAbstractButton* NoticeRow::button(const QString& name) const { return findChild<QAbstractButton*>(name); }

void NoticeRow::paintEvent(QPaintEvent*) {
    const ui::Tokens& t = ui::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (underMouse() || hasFocus()) {
        painter.setBrush(t.hover);
        painter.drawRoundedRect(QRectF(rect()), ui::metrics::kRadius, ui::metrics::kRadius);
    }
    const ui::ChipColors colors = ui::chipColors(color_, t);
    const QRect sign(10, 9, kSign, kSign);
    painter.setBrush(colors.ground);
    painter.drawEllipse(sign);
    ui::paintIcon(&painter, sign.adjusted(7, 7, -7, -7), iconName_, colors.text);
    if (notice_.seen) return;
    painter.setPen(QPen(t.raised, 2));
    painter.setBrush(t.accent);
    painter.drawEllipse(QRectF(sign.right() - 7, sign.top() - 2, 10, 10));
}

void NoticeRow::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->pos())) Q_EMIT chosen(QStringLiteral("open"));
}

void NoticeRow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT chosen(QStringLiteral("open"));
    } else if (event->key() == Qt::Key_Space && !notice_.seen) {
        Q_EMIT chosen(QStringLiteral("read"));
    } else if (event->key() == Qt::Key_Down) {
        focusNextChild();
    } else if (event->key() == Qt::Key_Up) {
        focusPreviousChild();
    } else {
        QFrame::keyPressEvent(event);
    }
}

}  // namespace kupets::view
