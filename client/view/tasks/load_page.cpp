#include "client/view/tasks/load_page.h"

#include <QDate>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QToolTip>

#include "client/data/feed.h"
#include "client/net/connection.h"
#include "client/ui/chip.h"
#include "client/ui/empty_state.h"
#include "client/ui/line.h"
#include "client/ui/widgets.h"
#include "client/view/page_header.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kDays = 14;
constexpr int kHead = 44;
constexpr int kRow = 44;
constexpr int kName = 232;
constexpr int kFigure = 94;
constexpr int kLeast = 34;  // of a day
constexpr std::int64_t kDay = 86'400;
constexpr auto kGather = std::chrono::milliseconds(400);

QLocale localeOf(data::Language language) {
    return QLocale(language == data::Language::Russian ? QLocale::Russian : QLocale::English);
}

std::string day(const QDate& date) {
    return "DATE(" + std::to_string(date.year()) + ", " + std::to_string(date.month()) + ", " +
           std::to_string(date.day()) + ")";
}

}  // namespace

LoadSheet::LoadSheet(data::Language language, QWidget* parent) : QWidget(parent), language_(language) {
    setMouseTracking(true);
    setMinimumWidth(kName + kFigures * kFigure + kDays * kLeast + 16);
}

void LoadSheet::setLoad(const v1::LoadReply& load, QDate first) {
    load_ = load;
    first_ = first;
    setFixedHeight(kHead + load.people_size() * kRow + 8);
    update();
}

QRect LoadSheet::figureOf(int person, int figure) const {
    return {kName + figure * kFigure, kHead + person * kRow, kFigure, kRow};
}

QRect LoadSheet::cellOf(int person, int day) const {
    const int left = kName + kFigures * kFigure + 8;
    const int room = width() - left - 16;
    const int from = left + room * day / kDays;
    return {from, kHead + person * kRow, left + room * (day + 1) / kDays - from, kRow};
}

QString LoadSheet::spanWords(std::int64_t seconds) const {
    if (seconds <= 0) return QStringLiteral("—");
    if (seconds < kDay) return data::displayDuration(Duration{(seconds + 59) / 60 * 60}, language_);
    return tr("%1 d").arg(localeOf(language_).toString(static_cast<double>(seconds) / kDay, 'f', 1));
}

QString LoadSheet::figureWords(const v1::PersonLoad& person, int figure) const {
    const auto number = [&](std::uint64_t count) {
        return count == 0 ? QStringLiteral("—") : localeOf(language_).toString(static_cast<qulonglong>(count));
    };
    switch (figure) {
        case 0:
            return number(person.overdue());
        case 1:
            return number(person.open());
        case 2:
            return number(person.done());
        case 3:
            return spanWords(person.lateness());
        default:
            return spanWords(person.slowness());
    }
}

void LoadSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHead(painter);
    for (int person = 0; person < load_.people_size(); ++person) paintPerson(painter, person);
}

void LoadSheet::paintHead(QPainter& painter) const {
    const ui::Tokens& t = ui::tokens();
    const ui::LineFace& face = ui::lineFace(ui::LineStyle::Caption);
    const QString names[kFigures] = {tr("Overdue"), tr("Open"), tr("Done"), tr("Late by"), tr("Takes")};
    face.paint(&painter, QRect(16, 0, kName - 24, kHead), Qt::AlignLeft, tr("Who"), t.secondary);
    for (int figure = 0; figure < kFigures; ++figure)
        face.paint(&painter, QRect(kName + figure * kFigure, 0, kFigure - 12, kHead), Qt::AlignRight, names[figure],
                   t.secondary);
    const QLocale words = localeOf(language_);
    for (int i = 0; i < kDays; ++i) {
        const QRect cell = cellOf(0, i);
        const QDate date = first_.addDays(i);
        const bool works = i < load_.working_minutes_size() && load_.working_minutes(i) > 0;
        const QColor color = i == 0 ? t.accentText : works ? t.text : t.muted;
        const QString name = words.dayName(date.dayOfWeek(), QLocale::ShortFormat);
        face.paint(&painter, QRect(cell.left(), 4, cell.width(), 18), Qt::AlignHCenter, name, color);
        ui::lineFace(ui::LineStyle::CaptionTabular)
            .paint(&painter, QRect(cell.left(), 20, cell.width(), 18), Qt::AlignHCenter, QString::number(date.day()),
                   color);
    }
    painter.fillRect(QRect(0, kHead - 1, width(), 1), t.hairline);
}

