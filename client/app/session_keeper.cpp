#include "client/app/session_keeper.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "client/app/main_window.h"

namespace kupets::app {
namespace {
const QString kArea = QStringLiteral("windows");
const QString kKey = QStringLiteral("open");
}  // namespace

SessionKeeper::SessionKeeper(data::LocalStore& store, std::function<std::vector<MainWindow*>()> windows,
                             QObject* parent)
    : QObject(parent), store_(store), windows_(std::move(windows)) {
    timer_.setSingleShot(true);
    timer_.setInterval(kDelay);
    connect(&timer_, &QTimer::timeout, this, &SessionKeeper::flush);
}

void SessionKeeper::follow(MainWindow* window) {
    connect(window, &MainWindow::stateChanged, this, [this] {
        if (!timer_.isActive()) timer_.start();
    });
}

QJsonArray SessionKeeper::kept() const {
    const auto bytes = store_.get(kArea, kKey);
    return bytes ? QJsonDocument::fromJson(*bytes).array() : QJsonArray();
}

void SessionKeeper::flush() {
    timer_.stop();
    QJsonArray all;
    for (const MainWindow* window : windows_())
        if (window->isInside()) all.append(window->kept());
    if (!all.isEmpty()) store_.put(kArea, kKey, QJsonDocument(all).toJson(QJsonDocument::Compact));
}

}  // namespace kupets::app
