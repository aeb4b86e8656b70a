// The tabs of a window: each is a way of its own through pages, with its own back and forward. With one of them there
// is no bar. A tab is opened by a middle click or Ctrl+Enter on a link, closed by its cross, a middle click or Ctrl+W,
// and dragged out of the bar it becomes a window.
#pragma once

#include <QJsonObject>
#include <QWidget>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/data/record.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QStackedWidget;
class QTabBar;

namespace kupets::app {

class PageStack;

class PageTabs : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMost = 40;

    PageTabs(view::Host& host, QWidget* parent);

    // Of the tab that is shown:
    bool open(const QString& address);
    void openNew(const std::string& entity, const std::map<std::string, data::Cell>& presets);
    void back();
    void forward();
    bool canGoBack() const;
    bool canGoForward() const;
    view::Page* current() const;
    QString currentAddress() const;
    std::optional<data::RecordKey> neighbour(const data::RecordKey& of, int rows) const;
    bool replace(const QString& address);

    /// Beside the one that is shown, which stays in front when `behind`. False when the address says nothing.
    bool openTab(const QString& address, bool behind);
    void closeTab(int tab);
    void showTab(int tab);
    int count() const;
    int currentTab() const;
    QTabBar* bar() const { return bar_; }
    int dirtyPages() const;
    /// Of all tabs: throws away what is not shown in its tab and has nothing unsaved.
    void forgetHidden();
    void clearAll();

    /// All tabs and their ways, and back from there; false when nothing of it can be opened.
    QJsonObject kept() const;
    bool restore(const QJsonObject& kept);

Q_SIGNALS:
    void currentPageChanged();
    /// A tab was dragged out, or asked to be a window: it is closed here already.
    void windowRequested(const QString& address);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    PageStack* stack() const;
    PageStack* stackAt(int tab) const;
    PageStack* add(int place);
    void drop(int tab);
    void showBar();
    void refreshTitles();
    void openMenu(int tab, const QPoint& at);
    void makeWindow(int tab);

    view::Host& host_;
    QTabBar* bar_;
    QWidget* line_;
    QStackedWidget* stacks_;
    int dragged_ = -1;
};

}  // namespace kupets::app
