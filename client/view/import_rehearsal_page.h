// The sixth page of the import: what will come of each row, before anything is changed. Cells are mended and rows
// decided right here.
#pragma once

#include "client/view/import_page.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTabBar;

namespace kupets::model {
class ImportOutcomeModel;
struct OutcomeFilter;
}  // namespace kupets::model
namespace kupets::ui {
class Banner;
}

namespace kupets::view {

class ImportOutcomePanel;
class ImportOutcomeTable;
class ImportProgressBar;

class ImportRehearsalPage : public ImportPage {
    Q_OBJECT
public:
    ImportRehearsalPage(Host& host, model::ImportSession& session);
    ~ImportRehearsalPage() override;
    void initializePage() override;
    void cleanupPage() override;
    bool isComplete() const override;

    ImportOutcomeTable& table() { return *table_; }
    model::ImportOutcomeModel& lines() { return *lines_; }
    QTabBar* tabs() const { return tabs_; }
    void rehearse();
    /// For tests: as a press on the button of this outcome; 0: all.
    void filter(int kind);

private:
    QWidget* buildTable();
    void showResult();
    void showGroup();
    void fillFilters();
    void addFilter(const QString& words, std::uint64_t number, const model::OutcomeFilter& filter);
    void refreshMended();
    void fail(const Error& error);

    QStackedLayout* stack_;
    ImportProgressBar* progress_;
    ui::Banner* trouble_;
    QPushButton* again_;
    QTabBar* tabs_;
    QHBoxLayout* filters_;
    model::ImportOutcomeModel* lines_;
    ImportOutcomeTable* table_;
    ImportOutcomePanel* panel_;
    QWidget* mended_;
    QLabel* mendedWords_;
    std::unique_ptr<model::OutcomeFilter> filter_;
    bool here_ = false;  // the rehearsal that runs was begun here
};

}  // namespace kupets::view
