// The row of the rehearsal that one looks at, in words: why it is bad, what changes in which record, what it may be a
// duplicate of, and what can be decided about it.
#pragma once

#include <QScrollArea>

#include "client/model/import_outcome_model.h"
#include "client/ui/widgets.h"
#include "client/view/host.h"

class QVBoxLayout;

namespace kupets::view {

class ImportOutcomePanel : public QScrollArea {
    Q_OBJECT
public:
    ImportOutcomePanel(Host& host, model::ImportSession& session, model::ImportOutcomeModel& lines, QWidget* parent);
    void show(int row);

private:
    void addText(const QString& words, ui::Tone tone);
    void addErrors(const v1::ImportOutcome& outcome);
    void addChanges(const v1::ImportOutcome& outcome);
    void addLikes(const v1::ImportOutcome& outcome);
    void addDecisions(const v1::ImportOutcome& outcome);
    void decide(const std::function<void(v1::ImportDecision&)>& set);
    QString decidedWords(const v1::ImportDecision& decision) const;

    Host& host_;
    model::ImportSession& session_;
    model::ImportOutcomeModel& lines_;
    QVBoxLayout* column_ = nullptr;
    int row_ = -1;
};

}  // namespace kupets::view
