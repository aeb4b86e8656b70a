#include "client/view/import_rehearsal_page.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QTabBar>

#include "client/model/import_outcome_model.h"
#include "client/ui/widgets.h"
#include "client/view/import_outcome_panel.h"
#include "client/view/import_outcome_table.h"
#include "client/view/import_progress.h"
#include "client/view/words.h"

namespace kupets::view {

using Outcome = v1::ImportOutcome;

ImportRehearsalPage::ImportRehearsalPage(Host& host, model::ImportSession& session)
    : ImportPage(host, session, tr("What will come of it"),
                 tr("The server has tried it and taken it back: nothing is changed yet. Mend a cell right here by "
                    "typing into it.")),
      filter_(std::make_unique<model::OutcomeFilter>()) {
    setButtonText(QWizard::NextButton, tr("Import"));
    stack_ = new QStackedLayout;
    content()->addLayout(stack_, 1);
    auto* waiting = new QWidget(this);
    auto* column = new QVBoxLayout(waiting);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(progress_ = new ImportProgressBar(session.run(), waiting));
    column->addWidget(trouble_ = new ui::Banner(QStringLiteral("danger"), waiting));
    again_ = ui::button(tr("Try again"), ui::ButtonKind::Normal, QStringLiteral("refresh-cw"), waiting);
    again_->setObjectName(QStringLiteral("again"));
    column->addWidget(again_, 0, Qt::AlignLeft);
    column->addStretch(1);
    stack_->addWidget(waiting);
    stack_->addWidget(buildTable());
    connect(again_, &QPushButton::clicked, this, &ImportRehearsalPage::rehearse);
    connect(progress_, &ImportProgressBar::stopped, this, [this] {
        progress_->hide();
        trouble_->setText(tr("Stopped. Nothing is changed."));
        trouble_->show();
        again_->show();
    });
    connect(&session.run(), &model::ImportRun::rehearsed, this, &ImportRehearsalPage::showResult);
    connect(&session.run(), &model::ImportRun::failed, this, &ImportRehearsalPage::fail);
    connect(&session, &model::ImportSession::mended, this, &ImportRehearsalPage::refreshMended);
}

ImportRehearsalPage::~ImportRehearsalPage() = default;

QWidget* ImportRehearsalPage::buildTable() {
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    tabs_ = new QTabBar(whole);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setAccessibleName(tr("Records"));
    column->addWidget(tabs_);
    filters_ = new QHBoxLayout;
    filters_->setSpacing(4);
    column->addLayout(filters_);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    lines_ = new model::ImportOutcomeModel(session(), this);
    row->addWidget(table_ = new ImportOutcomeTable(*lines_, whole), 1);
    row->addWidget(panel_ = new ImportOutcomePanel(host(), session(), *lines_, whole));
    column->addLayout(row, 1);
    mended_ = new QWidget(whole);
    auto* line = new QHBoxLayout(mended_);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(mendedWords_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Warning, mended_), 1);
    auto* check = ui::button(tr("Check again"), ui::ButtonKind::Primary, QStringLiteral("refresh-cw"), mended_);
    check->setObjectName(QStringLiteral("check"));
    connect(check, &QPushButton::clicked, this, &ImportRehearsalPage::rehearse);
    line->addWidget(check);
    column->addWidget(mended_);
    connect(tabs_, &QTabBar::currentChanged, this, &ImportRehearsalPage::showGroup);
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { panel_->show(current.row()); });
    return whole;
}

void ImportRehearsalPage::initializePage() {
    if (session().isRehearsed() && !session().run().isBusy())
        showResult();
    else
        rehearse();
}

void ImportRehearsalPage::cleanupPage() {
    if (here_) session().run().cancel();
    here_ = false;
}

void ImportRehearsalPage::rehearse() {
    trouble_->hide();
    again_->hide();
    progress_->show();
    stack_->setCurrentIndex(0);
    here_ = true;
    session().setRehearsed(false);
    session().run().rehearse(session().request());
    Q_EMIT completeChanged();
}

void ImportRehearsalPage::fail(const Error& error) {
    if (!std::exchange(here_, false)) return;
    progress_->hide();
    trouble_->setText(wordsOf(host().context(), error));
    trouble_->show();
    again_->show();
    Q_EMIT completeChanged();
}

