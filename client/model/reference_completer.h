// What an editor of a reference offers: records of the target entity that match what is typed; with nothing typed, the
// first of them in their own order. Same roles as SearchModel. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QTimer>
#include <vector>

#include "client/data/context.h"
#include "client/data/record.h"
#include "client/model/roles.h"
#include "client/net/call.h"
#include "kupets/v1/records.pb.h"

namespace kupets::model {

class ReferenceCompleter : public QAbstractListModel {
    Q_OBJECT

public:
    static constexpr unsigned kLimit = 20;

    /// `filter`: an expression that narrows the choice ("stage.pipeline" of the deal at hand); may be empty.
    ReferenceCompleter(data::Context context, std::string targetEntity, std::string filter = {},
                       QObject* parent = nullptr);

    void setText(const QString& text);
    void setFilter(const std::string& filter);
    const std::string& target() const { return target_; }
    bool isLoading() const { return call_.isOpen() || timer_.isActive(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Uuid idAt(int row) const;
    QString titleAt(int row) const;

Q_SIGNALS:
    void answered(const QString& text);
    void failed(const kupets::Error& error);

private:
    struct Choice {
        Uuid id;
        QString title;
        QString subtitle;
        QString color;
    };
    void ask();
    void show(std::vector<Choice> choices);

    data::Context context_;
    std::string target_;
    std::string filter_;
    QTimer timer_;
    QString text_;
    net::CallHandle call_;
    std::vector<Choice> choices_;
    bool colored_ = false;  // the target's records have colours
    bool asked_ = false;
};

}  // namespace kupets::model
