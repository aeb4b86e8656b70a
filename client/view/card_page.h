// One record: title, key facts, the form of its layout, lists of what points to it, and its chronology. Edits go into a
// draft that is saved as one change set; what others change meanwhile comes in, field by field.
#pragma once

#include <QPointer>
#include <map>
#include <optional>

#include "client/data/record_store.h"
#include "client/form/draft.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace kupets::ui {
class Banner;
class ElidedLabel;
class EmptyState;
}  // namespace kupets::ui

namespace kupets::model {
class ReferenceCompleter;
}

namespace kupets::view {

class CardForm;
class ChronologyPanel;
class ConflictPanel;
class KeyFacts;
class RelatedLists;

class CardPage : public Page {
    Q_OBJECT
public:
    /// A record that exists.
    CardPage(Host& host, const data::RecordKey& key, QWidget* parent = nullptr);
    /// A record to be made.
    CardPage(Host& host, const std::string& entity, const std::map<std::string, data::Cell>& presets,
             QWidget* parent = nullptr);

    QString address() const override;
    QString title() const override;
    QString iconName() const override;
    bool isDirty() const override;
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(CardPage* self);

    const data::RecordKey& key() const { return key_; }
    CardForm* form() const { return form_; }
    const form::Draft* draft() const { return draft_ ? &*draft_ : nullptr; }
    ChronologyPanel* chronology() const { return chronology_; }
    void save();
    void revert();
    void remove();

Q_SIGNALS:
    /// The record is there now; its address is another than that of the unsaved one.
    void created();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int kRoomForChronology = 940;

    void build();
    QWidget* buildHeader();
    QWidget* buildSaveBar();
    void watch();
    void takeRecord(const std::vector<std::string>& paths, const QString& by);
    void onEdited(const std::string& field, const data::Cell& cell);
    void onSaved(const v1::RecordChange& sent, Result<data::Saved> result, bool wasNew);
    void onBusyChanged(bool ok);
    void onRemoved(const QString& by);
    void refresh();
    void openMenu(QWidget* anchor);
    void proposeColumn();
    bool isFormDirty() const;
    bool canWriteHere() const;

    Host& host_;
    data::RecordKey key_;
    schema::SnapshotPtr snapshot_;  // the form points into it
    const schema::Entity* entity_;
    std::optional<form::Draft> draft_;
    QPointer<data::RecordWatch> watch_;
    bool saving_ = false;
    bool saveWhenReady_ = false;  // asked to save while a file was on its way
    bool gone_ = false;
    bool abandoned_ = false;  // a new record that was given up

    ui::ElidedLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    KeyFacts* facts_ = nullptr;
    CardForm* form_ = nullptr;
    ConflictPanel* conflicts_ = nullptr;
    RelatedLists* related_ = nullptr;
    ChronologyPanel* chronology_ = nullptr;
    ui::Banner* trouble_ = nullptr;
    ui::Banner* goneBanner_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
    QWidget* saveBar_ = nullptr;
    QLabel* saveHint_ = nullptr;
    QPushButton* saveButton_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QWidget* content_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    model::ReferenceCompleter* columns_ = nullptr;
};

}  // namespace kupets::view
