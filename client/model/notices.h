// What the program has to tell the person who is in: his records of the entity "notice", kept fresh by the feed. A
// notice is there when its time has come; until then it waits, here as on the server, so that a restart of either loses
// nothing. Each is announced once: what was announced is kept in the local store, and what came while the program was
// off is not announced one by one.
//
// GUI thread. The context's objects outlive it. Failures of loading leave what was there; the next news asks again.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "client/data/context.h"
#include "client/data/feed.h"
#include "client/data/record.h"
#include "client/net/call.h"
#include "common/base/time.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

struct Notice {
    Uuid id;
    QString text;
    std::string kind;
    Timestamp at;
    Timestamp createdAt;
    bool seen = false;
    std::optional<data::RecordKey> about;  // none: about nothing that has a card
    // Of what it is about, when that is known:
    QString phone;                // whom to call; empty: nobody
    bool taskIsOpen = false;      // it is a task that can be done
    bool approvalIsOpen = false;  // it is an approval that is waited for
    bool operator==(const Notice&) const = default;
};

/// Between these, seconds since midnight, nothing pops up. Over midnight when `from` is the later one.
struct QuietHours {
    int from = 0;
    int to = 0;
    bool covers(int second) const;
};

class Notices : public QObject {
    Q_OBJECT
public:
    explicit Notices(data::Context context, QObject* parent = nullptr);

    /// Those that have come, the unread first, the newest first.
    const std::vector<Notice>& all() const { return shown_; }
    int unread() const;
    bool isReady() const { return ready_; }
    /// Null when there is none of this id.
    const Notice* find(const Uuid& id) const;

    void markSeen(const std::vector<Uuid>& ids);
    void markAllSeen();
    /// It comes again then, as if it were new.
    void postpone(const Uuid& id, Timestamp until);

    const std::optional<QuietHours>& quietHours() const { return quiet_; }
    bool digest() const { return digest_; }
    /// By this computer's clocks.
    bool isQuiet() const;
    using Saved = std::function<void(Result<void>)>;
    void setPreferences(std::optional<QuietHours> quiet, bool digest, QObject* context, Saved done);

    void reload();

Q_SIGNALS:
    void changed();
    /// For the first time on this computer; not while it is quiet.
    void came(const std::vector<kupets::model::Notice>& notices);
    /// So many unread ones came while the program was off.
    void missed(int count);
    /// A change of a notice was not saved.
    void failed(const kupets::Error& error);

private:
    void take(const v1::QueryReply& reply);
    void askFacts();
    void takeFacts(const std::string& entity, std::size_t phones, const v1::GetReply& reply);
    void show();
    void announce();
    void askPreferences();
    void onFeed(const data::FeedBatch& batch);
    void change(std::span<const Uuid> ids, std::initializer_list<std::pair<const char*, Value>> fields);
    bool isDue(const Notice& notice, Timestamp now) const;
    bool announcedBefore(const Notice& notice) const;
    void keepAnnounced(const Notice& notice);

    data::Context context_;
    std::vector<Notice> known_;  // also those that are to come
    std::vector<Notice> shown_;
    std::set<QString> announced_;  // when there is no local store
    std::optional<QuietHours> quiet_;
    bool digest_ = true;
    bool preferencesKnown_ = false;
    Uuid preference_;
    QTimer next_;
    QTimer soon_;  // many news are one question
    net::CallHandle call_;
    bool ready_ = false;
    bool first_ = true;
};

}  // namespace kupets::model
