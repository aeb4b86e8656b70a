// The two languages of the program. Words that come with the schema carry both; so do ours.
#pragma once

#include <QLocale>
#include <QString>

#include "client/net/qt.h"
#include "common/words/terms.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::data {

using words::Language;

inline QString say(Language language, const char* russian, const char* english) {
    return QString::fromUtf8(language == Language::Russian ? russian : english);
}
inline QString say(Language language, const v1::Label& label) {
    const std::string& wanted = language == Language::Russian ? label.ru() : label.en();
    return toQt(wanted.empty() ? label.ru() : wanted);
}
/// The Russian form of a counted noun: 1 запись, 2 записи, 5 записей.
inline QString counted(quint64 count, const char* one, const char* few, const char* many) {
    const quint64 tens = count % 100;
    const quint64 unit = count % 10;
    if (unit == 1 && tens != 11) return QString::fromUtf8(one);
    if (unit >= 2 && unit <= 4 && (tens < 12 || tens > 14)) return QString::fromUtf8(few);
    return QString::fromUtf8(many);
}
inline QLocale localeOf(Language language) {
    return language == Language::Russian ? QLocale(QLocale::Russian, QLocale::Russia)
                                         : QLocale(QLocale::English, QLocale::UnitedStates);
}

}  // namespace kupets::data
