// Which windows and tabs are open, kept a moment after each change, so that they are back after a crash or a restart.
// Owned by the program; it says which windows there are and makes those that are wanted.
#pragma once

#include <QJsonArray>
#include <QObject>
#include <QTimer>
#include <functional>

#include "client/data/local_store.h"

namespace kupets::app {

class MainWindow;

class SessionKeeper : public QObject {
public:
    static constexpr int kDelay = 700;  // milliseconds

    SessionKeeper(data::LocalStore& store, std::function<std::vector<MainWindow*>()> windows,
                  QObject* parent = nullptr);

    /// Follows what happens in a window.
    void follow(MainWindow* window);
    /// What was open when the program was left last, a window each; empty when nothing was kept.
    QJsonArray kept() const;
    void flush();

private:
    data::LocalStore& store_;
    std::function<std::vector<MainWindow*>()> windows_;
    QTimer timer_;
};

}  // namespace kupets::app
