#include "client/view/tasks/plan_grid.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "client/data/value_format.h"
#include "client/data/working_calendar.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kHour = 44;
constexpr int kGutter = 52;
constexpr int kHead = 40;
constexpr int kRaster = 15;  // minutes that things are put to
constexpr int kLine = 20;    // of an entry in a month
constexpr int kDayName = 24;
constexpr int kWeeks = 6;
constexpr int kWeek = 7;
constexpr int kDayMinutes = 24 * 60;
constexpr std::int64_t kMinute = 60'000'000;

QDateTime local(Timestamp moment) { return QDateTime::fromMSecsSinceEpoch(moment.micros / 1000); }
int minuteOf(const QDateTime& moment) { return moment.time().msecsSinceStartOfDay() / 60'000; }
int rastered(int minute) { return (minute + kRaster / 2) / kRaster * kRaster; }

bool isWorkingDay(QDate day) {
    return data::workingCalendar().isWorking(Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(day))});
}

struct Look {
    QColor ground;
    QColor edge;
    QColor words;
};

Look lookOf(const model::PlanEntry& entry) {
    const ui::Tokens& t = ui::tokens();
    if (entry.closed) return {t.sunken, t.outline, t.secondary};
    if (entry.overdue) return {t.dangerSoft, t.danger, t.dangerText};
    if (entry.isTask()) return {t.accentSoft, t.accent, t.accentText};
    const QString color = entry.kind == QLatin1String("meeting") ? QStringLiteral("purple")
                          : entry.kind == QLatin1String("call")  ? QStringLiteral("green")
                                                                 : QStringLiteral("teal");
    const ui::ChipColors chip = ui::chipColors(color, t);
    return {chip.ground, chip.dot, chip.text};
}

}  // namespace

PlanGrid::PlanGrid(data::Language language, QWidget* parent) : QWidget(parent), language_(language) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Calendar"));
}

int PlanGrid::headHeight() { return kHead; }
int PlanGrid::days() const { return span_ == PlanSpan::Day ? 1 : span_ == PlanSpan::Week ? kWeek : kWeek * kWeeks; }

QSize PlanGrid::sizeHint() const { return {700, span_ == PlanSpan::Month ? kWeeks * 96 : 24 * kHour + 1}; }

void PlanGrid::setSpan(PlanSpan span, QDate first, QDate month) {
    span_ = span;
    first_ = first;
    month_ = month;
    setMinimumHeight(span == PlanSpan::Month ? kWeeks * 84 : 24 * kHour + 1);
    setMaximumHeight(span == PlanSpan::Month ? QWIDGETSIZE_MAX : 24 * kHour + 1);
    updateGeometry();
    arrange();
}

void PlanGrid::setEntries(const std::vector<model::PlanEntry>& entries) {
    entries_ = entries;
    if (!carrying_) pressed_.reset();
    arrange();
}

QRect PlanGrid::dayRect(int day) const {
    if (span_ == PlanSpan::Month) {
        const int column = day % kWeek;
        const int row = day / kWeek;
        const int left = width() * column / kWeek;
        const int top = height() * row / kWeeks;
        return {left, top, width() * (column + 1) / kWeek - left, height() * (row + 1) / kWeeks - top};
    }
    const int room = width() - kGutter;
    const int left = kGutter + room * day / days();
    return {left, 0, kGutter + room * (day + 1) / days() - left, 24 * kHour};
}

QPoint PlanGrid::pointAt(QDate day, int minute) const {
    const QRect column = dayRect(static_cast<int>(first_.daysTo(day)));
    return {column.center().x(), minute * kHour / 60};
}

PlanGrid::Place PlanGrid::placeAt(const QPoint& point) const {
    int day = 0;
    for (int i = 0; i < days(); ++i)
        if (dayRect(i).contains(QPoint(point.x(), span_ == PlanSpan::Month ? point.y() : 0))) day = i;
    const int minute = span_ == PlanSpan::Month ? 0 : std::clamp(point.y() * 60 / kHour, 0, kDayMinutes);
    return {first_.addDays(day), minute};
}

void PlanGrid::arrange() {
    blocks_.clear();
    more_.assign(static_cast<std::size_t>(days()), 0);
    if (!first_.isValid()) return;
    span_ == PlanSpan::Month ? arrangeMonth() : arrangeHours();
    update();
}

