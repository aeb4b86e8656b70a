#include "client/view/action_keys.h"

#include <QApplication>
#include <QMenu>
#include <QPointer>
#include <QShortcut>

#include "client/ui/icon.h"

namespace kupets::view {
namespace {

constexpr const char* kLayer = "layer";

/// What was bound to a widget, so that it can be bound anew, also while one of these keys is being served.
class Bound final : public QObject {
public:
    explicit Bound(QObject* owner) : QObject(owner) { setObjectName(QStringLiteral("boundKeys")); }
    void letGo() {
        setObjectName({});
        for (const QPointer<QShortcut>& shortcut : shortcuts) {
            if (!shortcut) continue;
            shortcut->setEnabled(false);
            shortcut->deleteLater();
        }
        deleteLater();
    }
    QList<QPointer<QShortcut>> shortcuts;
};

bool focusIsInLayerAbove(const QWidget* owner) {
    for (const QWidget* at = QApplication::focusWidget(); at && at != owner; at = at->parentWidget())
        if (at->property(kLayer).toBool()) return true;
    return false;
}

}  // namespace

void markAsLayer(QWidget* widget) { widget->setProperty(kLayer, true); }

void bindKeys(QWidget* owner, std::function<command::Actions()> list) {
    if (QObject* before = owner->findChild<QObject*>(QStringLiteral("boundKeys"), Qt::FindDirectChildrenOnly))
        static_cast<Bound*>(before)->letGo();
    auto* bound = new Bound(owner);
    for (const command::Action& action : list()) {
        if (action.listener != command::Listener::Window) continue;
        for (const QKeySequence& key : action.keys) {
            auto* shortcut = new QShortcut(key, owner);
            bound->shortcuts << shortcut;
            QObject::connect(shortcut, &QShortcut::activated, owner, [owner, list, id = action.id] {
                if (focusIsInLayerAbove(owner)) return;
                const command::Actions now = list();
                const command::Action* found = command::findAction(now, id);
                if (!found) return;
                if (!found->isEnabled()) {
                    if (found->refuse) found->refuse();
                } else if (found->run) {
                    found->run();
                }
            });
        }
    }
}

QAction* addToMenu(QMenu* menu, const command::Actions& actions, const QString& id) {
    const command::Action* action = command::findAction(actions, id);
    if (!action) return nullptr;
    QString words = menu->fontMetrics().elidedText(action->text, Qt::ElideRight, 420);
    words.replace(QLatin1Char('&'), QLatin1String("&&"));
    if (!action->keys.isEmpty()) words += QLatin1Char('\t') + command::keyText(*action);
    QAction* line = menu->addAction(ui::icon(action->iconName), words, menu, [run = action->run] {
        if (run) run();
    });
    line->setEnabled(action->run && action->isEnabled());
    return line;
}

}  // namespace kupets::view
