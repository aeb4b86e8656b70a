// What a page may ask of the window that holds it: to go somewhere, to say something, and the few long-lived objects.
// The main window is the host; tests bring their own. Outlives every page.
#pragma once

#include <QSettings>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "client/command/action.h"
#include "client/command/commands.h"
#include "client/data/context.h"
#include "client/data/record.h"
#include "client/ui/toast.h"
#include "client/view/communicator.h"

namespace kupets::view {

class Host {
public:
    virtual ~Host() = default;

    virtual const data::Context& context() const = 0;
    virtual command::Commands& commands() = 0;
    /// This person's own settings of views: widths, orders, densities.
    virtual QSettings& settings() = 0;

    /// Calls, letters, web pages.
    virtual Communicator& communicator() = 0;

    virtual void openRecord(const data::RecordKey& key) = 0;
    /// Beside what is open: in a tab of its own (a middle click, Ctrl+Enter) or in a window (Shift+Enter).
    enum class Place { Tab, Window };
    virtual void openRecordIn(const data::RecordKey& key, Place) { openRecord(key); }
    /// The record before (-1) or after (1) this one in the list from which one came to it.
    virtual std::optional<data::RecordKey> neighbour(const data::RecordKey&, int) { return std::nullopt; }
    /// Shows another record in the place of this one, as walking a list does.
    virtual void replaceRecord(const data::RecordKey& key) { openRecord(key); }
    /// A card for a record that is not there yet; `presets` are proposed values.
    virtual void openNew(const std::string& entity, std::map<std::string, data::Cell> presets = {}) = 0;
    /// The record as it was at a moment (microseconds since 1970 UTC; 0: before its last change).
    virtual void openPast(const data::RecordKey& key, std::int64_t /*moment*/) { openRecord(key); }
    /// What an administrator adds to the cards of this entity.
    virtual void openFields(const std::string& /*entity*/) {}
    /// What is in the base more than once.
    virtual void openDuplicates(const std::string& /*entity*/) {}
    virtual void openTable(const std::string& entity) = 0;
    /// The table with only what an expression finds, in a tab of its own.
    virtual void openList(const std::string& entity, const std::string& /*filter*/) { openTable(entity); }
    /// The way from a table file to records; without a path it is asked for.
    virtual void importFile(const std::string& /*entity*/, const QString& /*path*/ = {}) {}
    /// How good the data of an entity are.
    virtual void openQuality(const std::string& /*entity*/) {}
    virtual void openBoard(const std::string& entity) = 0;
    /// Tasks as they are planned: "time" (by when they are due), "calendar", "load" (of people).
    virtual void openPlan(const std::string& /*view*/) {}
    virtual void goBack() = 0;
    /// All that can be done in the window now; docs/design.md says how actions are told.
    virtual command::Actions actions() { return {}; }
    /// Says what was done, with an Undo beside it for as long as it stands; `what` names it when it was taken back.
    virtual void done(const QString& words, const Uuid& changeSet, const QString& what = {}) = 0;
    virtual void toast(ui::ToastHost::Kind kind, const QString& text, const QString& action = {},
                       std::function<void()> act = {}) = 0;
};

}  // namespace kupets::view
