// Secrets of a person in the system's keyring (Secret Service, KWallet, Windows, macOS). Where there is none, nothing
// is kept and the answer says so: a secret is never written into a plain file. Asynchronous, GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <optional>

namespace kupets::net {

class Keyring : public QObject {
    Q_OBJECT

public:
    enum class Outcome { Done, NotFound, NoKeyring, Denied };

    explicit Keyring(QObject* parent = nullptr, QString service = QStringLiteral("kupets"));

    /// The callback is dropped when `context` dies first.
    void store(const QString& key, const QByteArray& secret, QObject* context, std::function<void(Outcome)> done);
    void load(const QString& key, QObject* context, std::function<void(Outcome, QByteArray)> done);
    void remove(const QString& key, QObject* context, std::function<void(Outcome)> done);

private:
    QString service_;
};

}  // namespace kupets::net