void LoadSheet::paintPerson(QPainter& painter, int place) const {
    const ui::Tokens& t = ui::tokens();
    const v1::PersonLoad& person = load_.people(place);
    const int top = kHead + place * kRow;
    const QString name = toQt(person.name());
    ui::paintAvatar(&painter, QRect(16, top + 8, 28, 28), name);
    const bool below = !person.department().empty();
    ui::lineFace(ui::LineStyle::BodyMedium)
        .paint(&painter, QRect(54, top + (below ? 4 : 0), kName - 60, below ? 20 : kRow), Qt::AlignLeft, name, t.text);
    if (below)
        ui::lineFace(ui::LineStyle::Caption)
            .paint(&painter, QRect(54, top + 22, kName - 60, 17), Qt::AlignLeft, toQt(person.department()),
                   t.secondary);
    for (int figure = 0; figure < kFigures; ++figure) {
        const bool bad = (figure == 0 && person.overdue() > 0) || (figure == 3 && person.lateness() >= kDay);
        const QString words = figureWords(person, figure);
        const bool strong = figure == 0 && bad;
        ui::lineFace(strong ? ui::LineStyle::BodyStrongTabular : ui::LineStyle::BodyTabular)
            .paint(&painter, figureOf(place, figure).adjusted(0, 0, -12, 0), Qt::AlignRight, words,
                   bad                            ? t.dangerText
                   : words == QStringLiteral("—") ? t.muted
                                                  : t.text);
    }
    for (int i = 0; i < std::min(kDays, person.planned_size()); ++i)
        paintCell(painter, cellOf(place, i), person.planned(i),
                  i < load_.working_minutes_size() ? load_.working_minutes(i) : 0);
    painter.fillRect(QRect(0, top + kRow - 1, width(), 1), t.hairline);
}

/// A cup that fills: green while there is room, amber when the day is nearly full (or is a day off), red above it.
void LoadSheet::paintCell(QPainter& painter, const QRect& cell, const v1::DayLoad& load, std::uint32_t working) const {
    const ui::Tokens& t = ui::tokens();
    const QRectF cup = QRectF(cell).adjusted(3, 6, -3, -7);
    painter.setPen(Qt::NoPen);
    painter.setBrush(working == 0 ? t.canvas : t.sunken);
    painter.drawRoundedRect(cup, 4, 4);
    if (load.minutes() == 0) return;
    const double share = working == 0 ? 0.9 : static_cast<double>(load.minutes()) / working;
    const QColor color = share > 1 ? t.danger : share > 0.8 ? t.warning : t.success;
    const QColor soft = share > 1 ? t.dangerSoft : share > 0.8 ? t.warningSoft : t.successSoft;
    const QColor words = share > 1 ? t.dangerText : share > 0.8 ? t.warningText : t.successText;
    painter.setBrush(soft);
    painter.drawRoundedRect(cup, 4, 4);
    const double high = std::min(1.0, share) * cup.height();
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(cup.left(), cup.bottom() - high, 4, high), 2, 2);
    const double hours = load.minutes() / 60.0;
    ui::lineFace(ui::LineStyle::CaptionTabular)
        .paint(&painter, cup.toRect().adjusted(5, 0, -1, 0), Qt::AlignHCenter,
               localeOf(language_).toString(hours, 'f', hours < 10 && load.minutes() % 60 != 0 ? 1 : 0), words);
}

bool LoadSheet::at(const QPoint& point, int& person, int& day, int& figure) const {
    person = point.y() < kHead ? -1 : (point.y() - kHead) / kRow;
    if (person < 0 || person >= load_.people_size()) return false;
    day = figure = -1;
    for (int i = 0; i < kDays; ++i)
        if (cellOf(person, i).contains(point)) day = i;
    for (int i = 0; i < kFigures; ++i)
        if (figureOf(person, i).contains(point)) figure = i;
    return true;
}

void LoadSheet::mouseReleaseEvent(QMouseEvent* event) {
    int person = 0;
    int day = 0;
    int figure = 0;
    if (event->button() == Qt::LeftButton && at(event->pos(), person, day, figure)) Q_EMIT chosen(person, day, figure);
}

