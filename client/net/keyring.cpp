#include "client/net/keyring.h"

#include <QPointer>

#include <qt6keychain/keychain.h>

namespace kupets::net {
namespace {

Keyring::Outcome outcomeOf(QKeychain::Error error) {
    switch (error) {
        case QKeychain::NoError:
            return Keyring::Outcome::Done;
        case QKeychain::EntryNotFound:
            return Keyring::Outcome::NotFound;
        case QKeychain::AccessDeniedByUser:
        case QKeychain::AccessDenied:
            return Keyring::Outcome::Denied;
        default:
            return Keyring::Outcome::NoKeyring;
    }
}

/// Jobs delete themselves when they are done; who asked may be gone by then.
template <typename Job, typename Done>
void run(Job* job, const QString& key, QObject* context, Done done) {
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, context,
                     [done = std::move(done)](QKeychain::Job* finished) { done(finished); });
    job->start();
}

}  // namespace

Keyring::Keyring(QObject* parent, QString service) : QObject(parent), service_(std::move(service)) {}

void Keyring::store(const QString& key, const QByteArray& secret, QObject* context, std::function<void(Outcome)> done) {
    auto* job = new QKeychain::WritePasswordJob(service_);
    job->setBinaryData(secret);
    run(job, key, context, [done = std::move(done)](QKeychain::Job* finished) { done(outcomeOf(finished->error())); });
}

void Keyring::load(const QString& key, QObject* context, std::function<void(Outcome, QByteArray)> done) {
    auto* job = new QKeychain::ReadPasswordJob(service_);
    run(job, key, context, [done = std::move(done)](QKeychain::Job* finished) {
        const auto* reader = static_cast<QKeychain::ReadPasswordJob*>(finished);
        done(outcomeOf(finished->error()),
             finished->error() == QKeychain::NoError ? reader->binaryData() : QByteArray());
    });
}

void Keyring::remove(const QString& key, QObject* context, std::function<void(Outcome)> done) {
    run(new QKeychain::DeletePasswordJob(service_), key, context,
        [done = std::move(done)](QKeychain::Job* finished) { done(outcomeOf(finished->error())); });
}

}  // namespace kupets::net
