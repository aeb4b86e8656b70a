#include "client/app/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace kupets::app {

Options readOptions(const QStringList& arguments) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("Options", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr(QT_TRANSLATE_NOOP("Options", "The desktop client of Kupets")));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption server(QStringLiteral("server"), tr(QT_TRANSLATE_NOOP("Options", "Server to log in to")),
                                    QStringLiteral("host:port"));
    const QCommandLineOption fingerprint(QStringLiteral("fingerprint"),
                                         tr(QT_TRANSLATE_NOOP("Options", "Its certificate's fingerprint, SHA256:…")),
                                         QStringLiteral("fingerprint"));
    const QCommandLineOption user(QStringLiteral("user"), tr(QT_TRANSLATE_NOOP("Options", "Login")),
                                  QStringLiteral("login"));
    const QCommandLineOption password(QStringLiteral("password-file"),
                                      tr(QT_TRANSLATE_NOOP("Options", "File whose first line is the password")),
                                      QStringLiteral("file"));
    const QCommandLineOption open(QStringLiteral("open"),
                                  tr(QT_TRANSLATE_NOOP("Options", "What to show first, e.g. kupets://table/company")),
                                  QStringLiteral("link"));
    const QCommandLineOption light(QStringLiteral("light"), tr(QT_TRANSLATE_NOOP("Options", "Light theme")));
    const QCommandLineOption dark(QStringLiteral("dark"), tr(QT_TRANSLATE_NOOP("Options", "Dark theme")));
    const QCommandLineOption language(QStringLiteral("lang"), tr(QT_TRANSLATE_NOOP("Options", "Language: ru or en")),
                                      QStringLiteral("ru|en"));
    const QCommandLineOption settings(QStringLiteral("settings"),
                                      tr(QT_TRANSLATE_NOOP("Options", "Folder for settings instead of the usual one")),
                                      QStringLiteral("folder"));
    parser.addOptions({server, fingerprint, user, password, open, light, dark, language, settings});
    parser.process(arguments);

    Options options;
    options.server = parser.value(server);
    options.fingerprint = parser.value(fingerprint);
    options.user = parser.value(user);
    options.passwordFile = parser.value(password);
    options.open = parser.value(open);
    options.settingsFolder = parser.value(settings);
    if (parser.isSet(light)) options.appearance = ui::Appearance::Light;
    if (parser.isSet(dark)) options.appearance = ui::Appearance::Dark;
    const QString wanted = parser.value(language);
    if (wanted == QLatin1String("ru")) options.language = data::Language::Russian;
    if (wanted == QLatin1String("en")) options.language = data::Language::English;
    return options;
}

}  // namespace kupets::app
