// The QApplication of the test program, made before the first test; without a display it paints into memory.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <QApplication>
#include <QStandardPaths>
#include <memory>

#include <catch2/catch.hpp>

namespace {

class Application final : public Catch::TestEventListenerBase {
public:
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        static int argc = 1;
        static char name[] = "desktop_e2e";
        static char* argv[] = {name, nullptr};
        QStandardPaths::setTestModeEnabled(true);
        QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
        application_ = std::make_unique<QApplication>(argc, argv);
    }
    /// Before main() returns: Qt's own statics go before ours would.
    void testRunEnded(const Catch::TestRunStats& stats) override {
        TestEventListenerBase::testRunEnded(stats);
        application_.reset();
    }

private:
    std::unique_ptr<QApplication> application_;
};

}  // namespace

CATCH_REGISTER_LISTENER(Application)
