// The main window over a scripted peer, already inside.
#pragma once

#include <QStyle>

#include "client/app/main_window.h"
#include "client/net/keyring.h"
#include "tests/client/view/fake_host.h"

namespace kupets::test {

struct WindowFixture {
    explicit WindowFixture(data::Language language = data::Language::Russian) : host(language) {
        window = std::make_unique<app::MainWindow>(app::MainWindow::Parts{
            host.context(), host.client.commands.get(), &host.client.known, &keyring, &theme, &host.settings()});
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        if (!waitFor([this] { return window->isInside(); })) throw std::runtime_error("not inside");
    }
    FakeHost host;
    net::Keyring keyring;
    ui::Theme theme;
    std::unique_ptr<app::MainWindow> window;
};

}  // namespace kupets::test
