// "Duplicates": what is in the base more than once, of one entity, in groups, the surest first. The search runs on the
// server, with progress, and can be stopped; a group is merged, or told to be no duplicates.
#pragma once

#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/page.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/duplicates.pb.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace kupets::ui {
class EmptyState;
}

namespace kupets::view {

class MergeDialog;

class DuplicatesPage : public Page {
    Q_OBJECT
public:
    DuplicatesPage(Host& host, const std::string& entity, QWidget* parent = nullptr);

    /// "duplicates/company".
    QString address() const override;
    QString title() const override;
    QString iconName() const override { return QStringLiteral("copy"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(DuplicatesPage* self);
    /// Whether there is anything to compare by.
    static bool isPossible(const schema::Entity& entity);

    void search();
    void stop();
    bool isRunning() const { return running_; }
    QTreeWidget* tree() const { return tree_; }
    QLabel* summary() const { return summary_; }
    MergeDialog* merge();
    void dismiss();

private:
    void build();
    QWidget* buildHeader();
    QWidget* buildFooter();
    void take(Result<v1::DuplicateFindReply> reply);
    void showGroups();
    void showEmpty();
    void refreshButtons();
    int currentGroup() const;
    std::vector<Uuid> membersOf(int group) const;
    void dropGroup(int group);
    void openCurrent();

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    v1::DuplicateFindReply found_;
    bool running_ = false;
    bool asked_ = false;
    net::CallHandle call_;
    QComboBox* least_ = nullptr;
    QPushButton* run_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QLabel* summary_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QTreeWidget* tree_ = nullptr;
    ui::EmptyState* empty_ = nullptr;
    QPushButton* merge_ = nullptr;
    QPushButton* dismiss_ = nullptr;
    QPushButton* open_ = nullptr;
};

}  // namespace kupets::view
