#include "client/app/page_tabs.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QMenu>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "client/app/page_stack.h"
#include "client/ui/widgets.h"

namespace kupets::app {
namespace {
constexpr int kOut = 40;  // pixels beyond the bar where a dragged tab is out of it
constexpr qsizetype kMostTitle = 28;
}  // namespace

PageTabs::PageTabs(view::Host& host, QWidget* parent) : QWidget(parent), host_(host) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    bar_ = new QTabBar(this);
    bar_->setDrawBase(false);
    bar_->setExpanding(false);
    bar_->setMovable(true);
    bar_->setElideMode(Qt::ElideRight);
    bar_->setAccessibleName(tr("Tabs"));
    bar_->setContextMenuPolicy(Qt::CustomContextMenu);
    bar_->installEventFilter(this);
    bar_->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(bar_, 1);
    column->addLayout(row);
    line_ = ui::horizontalLine(this);
    line_->hide();
    column->addWidget(line_);
    stacks_ = new QStackedWidget(this);
    column->addWidget(stacks_, 1);
    add(0);
    connect(bar_, &QTabBar::currentChanged, this, [this](int tab) {
        if (tab < 0 || tab >= stacks_->count()) return;
        stacks_->setCurrentIndex(tab);
        if (view::Page* page = current()) page->shown();
        Q_EMIT currentPageChanged();
    });
    connect(bar_, &QTabBar::tabMoved, this, [this](int from, int to) {
        QWidget* moved = stacks_->widget(from);
        stacks_->removeWidget(moved);
        stacks_->insertWidget(to, moved);
        stacks_->setCurrentIndex(bar_->currentIndex());
        Q_EMIT currentPageChanged();
    });
    connect(bar_, &QTabBar::customContextMenuRequested, this,
            [this](const QPoint& at) { openMenu(bar_->tabAt(at), bar_->mapToGlobal(at)); });
}

PageStack* PageTabs::stackAt(int tab) const { return qobject_cast<PageStack*>(stacks_->widget(tab)); }
PageStack* PageTabs::stack() const { return qobject_cast<PageStack*>(stacks_->currentWidget()); }

PageStack* PageTabs::add(int place) {
    auto* made = new PageStack(host_, stacks_);
    stacks_->insertWidget(place, made);
    {
        const QSignalBlocker quiet(bar_);
        bar_->insertTab(place, QString());
    }
    auto* close = ui::smallIconButton(QStringLiteral("x"), tr("Close the tab"), bar_);
    bar_->setTabButton(place, QTabBar::RightSide, close);
    connect(close, &QToolButton::clicked, this, [this, close] {
        for (int tab = 0; tab < bar_->count(); ++tab)
            if (bar_->tabButton(tab, QTabBar::RightSide) == close) return closeTab(tab);
    });
    connect(made, &PageStack::currentPageChanged, this, [this, made] {
        refreshTitles();
        if (made == stack()) Q_EMIT currentPageChanged();
    });
    showBar();
    return made;
}

void PageTabs::refreshTitles() {
    for (int tab = 0; tab < bar_->count(); ++tab) {
        const view::Page* page = stackAt(tab) ? stackAt(tab)->current() : nullptr;
        if (!page) continue;
        const QString title = page->title();
        bar_->setTabText(tab, title.size() > kMostTitle ? title.left(kMostTitle - 1) + QChar(0x2026) : title);
        bar_->setTabToolTip(tab, title);
        bar_->setTabIcon(tab, ui::icon(page->iconName()));
    }
}

bool PageTabs::open(const QString& address) { return stack()->open(address); }
void PageTabs::openNew(const std::string& entity, const std::map<std::string, data::Cell>& presets) {
    stack()->openNew(entity, presets);
}
void PageTabs::back() { stack()->back(); }
void PageTabs::forward() { stack()->forward(); }
bool PageTabs::canGoBack() const { return stack()->canGoBack(); }
bool PageTabs::canGoForward() const { return stack()->canGoForward(); }
view::Page* PageTabs::current() const { return stack() ? stack()->current() : nullptr; }
QString PageTabs::currentAddress() const { return stack() ? stack()->currentAddress() : QString(); }
std::optional<data::RecordKey> PageTabs::neighbour(const data::RecordKey& of, int rows) const {
    return stack()->neighbour(of, rows);
}
bool PageTabs::replace(const QString& address) { return stack()->replace(address); }
int PageTabs::count() const { return stacks_->count(); }
int PageTabs::currentTab() const { return stacks_->currentIndex(); }

