// The desktop client's program.
#include <QApplication>

#include "client/app/program.h"

int main(int argc, char** argv) {
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("kupets"));
    QApplication::setApplicationDisplayName(QStringLiteral("Kupets"));
    QApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    QApplication::setDesktopFileName(QStringLiteral("kupets"));
    kupets::app::Languages words;  // of --help, before anybody has said which language
    words.install(kupets::app::Languages::ofSystem());
    kupets::app::Program program(kupets::app::readOptions(QApplication::arguments()));
    program.start();
    return QApplication::exec();
}
