#include "client/data/schema_mirror.h"

#include "client/data/schema_cache.h"

namespace kupets::data {
namespace {

QString keyOf(const net::ServerAddress& server, const QString& login) { return server.text() + u'/' + login.toLower(); }

}  // namespace

SchemaMirror::SchemaMirror(net::Connection& connection, const QString& cacheFolder, QObject* parent)
    : QObject(parent), connection_(connection), cache_(std::make_unique<SchemaCache>(cacheFolder)) {
    connect(&connection, &net::Connection::stateChanged, this, &SchemaMirror::onState);
    connect(&connection, &net::Connection::schemaChanged, this, [this](const v1::SchemaEvent& event) {
        if (!snapshot_ || snapshot_->version() != event.version()) refresh();
    });
}

SchemaMirror::~SchemaMirror() = default;

const schema::Entity* SchemaMirror::entity(std::string_view name) const {
    return snapshot_ ? snapshot_->entity(name) : nullptr;
}

bool SchemaMirror::openCached(const net::ServerAddress& server, const QString& login) {
    const QString key = keyOf(server, login);
    if (key == key_ && snapshot_) return true;
    const auto entry = cache_->load(key);
    key_ = key;
    role_ = entry ? entry->role : QString();
    return entry && take(entry->schema);
}

void SchemaMirror::refresh() { ask(snapshot_ ? snapshot_->version() : 0); }

void SchemaMirror::onState(net::Connection::State state) {
    if (state != net::Connection::State::Online) return;
    const net::SessionInfo& session = connection_.session();
    if (keyOf(session.server, session.login) != key_) {
        snapshot_.reset();
        openCached(session.server, session.login);
    }
    const bool sameRights = role_ == session.role;
    role_ = session.role;
    if (snapshot_ && sameRights && snapshot_->version() == session.schemaVersion) return;
    ask(snapshot_ && sameRights ? snapshot_->version() : 0);
}

void SchemaMirror::ask(std::uint64_t knownVersion) {
    call_.cancel();
    v1::SchemaRequest request;
    request.set_known_version(knownVersion);
    const auto done = [this](Result<v1::SchemaReply> reply) { onReply(std::move(reply)); };
    call_ = connection_.call<v1::SchemaReply>(v1::METHOD_SCHEMA_GET, request, this, done);
}

void SchemaMirror::onReply(Result<v1::SchemaReply> reply) {
    if (!reply) {
        Q_EMIT failed(reply.error());
        return;
    }
    if (reply->entities().empty() && snapshot_) return;  // what we have is still right
    if (take(*reply)) cache_->store(key_, {std::move(*reply), role_});
}

bool SchemaMirror::take(const v1::SchemaReply& reply) {
    std::vector<v1::EntityDef> defs(reply.entities().begin(), reply.entities().end());
    auto built = schema::Snapshot::build(std::move(defs), reply.version());
    if (!built) {
        Q_EMIT failed(built.error());
        return false;
    }
    snapshot_ = std::move(*built);
    Q_EMIT changed();
    return true;
}

}  // namespace kupets::data
