// "Looks like: ООО Ромашка, Москва, ведёт Иванов — open": under the head of a card while somebody types what is in the
// base already. Asks a moment after the last key, blocks nothing, and goes away by itself.
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>

#include "client/form/draft.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "kupets/v1/duplicates.pb.h"

class QLabel;
class QVBoxLayout;

namespace kupets::view {

class DuplicateHint : public QWidget {
    Q_OBJECT
public:
    DuplicateHint(Host& host, const schema::Entity& entity, QWidget* parent);

    /// Of a new record, or of one whose compared fields are being changed; others have no hint.
    void look(const form::Draft& draft);
    void forget();
    const v1::DuplicateCheckReply& likes() const { return likes_; }

private:
    void ask();
    void showLikes(v1::DuplicateCheckReply reply);
    QWidget* line(const v1::DuplicateLike& like);

    Host& host_;
    std::string entity_;
    std::vector<std::string> fields_;  // that rules compare
    std::map<std::string, QString> rules_;
    v1::DuplicateCheckRequest asked_;
    std::string known_;  // what the last question was of
    v1::DuplicateCheckReply likes_;
    QVBoxLayout* lines_;
    QLabel* head_;
    QTimer rest_;
    net::CallHandle call_;
};

}  // namespace kupets::view
