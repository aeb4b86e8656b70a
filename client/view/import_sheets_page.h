// The second page of the import: which sheets, in which order, and where the names of their columns stand.
#pragma once

#include "client/view/import_page.h"

class QLabel;
class QListWidget;
class QSpinBox;
class QTableView;
class QToolButton;

namespace kupets::ui {
class Banner;
}

namespace kupets::view {

class ImportPreviewModel;

class ImportSheetsPage : public ImportPage {
    Q_OBJECT
public:
    ImportSheetsPage(Host& host, model::ImportSession& session);
    void initializePage() override;
    bool isComplete() const override;

    QListWidget* list() const { return list_; }
    QSpinBox* headerBox() const { return header_; }

private:
    QWidget* buildList();
    QWidget* buildPreview();
    void fill();
    void show(int place);
    void move(int by);
    void setHeader(int row);
    void refreshCounts();
    QString lineOf(const model::ImportSheetPlan& sheet) const;

    QListWidget* list_ = nullptr;
    QWidget* listPart_ = nullptr;
    QToolButton* up_ = nullptr;
    QToolButton* down_ = nullptr;
    QSpinBox* header_ = nullptr;
    QLabel* note_ = nullptr;
    ui::Banner* trouble_ = nullptr;
    QTableView* table_ = nullptr;
    ImportPreviewModel* model_ = nullptr;
    int shown_ = -1;
    bool filling_ = false;
};

}  // namespace kupets::view
