// Hits of the global search, grouped by entity in the order of the navigation. Typing is debounced by 40 ms, the
// newest text wins, older answers are dropped. DisplayRole the title, SubtitleRole, EntityRole, RecordIdRole. GUI
// thread.
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

class SearchModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum { SectionRole = Qt::UserRole + 200 };  // QString: "Компании" on the first hit of each entity, else empty

    explicit SearchModel(data::Context context, QObject* parent = nullptr,
                         std::chrono::milliseconds debounce = std::chrono::milliseconds(40));

    void setText(const QString& text);
    const QString& text() const { return text_; }
    /// Empty: all that are searchable.
    void setEntities(std::vector<std::string> entities);
    void setLimit(unsigned perEntity) { limit_ = perEntity; }
    bool isLoading() const { return call_.isOpen() || timer_.isActive(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    data::RecordKey keyAt(int row) const;
    /// What was searched for in place of what was typed (another layout, a spelling); empty when it was that.
    const QString& instead() const { return instead_; }

Q_SIGNALS:
    void loadingChanged(bool loading);
    /// The hits are those of `text` (perhaps none).
    void answered(const QString& text);
    void failed(const kupets::Error& error);

private:
    void ask();
    void take(const QString& text, v1::SearchReply reply);

    data::Context context_;
    QTimer timer_;
    QString text_;
    std::vector<std::string> entities_;
    unsigned limit_ = 8;
    net::CallHandle call_;
    std::vector<v1::SearchHit> hits_;
    QString instead_;
};

}  // namespace kupets::model
