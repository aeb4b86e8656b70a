// The first page of the import: which file. Dropped, chosen, or given by whoever opened the wizard.
#pragma once

#include "client/view/import_page.h"

class QComboBox;
class QFrame;
class QLabel;
class QMimeData;
class QPushButton;

namespace kupets::ui {
class Banner;
}

namespace kupets::view {

/// The one file of a drop that could be a table; empty when there is none.
QString tableFileOf(const QMimeData* mime);

class ImportFilePage : public ImportPage {
    Q_OBJECT
public:
    ImportFilePage(Host& host, model::ImportSession& session);
    bool isComplete() const override;
    void choose();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    QWidget* buildCsv();
    void refresh();
    void reopen();
    QString factsText() const;

    QFrame* drop_ = nullptr;
    QLabel* name_ = nullptr;
    QLabel* facts_ = nullptr;
    QPushButton* choose_ = nullptr;
    ui::Banner* trouble_ = nullptr;
    QWidget* csv_ = nullptr;
    QComboBox* encoding_ = nullptr;
    QComboBox* delimiter_ = nullptr;
    bool filling_ = false;
};

}  // namespace kupets::view
