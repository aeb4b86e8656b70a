// One thing that the content area of the main window shows: a table, a board, a card.
#pragma once

#include <QWidget>
#include <optional>

#include "client/command/action.h"
#include "client/data/record.h"

namespace kupets::view {

class Host;

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
    /// Of a list: the record so many rows after `of` (before it, when negative), as the list stands now.
    virtual std::optional<data::RecordKey> neighbour(const data::RecordKey& /*of*/, int /*rows*/) {
        return std::nullopt;
    }
    /// What the page would not find again by its address: kept across a crash, given to restore() of the next one.
    virtual QByteArray kept() const { return {}; }
    virtual void restore(const QByteArray& /*kept*/) {}
    /// The page is on the screen now; give the focus to what one would use first.
    virtual void shown() {}
    /// All that can be done here, also what is not enabled at the moment: keys, palette, menus and the printed list are
    /// made from it.
    virtual command::Actions actions() { return {}; }
    /// Makes the keys of `actions` work; whoever takes the page into a window calls it once.
    void bindKeys();
    /// Runs one of `actions`; false when there is none of this id or it is not enabled.
    bool run(const QString& id);
    /// The link to this page, into the clipboard.
    void copyLink(Host& host);

Q_SIGNALS:
    void titleChanged();
};

}  // namespace kupets::view
