// The words of the program in the language in force: our translation and Qt's own, and the locale of numbers and dates.
#pragma once

#include <QObject>
#include <QTranslator>

#include "client/data/language.h"

namespace kupets::app {

class Languages : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~Languages() override;

    /// Russian unless the system speaks English.
    static data::Language ofSystem();
    /// Widgets made before keep their words: build them anew.
    void install(data::Language language);
    data::Language current() const { return current_; }

private:
    data::Language current_ = data::Language::Russian;
    QTranslator own_;
    QTranslator qt_;
};

}  // namespace kupets::app
