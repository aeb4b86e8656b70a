#include "client/view/import_result_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>

#include "client/model/import_bad_rows.h"
#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/import_progress.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr std::uint32_t kRecent = 20;  // change sets of oneself, among them this one

}  // namespace

ImportResultPage::ImportResultPage(Host& host, model::ImportSession& session)
    : ImportPage(host, session, tr("Import"), tr("All of it or nothing: stopped half-way, the base stays as it was.")) {
    setFinalPage(true);
    build();
    connect(&session.run(), &model::ImportRun::done, this, [this] { show(this->session().run().reply()); });
    connect(&session.run(), &model::ImportRun::failed, this, [this](const Error& error) {
        if (running_) tellStopped(wordsOf(this->host().context(), error));
    });
    connect(progress_, &ImportProgressBar::stopped, this, [this] { tellStopped(tr("Stopped. Nothing is changed.")); });
}

void ImportResultPage::build() {
    content()->addWidget(progress_ = new ImportProgressBar(session().run(), this));
    content()->addWidget(trouble_ = new ui::Banner(QStringLiteral("danger"), this));
    again_ = ui::button(tr("Try again"), ui::ButtonKind::Normal, QStringLiteral("refresh-cw"), this);
    content()->addWidget(again_, 0, Qt::AlignLeft);
    connect(again_, &QPushButton::clicked, this, &ImportResultPage::start);
    result_ = new QWidget(this);
    auto* column = new QVBoxLayout(result_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    headline_ = ui::label({}, ui::TextStyle::Heading, ui::Tone::Success, result_);
    column->addWidget(headline_);
    auto* frame = new QFrame(result_);
    frame->setProperty("surface", "raised");
    grid_ = new QGridLayout(frame);
    grid_->setContentsMargins(16, 12, 16, 12);
    grid_->setHorizontalSpacing(24);
    grid_->setVerticalSpacing(8);
    column->addWidget(frame);
    also_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, result_);
    also_->setWordWrap(true);
    column->addWidget(also_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    undo_ = ui::button(tr("Undo the import"), ui::ButtonKind::Normal, QStringLiteral("undo-2"), result_);
    undo_->setObjectName(QStringLiteral("undo"));
    connect(undo_, &QPushButton::clicked, this, &ImportResultPage::undo);
    buttons->addWidget(undo_);
    bad_ = ui::button(tr("Save the rows with errors…"), ui::ButtonKind::Normal, QStringLiteral("save"), result_);
    bad_->setObjectName(QStringLiteral("bad"));
    connect(bad_, &QPushButton::clicked, this, &ImportResultPage::askWhereToSave);
    buttons->addWidget(bad_);
    buttons->addStretch(1);
    column->addLayout(buttons);
    undone_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, result_);
    undone_->setWordWrap(true);
    column->addWidget(undone_);
    content()->addWidget(result_);
    content()->addStretch(1);
}

void ImportResultPage::initializePage() { start(); }

void ImportResultPage::cleanupPage() {
    if (running_) session().run().cancel();
    running_ = false;
}

void ImportResultPage::start() {
    running_ = true;
    done_ = false;
    trouble_->hide();
    again_->hide();
    result_->hide();
    progress_->show();
    session().templates().remember(session().plan().signature(), session().definition());
    v1::ImportRequest request = session().request();
    request.set_reason(fromQt(tr("Import: %1").arg(session().source().fileName())));
    session().run().run(std::move(request));
    Q_EMIT completeChanged();
}

void ImportResultPage::tellStopped(const QString& words) {
    running_ = false;
    progress_->hide();
    trouble_->setText(words);
    trouble_->show();
    again_->show();
    host().commands().reload();  // it may have been done a moment before
}

void ImportResultPage::addLine(int row, const QStringList& cells, bool head) {
    for (int at = 0; at < cells.size(); ++at) {
        QLabel* label = ui::label(cells[at],
                                  head      ? ui::TextStyle::Caption
                                  : at == 0 ? ui::TextStyle::Body
                                            : ui::TextStyle::BodyStrong,
                                  head ? ui::Tone::Secondary : ui::Tone::Normal, result_);
        grid_->addWidget(label, row, at, at == 0 ? Qt::AlignLeft : Qt::AlignRight);
    }
}

