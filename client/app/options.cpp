#include "client/app/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace kupets::app {

Options readOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("Options", "The desktop client of Kupets"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption server(QStringLiteral("server"),
                                    QCoreApplication::translate("Options", "Server to log in to"),
                                    QStringLiteral("host:port"));
    const QCommandLineOption fingerprint(
        QStringLiteral("fingerprint"),
        QCoreApplication::translate("Options", "Its certificate's fingerprint, SHA256:…"),
        QStringLiteral("fingerprint"));
    const QCommandLineOption user(QStringLiteral("user"), QCoreApplication::translate("Options", "Login"),
                                  QStringLiteral("login"));
    const QCommandLineOption password(QStringLiteral("password-file"),
                                      QCoreApplication::translate("Options", "File whose first line is the password"),
                                      QStringLiteral("file"));
    const QCommandLineOption open(
        QStringLiteral("open"),
        QCoreApplication::translate("Options", "What to show first, e.g. kupets://table/company"),
        QStringLiteral("link"));
    const QCommandLineOption light(QStringLiteral("light"), QCoreApplication::translate("Options", "Light theme"));
    const QCommandLineOption dark(QStringLiteral("dark"), QCoreApplication::translate("Options", "Dark theme"));
    const QCommandLineOption language(
        QStringLiteral("lang"), QCoreApplication::translate("Options", "Language: ru or en"), QStringLiteral("ru|en"));
    const QCommandLineOption settings(
        QStringLiteral("settings"),
        QCoreApplication::translate("Options", "Folder for settings instead of the usual one"),
        QStringLiteral("folder"));
    parser.addOptions({server, fingerprint, user, password, open, light, dark, language, settings});
    parser.addPositionalArgument(QStringLiteral("link"), QCoreApplication::translate("Options", "The same as --open"),
                                 QStringLiteral("[link]"));
    parser.process(arguments);

    Options options;
    options.server = parser.value(server);
    options.fingerprint = parser.value(fingerprint);
    options.user = parser.value(user);
    options.passwordFile = parser.value(password);
    options.open = parser.value(open);
    if (options.open.isEmpty() && !parser.positionalArguments().isEmpty())
        options.open = parser.positionalArguments().front();
    options.settingsFolder = parser.value(settings);
    if (parser.isSet(light)) options.appearance = ui::Appearance::Light;
    if (parser.isSet(dark)) options.appearance = ui::Appearance::Dark;
    const QString wanted = parser.value(language);
    if (wanted == QLatin1String("ru")) options.language = data::Language::Russian;
    if (wanted == QLatin1String("en")) options.language = data::Language::English;
    return options;
}

}  // namespace kupets::app
