#include "client/view/import_outcome_panel.h"

#include <QHBoxLayout>

#include "client/ui/chip.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

using Outcome = v1::ImportOutcome;

namespace {
constexpr int kWidth = 300;
constexpr int kMostLikes = 5;
}  // namespace

ImportOutcomePanel::ImportOutcomePanel(Host& host, model::ImportSession& session, model::ImportOutcomeModel& lines,
                                       QWidget* parent)
    : QScrollArea(parent), host_(host), session_(session), lines_(lines) {
    setFixedWidth(kWidth);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("The row in words"));
    show(-1);
}

void ImportOutcomePanel::addText(const QString& words, ui::Tone tone) {
    QLabel* label = ui::label(words, ui::TextStyle::Body, tone, widget());
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column_->addWidget(label);
}

void ImportOutcomePanel::show(int row) {
    row_ = row;
    auto* inside = new QWidget(this);
    inside->setProperty("transparent", true);
    column_ = new QVBoxLayout(inside);
    column_->setContentsMargins(16, 4, 8, 8);
    column_->setSpacing(8);
    setWidget(inside);
    const Outcome* of = lines_.outcome(row);
    if (!of) {
        addText(tr("Choose a row to see it in words."), ui::Tone::Muted);
        column_->addStretch(1);
        return;
    }
    const Outcome outcome = *of;  // looking at others may drop it
    auto* head = new QHBoxLayout;
    head->addWidget(new ui::Chip(model::outcomeWords(outcome.kind(), host_.context().language),
                                 model::outcomeColor(outcome.kind()), inside));
    head->addWidget(ui::label(tr("row %1").arg(outcome.row()), ui::TextStyle::Caption, ui::Tone::Muted, inside));
    head->addStretch(1);
    column_->addLayout(head);
    if (!outcome.title().empty()) {
        auto* link = ui::button(toQt(outcome.title()), ui::ButtonKind::Link, {}, inside);
        if (const auto id = Uuid::fromBytes(outcome.record()))
            connect(link, &QPushButton::clicked, this,
                    [this, key = data::RecordKey{lines_.sheet()->parts[lines_.group().part].entity, *id}] {
                        host_.openRecordIn(key, Host::Place::Window);
                    });
        column_->addWidget(link);
    }
    if (outcome.kind() == Outcome::BAD) addErrors(outcome);
    addLikes(outcome);
    addDecisions(outcome);
    addChanges(outcome);
    column_->addStretch(1);
}

void ImportOutcomePanel::addErrors(const Outcome& outcome) {
    const auto errors = lines_.errors(outcome);
    if (errors.empty()) addText(tr("Another record of this row has an error."), ui::Tone::Danger);
    for (const v1::ImportRowError& error : errors) {
        addText(lines_.errorWords(error), ui::Tone::Danger);
        if (!error.header().empty())
            addText(tr("Column “%1”: %2").arg(toQt(error.header()), toQt(error.value())), ui::Tone::Secondary);
    }
}

void ImportOutcomePanel::addChanges(const Outcome& outcome) {
    for (const v1::ImportCell& cell : outcome.cells()) {
        column_->addWidget(
            ui::label(lines_.fieldWords(cell.field()), ui::TextStyle::Caption, ui::Tone::Secondary, widget()));
        const QString before = outcome.kind() == Outcome::UPDATED ? lines_.valueWords(cell, false) : QString();
        const QString after = lines_.valueWords(cell, true);
        QString words = after.isEmpty() ? tr("empty") : after;
        if (outcome.kind() == Outcome::UPDATED)
            words = (before.isEmpty() ? tr("empty") : before) + QStringLiteral(" → ") + words;
        addText(words, ui::Tone::Normal);
    }
}

void ImportOutcomePanel::addLikes(const Outcome& outcome) {
    if (outcome.likes_size() == 0) return;
    column_->addWidget(ui::label(outcome.kind() == Outcome::UNDECIDED ? tr("Which of these is it?") : tr("Looks like"),
                                 ui::TextStyle::BodyStrong, ui::Tone::Normal, widget()));
    for (int at = 0; at < std::min(outcome.likes_size(), kMostLikes); ++at) {
        const v1::ImportLike& like = outcome.likes(at);
        QString words = toQt(like.title());
        if (like.row() > 0)
            words = tr("row %1 of this sheet").arg(like.row()) +
                    (words.isEmpty() ? QString() : QStringLiteral(" · ") + words);
        if (like.record().empty() && like.row() == 0) words = tr("a record that you may not see");
        if (like.confidence() > 0) words += QStringLiteral("  %1 %").arg(like.confidence());
        auto* line = new QHBoxLayout;
        auto* label = new ui::ElidedLabel(words, widget());
        line->addWidget(label, 1);
        if (!like.record().empty()) {
            auto* take = ui::button(tr("It is this one"), ui::ButtonKind::Normal, {}, widget());
            ui::restyle(take, "fit", "small");
            connect(take, &QPushButton::clicked, this, [this, record = like.record()] {
                decide([&record](v1::ImportDecision& decision) { decision.set_record(record); });
            });
            line->addWidget(take);
        }
        column_->addLayout(line);
    }
}

QString ImportOutcomePanel::decidedWords(const v1::ImportDecision& decision) const {
    if (decision.has_record()) return tr("Decided: it is the record chosen");
    return decision.create() ? tr("Decided: a new record") : tr("Decided: left out");
}

void ImportOutcomePanel::addDecisions(const Outcome& outcome) {
    const auto decided = session_.decisions().find(lines_.decisionKey(row_));
    if (decided != session_.decisions().end()) {
        addText(decidedWords(decided->second), ui::Tone::Success);
        auto* back = ui::button(tr("Take the decision back"), ui::ButtonKind::Link, {}, widget());
        connect(back, &QPushButton::clicked, this, [this] {
            session_.takeBack(lines_.decisionKey(row_));
            show(row_);
        });
        column_->addWidget(back);
        return;
    }
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    if (outcome.kind() == Outcome::UNDECIDED || (outcome.likes_size() > 0 && outcome.kind() != Outcome::CREATED)) {
        auto* make = ui::button(tr("A new record"), ui::ButtonKind::Normal, {}, widget());
        ui::restyle(make, "fit", "small");
        connect(make, &QPushButton::clicked, this,
                [this] { decide([](v1::ImportDecision& decision) { decision.set_create(true); }); });
        line->addWidget(make);
    }
    if (outcome.kind() != Outcome::SKIPPED) {
        auto* skip = ui::button(tr("Leave it out"), ui::ButtonKind::Normal, {}, widget());
        ui::restyle(skip, "fit", "small");
        connect(skip, &QPushButton::clicked, this,
                [this] { decide([](v1::ImportDecision& decision) { decision.set_skip(true); }); });
        line->addWidget(skip);
    }
    line->addStretch(1);
    column_->addLayout(line);
}

void ImportOutcomePanel::decide(const std::function<void(v1::ImportDecision&)>& set) {
    const auto key = lines_.decisionKey(row_);
    v1::ImportDecision decision;
    decision.set_sheet(std::get<0>(key));
    decision.set_row(std::get<1>(key));
    decision.set_part(std::get<2>(key));
    set(decision);
    session_.decide(std::move(decision));
    // Not from within the button's own signal: it is made anew.
    QMetaObject::invokeMethod(this, [this, row = row_] { show(row); }, Qt::QueuedConnection);
}

}  // namespace kupets::view
