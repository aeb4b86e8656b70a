#include "ctl/import_template.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include "common/wire/rowset.h"
#include "ctl/values.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

Outcome<std::string> fromFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return failed(kFailed, fmt::format("{}: {}", say("файл не читается", "cannot read the file"), path));
    return text;
}

Outcome<std::string> fromServer(Session& session, const std::string& name) {
    const auto entity = session.entity("import_template");
    if (!entity) return std::unexpected(entity.error());
    const auto id = findRecord(session, **entity, "name", name);
    if (!id) return std::unexpected(id.error());
    v1::GetRequest request;
    request.set_entity("import_template");
    request.add_ids(std::string(id->view()));
    request.add_columns("definition");
    auto reply = session.call<v1::GetReply>(v1::METHOD_RECORDS_GET, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    const auto view = wire::RowSetView::open(reply->rows());
    if (!view) return std::unexpected(failureOf(view.error()));
    return view->rows() == 0 ? std::string() : std::string(view->text(0, 0));
}

}  // namespace

Outcome<v1::ImportRequest> loadTemplate(Session& session, const std::string& name) {
    std::error_code none;
    auto text = std::filesystem::is_regular_file(name, none) ? fromFile(name) : fromServer(session, name);
    if (!text) return std::unexpected(std::move(text.error()));
    v1::ImportRequest request;
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    const auto parsed = google::protobuf::util::JsonStringToMessage(*text, &request, options);
    if (!parsed.ok() || request.sheets().empty())
        return failed(kFailed,
                      fmt::format("{}: {}", say("это не шаблон импорта", "this is no template of an import"), name));
    // What a template does not decide.
    request.clear_change_set_id();
    request.clear_file_id();
    request.clear_fixes();
    request.clear_decisions();
    return request;
}

}  // namespace kupets::ctl
