// The last page of the import: it runs, and then says what came of it: figures, the list, rows that were left out as a
// file, undo.
#pragma once

#include "client/view/import_page.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace kupets::ui {
class Banner;
}

namespace kupets::view {

class ImportProgressBar;

class ImportResultPage : public ImportPage {
    Q_OBJECT
public:
    ImportResultPage(Host& host, model::ImportSession& session);
    void initializePage() override;
    void cleanupPage() override;
    bool isComplete() const override { return done_; }
    bool isRunning() const { return running_; }
    bool isDone() const { return done_; }
    QPushButton* undoButton() const { return undo_; }
    QString resultText() const;
    /// Writes the rows that were left out; for tests without the dialog.
    bool saveBadRows(const QString& path);
    /// The records that the import wrote, for any of its entities.
    std::string filter() const;

Q_SIGNALS:
    /// Imported: there is no way back but undo.
    void finished();

private:
    void build();
    void start();
    void show(const v1::ImportReply& reply);
    void addLine(int row, const QStringList& cells, bool head);
    void tellStopped(const QString& words);
    void askWhereToSave();
    void askMoment();
    void undo();

    ImportProgressBar* progress_;
    ui::Banner* trouble_;
    QPushButton* again_;
    QWidget* result_;
    QLabel* headline_;
    QLabel* also_;
    QGridLayout* grid_;
    QPushButton* bad_;
    QPushButton* undo_;
    QLabel* undone_;
    bool running_ = false;
    bool done_ = false;
    std::optional<Timestamp> moment_;  // of the change set, by the server's clock
};

}  // namespace kupets::view
