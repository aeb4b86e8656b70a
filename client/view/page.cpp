#include "client/view/page.h"

#include <QClipboard>
#include <QGuiApplication>

#include "client/view/action_keys.h"
#include "client/view/host.h"

namespace kupets::view {

Page::~Page() = default;

void Page::bindKeys() {
    view::bindKeys(this, [this] { return actions(); });
}

bool Page::run(const QString& id) {
    const command::Actions all = actions();
    const command::Action* found = command::findAction(all, id);
    if (!found || !found->run || !found->isEnabled()) return false;
    found->run();
    return true;
}

void Page::copyLink(Host& host) {
    QGuiApplication::clipboard()->setText(QStringLiteral("kupets://") + address());
    host.toast(ui::ToastHost::Kind::Info, tr("Link copied"));
}

}  // namespace kupets::view
