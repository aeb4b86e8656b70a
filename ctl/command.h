// A sub-command: one file each, all in the table of commands.cpp.
#pragma once

#include <span>
#include <string_view>

#include "ctl/arguments.h"
#include "ctl/session.h"

namespace kupets::ctl {

struct Command {
    std::string_view name;
    std::string_view usage;    // behind the name
    std::string_view russian;  // one line
    std::string_view english;
    std::string_view examples;  // whole lines
    std::span<const Option> options;
    Outcome<void> (*run)(const Globals& globals, const Arguments& arguments);
};

extern const Command pingCommand, loginCommand, queryCommand, getCommand, saveCommand, deleteCommand, undoCommand,
    historyCommand, importCommand, exportCommand, exportsCommand, jobsCommand, sheetCommand, qualityCommand, userCommand,
    schemaCommand, seedCommand, benchCommand, duplicatesCommand;

/// In the order of the help.
std::span<const Command* const> commands();

/// The positional arguments must be so many: kUsage with the command's usage line.
Outcome<void> expectPositional(const Command& command, const Arguments& arguments, std::size_t least, std::size_t most);

}  // namespace kupets::ctl
