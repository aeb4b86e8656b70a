#include "client/command/commands.h"

namespace kupets::command {

class Commands::Private {};

Commands::Commands(data::Context, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {}
Commands::~Commands() = default;
Uuid Commands::save(data::Operation, QObject*, SaveDone) { return {}; }
void Commands::undoChangeSet(const Uuid&, const QString&, QObject*, UndoDone) {}
Uuid Commands::remove(const std::string&, const std::vector<Uuid>&, const QString&, QObject*, SaveDone) { return {}; }
Uuid Commands::setField(const std::string&, const std::vector<Uuid>&, const std::string&, const Value&, QObject*,
                        SaveDone) {
    return {};
}
void Commands::undo() {}
void Commands::redo() {}
bool Commands::canUndo() const { return false; }
bool Commands::canRedo() const { return false; }
QString Commands::undoText() const { return {}; }
QString Commands::redoText() const { return {}; }
int Commands::pending() const { return 0; }
void Commands::reload() {}
void Commands::clear() {}
QString describeOperation(const data::Operation& operation, const schema::Snapshot*, data::Language) {
    return operation.description;
}

}  // namespace kupets::command
