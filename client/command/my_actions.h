// What one has done lately, newest first, as a list that grows by pages: each act with its words, its records and
// whether it stands or was taken back. Undos and redos are not acts of their own here: they say how the act stands,
// and which change set has to be taken back next. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QTimer>
#include <map>
#include <vector>

#include "client/data/context.h"
#include "client/net/call.h"
#include "kupets/v1/changes.pb.h"

namespace kupets::command {

class MyActions : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr std::uint32_t kPage = 50;

    struct Entry {
        v1::ChangeSet act;
        QString words;
        Uuid next;  // the change set to take back: the act, or the last undo or redo of it
        bool undone = false;
    };

    explicit MyActions(data::Context context, QObject* parent = nullptr);

    /// Asks anew for as much as is shown.
    void refresh();
    /// The same after a moment of rest, e.g. after each of many changes.
    void refreshSoon() { soon_.start(); }
    const Entry& entry(int row) const { return entries_[static_cast<std::size_t>(row)]; }
    bool isLoading() const { return call_.isOpen(); }
    bool isAnswered() const { return answered_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void answered();
    void failed(const kupets::Error& error);

private:
    void ask(std::uint64_t before, std::uint32_t limit);
    void take(std::uint64_t before, v1::HistoryReply reply);
    std::vector<Entry> entriesOf() const;

    data::Context context_;
    QTimer soon_;
    std::vector<v1::ChangeSet> sets_;  // as the server told them, newest first
    std::vector<Entry> entries_;
    net::CallHandle call_;
    bool more_ = false;
    bool answered_ = false;
};

}  // namespace kupets::command
