#include "client/view/chronology_panel.h"

#include <QCheckBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>
#include <QToolButton>

#include "client/model/chronology_model.h"
#include "client/ui/calendar.h"
#include "client/ui/chip.h"
#include "client/ui/empty_state.h"
#include "client/ui/flow_layout.h"
#include "client/ui/popover.h"
#include "client/ui/widgets.h"
#include "client/view/chronology_composer.h"
#include "client/view/chronology_view.h"
#include "client/view/words.h"

namespace kupets::view {

ChronologyPanel::ChronologyPanel(Host& host, QWidget* parent)
    : QWidget(parent), host_(host), model_(new model::ChronologyModel(host.context(), this)) {
    setProperty("surface", "side");
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 10, 12, 6);
    head->setSpacing(2);
    head->addWidget(ui::label(tr("Chronology"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this), 1);
    filter_ = ui::smallIconButton(QStringLiteral("filter"), tr("Choose what is shown"), this);
    filter_->setCheckable(true);
    connect(filter_, &QToolButton::clicked, this, &ChronologyPanel::chooseKinds);
    head->addWidget(filter_);
    day_ = ui::smallIconButton(QStringLiteral("calendar"), tr("Go to a day"), this);
    connect(day_, &QToolButton::clicked, this, &ChronologyPanel::chooseDay);
    head->addWidget(day_);
    column->addLayout(head);
    shown_ = new QWidget(this);
    chips_ = new ui::FlowLayout(shown_, 4, 4);
    chips_->setContentsMargins(16, 0, 12, 8);
    shown_->hide();
    column->addWidget(shown_);
    composer_ = new ChronologyComposer(host, this);
    column->addWidget(composer_);
    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    stack_->setContentsMargins(0, 0, 0, 0);
    view_ = new ChronologyView(host, *model_, body);
    empty_ = new ui::EmptyState(body);
    stack_->addWidget(new ui::Skeleton(ui::Skeleton::Shape::List, body));
    stack_->addWidget(view_);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);
    newest_ = ui::button(tr("To the newest"), ui::ButtonKind::Normal, QStringLiteral("arrow-up"), view_);
    newest_->setProperty("fit", "small");
    newest_->hide();

    connect(newest_, &QPushButton::clicked, this, [this] {
        if (!model_->isAtNewest()) model_->openAt(std::nullopt);
        view_->goToTop();
    });
    connect(view_, &ChronologyView::scrolled, this, &ChronologyPanel::placeNewest);
    connect(empty_, &ui::EmptyState::acted, this, [this] { showKinds({}); });
    connect(composer_->text(), &QPlainTextEdit::textChanged, this, &ChronologyPanel::wordsChanged);
    connect(model_, &model::ChronologyModel::kindsChanged, this, &ChronologyPanel::refreshChips);
    connect(model_, &model::ChronologyModel::loadingChanged, this, &ChronologyPanel::refresh);
    connect(model_, &QAbstractItemModel::rowsInserted, this, &ChronologyPanel::refresh);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, &ChronologyPanel::refresh);
    connect(model_, &model::ChronologyModel::failed, this, [this](const Error& error) {
        const bool quiet = data::isPassing(error) || error.code == ErrorCode::Forbidden ||
                           error.code == ErrorCode::NotFound;  // the card itself says so
        if (!quiet) host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error));
    });
    connect(model_, &model::ChronologyModel::finished, this, [this](const QString& title, const Uuid& changeSet) {
        const QString words = tr("Done: %1").arg(title);
        Host& at = host_;
        at.done(words, changeSet);
    });
}

void ChronologyPanel::setRecord(const data::RecordKey& key, const QString& title) {
    composer_->setRecord(key, title);
    if (model_->record() == key) return;
    model_->setRecord(key);
    refresh();
}

void ChronologyPanel::setReadOnly(bool readOnly) {
    composer_->setEnabled(!readOnly);
    if (readOnly) composer_->fold();
}

