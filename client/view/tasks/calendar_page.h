// Tasks and activities in a calendar: a day, a week, a month; one's own or everybody's. What is carried gets another
// time, what is drawn becomes a task of that length.
#pragma once

#include "client/view/host.h"
#include "client/view/page.h"
#include "client/view/tasks/plan_grid.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace kupets::view {

class CalendarPage : public Page {
    Q_OBJECT
public:
    explicit CalendarPage(Host& host, QWidget* parent = nullptr);

    QString address() const override { return QStringLiteral("calendar/task"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("calendar"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(CalendarPage* self);

    PlanGrid* grid() const { return grid_; }
    model::PlanCalendar& entries() { return entries_; }
    void setSpan(PlanSpan span);
    void go(QDate day);
    void walk(int steps);
    void setMine(bool mine);

private:
    void build();
    void plan(const QDateTime& begin, const QDateTime& end);

    Host& host_;
    model::PlanCalendar entries_;
    PlanGrid* grid_ = nullptr;
    QWidget* head_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QLabel* period_ = nullptr;
    std::vector<QPushButton*> spans_;
    std::vector<QPushButton*> whose_;
    QDate day_;
};

}  // namespace kupets::view
