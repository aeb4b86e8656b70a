#include "client/model/import_templates.h"

#include <algorithm>

#include "client/data/schema_mirror.h"
#include "client/data/writer.h"
#include "client/model/import_plan.h"
#include "client/net/connection.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::model {
namespace {

constexpr auto kEntity = "import_template";
constexpr std::uint32_t kMost = 200;
constexpr int kMostRemembered = 50;

QString listKey() { return QStringLiteral("import/remembered"); }
QString keyOf(const QString& signature) { return QStringLiteral("import/last/") + signature; }

}  // namespace

ImportTemplates::ImportTemplates(const data::Context& context, QSettings& settings, QObject* parent)
    : QObject(parent), context_(context), settings_(settings) {}

void ImportTemplates::ask() {
    if (!context_.schema->entity(kEntity)) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kEntity);
    for (const char* path : {"name", "owner", "shared", "signature", "definition"}) request.add_columns(path);
    request.set_limit(kMost);
    call_.cancel();
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                      [this](Result<v1::QueryReply> reply) {
                                                          if (reply) take(*reply);
                                                      });
}

void ImportTemplates::take(const v1::QueryReply& reply) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows || rows->columns() != 5) return;
    all_.clear();
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        auto definition = fromJson(toText(rows->value(row, 4)));
        if (!definition) continue;
        ImportTemplate& made = all_.emplace_back();
        made.id = rows->id(row);
        made.name = toQt(toText(rows->value(row, 0)));
        const Value owner = rows->value(row, 1);
        if (const auto* id = std::get_if<Uuid>(&owner)) made.owner = *id;
        const Value shared = rows->value(row, 2);
        if (const auto* flag = std::get_if<bool>(&shared)) made.shared = *flag;
        made.signature = toQt(toText(rows->value(row, 3)));
        made.definition = std::move(*definition);
    }
    Q_EMIT changed();
}

const ImportTemplate* ImportTemplates::matching(const QString& signature) const {
    const Uuid me = context_.connection->session().userId;
    const ImportTemplate* other = nullptr;
    for (const ImportTemplate& each : all_) {
        if (each.signature != signature) continue;
        if (each.owner == me) return &each;
        other = &each;
    }
    return other;
}

void ImportTemplates::save(const QString& name, bool shared, const QString& signature,
                           const v1::ImportRequest& definition) {
    const Uuid me = context_.connection->session().userId;
    const auto known =
        std::ranges::find_if(all_, [&](const ImportTemplate& each) { return each.owner == me && each.name == name; });
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(known == all_.end() ? v1::RecordChange::KIND_CREATE : v1::RecordChange::KIND_UPDATE);
    change.set_entity(kEntity);
    change.set_id(std::string((known == all_.end() ? Uuid::make() : known->id).view()));
    const std::vector<std::pair<std::string, Value>> values{{"name", fromQt(name)},
                                                            {"owner", me},
                                                            {"shared", shared},
                                                            {"signature", fromQt(signature)},
                                                            {"definition", toJson(definition)}};
    for (const auto& [field, value] : values) {
        v1::FieldValue* out = change.add_fields();
        out->set_field(field);
        *out->mutable_value() = wire::toProto(value);
    }
    context_.writer->save(std::move(operation), this, [this, name](Result<data::Saved> done) {
        if (!done) return Q_EMIT failed(done.error());
        Q_EMIT saved(name, done->changeSet);
        ask();
    });
}

void ImportTemplates::remove(const Uuid& id) {
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(v1::RecordChange::KIND_DELETE);
    change.set_entity(kEntity);
    change.set_id(std::string(id.view()));
    context_.writer->save(std::move(operation), this, [this](Result<data::Saved> done) {
        if (!done) return Q_EMIT failed(done.error());
        ask();
    });
}

void ImportTemplates::remember(const QString& signature, const v1::ImportRequest& definition) {
    QStringList list = settings_.value(listKey()).toStringList();
    list.removeAll(signature);
    list.prepend(signature);
    while (list.size() > kMostRemembered) settings_.remove(keyOf(list.takeLast()));
    settings_.setValue(listKey(), list);
    settings_.setValue(keyOf(signature), toQt(toJson(definition)));
}

std::optional<v1::ImportRequest> ImportTemplates::remembered(const QString& signature) const {
    const QString json = settings_.value(keyOf(signature)).toString();
    if (json.isEmpty()) return std::nullopt;
    auto definition = fromJson(fromQt(json));
    return definition ? std::optional(std::move(*definition)) : std::nullopt;
}

}  // namespace kupets::model
