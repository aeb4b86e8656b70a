// What the bell opens: all that the person was told, what nobody has read yet first, with what can be done about each.
// Follows the model while it is open. A popover of the window; deletes itself.
#pragma once

#include "client/model/notices.h"
#include "client/ui/popover.h"
#include "client/view/host.h"

class QLabel;
class QPushButton;
class QScrollArea;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class NoticeRow;

class NoticeCenter : public ui::Popover {
    Q_OBJECT
public:
    NoticeCenter(Host& host, model::Notices& notices, QWidget* anchor);

    std::vector<NoticeRow*> rows() const { return rows_; }
    /// The row of a notice; null when it is not listed.
    NoticeRow* row(const Uuid& notice) const;
    QPushButton* readAllButton() const { return readAll_; }

private:
    void build();
    void showAll();
    NoticeRow* addRow(class QVBoxLayout* column, const model::Notice& notice);
    void act(const model::Notice& notice, const QString& action);
    void fit();

    Host& host_;
    model::Notices& notices_;
    std::vector<NoticeRow*> rows_;
    QLabel* head_;
    QPushButton* readAll_;
    QScrollArea* scroll_;
    ui::EmptyState* empty_;
};

}  // namespace kupets::view
