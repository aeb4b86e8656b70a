#include "client/command/action.h"

#include <QMap>
#include <QSet>
#include <algorithm>

namespace kupets::command {

QString keyText(const QKeySequence& key) {
    static const QList<QPair<QString, QString>> words = {{QStringLiteral("Left"), QStringLiteral("←")},
                                                         {QStringLiteral("Right"), QStringLiteral("→")},
                                                         {QStringLiteral("Up"), QStringLiteral("↑")},
                                                         {QStringLiteral("Down"), QStringLiteral("↓")},
                                                         {QStringLiteral("Return"), QStringLiteral("Enter")}};
    QStringList parts = key.toString(QKeySequence::PortableText).split(QLatin1Char('+'));
    for (const auto& [name, shown] : words)
        if (parts.last() == name) parts.last() = shown;
    return parts.join(QLatin1Char('+'));
}

QString keyText(const Action& action) { return action.keys.isEmpty() ? QString() : keyText(action.keys.front()); }

const Action* findAction(const Actions& actions, const QString& id) {
    const auto found = std::ranges::find(actions, id, &Action::id);
    return found == actions.end() ? nullptr : &*found;
}

QStringList troublesOf(const Actions& actions) {
    QStringList troubles;
    QSet<QString> ids;
    QMap<QString, QList<const Action*>> byKey;
    for (const Action& action : actions) {
        if (ids.contains(action.id)) troubles << QStringLiteral("%1: twice").arg(action.id);
        ids.insert(action.id);
        if (action.text.isEmpty()) troubles << QStringLiteral("%1: no words").arg(action.id);
        if (action.keys.isEmpty() && !action.inPalette)
            troubles << QStringLiteral("%1: neither a key nor in the palette").arg(action.id);
        for (const QKeySequence& key : action.keys) byKey[key.toString(QKeySequence::PortableText)] << &action;
    }
    for (const auto& [key, those] : byKey.asKeyValueRange())
        for (qsizetype i = 0; i < those.size(); ++i)
            for (qsizetype j = i + 1; j < those.size(); ++j) {
                const Place a = those[i]->place;
                const Place b = those[j]->place;
                if (a == b || a == Place::Window || b == Place::Window)
                    troubles << QStringLiteral("%1: %2 and %3").arg(key, those[i]->id, those[j]->id);
            }
    return troubles;
}

}  // namespace kupets::command
