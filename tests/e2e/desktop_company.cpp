#include "tests/e2e/desktop_company.h"

#include <QProcess>
#include <QTemporaryDir>
#include <stdexcept>

#include "common/wire/rowset.h"
#include "common/wire/values.h"
#include "kupets/v1/admin.pb.h"
#include "kupets/v1/records.pb.h"

namespace kupets::e2e {

Company& Company::get() {
    static Company company;
    return company;
}

Company::Company() {
    QTemporaryDir folder;
    const QString passwordFile = folder.filePath(QStringLiteral("password"));
    QFile file(passwordFile);
    if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("no file for the password");
    file.write(QByteArray::fromStdString(server_.password()));
    file.close();
    QProcess load;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("KUPETS_SERVER"), QString::fromStdString(server_.tls()));
    environment.insert(QStringLiteral("KUPETS_FINGERPRINT"), QString::fromStdString(server_.fingerprint()));
    environment.insert(QStringLiteral("KUPETS_USER"), QStringLiteral("admin"));
    environment.insert(QStringLiteral("KUPETS_PASSWORD_FILE"), passwordFile);
    environment.insert(QStringLiteral("KUPETSCTL"), QStringLiteral(KUPETS_CTL));
    load.setProcessEnvironment(environment);
    load.setProcessChannelMode(QProcess::MergedChannels);
    load.start(QStringLiteral(KUPETS_DEMO), {});
    if (!load.waitForFinished(120'000) || load.exitCode() != 0)
        throw std::runtime_error("the demo company does not load: " + load.readAll().toStdString());
}

Desktop::Options Company::options() const {
    Desktop::Options options;
    options.server = server_.tls();
    options.fingerprint = server_.fingerprint();
    options.password = tests::ServerFixture::password();
    return options;
}

tests::WireClient& Company::wire() {
    if (!wire_ || wire_->closes(std::chrono::milliseconds(0))) wire_ = connection();
    return *wire_;
}

std::unique_ptr<tests::WireClient> Company::connection() {
    auto made = std::make_unique<tests::WireClient>(server_.tls());
    if (!made->login("admin", tests::ServerFixture::password())) throw std::runtime_error("no login");
    return made;
}

Uuid Company::find(const std::string& entity, const std::string& filter) {
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity);
    request.mutable_set()->set_filter(filter);
    request.set_limit(1);
    const auto reply = wire().call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request);
    if (!reply || reply->rows().row_count() == 0) throw std::runtime_error("no " + entity + " with " + filter);
    return *Uuid::fromBytes(reply->rows().ids().substr(0, 16));
}

std::string Company::text(const std::string& entity, const Uuid& id, const std::string& path) {
    v1::GetRequest request;
    request.set_entity(entity);
    request.add_ids(std::string(id.view()));
    request.add_columns(path);
    const auto reply = wire().call<v1::GetReply>(v1::METHOD_RECORDS_GET, request);
    if (!reply) return "error: " + describe(reply.error());
    const auto rows = wire::RowSetView::open(reply->rows());
    return rows && rows->rows() == 1 ? toText(rows->value(0, 0)) : std::string();
}

int Company::count(const std::string& entity) {
    v1::CountRequest request;
    request.mutable_set()->set_entity(entity);
    const auto reply = wire().call<v1::CountReply>(v1::METHOD_RECORDS_COUNT, request);
    if (!reply) throw std::runtime_error(describe(reply.error()));
    return static_cast<int>(reply->total());
}

void Company::letIn(const std::string& login, const std::string& password) {
    v1::SetCredentialsRequest request;
    request.set_user_id(std::string(find("user", "login = \"" + login + "\"").view()));
    request.set_password(password);
    const auto reply = wire().call<v1::SetCredentialsReply>(v1::METHOD_ADMIN_SET_CREDENTIALS, request);
    if (!reply) throw std::runtime_error(describe(reply.error()));
}

void Company::change(const std::string& entity, const Uuid& id, const std::string& field, const Value& value) {
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange* change = request.add_changes();
    change->set_kind(v1::RecordChange::KIND_UPDATE);
    change->set_entity(entity);
    change->set_id(std::string(id.view()));
    v1::FieldValue* set = change->add_fields();
    set->set_field(field);
    *set->mutable_value() = wire::toProto(value);
    const auto reply = wire().call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
    if (!reply) throw std::runtime_error(describe(reply.error()));
}

Uuid Company::create(const std::string& entity, const std::vector<std::pair<std::string, Value>>& fields) {
    const Uuid id = Uuid::make();
    v1::SaveRequest request;
    request.set_change_set_id(std::string(Uuid::make().view()));
    v1::RecordChange* change = request.add_changes();
    change->set_kind(v1::RecordChange::KIND_CREATE);
    change->set_entity(entity);
    change->set_id(std::string(id.view()));
    for (const auto& [name, value] : fields) {
        v1::FieldValue* field = change->add_fields();
        field->set_field(name);
        *field->mutable_value() = wire::toProto(value);
    }
    const auto reply = wire().call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
    if (!reply) throw std::runtime_error(describe(reply.error()));
    return id;
}

}  // namespace kupets::e2e
