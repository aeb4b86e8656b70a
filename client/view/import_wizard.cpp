#include "client/view/import_wizard.h"

#include "client/ui/widgets.h"
#include "client/view/import_file_page.h"
#include "client/view/import_mapping_page.h"
#include "client/view/import_matching_page.h"
#include "client/view/import_parts_page.h"
#include "client/view/import_rehearsal_page.h"
#include "client/view/import_result_page.h"
#include "client/view/import_sheets_page.h"
#include "client/view/import_steps.h"

namespace kupets::view {

ImportWizard::ImportWizard(Host& host, const std::string& entity, QWidget* parent)
    : QWizard(parent), host_(host), session_(new model::ImportSession(host.context(), host.settings(), entity, this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import from a table"));
    setWindowFlag(Qt::WindowMaximizeButtonHint, true);
    setWizardStyle(QWizard::ClassicStyle);
    setOptions(QWizard::NoBackButtonOnStartPage | QWizard::NoCancelButtonOnLastPage);
    setMinimumSize(900, 600);
    resize(1280, 760);
    dressButtons();
    steps_ = new ImportSteps(
        {tr("File"), tr("Sheets"), tr("Records"), tr("Columns"), tr("Matching"), tr("Rehearsal"), tr("Result")}, this);
    setSideWidget(steps_);
    setPage(File, new ImportFilePage(host, *session_));
    setPage(Sheets, sheets_ = new ImportSheetsPage(host, *session_));
    setPage(Parts, parts_ = new ImportPartsPage(host, *session_));
    setPage(Mapping, mapping_ = new ImportMappingPage(host, *session_));
    setPage(Matching, new ImportMatchingPage(host, *session_));
    setPage(Rehearsal, rehearsal_ = new ImportRehearsalPage(host, *session_));
    setPage(Done, result_ = new ImportResultPage(host, *session_));
    connect(this, &QWizard::currentIdChanged, this, [this](int step) {
        steps_->setCurrent(step);
        mapped_ = mapped_ || step == Mapping;
        if (step == Done) button(QWizard::BackButton)->setEnabled(!result_->isRunning());
    });
    connect(result_, &ImportResultPage::finished, this, [this] { setOption(QWizard::NoBackButtonOnLastPage); });
}

ImportWizard::~ImportWizard() = default;

void ImportWizard::dressButtons() {
    setButton(QWizard::BackButton, ui::button(tr("Back"), ui::ButtonKind::Normal, QStringLiteral("arrow-left"), this));
    setButton(QWizard::NextButton, ui::button(tr("Next"), ui::ButtonKind::Primary, {}, this));
    setButton(QWizard::FinishButton, ui::button(tr("Close"), ui::ButtonKind::Primary, {}, this));
    setButton(QWizard::CancelButton, ui::button(tr("Cancel"), ui::ButtonKind::Ghost, {}, this));
    setButtonText(QWizard::BackButton, tr("Back"));
    setButtonText(QWizard::NextButton, tr("Next"));
    setButtonText(QWizard::FinishButton, tr("Close"));
    setButtonText(QWizard::CancelButton, tr("Cancel"));
    setButtonLayout(
        {QWizard::CancelButton, QWizard::Stretch, QWizard::BackButton, QWizard::NextButton, QWizard::FinishButton});
}

void ImportWizard::openFile(const QString& path) { session_->open(path); }

/// Nothing half-done, and nothing told in vain: the next file with these columns begins where this one ended.
void ImportWizard::reject() {
    session_->run().cancel();
    if (mapped_ && session_->isPlanned())
        session_->templates().remember(session_->plan().signature(), session_->definition());
    QWizard::reject();
}

}  // namespace kupets::view
