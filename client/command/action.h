// A thing that a person can do in the program, told once: its key, its menu entry, its line in the palette (Ctrl+K) and
// in the printed list of keys (F1) are all made from this. The window and each kind of page list theirs; docs/design.md
// says how to add one. Plain values, GUI thread.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <QStringList>
#include <functional>
#include <vector>

namespace kupets::command {

/// Where its keys hold, and under which heading it is printed. `Window` is everywhere.
enum class Place { Window, Palette, Table, Card, Form, Chronology, Board, Pipelines, Schema, Actions, Duplicates, Rules };

/// Who listens to the keys.
enum class Listener {
    Window,  // wherever the focus is, while the page is seen
    Widget   // the widget that has the focus, by itself: Enter, Del, arrows
};

struct Action {
    QString id = {};  // "card.save": stable, for what is remembered and for tests
    QString text = {};
    QString iconName = {};
    QList<QKeySequence> keys = {};  // the first is the one that is shown
    Place place = Place::Window;
    Listener listener = Listener::Window;
    bool inPalette = true;               // false: of no use without what has the focus
    QString also = {};                   // other words by which the palette finds it
    std::function<bool()> enabled = {};  // empty: always
    std::function<void()> run = {};      // empty: only its widget can do it
    std::function<void()> refuse = {};   // says why not, when its key is pressed while it is not enabled

    bool isEnabled() const { return !enabled || enabled(); }
    bool isForPalette() const { return inPalette && run; }
};
using Actions = std::vector<Action>;

/// As it stands on keyboards, in both languages: "Ctrl+Shift+Z", "Alt+←", "Enter".
QString keyText(const QKeySequence& key);
/// The key that is shown; empty when there is none.
QString keyText(const Action& action);

/// Null when there is none of this id.
const Action* findAction(const Actions& actions, const QString& id);
/// What is wrong with a list, one line each: an id twice, a key that two of one place (or one of everywhere) share, an
/// action that can be reached neither by a key nor in the palette, one without words.
QStringList troublesOf(const Actions& actions);

}  // namespace kupets::command
