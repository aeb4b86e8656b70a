// Who else is at a record: round initials, the names in their tool tips, a ring around those who are writing.
#pragma once

#include <QWidget>
#include <vector>

#include "client/data/presence.h"

namespace kupets::view {

class PresenceMarks : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMost = 4;  // more are a number

    explicit PresenceMarks(QWidget* parent);
    void showViewers(const std::vector<data::Viewer>& viewers);
    /// What is said of them all, e.g. for those who do not see it.
    QString words() const { return accessibleName(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect placeOf(int index) const;

    std::vector<data::Viewer> viewers_;
};

}  // namespace kupets::view
