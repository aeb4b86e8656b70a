// The desktop client's program.
#include <QApplication>

#include "client/app/program.h"
#include "client/app/single_instance.h"

int main(int argc, char** argv) {
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("kupets"));
    QApplication::setApplicationDisplayName(QStringLiteral("Kupets"));
    QApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QApplication::setDesktopFileName(QStringLiteral("kupets"));
    kupets::app::Languages words;  // of --help, before anybody has said which language
    words.install(kupets::app::Languages::ofSystem());
    const kupets::app::Options options = kupets::app::readOptions(QApplication::arguments());
    // Whoever names a server or a user wants a window of its own.
    const bool ordinary = options.server.isEmpty() && options.user.isEmpty() && options.passwordFile.isEmpty();
    kupets::app::SingleInstance instance(options.settingsFolder);
    if (ordinary && instance.handOver(options.open)) return 0;
    kupets::app::Program program(options);
    if (instance.listen())
        QObject::connect(&instance, &kupets::app::SingleInstance::wanted, &program,
                         &kupets::app::Program::openFromOutside);
    program.start();
    return QApplication::exec();
}
