// Every test of the client runs with an application object; made before the first test, whatever is chosen on the
// command line.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <QCoreApplication>
#include <QStandardPaths>

#include <catch2/catch.hpp>

namespace {

class Application final : public Catch::TestEventListenerBase {
public:
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override {
        static int argc = 1;
        static char name[] = "client_core_tests";
        static char* argv[] = {name, nullptr};
        static QCoreApplication application(argc, argv);
        QStandardPaths::setTestModeEnabled(true);
    }
};

}  // namespace

CATCH_REGISTER_LISTENER(Application)
