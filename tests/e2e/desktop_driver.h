// Drives the client as a person would: windows of the real program in this process, keys and clicks, pictures of what
// is seen.
#pragma once

#include <QTemporaryDir>
#include <functional>
#include <memory>
#include <string>

#include "client/app/page_stack.h"
#include "client/app/program.h"
#include "client/view/board_page.h"
#include "client/view/card_page.h"
#include "client/view/record_table.h"
#include "client/view/table_page.h"

namespace kupets::e2e {

/// Lets the event loop run until it holds; false when it does not in time.
bool waitFor(const std::function<bool()>& holds, int milliseconds = 15'000);

class Desktop {
public:
    struct Options {
        std::string server;
        std::string fingerprint;
        std::string user = "admin";
        std::string password;
        data::Language language = data::Language::Russian;
        ui::Appearance appearance = ui::Appearance::Light;
        QSize size{1280, 800};
        bool logIn = true;
        QString leftIn = {};  // folder of another desktop, as it is at this moment: what a crash of that one leaves
    };
    explicit Desktop(Options options);

    app::MainWindow& window() { return *program_->window(); }
    app::Program& program() { return *program_; }
    QString folder() const { return settings_.path(); }
    /// False when nobody gets in.
    bool waitInside();
    /// Goes to an address and waits for its page.
    view::Page* open(const std::string& address);
    view::TablePage* table(const std::string& entity);
    view::BoardPage* board(const std::string& entity);
    view::CardPage* card(const std::string& entity, const Uuid& id);
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString& text);
    /// Presses at one place, carries to another, lets go.
    void drag(QWidget* from, const QPoint& start, QWidget* to, const QPoint& end);
    /// The window as it is now, into build/screenshots/<name>.png.
    void picture(const std::string& name);
    /// Lets painting and short answers happen.
    void rest(int milliseconds = 150);

private:
    QTemporaryDir settings_;
    std::unique_ptr<app::Program> program_;
};

}  // namespace kupets::e2e
