// What the command line says.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "client/data/language.h"
#include "client/ui/theme.h"

namespace kupets::app {

struct Options {
    QString server;
    QString fingerprint;  // pinned without a question
    QString user;
    QString passwordFile;
    QString open;  // "kupets://record/deal/018f…", "table/company"
    std::optional<ui::Appearance> appearance;
    std::optional<data::Language> language;
    QString settingsFolder;  // empty: where the platform keeps settings
};

/// Ends the program for --help, --version and mistakes, as command lines do.
Options readOptions(const QStringList& arguments);

}  // namespace kupets::app
