// One notice in the centre: what it says, of what kind it is and when it came, and what can be done about it.
#pragma once

#include <QFrame>

#include "client/data/context.h"
#include "client/model/notices.h"

class QPushButton;

namespace kupets::view {

class NoticeRow : public QFrame {
    Q_OBJECT
public:
    NoticeRow(const model::Notice& notice, const data::Context& context, QWidget* parent);

    const model::Notice& notice() const { return notice_; }
    /// "open" is the row itself; "done", "approve", "refuse", "call", "later", "why", "read"; null when it is not offered.
    QAbstractButton* button(const QString& name) const;

Q_SIGNALS:
    void chosen(const QString& action);
    void postponed(kupets::Timestamp until);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    QWidget* buildActions();
    void addAction(class QHBoxLayout* row, const QString& name, const QString& text, const QString& icon,
                   const QString& hint = {});
    void openLater(QWidget* anchor);

    model::Notice notice_;
    QString iconName_;
    QString color_;
};

/// "Later" as people mean it: the words and the moment of each.
struct Later {
    QString words;
    Timestamp until;
};
std::vector<Later> laterThan(Timestamp now);

}  // namespace kupets::view
