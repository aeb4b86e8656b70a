// A host for pages without a main window, over a client that is online with a scripted peer which has the program's own
// entities.
#pragma once

#include <QTemporaryDir>

#include "client/app/languages.h"
#include "client/ui/theme.h"
#include "client/view/host.h"
#include "tests/client/support/fixture.h"

namespace kupets::test {

class FakeHost : public view::Host {
public:
    explicit FakeHost(data::Language language = data::Language::Russian);

    const data::Context& context() const override { return context_; }
    command::Commands& commands() override { return *client.commands; }
    QSettings& settings() override { return settings_; }
    view::Communicator& communicator() override { return outside; }
    void openRecord(const data::RecordKey& key) override { opened.push_back(key); }
    void openNew(const std::string& entity, std::map<std::string, data::Cell>) override { made.push_back(entity); }
    void openTable(const std::string& entity) override { places << QStringLiteral("table/") + toQt(entity); }
    void openBoard(const std::string& entity) override { places << QStringLiteral("board/") + toQt(entity); }
    void goBack() override { places << QStringLiteral("back"); }
    void toast(ui::ToastHost::Kind, const QString& text, const QString&, std::function<void()>) override {
        toasts << text;
    }
    void done(const QString& words, const Uuid&, const QString& = {}) override { toasts << words; }

    /// Remembers what it was asked to do.
    struct Outside : view::Communicator {
        void call(const QString& phone) override { done << QStringLiteral("call ") + phone; }
        void writeTo(const QString& email) override { done << QStringLiteral("write ") + email; }
        void openUrl(const QString& url) override { done << QStringLiteral("open ") + url; }
        QStringList done;
    };

    OnlineClient client;
    Outside outside;
    std::vector<data::RecordKey> opened;
    std::vector<std::string> made;
    QStringList places;
    QStringList toasts;

private:
    app::Languages languages_;
    ui::Theme theme_;
    QTemporaryDir folder_;
    QSettings settings_;
    data::Context context_;
};

}  // namespace kupets::test
