#include "tests/client/view/fake_host.h"

#include <stdexcept>

#include "tests/client/support/product_entities.h"

namespace kupets::test {

FakeHost::FakeHost(data::Language language)
    : settings_(folder_.filePath(QStringLiteral("view.ini")), QSettings::IniFormat) {
    theme_.apply(ui::Appearance::Light);
    languages_.install(language);
    client.peer.on<v1::SchemaRequest, v1::SchemaReply>(v1::METHOD_SCHEMA_GET,
                                                       [](const v1::SchemaRequest&) -> Result<v1::SchemaReply> {
                                                           v1::SchemaReply reply;
                                                           reply.set_version(2);
                                                           for (v1::EntityDef& def : productEntities())
                                                               *reply.add_entities() = std::move(def);
                                                           return reply;
                                                       });
    client.peer.on<v1::QueryRequest, v1::QueryReply>(v1::METHOD_RECORDS_QUERY,
                                                     [](const v1::QueryRequest& request) -> Result<v1::QueryReply> {
                                                         v1::QueryReply reply;
                                                         for (const std::string& path : request.columns()) {
                                                             v1::Column* column = reply.mutable_rows()->add_columns();
                                                             column->set_path(path);
                                                             column->set_kind(v1::Column::KIND_TEXT);
                                                         }
                                                         reply.set_total(0);
                                                         reply.set_position(0);
                                                         return reply;
                                                     });
    client.peer.on<v1::CountRequest, v1::CountReply>(
        v1::METHOD_RECORDS_COUNT, [](const v1::CountRequest&) -> Result<v1::CountReply> { return v1::CountReply(); });
    client.schema.refresh();
    if (!waitFor([this] { return client.schema.snapshot() && client.schema.snapshot()->version() == 2; }))
        throw std::runtime_error("no schema");
    context_ = client.context();
    context_.language = language;
}

}  // namespace kupets::test
