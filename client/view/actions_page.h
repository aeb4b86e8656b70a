// "My actions": what one did lately, by day, newest first; each can be taken back or done again, opened, and looked
// into. What cannot be taken back says who changed what since.
#pragma once

#include <QListView>
#include <QStackedLayout>

#include "client/command/my_actions.h"
#include "client/command/refusal.h"
#include "client/view/host.h"
#include "client/view/page.h"

class QPushButton;

namespace kupets::ui {
class Banner;
class EmptyState;
}  // namespace kupets::ui

namespace kupets::view {

class ActionsLook;

class ActionsList : public QListView {
    Q_OBJECT
public:
    using QListView::QListView;

Q_SIGNALS:
    void opened(int row);
    void unfolded(int row);
    void doPressed(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    bool isOnDo(const QPoint& at) const;
};

class ActionsPage : public Page {
    Q_OBJECT
public:
    static const QString kAddress;

    explicit ActionsPage(Host& host, QWidget* parent = nullptr);

    QString address() const override { return kAddress; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("history"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(ActionsPage* self);

    command::MyActions& acts() { return *model_; }
    ActionsList& listView() { return *list_; }
    /// Takes an act back, or does it again.
    void turn(int row);
    void unfold(int row);
    /// Why the last one was refused; empty when it was not.
    QString refusalText() const;

private:
    void openRecordOf(int row);
    void showRefusal(const Error& error);
    void refresh();

    Host& host_;
    command::MyActions* model_;
    ActionsLook* look_;
    ActionsList* list_;
    ui::Banner* refusal_;
    QPushButton* openRefused_;
    std::optional<data::RecordKey> refused_;
    QStackedLayout* stack_;
    ui::EmptyState* empty_;
    Error failure_;
    bool failed_ = false;
};

}  // namespace kupets::view
