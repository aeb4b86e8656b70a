// An import as a person would ask for it, and what to look at behind it.
#pragma once

#include <catch2/catch.hpp>

#include "server/modules/imports/import.h"
#include "tests/support/kernel_fixture.h"

namespace kupets::tests {

inline boost::asio::thread_pool& workers() {
    static boost::asio::thread_pool pool(2);
    return pool;
}

inline boost::asio::awaitable<Result<void>> silence() { co_return Result<void>(); }

inline boost::asio::awaitable<Result<std::optional<std::string>>> pieceOf(std::string text, int number) {
    constexpr std::size_t kPiece = 1'000;
    const std::size_t at = static_cast<std::size_t>(number) * kPiece;
    if (at >= text.size()) co_return std::nullopt;
    co_return text.substr(at, kPiece);
}

struct Import {
    v1::ImportRequest request;
    std::vector<v1::ImportOutcome> outcomes;

    Import(const std::string& entity, const std::vector<std::pair<std::string, std::string>>& columns) {
        request.set_change_set_id(std::string(Uuid::make().view()));
        request.add_sheets();
        addPart(entity, columns);
    }
    /// One more record of each row; what follows is said of it.
    Import& addPart(const std::string& entity, const std::vector<std::pair<std::string, std::string>>& columns) {
        request.mutable_sheets(0)->add_parts()->set_entity(entity);
        for (const auto& [header, path] : columns) {
            auto* column = part().add_columns();
            column->set_header(header);
            column->set_path(path);
        }
        return *this;
    }
    v1::ImportPart& part() {
        auto& sheet = *request.mutable_sheets(0);
        return *sheet.mutable_parts(sheet.parts_size() - 1);
    }
    Import& link(const std::string& field, const std::string& to) {
        auto* added = part().add_links();
        added->set_field(field);
        added->set_part(to);
        return *this;
    }
    Import& constant(const std::string& path, const std::string& value) {
        auto* added = part().add_constants();
        added->set_path(path);
        added->set_value(value);
        return *this;
    }
    Import& alias(const std::string& header, const std::string& from, const std::string& to) {
        for (auto& column : *part().mutable_columns()) {
            if (column.header() != header) continue;
            auto* added = column.mutable_conversion()->add_aliases();
            added->set_from(from);
            added->set_to(to);
        }
        return *this;
    }
    Import& match(const std::string& field) {
        part().add_match()->add_fields(field);
        return *this;
    }
    Import& createMissing() {
        part().set_create_missing(true);
        return *this;
    }
    Import& skipBadRows() {
        request.set_skip_bad_rows(true);
        return *this;
    }

    Result<v1::ImportReply> run(Kernel& kernel, const records::Actor& actor, const std::string& file) {
        outcomes.clear();
        const imports::Services services{kernel.database(),
                                         kernel.registry(),
                                         kernel.gate(),
                                         workers(),
                                         db::within(std::chrono::seconds(60)),
                                         [](std::uint64_t, std::uint64_t) { return silence(); },
                                         [this](std::vector<v1::ImportOutcome> some) {
                                             outcomes.insert(outcomes.end(), some.begin(), some.end());
                                             return silence();
                                         },
                                         {},
                                         {}};
        const imports::File source{"file.csv", [&file](int number) { return pieceOf(file, number); }};
        return runAwaitable(imports::run(services, actor, request, source));
    }
};

inline std::vector<std::string> errors(const v1::ImportReply& reply) {
    std::vector<std::string> out;
    for (const auto& error : reply.errors()) {
        out.push_back(std::to_string(error.row()) + " " + error.header() + " " + error.value() + " " +
                      std::string(errorCodeName(static_cast<ErrorCode>(error.code()))));
    }
    return out;
}

inline std::string text(Kernel& kernel, const records::Actor& actor, const std::string& entity,
                        const std::string& filter, const std::string& column) {
    const auto reply = kernel.query(actor, entity, filter, {column});
    REQUIRE(reply);
    const auto cells = Kernel::texts(reply->rows());
    return cells.size() == 1 ? cells[0] : std::to_string(cells.size()) + " rows";
}

}  // namespace kupets::tests
