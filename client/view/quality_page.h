// How good the data are: shares of what is filled in, fresh and written as the standard has it, by field, check,
// employee and source; what is behind each figure is one click away, and what is certain is mended by one.
#pragma once

#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/page.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/quality.pb.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace kupets::ui {
class ShareBar;
}

namespace kupets::view {

class QualityPage : public Page {
    Q_OBJECT
public:
    QualityPage(Host& host, const std::string& entity, QWidget* parent = nullptr);

    /// "quality/company".
    QString address() const override;
    QString title() const override;
    QString iconName() const override { return QStringLiteral("shield-check"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(QualityPage* self);

    void reload();
    void repair();
    bool isReady() const { return ready_; }
    const v1::QualityReply& figures() const { return figures_; }
    QTreeWidget* fieldList() const { return fields_; }
    QTreeWidget* cutList() const { return cuts_; }
    QPushButton* repairButton() const { return repair_; }
    QComboBox* planBox() const { return plan_; }

private:
    struct Tile {
        QLabel* percent;
        QLabel* words;
        ui::ShareBar* bar;
        QPushButton* act;
    };
    Tile addTile(QWidget* parent, const QString& name, const QString& act);
    QWidget* buildHead();
    QWidget* buildTiles();
    QWidget* buildTables();
    QWidget* buildPlan();
    void show(const v1::QualityReply& reply);
    void showTile(const Tile& tile, const v1::QualityFigure& figure, const QString& bad);
    void addFigure(QTreeWidget* list, const QString& name, const v1::QualityFigure& figure, const QString& hint);
    void addCut(const v1::QualityCut& cut);
    void openBehind(const QTreeWidgetItem* item);
    void openBehind(const std::string& filter);
    void askPlan();
    void choosePerson();
    QString labelOfCut(const v1::QualityCut& cut) const;

    Host& host_;
    const std::string entityName_;
    const schema::Entity* entity_;
    schema::SnapshotPtr snapshot_;
    v1::QualityReply figures_;
    bool ready_ = false;
    net::CallHandle call_;
    net::CallHandle repairing_;
    Uuid person_;  // who has the task; nil: nobody

    QComboBox* entities_ = nullptr;
    QLabel* state_ = nullptr;
    Tile complete_{};
    Tile fresh_{};
    Tile standard_{};
    QPushButton* repair_ = nullptr;
    QTreeWidget* fields_ = nullptr;
    QTreeWidget* cuts_ = nullptr;
    QComboBox* by_ = nullptr;
    QComboBox* plan_ = nullptr;
};

}  // namespace kupets::view
