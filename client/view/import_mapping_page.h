// The fourth page of the import: which column goes to which field. What the program guessed is there already.
#pragma once

#include "client/net/call.h"
#include "client/view/import_page.h"

class QLabel;
class QPushButton;
class QTabBar;

namespace kupets::view {

class ImportMappingModel;
class ImportMappingTable;
class ImportTemplateMenu;
class SchemaFieldDialog;

class ImportMappingPage : public ImportPage {
    Q_OBJECT
public:
    ImportMappingPage(Host& host, model::ImportSession& session);
    void initializePage() override;
    bool isComplete() const override;

    ImportMappingTable& table() { return *table_; }
    ImportMappingModel& lines() { return *lines_; }
    QTabBar* tabs() const { return tabs_; }
    ImportTemplateMenu& templates() { return *templates_; }
    /// The dialog of a new field for this line; for tests.
    SchemaFieldDialog* newField(int row, int part);

private:
    void fillTabs();
    void show(int tab);
    void pickField(int row, const QString& typed);
    void openConversion(int row);
    void saveField(SchemaFieldDialog* dialog, int place, int row, int part);
    void refresh();
    QString troubles() const;

    QTabBar* tabs_;
    ImportMappingModel* lines_;
    ImportMappingTable* table_;
    ImportTemplateMenu* templates_;
    QLabel* note_;
    net::CallHandle call_;
    std::vector<std::size_t> places_;
};

}  // namespace kupets::view
