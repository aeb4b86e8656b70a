#include "client/app/languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace kupets::app {

Languages::~Languages() {
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
}

data::Language Languages::ofSystem() {
    const QLocale system = QLocale::system();
    const bool unknown = system.language() == QLocale::C || system.language() == QLocale::AnyLanguage;
    return unknown || system.language() != QLocale::English ? data::Language::Russian : data::Language::English;
}

void Languages::install(data::Language language) {
    current_ = language;
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
    QLocale::setDefault(data::localeOf(language));
    const QString code = language == data::Language::Russian ? QStringLiteral("ru") : QStringLiteral("en");
    if (own_.load(QStringLiteral(":/kupets/translations/kupets_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&own_);
    if (language == data::Language::Russian &&
        qt_.load(QStringLiteral("qtbase_ru"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_);
}

}  // namespace kupets::app