void ImportResultPage::show(const v1::ImportReply& reply) {
    running_ = false;
    done_ = true;
    progress_->hide();
    ui::clearLayout(grid_);
    headline_->setText(tr("Done: %1 created, %2 updated").arg(count(reply.created()), count(reply.updated())));
    addLine(0, {QString(), tr("Created"), tr("Updated"), tr("Unchanged"), tr("Left out"), tr("Errors")}, true);
    const auto chosen = session().plan().chosen();
    int row = 1;
    for (const v1::ImportPartCount& part : reply.parts()) {
        if (part.sheet() >= chosen.size()) continue;
        const model::ImportSheetPlan& sheet = session().plan().sheets[chosen[part.sheet()]];
        if (part.part() >= sheet.parts.size()) continue;
        QString words = partTitle(session(), sheet, static_cast<int>(part.part()));
        if (chosen.size() > 1) words = sheetTitle(session(), sheet) + QStringLiteral(" · ") + words;
        addLine(row,
                {words, count(part.created()), count(part.updated()), count(part.unchanged()),
                 count(part.skipped() + part.undecided()), count(part.errors())},
                false);
        auto* open = ui::button(tr("Open the list"), ui::ButtonKind::Link, {}, result_);
        connect(open, &QPushButton::clicked, this,
                [this, entity = sheet.parts[part.part()].entity] { host().openList(entity, filter()); });
        grid_->addWidget(open, row++, 6);
    }
    grid_->setColumnStretch(0, 1);
    QStringList also;
    for (const v1::ImportMade& made : reply.also_created())
        if (const schema::Entity* entity = session().schema().entity(made.entity()))
            also << say(host().context(), entity->def().plural()) + QStringLiteral(": ") + count(made.count());
    also_->setText(also.isEmpty() ? QString()
                                  : tr("Made because others refer to them: %1").arg(also.join(QStringLiteral(", "))));
    also_->setVisible(!also.isEmpty());
    bad_->setVisible(reply.error_count() > 0);
    bad_->setText(tr("Save %Ln row(s) with errors…", "", static_cast<int>(reply.error_count())));
    undo_->setEnabled(true);
    undone_->hide();
    result_->show();
    askMoment();
    const QString words = tr("Imported: %1").arg(session().source().fileName());
    host().commands().reload();
    host().done(words, session().run().changeSet(), words);
    Q_EMIT finished();
    Q_EMIT completeChanged();
}

void ImportResultPage::undo() {
    undo_->setEnabled(false);
    undone_->setText(tr("Being taken back…"));
    undone_->show();
    host().commands().undoChangeSet(session().run().changeSet(), tr("Import: %1").arg(session().source().fileName()),
                                    this, [this](Result<v1::UndoReply> reply) {
                                        if (!reply) {
                                            undo_->setEnabled(true);
                                            return undone_->setText(wordsOf(host().context(), reply.error()));
                                        }
                                        headline_->setText(tr("The import is taken back"));
                                        undone_->setText(tr("The base is as it was before."));
                                    });
}

/// All records of a change set bear its moment, to the microsecond.
void ImportResultPage::askMoment() {
    moment_.reset();
    v1::RecentRequest request;
    request.set_limit(kRecent);
    const auto take = [this](const Result<v1::HistoryReply>& reply) {
        if (!reply) return;
        const std::string id(session().run().changeSet().view());
        for (const v1::ChangeSet& set : reply->change_sets())
            if (set.id() == id) moment_ = Timestamp{set.at()};
    };
    host().context().connection->call<v1::HistoryReply>(v1::METHOD_CHANGES_RECENT, request, this, take);
}

std::string ImportResultPage::filter() const {
    if (moment_) return "updated_by = ME() AND updated_at = \"" + moment_->text() + "\"";
    // Until the server has said it: what this person wrote since then.
    const QString since = session().run().startedAt().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return fromQt(QStringLiteral("updated_by = ME() AND updated_at >= \"%1\"").arg(since));
}

QString ImportResultPage::resultText() const { return result_->isHidden() ? QString() : headline_->text(); }

void ImportResultPage::askWhereToSave() {
    const QFileInfo file(session().source().path());
    auto* dialog = new QFileDialog(this, tr("Save the rows with errors"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Excel workbook (*.xlsx)"), tr("CSV (*.csv)")});
    dialog->setDefaultSuffix(QStringLiteral("xlsx"));
    dialog->selectFile(tr("%1 — errors").arg(file.completeBaseName()) + QStringLiteral(".xlsx"));
    connect(dialog, &QFileDialog::fileSelected, this, &ImportResultPage::saveBadRows);
    dialog->open();
}

bool ImportResultPage::saveBadRows(const QString& path) {
    const auto saved = model::saveBadRows(session(), path);
    if (!saved) {
        host().toast(ui::ToastHost::Kind::Trouble, wordsOf(host().context(), saved.error()));
        return false;
    }
    undone_->setText(tr("Saved: %1. Mend the rows there and import the file again.").arg(QFileInfo(path).fileName()));
    undone_->show();
    return true;
}

}  // namespace kupets::view
