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
class QMimeData;
class QPushButton;
class QScrollArea;
class QHBoxLayout;
class QStackedWidget;
class QTabBar;
class QToolButton;
class QVBoxLayout;

namespace kupets::ui {
class Banner;
class ElidedLabel;
class EmptyState;
}  // namespace kupets::ui

namespace kupets::data {
class PresenceWatch;
}

namespace kupets::model {
class ReferenceCompleter;
}

namespace kupets::v1 {
class FavouriteEvent;
}

namespace kupets::view {

class CardFigures;
class CardFiles;
class CardForm;
class ChronologyPanel;
class CompanyTree;
class ConflictPanel;
class DraftKeeper;
class DuplicateHint;
class KeyFacts;
class MergeWithDialog;
class PresenceMarks;
class RelatedLists;
class SplitDialog;

class CardPage : public Page {
    Q_OBJECT
public:
    /// A record that exists.
    CardPage(Host& host, const data::RecordKey& key, QWidget* parent = nullptr);
    /// A record to be made.
    CardPage(Host& host, const std::string& entity, const std::map<std::string, data::Cell>& presets,
             QWidget* parent = nullptr);
    /// A record that was not saved yet when the program ended: as much of it as was kept.
    CardPage(Host& host, const data::RecordKey& key, const QByteArray& kept, QWidget* parent);
    ~CardPage() override;

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
    CardFigures* figures() const { return figures_; }
    CardFiles* files() const { return files_; }
    PresenceMarks* marks() const { return marks_; }
    QTabBar* tabs() const { return tabBar_; }
    CompanyTree* tree() const { return tree_; }
    /// What stood on the card when it was left without saving is back, and can be thrown away.
    bool isRestored() const;
    void discardRestored();
    void toggleFavourite();
    bool isFavourite() const { return starred_; }
    /// To the record before (-1) or after (1) this one in the list from which one came.
    void walk(int rows);
    /// Files and pictures of the clipboard, when the focus is where nothing can be pasted.
    void paste();
    void save();
    void revert();
    void remove();
    /// This record and another one are the same.
    MergeWithDialog* mergeWith();
    /// One of its mergers is taken apart.
    SplitDialog* split();
    DuplicateHint* duplicates() const { return duplicates_; }

Q_SIGNALS:
    /// The record is there now; its address is another than that of the unsaved one.
    void created();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    static constexpr int kRoomForChronology = 940;
    static constexpr int kChronologyWidth = 360;

    void build();
    QWidget* buildHeader();
    QWidget* buildSaveBar();
    void buildTabs();
    void buildKeeping();
    void showTab(int tab);
    void arrangeParts();
    void beginNew();
    void keepDraft();
    void restoreDraft();
    void keepWords();
    void restoreWords();
    void watchPresence();
    void tellEditing();
    void askFavourite();
    void takeFavourite(const v1::FavouriteEvent& event);
    void showStar();
    void chooseFiles();
    void showSending();
    void act(const std::string& action);
    static QString clock(qint64 milliseconds);
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
    bool saveAgain_ = false;  // asked to save while a save was on its way
    bool starred_ = false;
    bool saveWhenReady_ = false;  // asked to save while a file was on its way
    bool gone_ = false;
    bool abandoned_ = false;  // a new record that was given up

    ui::ElidedLabel* title_ = nullptr;
    QLabel* subtitle_ = nullptr;
    KeyFacts* facts_ = nullptr;
    CardFigures* figures_ = nullptr;
    PresenceMarks* marks_ = nullptr;
    QPointer<data::PresenceWatch> presence_;
    QToolButton* star_ = nullptr;
    QToolButton* before_ = nullptr;
    QToolButton* after_ = nullptr;
    QTabBar* tabBar_ = nullptr;
    QHBoxLayout* across_ = nullptr;
    QVBoxLayout* left_ = nullptr;
    CompanyTree* tree_ = nullptr;
    bool hasTree_ = false;
    bool wasRoomy_ = true;
    int shownTab_ = 0;
    CardFiles* files_ = nullptr;
    DraftKeeper* keeper_ = nullptr;
    DraftKeeper* wordsKeeper_ = nullptr;
    ui::Banner* restored_ = nullptr;
    ui::Banner* sending_ = nullptr;
    net::CallHandle favouriteCall_;
    CardForm* form_ = nullptr;
    ConflictPanel* conflicts_ = nullptr;
    DuplicateHint* duplicates_ = nullptr;
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
