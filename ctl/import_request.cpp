#include "ctl/import_request.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "common/sheet/cells.h"
#include "ctl/import_file.h"
#include "ctl/import_template.h"
#include "ctl/values.h"

namespace kupets::ctl {

namespace {

struct Pair {
    std::string from;
    std::string to;
};

Outcome<Pair> splitPair(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos)
        return misused(fmt::format("{}: {}", say("ожидается ЧТО=ЧТО", "expected A=B"), text));
    return Pair{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

/// The field whose name or label a column is called by; empty when there is none.
std::string guessPath(const schema::Entity& entity, const std::string& column) {
    const std::string wanted = sheet::lowerCase(column);
    for (const auto& field : entity.def().fields()) {
        if (field.type() == v1::FORMULA || field.type() == v1::AUTO_NUMBER) continue;
        if (wanted == field.name() || wanted == sheet::lowerCase(field.label().ru()) ||
            wanted == sheet::lowerCase(field.label().en())) {
            return field.name();
        }
    }
    return {};
}

Outcome<void> addColumns(const schema::Entity& entity, const std::vector<std::string>& header,
                         const Arguments& arguments, v1::ImportPart& part) {
    std::vector<Pair> told;
    for (const auto& text : arguments.all("--map")) {
        const auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        if (std::ranges::find(header, pair->from) == header.end()) {
            return misused(
                fmt::format("--map {}: {}", text, say("в файле нет такого столбца", "the file has no such column")));
        }
        told.push_back(*pair);
    }
    std::string ignored;
    for (const auto& column : header) {
        const auto found = std::ranges::find(told, column, &Pair::from);
        const std::string path = found != told.end() ? found->to : guessPath(entity, column);
        if (path.empty()) {
            ignored += (ignored.empty() ? "" : ", ") + column;
            continue;
        }
        auto* added = part.add_columns();
        added->set_header(column);
        added->set_path(path);
    }
    if (!ignored.empty()) std::cerr << say("столбцы не взяты: ", "columns left out: ") << ignored << '\n';
    if (part.columns().empty())
        return misused(
            std::string(say("ни один столбец не назван полем: --map", "no column is mapped to a field: --map")));
    return {};
}

/// Of one column, or of all.
Outcome<void> addAliases(const std::vector<std::string>& header, const Arguments& arguments, v1::ImportPart& part) {
    std::vector<std::string> texts = arguments.all("--alias");
    if (const auto path = arguments.optional("--alias-file")) {
        std::ifstream file(*path);
        if (!file) return misused(fmt::format("--alias-file {}: {}", *path, say("не читается", "cannot be read")));
        for (std::string line; std::getline(file, line);) {
            if (line.ends_with('\r')) line.pop_back();
            if (!line.empty()) texts.push_back(line);
        }
    }
    for (const auto& text : texts) {
        auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        std::string only;
        const std::size_t colon = pair->from.find(':');
        if (colon != std::string::npos && std::ranges::find(header, pair->from.substr(0, colon)) != header.end()) {
            only = pair->from.substr(0, colon);
            pair->from.erase(0, colon + 1);
        }
        for (auto& column : *part.mutable_columns()) {
            if (!only.empty() && column.header() != only) continue;
            auto* alias = column.mutable_conversion()->add_aliases();
            alias->set_from(pair->from);
            alias->set_to(pair->to);
        }
    }
    return {};
}

Outcome<void> addPolicy(const Arguments& arguments, v1::ImportPart& part) {
    for (const auto& key : arguments.all("--match")) {
        auto* match = part.add_match();
        for (const auto& field : splitList(key)) match->add_fields(field);
    }
    const std::string found = arguments.value("--when-found");
    if (found == "skip")
        part.set_when_found(v1::ImportPart::SKIP);
    else if (found == "create")
        part.set_when_found(v1::ImportPart::CREATE);
    else if (!found.empty() && found != "update")
        return misused(fmt::format("--when-found {}: update, skip, create", found));
    if (arguments.has("--only-existing")) part.set_when_missing(v1::ImportPart::LEAVE_OUT);
    for (const auto& text : arguments.all("--set")) {
        const auto pair = splitPair(text);
        if (!pair) return std::unexpected(pair.error());
        auto* constant = part.add_constants();
        constant->set_path(pair->from);
        constant->set_value(pair->to);
    }
    part.set_create_missing(arguments.has("--create-missing"));
    return {};
}

/// The header stands where the template says, or elsewhere: in a file of rows to be mended it is the first row.
Outcome<void> findHeaders(const std::string& path, v1::ImportRequest& request) {
    for (auto& sheet : *request.mutable_sheets()) {
        if (sheet.header_row() <= 1) continue;
        const auto hasAll = [&sheet](const std::vector<std::string>& header) {
            for (const auto& part : sheet.parts()) {
                for (const auto& column : part.columns()) {
                    const std::string name(sheet::trim(column.header()));
                    if (std::ranges::find(header, name) == header.end()) return false;
                }
            }
            return true;
        };
        const auto there = readHeader(path, request.csv(), sheet);
        if (there && hasAll(*there)) continue;
        v1::ImportSheet looked = sheet;
        looked.set_header_row(0);
        const auto found = readHeader(path, request.csv(), looked);
        if (!found) return std::unexpected(found.error());
        if (hasAll(*found)) sheet.set_header_row(looked.header_row());
    }
    return {};
}

/// One sheet, one record a row, as the options say.
Outcome<void> addSheet(const schema::Entity& entity, const std::string& path, const Arguments& arguments,
                       v1::ImportRequest& request) {
    auto& sheet = *request.add_sheets();
    sheet.set_sheet(arguments.value("--sheet"));
    if (const auto row = arguments.optional("--header-row")) {
        sheet.set_header_row(static_cast<std::uint32_t>(std::strtoul(row->c_str(), nullptr, 10)));
        if (sheet.header_row() == 0) return misused(fmt::format("--header-row {}", *row));
    }
    const auto header = readHeader(path, request.csv(), sheet);
    if (!header) return std::unexpected(header.error());
    auto& part = *sheet.add_parts();
    part.set_entity(entity.name());
    if (auto added = addColumns(entity, *header, arguments, part); !added) return added;
    if (auto added = addAliases(*header, arguments, part); !added) return added;
    return addPolicy(arguments, part);
}

}  // namespace

Outcome<v1::ImportRequest> importRequest(Session& session, const Arguments& arguments) {
    v1::ImportRequest request;
    Uuid id = Uuid::make();
    if (const auto given = arguments.optional("--id")) {
        const auto parsed = parseId(*given);
        if (!parsed) return std::unexpected(parsed.error());
        id = *parsed;
    }
    const std::string& path = arguments.positional().back();
    if (const auto name = arguments.optional("--template")) {
        if (arguments.positional().size() > 1)
            return misused(std::string(say("шаблон сам говорит, чем станут строки: --template NAME FILE",
                                           "the template says what rows become: --template NAME FILE")));
        auto loaded = loadTemplate(session, *name);
        if (!loaded) return loaded;
        request = std::move(*loaded);
    }
    const bool templated = !request.sheets().empty();
    auto& csv = *request.mutable_csv();
    const auto tell = [&](const char* option, auto set) {
        if (const auto told = arguments.optional(option)) set(*told);
    };
    tell("--delimiter", [&](const std::string& told) { csv.set_delimiter(told == "tab" ? "\t" : told); });
    tell("--encoding", [&](const std::string& told) { csv.set_encoding(told); });
    tell("--date-order", [&](const std::string& told) { csv.set_date_order(told); });
    tell("--decimal", [&](const std::string& told) { csv.set_decimal_separator(told); });
    if (request.sheets().empty()) {
        if (arguments.positional().size() < 2)
            return misused(
                std::string(say("чем станут строки: import ENTITY FILE", "what do rows become: import ENTITY FILE")));
        const auto entity = session.entity(arguments.positional()[0]);
        if (!entity) return std::unexpected(entity.error());
        if (auto added = addSheet(**entity, path, arguments, request); !added) return std::unexpected(added.error());
    }
    if (templated) {
        if (auto found = findHeaders(path, request); !found) return std::unexpected(found.error());
    }
    request.set_change_set_id(std::string(id.view()));
    request.set_dry_run(arguments.has("--dry-run"));
    if (arguments.has("--skip-bad-rows")) request.set_skip_bad_rows(true);
    request.set_reason(arguments.value("--reason"));
    return request;
}

}  // namespace kupets::ctl
