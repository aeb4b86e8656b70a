// Several records become one: a column a record, a row a field in which they differ; a click says which value stays.
// What will move is told before (the server tries, and takes it back); Undo in the toast after.
#pragma once

#include <QDialog>
#include <QTimer>
#include <map>
#include <vector>

#include "client/data/record.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/duplicates.pb.h"
#include "kupets/v1/records.pb.h"

class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace kupets::view {

class MergeDialog : public QDialog {
    Q_OBJECT
public:
    /// Two records at least, at most kMost; the fullest becomes the one that stays, unless `survivor` names it.
    static constexpr std::size_t kMost = 50;
    MergeDialog(Host& host, const std::string& entity, std::vector<Uuid> ids, QWidget* parent, Uuid survivor = {});

    /// The one that stays; what was chosen stays chosen.
    void setSurvivor(int column);
    int survivor() const { return survivor_; }
    Uuid idAt(int column) const { return records_[static_cast<std::size_t>(column)].key.id; }
    Uuid survivorId() const { return records_.empty() ? Uuid{} : records_[static_cast<std::size_t>(survivor_)].key.id; }
    /// The value of this record, in this row of the table.
    void choose(int row, int column);
    QTableWidget* table() const { return table_; }
    QPushButton* go() const { return go_; }
    QString forecastText() const;
    bool isReady() const { return ready_; }

Q_SIGNALS:
    void merged();

private:
    struct Line {
        const schema::Field* field = nullptr;
        bool list = false;  // united unless one is chosen
        int chosen = -1;    // a column; -1: as usual
    };

    void build();
    void ask();
    void take(const Result<v1::GetReply>& reply);
    void fill();
    void showChoices();
    void clicked(int row, int column);
    void forecast();
    void showForecast(const Result<v1::MergeReply>& reply);
    void tell(const QString& words, bool bad = false);
    v1::MergeRequest request(bool dryRun) const;
    /// Whose value a line takes when nothing is chosen.
    int usual(const Line& line) const;
    QString cellText(const Line& line, std::size_t column) const;
    void accept() override;

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    std::vector<Uuid> ids_;
    Uuid wanted_;
    std::vector<data::Record> records_;
    std::vector<Line> lines_;
    int survivor_ = 0;
    Uuid changeSet_;
    bool ready_ = false;
    bool running_ = false;
    QTableWidget* table_;
    QLabel* hint_;
    QLabel* forecast_;
    QPushButton* go_;
    QTimer rest_;
    net::CallHandle call_;
};

}  // namespace kupets::view
