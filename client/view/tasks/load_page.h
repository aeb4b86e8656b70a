// How much people have to do, day by day, and how they keep up: the most late first. A click leads to the tasks behind.
#pragma once

#include <QTimer>

#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/page.h"
#include "kupets/v1/tasks.pb.h"

class QLabel;
class QScrollArea;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

/// The picture itself: a line a person, a cell a day, filled as far as the working day is.
class LoadSheet : public QWidget {
    Q_OBJECT
public:
    explicit LoadSheet(data::Language language, QWidget* parent);
    void setLoad(const v1::LoadReply& load, QDate first);
    QRect cellOf(int person, int day) const;
    QRect figureOf(int person, int figure) const;
    /// Overdue, open, done, late by, takes: in this order.
    static constexpr int kFigures = 5;

Q_SIGNALS:
    /// `day` -1: `figure` of the person.
    void chosen(int person, int day, int figure);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintHead(QPainter& painter) const;
    void paintPerson(QPainter& painter, int person) const;
    void paintCell(QPainter& painter, const QRect& cell, const v1::DayLoad& load, std::uint32_t working) const;
    QString figureWords(const v1::PersonLoad& person, int figure) const;
    bool at(const QPoint& point, int& person, int& day, int& figure) const;
    QString spanWords(std::int64_t seconds) const;

    data::Language language_;
    v1::LoadReply load_;
    QDate first_;
};

class LoadPage : public Page {
    Q_OBJECT
public:
    explicit LoadPage(Host& host, QWidget* parent = nullptr);

    QString address() const override { return QStringLiteral("load/task"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("users-round"); }
    void shown() override {}
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(LoadPage* self);

    void reload();
    bool isReady() const { return ready_; }
    const v1::LoadReply& load() const { return load_; }
    LoadSheet* sheet() const { return sheet_; }

private:
    void open(int person, int day, int figure);

    Host& host_;
    v1::LoadReply load_;
    QDate first_;
    bool ready_ = false;
    net::CallHandle call_;
    QTimer soon_;
    QLabel* words_ = nullptr;
    LoadSheet* sheet_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
};

}  // namespace kupets::view