/// What overlaps stands side by side.
void PlanGrid::arrangeHours() {
    struct Laned {
        std::size_t entry;
        int from, to, lane;
    };
    for (int day = 0; day < days(); ++day) {
        std::vector<Laned> group;
        int end = -1;
        int lanes = 0;
        const QRect column = dayRect(day).adjusted(2, 0, -6, 0);
        const auto flush = [&] {
            for (const Laned& each : group) {
                const int wide = column.width() / std::max(1, lanes);
                blocks_.push_back({each.entry, QRect(column.left() + each.lane * wide, each.from * kHour / 60 + 1,
                                                     wide - 2, std::max(18, (each.to - each.from) * kHour / 60 - 2))});
            }
            group.clear();
            lanes = 0;
        };
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const QDateTime begin = local(entries_[i].begins);
            const QDateTime over = local(entries_[i].ends);
            const QDateTime on = entries_[i].isTask() ? over : begin;
            if (on.date() != first_.addDays(day)) continue;
            const int from = begin.date() < on.date() ? 0 : minuteOf(begin);
            const int to = over.date() > on.date() ? kDayMinutes : std::max(minuteOf(over), from + 20);
            if (from >= end) flush();
            int lane = 0;
            while (std::ranges::any_of(group, [&](const Laned& o) { return o.lane == lane && o.to > from; })) ++lane;
            group.push_back({i, from, to, lane});
            lanes = std::max(lanes, lane + 1);
            end = std::max(group.size() == 1 ? to : end, to);
        }
        flush();
    }
}

void PlanGrid::arrangeMonth() {
    for (int day = 0; day < days(); ++day) {
        const QRect cell = dayRect(day);
        const int room = std::max(0, (cell.height() - kDayName - 4) / kLine);
        std::vector<std::size_t> here;
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (local(entries_[i].isTask() ? entries_[i].ends : entries_[i].begins).date() == first_.addDays(day))
                here.push_back(i);
        const std::size_t most = static_cast<std::size_t>(room);
        const std::size_t shown = here.size() <= most ? here.size() : most > 0 ? most - 1 : 0;
        more_[static_cast<std::size_t>(day)] = static_cast<int>(here.size() - shown);
        for (std::size_t i = 0; i < shown; ++i)
            blocks_.push_back({here[i], QRect(cell.left() + 4, cell.top() + kDayName + static_cast<int>(i) * kLine,
                                              cell.width() - 9, kLine - 2)});
    }
}

QRect PlanGrid::rectOf(const data::RecordKey& key) const {
    for (const Block& block : blocks_)
        if (entries_[block.entry].key == key) return block.rect;
    return {};
}

const PlanGrid::Block* PlanGrid::blockAt(const QPoint& point) const {
    const auto found = std::ranges::find_if(blocks_, [&](const Block& block) { return block.rect.contains(point); });
    return found == blocks_.end() ? nullptr : &*found;
}

void PlanGrid::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    pressedAt_ = at_ = event->pos();
    const Block* block = blockAt(event->pos());
    pressed_ = block ? std::optional(block->entry) : std::nullopt;
    drawing_ = !block && span_ != PlanSpan::Month;
    carrying_ = false;
}

