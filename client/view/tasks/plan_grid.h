// The sheet of a calendar: hours of one day or of a week, or the days of a month. Entries are carried to another time,
// an empty place is drawn over to plan something there. Knows nothing of where entries come from.
#pragma once

#include <QDate>
#include <QWidget>
#include <optional>
#include <vector>

#include "client/data/language.h"
#include "client/model/plan_calendar.h"

namespace kupets::view {

enum class PlanSpan { Day, Week, Month };

class PlanGrid : public QWidget {
    Q_OBJECT
public:
    PlanGrid(data::Language language, QWidget* parent);

    /// `first`: the day, the Monday of the week, the Monday before the first of the month.
    void setSpan(PlanSpan span, QDate first, QDate month);
    void setEntries(const std::vector<model::PlanEntry>& entries);
    PlanSpan span() const { return span_; }
    /// Where an entry stands; empty when it is not seen. For tests and for tool tips.
    QRect rectOf(const data::RecordKey& key) const;
    /// The place of a moment in a sheet of hours.
    QPoint pointAt(QDate day, int minute) const;
    QSize sizeHint() const override;
    static int headHeight();
    /// Names of the days, painted by whoever stands above the scrolled sheet.
    void paintHead(QPainter* painter, const QRect& rect) const;

Q_SIGNALS:
    void opened(const kupets::data::RecordKey& key);
    void moved(const kupets::data::RecordKey& key, qint64 micros);
    void drawn(const QDateTime& begin, const QDateTime& end);
    void dayChosen(QDate day);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Block {
        std::size_t entry;
        QRect rect;
    };
    struct Place {
        QDate day;
        int minute = 0;
    };
    void arrange();
    void arrangeHours();
    void arrangeMonth();
    int days() const;
    QRect dayRect(int day) const;
    Place placeAt(const QPoint& point) const;
    const Block* blockAt(const QPoint& point) const;
    void paintHours(QPainter& painter) const;
    void paintMonth(QPainter& painter) const;
    void paintBlock(QPainter& painter, const Block& block, const QRect& rect, bool carried) const;
    void paintDrawn(QPainter& painter) const;

    data::Language language_;
    PlanSpan span_ = PlanSpan::Week;
    QDate first_;
    QDate month_;
    std::vector<model::PlanEntry> entries_;
    std::vector<Block> blocks_;
    std::vector<int> more_;  // of a month's days: so many that there is no room for
    std::optional<std::size_t> pressed_;
    QPoint pressedAt_;
    QPoint at_;
    bool carrying_ = false;
    bool drawing_ = false;
};

}  // namespace kupets::view
