// kupetsctl: the server from the command line.
//
// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 conflict, 5 no connection or a wrong certificate, 6 not
// logged in or forbidden.
#include <algorithm>
#include <array>
#include <clocale>
#include <csignal>
#include <iostream>

#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"

namespace kupets::ctl {

namespace {

void describeOptions(std::string& out, std::span<const Option> options) {
    for (const Option& option : options) {
        const std::string left = fmt::format("  {} {}", option.name, option.value);
        const std::string gap(left.size() < 32 ? 32 - left.size() : 1, ' ');
        out += left + gap + std::string(say(option.russian, option.english)) + '\n';
    }
}

std::string overview() {
    std::string out(
        say("kupetsctl: сервер Kupets из командной строки\n\n  kupetsctl [ключи] КОМАНДА …\n\nКоманды (подробно: "
            "kupetsctl КОМАНДА --help)\n",
            "kupetsctl: the Kupets server from the command line\n\n  kupetsctl [options] COMMAND …\n\nCommands (more: "
            "kupetsctl COMMAND --help)\n"));
    for (const Command* command : commands()) {
        out += fmt::format("  {:<9} {}\n", command->name, say(command->russian, command->english));
    }
    out += say("\nОбщие ключи\n", "\nOptions of all commands\n");
    describeOptions(out, globalOptions());
    out +=
        say("\nКоды выхода: 0 готово, 1 ошибка, 2 неверный вызов, 3 не найдено, 4 конфликт, 5 нет связи или чужой "
            "сертификат,\n6 не выполнен вход или нет прав\n",
            "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 conflict, 5 no connection or wrong "
            "certificate,\n6 not logged in or forbidden\n");
    return out;
}

std::string helpOf(const Command& command) {
    std::string out =
        fmt::format("kupetsctl {} {}\n\n{}\n", command.name, command.usage, say(command.russian, command.english));
    if (!command.options.empty()) out += '\n';
    describeOptions(out, command.options);
    out += fmt::format("\n{}\n{}", say("Примеры", "Examples"), command.examples);
    return out;
}

int complain(const Failure& failure) {
    std::cerr << "kupetsctl: " << failure.message << '\n';
    return failure.code;
}

/// The command's name: the first word that is neither an option nor the value of a global one.
std::size_t findCommand(std::span<const std::string_view> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].starts_with("--")) return i;
        const auto option = std::ranges::find(globalOptions(), words[i], &Option::name);
        if (option != globalOptions().end() && !option->value.empty()) ++i;
    }
    return words.size();
}

int run(std::vector<std::string_view> words) {
    const std::size_t at = findCommand(words);
    if (at == words.size()) {
        const bool asked = std::ranges::find(words, "--help") != words.end();
        if (std::ranges::find(words, "--version") != words.end()) {
            print("kupetsctl " KUPETS_VERSION "\n");
            return kOk;
        }
        (asked ? std::cout : std::cerr) << overview();
        return asked ? kOk : kUsage;
    }
    const std::string_view name = words[at];
    if (name == "help") {
        print(overview());
        return kOk;
    }
    const auto found = std::ranges::find(commands(), name, &Command::name);
    if (found == commands().end())
        return complain({kUsage, fmt::format("{}: {}", say("нет такой команды", "no such command"), name)});
    const Command& command = **found;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    const std::array known = {globalOptions(), command.options};
    const auto arguments = Arguments::parse(known, words);
    if (!arguments) return complain(arguments.error());
    if (arguments->has("--help")) {
        print(helpOf(command));
        return kOk;
    }
    const auto globals = Globals::read(*arguments);
    if (!globals) return complain(globals.error());
    const auto done = command.run(*globals, *arguments);
    return done ? kOk : complain(done.error());
}

}  // namespace

std::span<const Command* const> commands() {
    static constexpr std::array kCommands = {&pingCommand,   &loginCommand,   &queryCommand,     &getCommand,
                                             &saveCommand,   &deleteCommand,  &undoCommand,      &historyCommand,
                                             &importCommand, &exportCommand,  &exportsCommand,   &jobsCommand,
                                             &sheetCommand,  &qualityCommand, &userCommand,      &schemaCommand,
                                             &seedCommand,   &benchCommand,   &duplicatesCommand};
    return kCommands;
}

Outcome<void> expectPositional(const Command& command, const Arguments& arguments, std::size_t least,
                               std::size_t most) {
    const std::size_t count = arguments.positional().size();
    if (count >= least && count <= most) return {};
    return misused(fmt::format("kupetsctl {} {}", command.name, command.usage));
}

}  // namespace kupets::ctl

int main(int count, char** words) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::signal(SIGPIPE, SIG_IGN);
    return kupets::ctl::run(std::vector<std::string_view>(words + 1, words + count));
}