void PlanGrid::mouseMoveEvent(QMouseEvent* event) {
    at_ = event->pos();
    if (!(event->buttons() & Qt::LeftButton)) {
        setCursor(blockAt(at_) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const bool far = (at_ - pressedAt_).manhattanLength() >= QApplication::startDragDistance();
    if (pressed_ && far) carrying_ = true;
    if (carrying_) setCursor(Qt::ClosedHandCursor);
    update();
}

void PlanGrid::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    at_ = event->pos();
    const bool drew = std::exchange(drawing_, false);
    const bool carried = std::exchange(carrying_, false);
    const auto pressed = std::exchange(pressed_, std::nullopt);
    unsetCursor();
    update();
    const Place from = placeAt(pressedAt_);
    const Place to = placeAt(at_);
    if (pressed && carried) {
        const qint64 minutes = from.day.daysTo(to.day) * kDayMinutes + rastered(to.minute - from.minute);
        if (minutes != 0) Q_EMIT moved(entries_[*pressed].key, minutes * kMinute);
    } else if (pressed) {
        const data::RecordKey key = entries_[*pressed].key;
        Q_EMIT opened(key);
    } else if (drew && (at_ - pressedAt_).manhattanLength() >= QApplication::startDragDistance()) {
        const int first = std::min(from.minute, to.minute) / kRaster * kRaster;
        const int last = std::max(first + kRaster, rastered(std::max(from.minute, to.minute)));
        const QDateTime begin(from.day, QTime(0, 0).addSecs(first * 60));
        Q_EMIT drawn(begin, begin.addSecs((last - first) * 60));
    } else if (span_ == PlanSpan::Month) {
        Q_EMIT dayChosen(to.day);
    }
}

void PlanGrid::leaveEvent(QEvent*) { update(); }

bool PlanGrid::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Block* block = blockAt(help->pos());
    if (!block) {
        QToolTip::hideText();
        return true;
    }
    const model::PlanEntry& entry = entries_[block->entry];
    QStringList words{entry.name};
    words << QStringLiteral("%1–%2").arg(local(entry.begins).toString(QStringLiteral("HH:mm")),
                                         local(entry.ends).toString(QStringLiteral("HH:mm")));
    for (const QString& more : {entry.about, entry.person})
        if (!more.isEmpty()) words << more;
    QToolTip::showText(help->globalPos(), words.join(QLatin1Char('\n')), this);
    return true;
}

void PlanGrid::resizeEvent(QResizeEvent*) { arrange(); }

void PlanGrid::paintHead(QPainter* painter, const QRect& rect) const {
    const ui::Tokens& t = ui::tokens();
    const QLocale words(language_ == data::Language::Russian ? QLocale::Russian : QLocale::English);
    const int count = span_ == PlanSpan::Day ? 1 : kWeek;
    const int gutter = span_ == PlanSpan::Month ? 0 : kGutter;
    for (int i = 0; i < count; ++i) {
        const QDate day = first_.addDays(i);
        const bool today = span_ != PlanSpan::Month && day == QDate::currentDate();
        const int room = width() - gutter;
        const QRect cell(gutter + room * i / count + 6, rect.top(), room / count - 8, rect.height());
        QString name = words.dayName(day.dayOfWeek(), count == 1 ? QLocale::LongFormat : QLocale::ShortFormat);
        name[0] = name[0].toUpper();
        if (span_ != PlanSpan::Month) name += QStringLiteral(", ") + words.toString(day, QStringLiteral("d MMM"));
        ui::lineFace(today ? ui::LineStyle::BodyStrong : ui::LineStyle::Body)
            .paint(painter, cell, Qt::AlignLeft, name,
                   today                                           ? t.accentText
                   : isWorkingDay(day) || span_ == PlanSpan::Month ? t.text
                                                                   : t.muted);
    }
}

void PlanGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), ui::tokens().canvas);
    if (!first_.isValid()) return;
    span_ == PlanSpan::Month ? paintMonth(painter) : paintHours(painter);
    for (const Block& block : blocks_)
        if (!(carrying_ && pressed_ == block.entry)) paintBlock(painter, block, block.rect, false);
    paintDrawn(painter);
    if (!carrying_ || !pressed_) return;
    for (const Block& block : blocks_)
        if (block.entry == *pressed_) paintBlock(painter, block, block.rect.translated(at_ - pressedAt_), true);
}

void PlanGrid::paintHours(QPainter& painter) const {
    const ui::Tokens& t = ui::tokens();
    const calendar::WorkingCalendar& work = data::workingCalendar();
    for (int day = 0; day < days(); ++day) {
        const QRect column = dayRect(day);
        painter.fillRect(column, t.sunken);
        const QDate date = first_.addDays(day);
        for (const calendar::Hours& hours : work.hours(Date{static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(date))}))
            painter.fillRect(QRect(column.left(), hours.from / 60 * kHour / 60, column.width(),
                                   (hours.to - hours.from) / 60 * kHour / 60),
                             t.canvas);
        painter.fillRect(QRect(column.left(), 0, 1, column.height()), t.hairline);
    }
    for (int hour = 0; hour <= 24; ++hour) {
        painter.fillRect(QRect(kGutter - 6, hour * kHour, width() - kGutter + 6, 1), t.hairline);
        if (hour > 0 && hour < 24)
            ui::lineFace(ui::LineStyle::CaptionTabular)
                .paint(&painter, QRect(0, hour * kHour - 9, kGutter - 10, 18), Qt::AlignRight,
                       QStringLiteral("%1:00").arg(hour), t.muted);
    }
    const QDateTime now = QDateTime::currentDateTime();
    const qint64 day = first_.daysTo(now.date());
    if (day < 0 || day >= days()) return;
    const QRect column = dayRect(static_cast<int>(day));
    painter.fillRect(QRect(column.left(), minuteOf(now) * kHour / 60, column.width(), 2), t.danger);
}