bool PageTabs::openTab(const QString& address, bool behind) {
    if (count() >= kMost) return stack()->open(address);
    const int place = currentTab() + 1;
    PageStack* made = add(place);
    if (!made->open(address)) {
        drop(place);
        return false;
    }
    refreshTitles();
    if (!behind) showTab(place);
    Q_EMIT currentPageChanged();
    return true;
}

void PageTabs::showTab(int tab) {
    if (tab >= 0 && tab < count()) bar_->setCurrentIndex(tab);
}

void PageTabs::drop(int tab) {
    PageStack* gone = stackAt(tab);
    {
        const QSignalBlocker quiet(bar_);
        bar_->removeTab(tab);
    }
    stacks_->removeWidget(gone);
    gone->clearAll();
    gone->deleteLater();
    stacks_->setCurrentIndex(bar_->currentIndex());
    showBar();
}

void PageTabs::showBar() {
    bar_->setVisible(bar_->count() > 1);
    line_->setVisible(bar_->count() > 1);
}

void PageTabs::closeTab(int tab) {
    if (count() < 2 || tab < 0 || tab >= count()) return;
    drop(tab);
    if (view::Page* page = current()) page->shown();
    Q_EMIT currentPageChanged();
}

int PageTabs::dirtyPages() const {
    int dirty = 0;
    for (int tab = 0; tab < count(); ++tab) dirty += stackAt(tab)->dirtyPages();
    return dirty;
}

void PageTabs::forgetHidden() {
    for (int tab = 0; tab < count(); ++tab) stackAt(tab)->forgetHidden();
}

void PageTabs::clearAll() {
    while (count() > 1) drop(count() - 1);
    stack()->clearAll();
}

void PageTabs::makeWindow(int tab) {
    const QString address = stackAt(tab)->currentAddress();
    closeTab(tab);
    Q_EMIT windowRequested(address);
}

void PageTabs::openMenu(int tab, const QPoint& at) {
    if (tab < 0) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(ui::icon(QStringLiteral("external-link")), tr("Into a window of its own"), this,
                    [this, tab] { makeWindow(tab); });
    menu->addAction(ui::icon(QStringLiteral("x")), tr("Close the tab"), this, [this, tab] { closeTab(tab); });
    menu->addAction(tr("Close the others"), this, [this, tab] {
        showTab(tab);
        while (count() > currentTab() + 1) closeTab(count() - 1);
        while (currentTab() > 0) closeTab(0);
    });
    menu->popup(at);
}

bool PageTabs::eventFilter(QObject* watched, QEvent* event) {
    const bool press = event->type() == QEvent::MouseButtonPress;
    if (watched != bar_ || (!press && event->type() != QEvent::MouseButtonRelease))
        return QWidget::eventFilter(watched, event);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (press) {
        dragged_ = mouse->button() == Qt::LeftButton ? bar_->tabAt(mouse->pos()) : -1;
        return QWidget::eventFilter(watched, event);
    }
    if (mouse->button() == Qt::MiddleButton) {
        closeTab(bar_->tabAt(mouse->pos()));
        return true;
    }
    const bool isOut = !bar_->rect().adjusted(-kOut, -kOut, kOut, kOut).contains(mouse->pos());
    // The bar ends its own drag first.
    if (std::exchange(dragged_, -1) >= 0 && count() > 1 && isOut)
        QMetaObject::invokeMethod(this, [this] { makeWindow(currentTab()); }, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

QJsonObject PageTabs::kept() const {
    QJsonArray tabs;
    for (int tab = 0; tab < count(); ++tab) {
        const PageStack* each = stackAt(tab);
        if (each->current())
            tabs.append(QJsonObject{{QStringLiteral("way"), QJsonArray::fromStringList(each->history())},
                                    {QStringLiteral("at"), static_cast<int>(each->position())}});
    }
    return {{QStringLiteral("tabs"), tabs}, {QStringLiteral("current"), currentTab()}};
}

bool PageTabs::restore(const QJsonObject& kept) {
    const QJsonArray tabs = kept[QLatin1String("tabs")].toArray();
    bool any = false;
    for (const QJsonValue& each : tabs) {
        if (count() >= kMost) break;
        QStringList way;
        for (const QJsonValue& step : each[QLatin1String("way")].toArray()) way << step.toString();
        PageStack* into = any ? add(count()) : stack();
        if (into->restore(way, each[QLatin1String("at")].toInt()))
            any = true;
        else if (count() > 1)
            drop(count() - 1);
    }
    refreshTitles();
    if (any) showTab(kept[QLatin1String("current")].toInt());
    return any;
}

}  // namespace kupets::app
