// What happened to a record, newest first: who, when, which fields from what to what; each entry can be taken back.
#pragma once

#include <QWidget>

#include "client/data/record.h"
#include "client/view/host.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kupets::model {
class ChronologyModel;
}

namespace kupets::view {

class ChronologyPanel : public QWidget {
    Q_OBJECT
public:
    ChronologyPanel(Host& host, QWidget* parent);
    void setRecord(const data::RecordKey& key);
    int entries() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    QWidget* entry(int row);

    Host& host_;
    model::ChronologyModel* model_;
    QVBoxLayout* list_;
    QLabel* hint_;
    QPushButton* more_;
    bool pending_ = false;
};

}  // namespace kupets::view