bool ChronologyPanel::hasWords() const { return composer_->hasWords(); }
int ChronologyPanel::entries() const { return model_->rowCount(); }

void ChronologyPanel::chooseKinds() {
    filter_->setChecked(!model_->shown().empty());
    auto* popover = new ui::Popover(filter_);
    for (const model::ChronologyKind& kind : model_->kinds()) {
        auto* choice = new QCheckBox(kind.label, popover);
        choice->setIcon(ui::icon(kind.icon));
        choice->setChecked(model_->shown().contains(kind.id));
        connect(choice, &QCheckBox::toggled, this, [this, id = kind.id](bool on) {
            std::set<QString> shown = model_->shown();
            if (on)
                shown.insert(id);
            else
                shown.erase(id);
            showKinds(shown);
        });
        popover->content()->addWidget(choice);
    }
    auto* all = ui::button(tr("Show all"), ui::ButtonKind::Ghost, {}, popover);
    all->setProperty("fit", "small");
    connect(all, &QPushButton::clicked, this, [this, popover] {
        popover->close();
        showKinds({});
    });
    popover->content()->addWidget(all);
    popover->open(Qt::AlignRight);
}

void ChronologyPanel::showKinds(const std::set<QString>& kinds) {
    model_->setShown(kinds);
    view_->goToTop();
    refreshChips();
}

void ChronologyPanel::refreshChips() {
    ui::clearLayout(chips_);
    for (const model::ChronologyKind& kind : model_->kinds()) {
        if (!model_->shown().contains(kind.id)) continue;
        auto* chip = new ui::Chip(kind.label, kind.color, shown_);
        chip->setRemovable(true);
        connect(chip, &ui::Chip::removed, this, [this, id = kind.id] {
            std::set<QString> left = model_->shown();
            left.erase(id);
            showKinds(left);
        });
        chips_->addWidget(chip);
    }
    filter_->setChecked(!model_->shown().empty());
    filter_->setVisible(model_->kinds().size() > 1);
    shown_->setVisible(!model_->shown().empty());
    updateGeometry();
}

void ChronologyPanel::chooseDay() {
    auto* popover = new ui::Popover(day_);
    auto* calendar = new ui::Calendar(data::localeOf(host_.context().language), popover);
    calendar->setSelected(QDate::currentDate());
    popover->content()->addWidget(calendar);
    connect(calendar, &ui::Calendar::picked, this, [this, popover](QDate day) {
        popover->close();
        const bool now = day >= QDate::currentDate();
        model_->openAt(now ? std::nullopt
                           : std::optional(Timestamp{day.addDays(1).startOfDay().toMSecsSinceEpoch() * 1000 - 1}));
        view_->goToTop();
    });
    popover->open(Qt::AlignRight);
    calendar->setFocus();
}

void ChronologyPanel::refresh() {
    const bool nothing = model_->rowCount() == 0;
    if (nothing && (!model_->isOpen() || model_->isLoading())) {
        stack_->setCurrentIndex(0);
    } else if (nothing) {
        if (model_->shown().empty())
            empty_->setContent(QStringLiteral("history"), tr("Nothing has happened yet"),
                               tr("Notes, calls, meetings, tasks and every change will stand here."));
        else
            empty_->setContent(QStringLiteral("filter"), tr("Nothing of this kind"), {}, tr("Show all"));
        stack_->setCurrentWidget(empty_);
    } else {
        stack_->setCurrentWidget(view_);
    }
    placeNewest();
}

void ChronologyPanel::placeNewest() {
    const bool away = !model_->isAtNewest() || view_->verticalScrollBar()->value() > 3 * view_->height();
    newest_->setVisible(away && model_->rowCount() > 0);
    if (!newest_->isVisible()) return;
    newest_->adjustSize();
    newest_->move((view_->width() - newest_->width()) / 2, 8);
    newest_->raise();
}

void ChronologyPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeNewest();
}

/// Entries have colours of the theme in their texts.
void ChronologyPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) view_->forgetLooks();
}

}  // namespace kupets::view
