// A merger taken apart: which one, what will come back, what stays because it was changed since.
#pragma once

#include <QDialog>

#include "client/data/record.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "kupets/v1/changes.pb.h"
#include "kupets/v1/duplicates.pb.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace kupets::view {

class SplitDialog : public QDialog {
    Q_OBJECT
public:
    /// Of this record's mergers that stand; `merge`: begins with this one (nil: with the latest).
    SplitDialog(Host& host, const data::RecordKey& key, const Uuid& merge, QWidget* parent);

    QPushButton* go() const { return go_; }
    QString forecastText() const;

private:
    void ask(const Uuid& merge);
    void take(const v1::HistoryReply& reply, const Uuid& merge);
    void forecast();
    void showForecast(const Result<v1::SplitReply>& reply);
    QString keptWords(const v1::SplitReply& reply) const;
    void tell(const QString& words, bool bad = false);
    v1::SplitRequest request(bool dryRun) const;
    void accept() override;

    Host& host_;
    data::RecordKey key_;
    QComboBox* mergers_;
    QLabel* forecast_;
    QPushButton* go_;
    bool running_ = false;
    net::CallHandle call_;
};

}  // namespace kupets::view
