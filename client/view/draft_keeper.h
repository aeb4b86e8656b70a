// Keeps what is typed in one place (a card, a note) in the local store, a moment after the typing and at most three
// seconds later, and has it back after the end of the program. Belongs to the page.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <optional>

#include "client/data/local_store.h"
#include "common/base/error.h"
#include "common/base/value.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {

class DraftKeeper : public QObject {
public:
    static constexpr int kDelay = 1500;  // milliseconds

    /// `store` may be null: then nothing is kept.
    DraftKeeper(data::LocalStore* store, QString key, QObject* parent);
    /// Whoever owns it flushes before: what is typed belongs to him.
    ~DraftKeeper() override;

    void setKey(const QString& key) { key_ = key; }
    /// What was kept, with the time when that was (milliseconds since 1970).
    std::optional<data::LocalStore::Entry> kept() const;
    /// `bytes` is asked when it is time to write; nothing means that nothing is unsaved any more.
    void changed(std::function<std::optional<QByteArray>()> bytes);
    void forget();
    /// At once, e.g. because the page closes.
    void flush();

    static constexpr const char* kArea = "drafts";

private:
    data::LocalStore* store_;
    QString key_;
    std::function<std::optional<QByteArray>()> bytes_;
    QTimer timer_;
};

/// A save that was refused when nobody looked becomes a draft of its card.
void keepRefused(data::LocalStore* store, const v1::RecordChange& change, const Error& error);
/// Under which key the words of a record are kept.
QString draftKey(const std::string& entity, const std::string& id);

}  // namespace kupets::view
