// "Why?": the chain that led to a change, from the change down to a person's or the clock's doing, with links to what
// each step was about and to the rules that did it.
#pragma once

#include <QDialog>

#include "client/net/call.h"
#include "client/view/host.h"
#include "kupets/v1/changes.pb.h"

class QLabel;
class QVBoxLayout;

namespace kupets::view {

class WhyDialog : public QDialog {
    Q_OBJECT
public:
    /// Of a change set.
    static WhyDialog* openChange(Host& host, const Uuid& changeSet, QWidget* window);
    /// Of the change set that made this record: a task, a notice.
    static WhyDialog* openRecord(Host& host, const data::RecordKey& key, QWidget* window);

    bool isAnswered() const { return answered_; }
    /// What it says, a line each.
    QStringList lines() const { return said_; }

private:
    WhyDialog(Host& host, const v1::WhyRequest& request, QWidget* window);
    void show(const v1::WhyReply& reply);
    void addLink(const v1::WhyLink& link, bool first, bool last);
    void askName(const std::string& user, QLabel* beside);
    void go(const data::RecordKey& key);

    Host& host_;
    QVBoxLayout* column_;
    QLabel* state_;
    QStringList said_;
    bool answered_ = false;
};

/// Who or what did it: «Правило „Доставка“», «Анна Петрова», «Импорт: Анна Петрова».
QString whyWho(const v1::WhyLink& link);

}  // namespace kupets::view
