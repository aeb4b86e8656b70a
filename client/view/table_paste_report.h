// All that cannot be saved of what was pasted, in a list: which row, which column, why. One may leave it out and save
// the rest, or save nothing.
#pragma once

#include <QDialog>
#include <vector>

namespace kupets::view {

class PasteReport : public QDialog {
    Q_OBJECT
public:
    struct Line {
        QString row;
        QString column;
        QString text;
        QString reason;
    };
    /// `good`: cells that can be saved. Deletes itself when closed.
    PasteReport(const std::vector<Line>& lines, int good, QWidget* parent);
    QStringList lines() const { return shown_; }

private:
    QStringList shown_;
};

}  // namespace kupets::view
