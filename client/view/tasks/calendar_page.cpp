#include "client/view/tasks/calendar_page.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include "client/ui/widgets.h"
#include "client/view/page_header.h"
#include "client/view/tasks/segments.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr const char* kSpanKey = "calendar/task/span";
constexpr const char* kMineKey = "calendar/task/mine";
constexpr int kMorning = 8;  // what is seen first

QDate monday(QDate day) { return day.addDays(1 - day.dayOfWeek()); }

/// The days' names above the sheet, which stay while it scrolls.
class GridHead final : public QWidget {
public:
    GridHead(PlanGrid& grid, QWidget* parent) : QWidget(parent), grid_(grid) { setFixedHeight(PlanGrid::headHeight()); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), ui::tokens().canvas);
        grid_.paintHead(&painter, rect());
        painter.fillRect(QRect(0, height() - 1, width(), 1), ui::tokens().hairline);
    }

private:
    PlanGrid& grid_;
};

}  // namespace

CalendarPage::CalendarPage(Host& host, QWidget* parent)
    : Page(parent), host_(host), entries_(host.context()), day_(QDate::currentDate()) {
    setProperty("surface", "canvas");
    build();
    connect(&entries_, &model::PlanCalendar::changed, this, [this] { grid_->setEntries(entries_.entries()); });
    connect(&entries_, &model::PlanCalendar::failed, this, [this](const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, "task"));
        entries_.refresh();
    });
    connect(&entries_, &model::PlanCalendar::moved, this,
            [this](const Uuid& set, const QString& words) { host_.done(words, set); });
    connect(grid_, &PlanGrid::opened, this, [this](const data::RecordKey& key) { host_.openRecord(key); });
    connect(grid_, &PlanGrid::moved, this,
            [this](const data::RecordKey& key, qint64 micros) { entries_.move(key, micros); });
    connect(grid_, &PlanGrid::drawn, this, &CalendarPage::plan);
    connect(grid_, &PlanGrid::dayChosen, this, [this](QDate day) {
        day_ = day;
        setSpan(PlanSpan::Day);
    });
    setMine(host_.settings().value(QLatin1String(kMineKey), true).toBool());
    setSpan(static_cast<PlanSpan>(
        std::clamp(host_.settings().value(QLatin1String(kSpanKey), static_cast<int>(PlanSpan::Week)).toInt(), 0, 2)));
}

void CalendarPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const schema::Entity& task = *host_.context().schema->entity("task");
    auto* header = new PageHeader(host_, task, PageHeader::Kind::Calendar, this);
    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew("task"); });
    column->addWidget(header);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 8);
    tools->setSpacing(ui::metrics::kGap);
    auto* today = ui::button(tr("Today"), ui::ButtonKind::Normal, {}, this);
    connect(today, &QPushButton::clicked, this, [this] { go(QDate::currentDate()); });
    auto* back = ui::iconButton(QStringLiteral("chevron-left"), tr("Earlier"), this);
    auto* on = ui::iconButton(QStringLiteral("chevron-right"), tr("Later"), this);
    connect(back, &QAbstractButton::clicked, this, [this] { walk(-1); });
    connect(on, &QAbstractButton::clicked, this, [this] { walk(1); });
    period_ = ui::label({}, ui::TextStyle::Heading, ui::Tone::Normal, this);
    tools->addWidget(today);
    tools->addWidget(back);
    tools->addWidget(on);
    tools->addWidget(period_);
    tools->addStretch(1);
    whose_ = addSegments(tools, {tr("Mine"), tr("Everybody's")}, this).parts;
    connect(whose_[0], &QPushButton::clicked, this, [this] { setMine(true); });
    connect(whose_[1], &QPushButton::clicked, this, [this] { setMine(false); });
    spans_ = addSegments(tools, {tr("Day"), tr("Week"), tr("Month")}, this).parts;
    for (std::size_t i = 0; i < spans_.size(); ++i)
        connect(spans_[i], &QPushButton::clicked, this, [this, i] { setSpan(static_cast<PlanSpan>(i)); });
    column->addLayout(tools);
    grid_ = new PlanGrid(host_.context().language, this);
    auto* headRow = new QHBoxLayout;
    headRow->setContentsMargins(0, 0, 12, 0);
    head_ = new GridHead(*grid_, this);
    headRow->addWidget(head_);
    column->addWidget(ui::horizontalLine(this));
    column->addLayout(headRow);
    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    scroll_->setWidget(grid_);
    column->addWidget(scroll_, 1);
}