void LoadSheet::mouseMoveEvent(QMouseEvent* event) {
    int person = 0;
    int day = 0;
    int figure = 0;
    setCursor(at(event->pos(), person, day, figure) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

bool LoadSheet::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    int person = 0;
    int day = 0;
    int figure = 0;
    if (!at(help->pos(), person, day, figure)) {
        QToolTip::hideText();
        return true;
    }
    const v1::PersonLoad& load = load_.people(person);
    QString words;
    if (day >= 0 && day < load.planned_size())
        words = tr("%1, %2: %Ln task(s), %3 of %4", "", static_cast<int>(load.planned(day).tasks()))
                    .arg(toQt(load.name()), localeOf(language_).toString(first_.addDays(day), QStringLiteral("d MMMM")),
                         data::displayDuration(Duration{std::int64_t{load.planned(day).minutes()} * 60}, language_),
                         data::displayDuration(Duration{std::int64_t{load_.working_minutes(day)} * 60}, language_));
    else if (figure == 2)
        words = tr("Done in 30 days, late of them: %1").arg(load.done_late());
    else if (figure == 3)
        words = tr("By how much what was done in 30 days was late in the mean");
    else if (figure == 4)
        words = tr("From given to done, in the mean of 30 days");
    else
        words = tr("%1: without a deadline %2").arg(toQt(load.name())).arg(load.undated());
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

LoadPage::LoadPage(Host& host, QWidget* parent) : Page(parent), host_(host) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const schema::Entity& task = *host_.context().schema->entity("task");
    auto* header = new PageHeader(host_, task, PageHeader::Kind::Load, this);
    connect(header->newButton(), &QPushButton::clicked, this, [this] { host_.openNew("task"); });
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));
    words_ = ui::label(tr("Planned hours of open tasks by their day; a task without an estimate counts half an hour. "
                          "Whoever is late most stands first."),
                       ui::TextStyle::Caption, ui::Tone::Secondary, this);
    words_->setContentsMargins(ui::metrics::kPage, 10, ui::metrics::kPage, 6);
    words_->setWordWrap(true);
    column->addWidget(words_);
    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    sheet_ = new LoadSheet(host_.context().language, this);
    scroll_->setWidget(sheet_);
    column->addWidget(scroll_, 1);
    empty_ = new ui::EmptyState(this);
    empty_->setContent(QStringLiteral("users-round"), tr("Nobody to show"),
                       tr("As soon as there are people who work and tasks with a deadline, their days are seen here."));
    empty_->hide();
    column->addWidget(empty_, 1);
    soon_.setSingleShot(true);
    soon_.setInterval(kGather);
    connect(&soon_, &QTimer::timeout, this, &LoadPage::reload);
    connect(host_.context().feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.reset || batch.touches("task")) soon_.start();
    });
    connect(sheet_, &LoadSheet::chosen, this, &LoadPage::open);
    reload();
}

void LoadPage::reload() {
    first_ = QDate::currentDate();
    v1::LoadRequest request;
    request.set_from(static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(first_)));
    request.set_days(kDays);
    call_.cancel();
    call_ = host_.context().connection->call<v1::LoadReply>(
        v1::METHOD_TASKS_LOAD, request, this, [this](const Result<v1::LoadReply>& reply) {
            if (!reply)
                return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), "task"));
            load_ = *reply;
            ready_ = true;
            sheet_->setLoad(load_, first_);
            scroll_->setVisible(load_.people_size() > 0);
            empty_->setVisible(load_.people_size() == 0);
        });
}

void LoadPage::open(int person, int day, int figure) {
    const auto id = Uuid::fromBytes(load_.people(person).user());
    if (!id) return;
    std::string filter = pointsTo("owner", *id);
    if (day >= 0)
        filter += " AND is_open AND due >= " + view::day(first_.addDays(day)) + " AND due < " +
                  view::day(first_.addDays(day + 1));
    else if (figure == 0)
        filter += " AND overdue";
    else if (figure >= 2)
        filter += " AND status = \"done\" AND done_at >= TODAY() - 30";
    else
        filter += " AND is_open";
    host_.openList("task", filter);
}

QString LoadPage::title() const { return tr("Load of people"); }

command::Actions LoadPage::list(LoadPage* self) {
    return {{.id = QStringLiteral("load.refresh"),
             .text = tr("Refresh"),
             .iconName = QStringLiteral("refresh-cw"),
             .keys = {Qt::Key_F5},
             .place = command::Place::Board,
             .run = [self] { self->reload(); }}};
}

}  // namespace kupets::view
