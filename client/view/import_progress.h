// What an import is doing now: words, a bar, rows a second, and the way to stop it with nothing changed.
#pragma once

#include <QWidget>

#include "client/model/import_run.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace kupets::view {

class ImportProgressBar : public QWidget {
    Q_OBJECT
public:
    explicit ImportProgressBar(model::ImportRun& run, QWidget* parent = nullptr);
    QPushButton* stopButton() const { return stop_; }

Q_SIGNALS:
    void stopped();

private:
    void refresh();

    model::ImportRun& run_;
    QLabel* words_;
    QLabel* speed_;
    QProgressBar* bar_;
    QPushButton* stop_;
};

}  // namespace kupets::view