void ImportRehearsalPage::showResult() {
    here_ = false;
    const QSignalBlocker quiet(tabs_);
    const int before = std::max(0, tabs_->currentIndex());
    while (tabs_->count() > 0) tabs_->removeTab(0);
    const auto chosen = session().plan().chosen();
    auto& outcomes = session().run().outcomes();
    const auto groups = outcomes.groups();
    for (const auto& group : groups) {
        if (group.sheet >= chosen.size()) continue;
        const model::ImportSheetPlan& sheet = session().plan().sheets[chosen[group.sheet]];
        if (group.part >= sheet.parts.size()) continue;
        QString words = partTitle(session(), sheet, static_cast<int>(group.part));
        if (chosen.size() > 1) words = sheetTitle(session(), sheet) + QStringLiteral(" · ") + words;
        const int tab = tabs_->addTab(words + QStringLiteral("  ") + count(outcomes.count(group)));
        tabs_->setTabData(tab,
                          QVariant::fromValue(QPoint(static_cast<int>(group.sheet), static_cast<int>(group.part))));
    }
    tabs_->setVisible(tabs_->count() > 1);
    tabs_->updateGeometry();  // a bar that is not seen yet does not tell its layout
    tabs_->setCurrentIndex(std::min(before, tabs_->count() - 1));
    stack_->setCurrentIndex(1);
    showGroup();
    refreshMended();
    table_->setFocus();
    Q_EMIT completeChanged();
}

void ImportRehearsalPage::showGroup() {
    const QPoint at = tabs_->tabData(tabs_->currentIndex()).toPoint();
    const model::ImportOutcomes::Group group{static_cast<std::uint32_t>(at.x()), static_cast<std::uint32_t>(at.y())};
    const auto& outcomes = session().run().outcomes();
    const bool gone =
        (filter_->kind && outcomes.count(group, *filter_->kind) == 0) || (filter_->alike && outcomes.alike(group) == 0);
    if (gone) *filter_ = {};
    lines_->show(group, *filter_);
    fillFilters();
    table_->fitColumns();
    if (lines_->rowCount() > 0)
        table_->setCurrentIndex(lines_->index(0, model::ImportOutcomeModel::FirstCell));
    else
        panel_->show(-1);
}

void ImportRehearsalPage::addFilter(const QString& words, std::uint64_t number, const model::OutcomeFilter& filter) {
    auto* button = ui::button(words + QStringLiteral("  ") + count(number), ui::ButtonKind::Ghost, {}, this);
    button->setCheckable(true);
    button->setChecked(filter == *filter_);
    button->setEnabled(number > 0);
    button->setObjectName(QStringLiteral("filter%1")
                              .arg(filter.alike  ? 99
                                   : filter.kind ? static_cast<int>(*filter.kind)
                                                 : 0));
    ui::restyle(button, "fit", "small");
    connect(button, &QPushButton::clicked, this, [this, filter] {
        *filter_ = filter;
        QMetaObject::invokeMethod(this, &ImportRehearsalPage::showGroup, Qt::QueuedConnection);
    });
    filters_->addWidget(button);
}

void ImportRehearsalPage::fillFilters() {
    ui::clearLayout(filters_);
    const auto& outcomes = session().run().outcomes();
    const auto& group = lines_->group();
    addFilter(tr("All"), outcomes.count(group), {});
    for (const Outcome::Kind kind :
         {Outcome::CREATED, Outcome::UPDATED, Outcome::UNCHANGED, Outcome::SKIPPED, Outcome::UNDECIDED, Outcome::BAD}) {
        QString words = model::outcomeWords(kind, host().context().language);
        words[0] = words[0].toUpper();
        if (outcomes.count(group, kind) > 0) addFilter(words, outcomes.count(group, kind), {kind, false});
    }
    if (outcomes.alike(group) > 0) addFilter(tr("Looks like another"), outcomes.alike(group), {std::nullopt, true});
    filters_->addStretch(1);
}

void ImportRehearsalPage::filter(int kind) {
    *filter_ = {};
    if (kind > 0) filter_->kind = static_cast<Outcome::Kind>(kind);
    showGroup();
}

void ImportRehearsalPage::refreshMended() {
    const int changes = session().unchecked();
    mendedWords_->setText(tr("%Ln change(s) not checked yet", "", changes));
    mended_->setVisible(changes > 0);
    Q_EMIT completeChanged();
}

bool ImportRehearsalPage::isComplete() const {
    if (!session().isRehearsed() || session().run().isBusy() || session().unchecked() > 0) return false;
    const auto& outcomes = session().run().outcomes();
    return outcomes.count(Outcome::CREATED) + outcomes.count(Outcome::UPDATED) > 0;
}

}  // namespace kupets::view