void PlanGrid::paintMonth(QPainter& painter) const {
    const ui::Tokens& t = ui::tokens();
    for (int day = 0; day < days(); ++day) {
        const QRect cell = dayRect(day);
        const QDate date = first_.addDays(day);
        const bool other = date.month() != month_.month();
        const bool today = date == QDate::currentDate();
        painter.fillRect(cell, isWorkingDay(date) && !other ? t.canvas : t.sunken);
        painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), 1), t.hairline);
        painter.fillRect(QRect(cell.left(), cell.top(), 1, cell.height()), t.hairline);
        ui::lineFace(today ? ui::LineStyle::BodyStrongTabular : ui::LineStyle::BodyTabular)
            .paint(&painter, QRect(cell.left() + 8, cell.top() + 2, cell.width() - 16, kDayName - 2), Qt::AlignLeft,
                   QString::number(date.day()),
                   today   ? t.accentText
                   : other ? t.muted
                           : t.text);
        if (const int more = more_[static_cast<std::size_t>(day)]; more > 0)
            ui::lineFace(ui::LineStyle::Caption)
                .paint(&painter, QRect(cell.left() + 8, cell.bottom() - kLine, cell.width() - 12, kLine - 2),
                       Qt::AlignLeft, tr("and %Ln more", "", more), t.secondary);
    }
}

void PlanGrid::paintBlock(QPainter& painter, const Block& block, const QRect& rect, bool carried) const {
    const model::PlanEntry& entry = entries_[block.entry];
    const Look look = lookOf(entry);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (carried) painter.setOpacity(0.85);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.ground);
    painter.drawRoundedRect(QRectF(rect), 4, 4);
    painter.setBrush(look.edge);
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5);
    const QRect inner = rect.adjusted(8, 0, -4, 0);
    const QString time =
        local(entry.isTask() && span_ == PlanSpan::Month ? entry.ends : entry.begins).toString(QStringLiteral("HH:mm"));
    if (span_ == PlanSpan::Month || rect.height() < 34) {
        ui::lineFace(ui::LineStyle::CaptionTabular)
            .paint(&painter, QRect(inner.left(), rect.top(), inner.width(), std::min(rect.height(), 20)), Qt::AlignLeft,
                   time + QStringLiteral("  ") + entry.name, look.words);
    } else {
        ui::lineFace(ui::LineStyle::BodyMedium)
            .paint(&painter, QRect(inner.left(), rect.top() + 2, inner.width(), 17), Qt::AlignLeft, entry.name,
                   look.words);
        const QString more = entry.about.isEmpty() ? entry.person : entry.about;
        ui::lineFace(ui::LineStyle::CaptionTabular)
            .paint(&painter, QRect(inner.left(), rect.top() + 18, inner.width(), 16), Qt::AlignLeft,
                   more.isEmpty() ? time : QStringLiteral("%1 · %2").arg(time, more), look.words);
    }
    painter.restore();
}

void PlanGrid::paintDrawn(QPainter& painter) const {
    if (!drawing_ || (at_ - pressedAt_).manhattanLength() < QApplication::startDragDistance()) return;
    const Place from = placeAt(pressedAt_);
    const Place to = placeAt(at_);
    const QRect column = dayRect(static_cast<int>(first_.daysTo(from.day))).adjusted(2, 0, -6, 0);
    const int top = std::min(from.minute, to.minute) / kRaster * kRaster;
    const int bottom = std::max(top + kRaster, rastered(std::max(from.minute, to.minute)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ui::tokens().accent, 1));
    painter.setBrush(ui::tokens().accentSoft);
    painter.drawRoundedRect(QRectF(column.left(), top * kHour / 60.0, column.width(), (bottom - top) * kHour / 60.0), 4,
                            4);
}

}  // namespace kupets::view
