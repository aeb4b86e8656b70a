// One thing that the content area of the main window shows: a table, a board, a card.
#pragma once

#include <QWidget>

namespace kupets::view {

class Page : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    ~Page() override;
    /// What the page is of: "table/company", "board/deal", "record/company/018f…". Settings and history remember it.
    virtual QString address() const = 0;
    virtual QString title() const = 0;
    virtual QString iconName() const = 0;
    /// Something typed here is not saved yet.
    virtual bool isDirty() const { return false; }
    /// The page is on the screen now; give the focus to what one would use first.
    virtual void shown() {}

Q_SIGNALS:
    void titleChanged();
};

}  // namespace kupets::view
