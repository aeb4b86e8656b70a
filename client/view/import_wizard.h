// The import of a table file, step by step: file, sheets, records, columns, matching, rehearsal, result. A window of
// its own beside the main one; deletes itself when closed. What was told is remembered for the next file with the same
// columns.
#pragma once

#include <QWizard>

#include "client/model/import_session.h"
#include "client/view/host.h"

namespace kupets::view {

class ImportMappingPage;
class ImportMatchingPage;
class ImportPartsPage;
class ImportRehearsalPage;
class ImportResultPage;
class ImportSheetsPage;
class ImportSteps;

class ImportWizard : public QWizard {
    Q_OBJECT
public:
    enum Step { File, Sheets, Parts, Mapping, Matching, Rehearsal, Done };

    /// `entity`: where the person came from; may be empty.
    ImportWizard(Host& host, const std::string& entity, QWidget* parent);
    ~ImportWizard() override;

    void openFile(const QString& path);
    void reject() override;

    model::ImportSession& session() { return *session_; }
    ImportSheetsPage& sheets() { return *sheets_; }
    ImportPartsPage& parts() { return *parts_; }
    ImportMappingPage& mapping() { return *mapping_; }
    ImportRehearsalPage& rehearsal() { return *rehearsal_; }
    ImportResultPage& result() { return *result_; }

private:
    void dressButtons();

    Host& host_;
    model::ImportSession* session_;
    ImportSteps* steps_;
    ImportSheetsPage* sheets_;
    ImportPartsPage* parts_;
    ImportMappingPage* mapping_;
    ImportRehearsalPage* rehearsal_;
    ImportResultPage* result_;
    bool mapped_ = false;  // the person has seen the mapping: worth remembering
};

}  // namespace kupets::view
