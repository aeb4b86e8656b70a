// The window's part in notices: the bell, what it opens, and words in the window where the desktop has no place for
// them.
#include "client/app/main_window.h"
#include "client/app/top_bar.h"
#include "client/model/notices.h"
#include "client/view/notices/bell.h"
#include "client/view/notices/notice_center.h"

namespace kupets::app {
namespace {
constexpr std::size_t kMostToasts = 2;
}

void MainWindow::followNotices() {
    if (!parts_.notices) return;
    const auto count = [this] { bar_->bell()->setUnread(parts_.notices->unread()); };
    connect(parts_.notices, &model::Notices::changed, bar_, count);
    connect(parts_.notices, &model::Notices::failed, this,
            [this](const Error& error) { tellRefusal(error, tr("Notices")); });
    connect(bar_, &TopBar::noticesRequested, this, &MainWindow::openNotices);
    count();
}

view::NoticeCenter* MainWindow::openNotices() {
    if (!parts_.notices || !isInside()) return nullptr;
    if (auto* open = findChild<view::NoticeCenter*>(); open && open->isOpen()) return open;
    auto* center = new view::NoticeCenter(*this, *parts_.notices, bar_->bell());
    center->open(Qt::AlignRight);
    return center;
}

void MainWindow::announce(const std::vector<model::Notice>& notices) {
    if (!isInside()) return;
    if (notices.size() > kMostToasts)
        return toast(ui::ToastHost::Kind::Info, tr("%Ln new notice(s)", "", static_cast<int>(notices.size())),
                     tr("Show"), [this] { openNotices(); });
    for (const model::Notice& notice : notices) {
        if (!notice.about) {
            toast(ui::ToastHost::Kind::Info, notice.text);
            continue;
        }
        toast(ui::ToastHost::Kind::Info, notice.text, tr("Open"), [this, id = notice.id, key = *notice.about] {
            parts_.notices->markSeen({id});
            openRecord(key);
        });
    }
}

/// Tasks as they are planned.
void MainWindow::openPlan(const std::string& view) {
    settings().setValue(QStringLiteral("view/task"), toQt(view));
    pages_->open(toQt(view) + QStringLiteral("/task"));
}

}  // namespace kupets::app
