#include "client/view/lead_conversion.h"

#include "client/view/words.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

void put(v1::RecordChange& change, const std::string& field, const Value& value) {
    v1::FieldValue* out = change.add_fields();
    out->set_field(field);
    *out->mutable_value() = wire::toProto(value);
}

/// A text as a constant of an expression.
std::string quoted(std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
    return '"' + text + '"';
}

std::optional<Uuid> firstId(const v1::QueryReply& reply) {
    return reply.rows().ids().size() < 16 ? std::nullopt : Uuid::fromBytes(reply.rows().ids().substr(0, 16));
}

}  // namespace

LeadConversion::LeadConversion(Host& host, const form::Draft& lead, QObject* parent, std::function<void()> done)
    : QObject(parent), host_(host), lead_(lead), done_(std::move(done)) {}

void LeadConversion::start() { findCompany(); }

void LeadConversion::end() {
    if (done_) done_();
    deleteLater();
}

void LeadConversion::findCompany() {
    company_.entity = "company";
    if (const Value known = of("company"); std::holds_alternative<Uuid>(known)) {
        company_.id = std::get<Uuid>(known);
        return findStage();
    }
    const Value name = of("company_name");
    const Value inn = of("inn");
    std::string filter;
    if (const auto* text = std::get_if<std::string>(&inn)) filter = "inn = " + quoted(*text);
    if (const auto* text = std::get_if<std::string>(&name))
        filter += (filter.empty() ? "name = " : " OR name = ") + quoted(*text);
    if (filter.empty()) return findStage();  // a private person: no company
    v1::QueryRequest request;
    request.mutable_set()->set_entity("company");
    request.mutable_set()->set_filter(filter);
    request.add_columns("name");
    request.set_limit(1);
    const auto found = [this](const Result<v1::QueryReply>& reply) {
        const auto id = reply ? firstId(*reply) : std::nullopt;
        companyIsNew_ = !id;
        company_.id = id.value_or(Uuid::make());
        findStage();
    };
    host_.context().connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, found);
}

/// A deal begins in the first stage of the first pipeline.
void LeadConversion::findStage() {
    v1::QueryRequest request;
    request.mutable_set()->set_entity("stage");
    request.mutable_set()->set_filter("kind = \"open\"");
    request.add_columns("name");
    for (const char* path : {"pipeline.position", "pipeline.name", "position"}) request.add_sort()->set_path(path);
    request.set_limit(1);
    const auto found = [this](const Result<v1::QueryReply>& reply) {
        if (!reply) {
            host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), "lead"));
            return end();
        }
        stage_ = firstId(*reply).value_or(Uuid{});
        save();
    };
    host_.context().connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, found);
}

v1::RecordChange LeadConversion::make(const char* entity, const Uuid& id,
                                      std::initializer_list<std::pair<const char*, const char*>> copied) const {
    v1::RecordChange change;
    change.set_kind(v1::RecordChange::KIND_CREATE);
    change.set_entity(entity);
    change.set_id(std::string(id.view()));
    const schema::Entity* target = host_.context().schema->entity(entity);
    for (const auto& [from, to] : copied)
        if (has(from) && target && target->field(to)) put(change, to, of(from));
    return change;
}

void LeadConversion::save() {
    data::Operation operation;
    const QString name = data::display(lead_.cell("name"), nullptr, host_.context().language);
    operation.description = tr("Lead became a client: %1").arg(name);
    operation.title = name;
    if (companyIsNew_) {
        v1::RecordChange company = make("company", company_.id,
                                        {{"phones", "phones"},
                                         {"emails", "emails"},
                                         {"website", "website"},
                                         {"city", "city"},
                                         {"inn", "inn"},
                                         {"source", "source"},
                                         {"owner", "owner"}});
        put(company, "name", has("company_name") ? of("company_name") : of("name"));
        if (host_.context().schema->entity("company")->field("kind")) put(company, "kind", std::string("prospect"));
        operation.changes.push_back(std::move(company));
    }
    const bool contactIsNew = !has("contact");
    contact_ = contactIsNew ? Uuid::make() : std::get<Uuid>(of("contact"));
    if (contactIsNew) {
        operation.changes.push_back(make("contact", contact_,
                                         {{"name", "name"},
                                          {"position", "position"},
                                          {"phones", "phones"},
                                          {"emails", "emails"},
                                          {"telegram", "telegram"},
                                          {"source", "source"},
                                          {"city", "city"},
                                          {"owner", "owner"}}));
        if (!company_.id.isNil()) put(operation.changes.back(), "company", company_.id);
    }
    const bool dealIsNew = !has("deal") && !stage_.isNil();
    if (dealIsNew) {
        deal_ = Uuid::make();
        v1::RecordChange deal = make("deal", deal_,
                                     {{"name", "name"},
                                      {"budget", "amount"},
                                      {"buys_on", "expected_close"},
                                      {"source", "source"},
                                      {"owner", "owner"},
                                      {"interest", "note"}});
        put(deal, "stage", stage_);
        put(deal, "contact", contact_);
        if (!company_.id.isNil()) put(deal, "company", company_.id);
        operation.changes.push_back(std::move(deal));
    }
    v1::RecordChange lead;
    lead.set_kind(v1::RecordChange::KIND_UPDATE);
    lead.set_entity("lead");
    lead.set_id(std::string(lead_.key().id.view()));
    lead.set_base_version(lead_.version());
    put(lead, "status", std::string("converted"));
    put(lead, "contact", contact_);
    if (!company_.id.isNil()) put(lead, "company", company_.id);
    if (dealIsNew) put(lead, "deal", deal_);
    operation.changes.push_back(std::move(lead));
    Host& host = host_;
    const data::RecordKey opens = dealIsNew ? data::RecordKey{"deal", deal_} : data::RecordKey{"contact", contact_};
    host.context().writer->save(
        std::move(operation), this, [this, &host, name, opens](const Result<data::Saved>& saved) {
            if (!saved) {
                host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), "lead"));
                return end();
            }
            const QString words = tr("Lead became a client: %1").arg(name);
            host.done(words, saved->changeSet);
            end();
            host.openRecord(opens);
        });
}

}  // namespace kupets::view
