// The pages behind the content area and the way through them: an address opens a page, back and forward walk what was
// seen. Pages with unsaved words are kept until those are saved; of the others the latest few.
#pragma once

#include <QStackedWidget>
#include <QStringList>
#include <map>
#include <optional>
#include <string>

#include "client/data/record.h"
#include "client/view/host.h"
#include "client/view/page.h"

namespace kupets::app {

class PageStack : public QStackedWidget {
    Q_OBJECT
public:
    PageStack(view::Host& host, QWidget* parent);

    /// False when the address says nothing that the schema knows.
    bool open(const QString& address);
    void openNew(const std::string& entity, const std::map<std::string, data::Cell>& presets);
    /// In the place of what is shown: back leads where it led before.
    bool replace(const QString& address);
    /// The record so many rows after this one in the list through which one came here.
    std::optional<data::RecordKey> neighbour(const data::RecordKey& of, int rows) const;
    const QStringList& history() const { return history_; }
    qsizetype position() const { return position_; }
    /// A way that was kept; what of it is there no more is left out. False when nothing is left.
    bool restore(const QStringList& history, qsizetype position);
    void back();
    void forward();
    bool canGoBack() const { return position_ > 0; }
    bool canGoForward() const { return position_ + 1 < history_.size(); }
    view::Page* current() const;
    QString currentAddress() const;
    /// Pages with something unsaved.
    int dirtyPages() const;
    /// Throws away what is not shown and has nothing unsaved; it is made again when one goes there.
    void forgetHidden();
    /// Throws all pages and the history away, e.g. when the schema is another one.
    void clearAll();

Q_SIGNALS:
    /// Another page is shown, or its title is another.
    void currentPageChanged();

private:
    view::Page* make(const QString& address);
    view::Page* pageAt(const QString& address);
    void show(view::Page* page);
    void adopt(view::Page* page);
    void forgetOldest();
    void letGo(view::Page* page);

    view::Host& host_;
    QList<view::Page*> pages_;  // least recently shown first
    QStringList history_;
    qsizetype position_ = -1;
};

/// The entity that an address is of.
std::string entityOfAddress(const QString& address);

}  // namespace kupets::app
