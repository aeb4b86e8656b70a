#include "client/view/notices/notice_center.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>

#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/answers.h"
#include "client/view/notices/notice_row.h"
#include "client/view/notices/preferences_dialog.h"
#include "client/view/rules/why_dialog.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 440;
constexpr int kMostHeight = 560;
constexpr int kEmptyHeight = 260;

QString dayWords(Timestamp at, data::Language language) {
    const QDate day = QDateTime::fromMSecsSinceEpoch(at.micros / 1000).date();
    const QDate today = QDate::currentDate();
    if (day == today) return NoticeCenter::tr("Today");
    if (day == today.addDays(-1)) return NoticeCenter::tr("Yesterday");
    const QLocale words(language == data::Language::Russian ? QLocale::Russian : QLocale::English);
    return words.toString(day,
                          language == data::Language::Russian ? QStringLiteral("d MMMM") : QStringLiteral("MMMM d"));
}

}  // namespace

NoticeCenter::NoticeCenter(Host& host, model::Notices& notices, QWidget* anchor)
    : ui::Popover(anchor), host_(host), notices_(notices) {
    setContentWidth(kWidth);
    setAccessibleName(tr("Notices"));
    build();
    showAll();
    connect(&notices_, &model::Notices::changed, this, &NoticeCenter::showAll);
}

void NoticeCenter::build() {
    auto* head = new QHBoxLayout;
    head->setContentsMargins(10, 4, 2, 4);
    head->setSpacing(4);
    head_ = ui::label(tr("Notices"), ui::TextStyle::Heading, ui::Tone::Normal, this);
    head->addWidget(head_);
    head->addStretch(1);
    readAll_ = ui::button(tr("Mark all as read"), ui::ButtonKind::Ghost, QStringLiteral("list-checks"), this);
    readAll_->setProperty("fit", "small");
    connect(readAll_, &QPushButton::clicked, &notices_, &model::Notices::markAllSeen);
    head->addWidget(readAll_);
    auto* settings = ui::smallIconButton(QStringLiteral("settings"), tr("Quiet hours and the morning digest"), this);
    settings->setObjectName(QStringLiteral("preferences"));
    connect(settings, &QAbstractButton::clicked, this, [this] {
        auto* dialog = new PreferencesDialog(host_, notices_, window());
        close();
        dialog->open();
    });
    head->addWidget(settings);
    content()->addLayout(head);
    content()->addWidget(ui::horizontalLine(this));
    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    content()->addWidget(scroll_);
    empty_ = new ui::EmptyState(this);
    empty_->setContent(QStringLiteral("bell"), tr("Nothing new"),
                       tr("Tasks that you are given, reminders, what is overdue and what rules say comes here. "
                          "Ctrl+T sets a task."));
    empty_->setFixedHeight(kEmptyHeight);
    content()->addWidget(empty_);
}

void NoticeCenter::showAll() {
    const int scrolled = scroll_->verticalScrollBar()->value();
    auto* inner = new QWidget;
    inner->setProperty("transparent", true);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 4, 4, 4);
    column->setSpacing(2);
    rows_.clear();
    QString section;
    for (const model::Notice& notice : notices_.all()) {
        const QString of = notice.seen ? dayWords(notice.at, host_.context().language) : tr("New");
        if (of != section) {
            section = of;
            auto* words = ui::label(of, ui::TextStyle::Caption, ui::Tone::Secondary, inner);
            words->setContentsMargins(10, rows_.empty() ? 4 : 12, 0, 2);
            column->addWidget(words);
        }
        rows_.push_back(addRow(column, notice));
    }
    column->addStretch(1);
    scroll_->setWidget(inner);
    scroll_->setVisible(!rows_.empty());
    empty_->setVisible(rows_.empty());
    const int unread = notices_.unread();
    head_->setText(unread > 0 ? tr("Notices: %Ln new", "", unread) : tr("Notices"));
    readAll_->setVisible(unread > 0);
    fit();
    scroll_->verticalScrollBar()->setValue(scrolled);
}

void NoticeCenter::fit() {
    if (QWidget* inner = scroll_->widget()) {
        const int room = std::min(kMostHeight, parentWidget()->height() - 140);
        inner->layout()->activate();
        const int wide = kWidth - 24;
        const int wanted = inner->layout()->hasHeightForWidth() ? inner->layout()->totalHeightForWidth(wide)
                                                                : inner->sizeHint().height();
        scroll_->setFixedHeight(std::clamp(wanted + 4, 60, std::max(60, room)));
    }
    layout()->activate();
    adjustSize();
}

NoticeRow* NoticeCenter::addRow(QVBoxLayout* column, const model::Notice& notice) {
    auto* row = new NoticeRow(notice, host_.context(), column->parentWidget());
    column->addWidget(row);
    connect(
        row, &NoticeRow::chosen, this, [this, notice](const QString& action) { act(notice, action); },
        Qt::QueuedConnection);  // the row goes when the list is made anew
    connect(
        row, &NoticeRow::postponed, this, [this, id = notice.id](Timestamp until) { notices_.postpone(id, until); },
        Qt::QueuedConnection);
    return row;
}

NoticeRow* NoticeCenter::row(const Uuid& notice) const {
    const auto found = std::ranges::find_if(rows_, [&](NoticeRow* row) { return row->notice().id == notice; });
    return found == rows_.end() ? nullptr : *found;
}

void NoticeCenter::act(const model::Notice& notice, const QString& action) {
    const auto read = [&notices = notices_, id = notice.id] { notices.markSeen({id}); };
    if (action == QLatin1String("read")) return read();
    if (action == QLatin1String("why")) {
        Host& host = host_;
        QWidget* over = window();
        close();
        WhyDialog::openRecord(host, {"notice", notice.id}, over);
        return;
    }
    if (action == QLatin1String("call")) return host_.communicator().call(notice.phone);
    if (!notice.about) return read();
    if (action == QLatin1String("open")) {
        Host& host = host_;
        const data::RecordKey key = *notice.about;
        read();
        close();
        return host.openRecord(key);
    }
    // Words are asked for in a dialog of the window, which outlives this panel.
    QWidget* window = this->window();
    const QString title = notice.text;
    close();
    answer(host_, *notice.about, title, fromQt(action), window, read);
}

}  // namespace kupets::view
