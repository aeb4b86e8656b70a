// "Fields and cards": what an administrator adds to the product's entities, while everybody works. At the left the
// entities, then the fields of one (the product's grey), then the card as sections whose fields are moved by mouse or
// by buttons. Each field is saved by itself at once; the card when one says so.
#pragma once

#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/page.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/schema.pb.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace kupets::view {

class DuplicateRulesDialog;
class SchemaChecks;
class SchemaFieldDialog;

class SchemaPage : public Page {
    Q_OBJECT
public:
    SchemaPage(Host& host, const std::string& entity, QWidget* parent = nullptr);

    /// "fields/contact".
    QString address() const override;
    QString title() const override;
    QString iconName() const override { return QStringLiteral("sliders-horizontal"); }
    bool isDirty() const override { return layoutChanged_; }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(SchemaPage* self);

    /// Null for the new one's name.
    SchemaFieldDialog* openDialog(const std::string& field = {});
    void removeField(const std::string& field);
    DuplicateRulesDialog* openDuplicateRules();
    void saveLayout();
    std::string currentField() const;
    QTreeWidget* fieldList() const { return fields_; }
    SchemaChecks* checks() const { return checks_; }
    QTreeWidget* layoutTree() const { return layout_; }
    static bool mayOpen(const data::Context& context);

private:
    QWidget* buildEntities();
    QWidget* buildFields();
    QWidget* buildLayout();
    void showFields();
    void showLayout();
    void chooseRole();
    v1::SiteEntity layoutSite() const;
    const v1::EntityDef& def() const { return entity_->def(); }
    void save(v1::SiteEntity site, const QString& done, std::function<void(const Error&)> refused);
    void move(int by);
    void addSection();
    void renameSection();
    void removeFromLayout();
    void placeField(const std::string& field);
    void setLayoutChanged(bool changed);
    void dropLayout();
    QTreeWidgetItem* addSectionItem(const v1::LayoutSection& section);
    void addFieldItem(QTreeWidgetItem* section, const std::string& name);
    void refreshButtons();
    QString words(const std::string& field) const;

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Entity* entity_;
    bool layoutChanged_ = false;
    net::CallHandle call_;

    QListWidget* entities_ = nullptr;
    QTreeWidget* fields_ = nullptr;
    SchemaChecks* checks_ = nullptr;
    QTreeWidget* layout_ = nullptr;
    QComboBox* role_ = nullptr;
    QComboBox* unplaced_ = nullptr;
    QPushButton* edit_ = nullptr;
    QPushButton* remove_ = nullptr;
    QPushButton* saveLayout_ = nullptr;
    QPushButton* dropLayout_ = nullptr;
};

}  // namespace kupets::view
