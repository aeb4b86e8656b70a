#include "client/view/chronology_panel.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "client/model/chronology_model.h"
#include "client/ui/chip.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kAvatar = 24;
constexpr int kMostLines = 6;

QLabel* wrapped(const QString& text, ui::TextStyle style, ui::Tone tone, QWidget* parent) {
    QLabel* made = ui::label(text, style, tone, parent);
    made->setWordWrap(true);
    return made;
}
}  // namespace

ChronologyPanel::ChronologyPanel(Host& host, QWidget* parent)
    : QWidget(parent), host_(host), model_(new model::ChronologyModel(host.context(), this)) {
    setProperty("surface", "side");
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = ui::label(tr("Chronology"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this);
    head->setContentsMargins(16, 16, 16, 8);
    column->addWidget(head);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Chronology"));
    auto* inner = new QWidget(scroll);
    inner->setProperty("transparent", true);
    list_ = new QVBoxLayout(inner);
    list_->setContentsMargins(16, 4, 12, 16);
    list_->setSpacing(16);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
    hint_ = wrapped(tr("Every change will stand here, with who made it and when. Any of them can be taken back."),
                    ui::TextStyle::Body, ui::Tone::Muted, this);
    hint_->setContentsMargins(16, 0, 16, 16);
    more_ = ui::button(tr("Show older"), ui::ButtonKind::Ghost, {}, this);
    more_->setProperty("fit", "small");
    connect(more_, &QPushButton::clicked, this, [this] { model_->fetchMore({}); });
    column->insertWidget(1, hint_);
    column->addWidget(more_, 0, Qt::AlignHCenter);
    more_->hide();

    // Many signals may come for one batch of news: build once, after them.
    const auto later = [this] {
        if (pending_) return;
        pending_ = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                pending_ = false;
                rebuild();
            },
            Qt::QueuedConnection);
    };
    connect(model_, &QAbstractItemModel::modelReset, this, later);
    connect(model_, &QAbstractItemModel::rowsInserted, this, later);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, later);
    connect(model_, &QAbstractItemModel::dataChanged, this, later);
    connect(model_, &model::ChronologyModel::loadingChanged, this, later);
    connect(model_, &model::ChronologyModel::failed, this, [this](const Error& error) {
        if (!data::isPassing(error)) host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error));
    });
}

/// Entries have colours of the theme in their texts.
void ChronologyPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && model_->rowCount() > 0) rebuild();
}

void ChronologyPanel::setRecord(const data::RecordKey& key) { model_->setRecord(key); }
int ChronologyPanel::entries() const { return model_->rowCount(); }

void ChronologyPanel::rebuild() {
    ui::clearLayout(list_);
    for (int row = 0; row < model_->rowCount(); ++row) list_->addWidget(entry(row));
    list_->addStretch(1);
    hint_->setVisible(model_->rowCount() == 0 && !model_->isLoading());
    more_->setVisible(model_->canFetchMore({}));
}

QWidget* ChronologyPanel::entry(int row) {
    using Role = model::ChronologyModel::Role;
    const QModelIndex index = model_->index(row, 0);
    auto* whole = new QWidget(this);
    auto* across = new QHBoxLayout(whole);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(10);
    const QString actor = index.data(Role::ActorRole).toString();
    across->addWidget(new ui::Avatar(actor, kAvatar, whole), 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(3);
    across->addLayout(column, 1);

    auto* first = new QHBoxLayout;
    first->setSpacing(6);
    auto* who = new ui::ElidedLabel(actor, whole);
    who->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    first->addWidget(who, 1);
    if (index.data(Role::CanUndoRole).toBool()) {
        auto* undo = ui::smallIconButton(QStringLiteral("undo-2"), tr("Take this change back"), whole);
        connect(undo, &QToolButton::clicked, this, [this, at = QPersistentModelIndex(index)] {
            if (at.isValid()) model_->undo(at.row());
        });
        first->addWidget(undo);
    }
    column->addLayout(first);
    const bool undone = index.data(Role::UndoneRole).toBool();
    QString headline =
        index.data(Role::HeadlineRole).toString() + QStringLiteral(" · ") + index.data(Role::MomentTextRole).toString();
    if (undone) headline += QStringLiteral(" · ") + tr("taken back");
    auto* when = wrapped(headline, ui::TextStyle::Caption, ui::Tone::Muted, whole);
    when->setToolTip(QLocale().toString(index.data(Role::MomentRole).toDateTime(), QLocale::LongFormat));
    column->addWidget(when);

    const auto lines = index.data(Role::LinesRole).value<QList<model::ChronologyLine>>();
    for (int i = 0; i < std::min<int>(kMostLines, static_cast<int>(lines.size())); ++i) {
        const model::ChronologyLine& line = lines[i];
        const QString after = line.after.isEmpty() ? QStringLiteral("—") : line.after;
        const QString change = line.before.isEmpty() ? after : line.before + QStringLiteral(" → ") + after;
        auto* text = wrapped({}, ui::TextStyle::Body, ui::Tone::Normal, whole);
        text->setTextFormat(Qt::RichText);
        text->setText(
            QStringLiteral("<span style='color:%1'>%2:</span> %3")
                .arg(ui::tokens().secondary.name(), line.label.toHtmlEscaped(), change.left(240).toHtmlEscaped()));
        column->addWidget(text);
    }
    if (lines.size() > kMostLines)
        column->addWidget(wrapped(tr("and %Ln field(s) more", "", static_cast<int>(lines.size()) - kMostLines),
                                  ui::TextStyle::Caption, ui::Tone::Muted, whole));
    const QString reason = index.data(Role::ReasonRole).toString();
    if (!reason.isEmpty())
        column->addWidget(wrapped(QLocale().quoteString(reason), ui::TextStyle::Body, ui::Tone::Secondary, whole));
    return whole;
}

}  // namespace kupets::view
