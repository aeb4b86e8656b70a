#include "client/data/schema_mirror.h"

namespace kupets::data {

class SchemaCache {};

SchemaMirror::SchemaMirror(net::Connection& connection, const QString&, QObject* parent)
    : QObject(parent), connection_(connection) {
    connect(&connection, &net::Connection::stateChanged, this, &SchemaMirror::onState);
}
SchemaMirror::~SchemaMirror() = default;
const schema::Entity* SchemaMirror::entity(std::string_view name) const {
    return snapshot_ ? snapshot_->entity(name) : nullptr;
}
bool SchemaMirror::openCached(const net::ServerAddress&, const QString&) { return false; }
void SchemaMirror::refresh() {}
void SchemaMirror::onState(net::Connection::State) {}
void SchemaMirror::onReply(Result<v1::SchemaReply>) {}

}  // namespace kupets::data