void CalendarPage::shown() { grid_->setFocus(); }

void CalendarPage::setMine(bool mine) {
    host_.settings().setValue(QLatin1String(kMineKey), mine);
    whose_[mine ? 0 : 1]->setChecked(true);
    entries_.setMine(mine);
}

void CalendarPage::setSpan(PlanSpan span) {
    host_.settings().setValue(QLatin1String(kSpanKey), static_cast<int>(span));
    spans_[static_cast<std::size_t>(span)]->setChecked(true);
    const bool hours = span != PlanSpan::Month;
    const QDate first = span == PlanSpan::Day    ? day_
                        : span == PlanSpan::Week ? monday(day_)
                                                 : monday(QDate(day_.year(), day_.month(), 1));
    const bool another = grid_->span() != span || grid_->property("first").toDate().isNull();
    grid_->setProperty("first", first);
    grid_->setSpan(span, first, day_);
    entries_.setRange(first, first.addDays(span == PlanSpan::Day ? 0 : hours ? 6 : 41));
    const QLocale words(host_.context().language == data::Language::Russian ? QLocale::Russian : QLocale::English);
    QString period =
        span == PlanSpan::Month ? words.standaloneMonthName(day_.month()) + QString::asprintf(" %d", day_.year())
        : span == PlanSpan::Day
            ? words.toString(day_, QStringLiteral("d MMMM yyyy"))
            : QStringLiteral("%1 – %2").arg(words.toString(first, QStringLiteral("d MMM")),
                                            words.toString(first.addDays(6), QStringLiteral("d MMM yyyy")));
    period[0] = period[0].toUpper();
    period_->setText(period);
    head_->update();
    if (another && hours)
        QMetaObject::invokeMethod(
            this, [this] { scroll_->verticalScrollBar()->setValue(grid_->pointAt(day_, kMorning * 60).y() - 12); },
            Qt::QueuedConnection);
}

void CalendarPage::go(QDate day) {
    day_ = day;
    setSpan(grid_->span());
}

void CalendarPage::walk(int steps) {
    switch (grid_->span()) {
        case PlanSpan::Day:
            return go(day_.addDays(steps));
        case PlanSpan::Week:
            return go(day_.addDays(7 * steps));
        case PlanSpan::Month:
            return go(QDate(day_.year(), day_.month(), 1).addMonths(steps));
    }
}

/// A task that is drawn: as long as the place, due at its end.
void CalendarPage::plan(const QDateTime& begin, const QDateTime& end) {
    std::map<std::string, data::Cell> presets;
    presets["due"] = {Value(Timestamp{end.toMSecsSinceEpoch() * 1000}), {}};
    presets["effort"] = {Value(Duration{begin.secsTo(end)}), {}};
    host_.openNew("task", std::move(presets));
}

QString CalendarPage::title() const { return tr("Calendar"); }

command::Actions CalendarPage::list(CalendarPage* self) {
    const auto act = [](const char* id, const QString& text, const char* icon, QList<QKeySequence> keys, auto run) {
        return command::Action{.id = QString::fromLatin1(id),
                               .text = text,
                               .iconName = QString::fromLatin1(icon),
                               .keys = std::move(keys),
                               .place = command::Place::Board,
                               .run = run};
    };
    return {act("calendar.refresh", tr("Refresh"), "refresh-cw", {Qt::Key_F5}, [self] { self->entries_.refresh(); }),
            act("calendar.today", tr("Today"), "calendar", {}, [self] { self->go(QDate::currentDate()); }),
            act("calendar.earlier", tr("Earlier"), "chevron-left", {Qt::Key_PageUp}, [self] { self->walk(-1); }),
            act("calendar.later", tr("Later"), "chevron-right", {Qt::Key_PageDown}, [self] { self->walk(1); }),
            act("calendar.day", tr("A day"), "calendar", {}, [self] { self->setSpan(PlanSpan::Day); }),
            act("calendar.week", tr("A week"), "calendar", {}, [self] { self->setSpan(PlanSpan::Week); }),
            act("calendar.month", tr("A month"), "calendar", {}, [self] { self->setSpan(PlanSpan::Month); })};
}

}  // namespace kupets::view
