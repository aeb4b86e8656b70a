// What happened to a record and around it, at the side of its card: notes, calls, letters, meetings, tasks and changes
// in one line of time; narrowed by kind, opened at a day, and written into.
#pragma once

#include <QWidget>
#include <set>

#include "client/data/record.h"
#include "client/view/host.h"

class QPushButton;
class QStackedLayout;
class QToolButton;

namespace kupets::ui {
class EmptyState;
class FlowLayout;
}  // namespace kupets::ui

namespace kupets::model {
class ChronologyModel;
}

namespace kupets::view {

class ChronologyComposer;
class ChronologyView;

class ChronologyPanel : public QWidget {
    Q_OBJECT
public:
    ChronologyPanel(Host& host, QWidget* parent);
    /// `title`: of the record, as it is called now.
    void setRecord(const data::RecordKey& key, const QString& title);
    /// The record is gone: nothing can be written any more.
    void setReadOnly(bool readOnly);
    /// Words that are not saved yet.
    bool hasWords() const;
    int entries() const;

    model::ChronologyModel& chronology() { return *model_; }
    ChronologyView& view() { return *view_; }
    ChronologyComposer& composer() { return *composer_; }

Q_SIGNALS:
    void wordsChanged();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void chooseKinds();
    void showKinds(const std::set<QString>& kinds);
    void refreshChips();
    void chooseDay();
    void refresh();
    void placeNewest();

    Host& host_;
    model::ChronologyModel* model_;
    ChronologyComposer* composer_;
    ChronologyView* view_;
    QToolButton* filter_;
    QToolButton* day_;
    QWidget* shown_;  // chips of the kinds that it is narrowed to
    ui::FlowLayout* chips_;
    QStackedLayout* stack_;
    ui::EmptyState* empty_;
    QPushButton* newest_;  // back to where it is now, over the list
};

}  // namespace kupets::view
