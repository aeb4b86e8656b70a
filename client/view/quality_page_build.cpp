// How the page is put together.
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

#include "client/net/connection.h"
#include "client/ui/share_bar.h"
#include "client/ui/widgets.h"
#include "client/view/quality_page.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kBarWidth = 130;

QTreeWidget* table(QWidget* parent, const QString& name, const QStringList& columns) {
    auto* made = new QTreeWidget(parent);
    made->setAccessibleName(name);
    made->setRootIsDecorated(false);
    made->setUniformRowHeights(true);
    made->setSelectionMode(QAbstractItemView::SingleSelection);
    made->setHeaderLabels(columns);
    for (int i = 0; i < columns.size(); ++i) {
        made->headerItem()->setFont(i, ui::typeface(ui::TextStyle::Caption));
        made->headerItem()->setForeground(i, ui::tokens().secondary);
        if (i > 0) made->headerItem()->setTextAlignment(i, Qt::AlignRight | Qt::AlignVCenter);
    }
    made->header()->setStretchLastSection(false);
    made->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    made->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    made->setCursor(Qt::PointingHandCursor);
    return made;
}

QVBoxLayout* part(QWidget* whole) {
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    column->setSpacing(ui::metrics::kGap);
    return column;
}

}  // namespace

QWidget* QualityPage::buildHead() {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    row->setSpacing(ui::metrics::kPad);
    row->addWidget(ui::label(tr("Data quality"), ui::TextStyle::Title, ui::Tone::Normal, whole));
    entities_ = new QComboBox(whole);
    entities_->setAccessibleName(tr("Of what"));
    for (const auto& each : snapshot_->entities())
        if (!each->def().checks().empty() || each.get() == entity_)
            entities_->addItem(ui::icon(iconOf(*each)), say(host_.context(), each->def().plural()), toQt(each->name()));
    entities_->setCurrentIndex(entities_->findData(toQt(entityName_)));
    row->addWidget(entities_);
    state_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, whole);
    row->addWidget(state_, 1);
    auto* again = ui::button(tr("Count anew"), ui::ButtonKind::Ghost, QStringLiteral("refresh-cw"), whole);
    row->addWidget(again);
    connect(again, &QPushButton::clicked, this, &QualityPage::reload);
    connect(entities_, &QComboBox::activated, this,
            [this] { host_.openQuality(fromQt(entities_->currentData().toString())); });
    return whole;
}

QualityPage::Tile QualityPage::addTile(QWidget* parent, const QString& name, const QString& act) {
    auto* whole = new QWidget(parent);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(ui::label(name, ui::TextStyle::Caption, ui::Tone::Secondary, whole));
    Tile tile{};
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    tile.percent = ui::label(QStringLiteral("—"), ui::TextStyle::Title, ui::Tone::Normal, whole);
    row->addWidget(tile.percent);
    tile.words = ui::label({}, ui::TextStyle::Body, ui::Tone::Secondary, whole);
    row->addWidget(tile.words, 1);
    column->addLayout(row);
    tile.bar = new ui::ShareBar(whole);
    column->addWidget(tile.bar);
    tile.act = ui::button(act, ui::ButtonKind::Link, {}, whole);
    tile.act->setAccessibleName(act + QStringLiteral(": ") + name);
    // There as long as there is something behind it; its room stays.
    QSizePolicy keeps = tile.act->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    tile.act->setSizePolicy(keeps);
    tile.act->hide();
    auto* last = new QHBoxLayout;
    last->addWidget(tile.act);
    last->addStretch(1);
    column->addLayout(last);
    static_cast<QHBoxLayout*>(parent->layout())->addWidget(whole, 1);
    return tile;
}

QWidget* QualityPage::buildTiles() {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    row->setSpacing(32);
    complete_ = addTile(whole, tr("Complete"), tr("Show those with gaps"));
    fresh_ = addTile(whole, tr("Fresh"), tr("Show the forgotten"));
    standard_ = addTile(whole, tr("By the standard"), tr("Show what can be mended"));
    repair_ = ui::button(tr("Mend"), ui::ButtonKind::Primary, QStringLiteral("check"), whole);
    repair_->setEnabled(false);
    repair_->setToolTip(tr("Phones, legal forms, names, cities and addresses, in one step that can be undone"));
    row->addWidget(repair_, 0, Qt::AlignVCenter);
    connect(complete_.act, &QPushButton::clicked, this, [this] { openBehind(figures_.complete().bad_filter()); });
    connect(fresh_.act, &QPushButton::clicked, this, [this] { openBehind(figures_.fresh().bad_filter()); });
    connect(standard_.act, &QPushButton::clicked, this, [this] { openBehind(figures_.repairable().bad_filter()); });
    connect(repair_, &QPushButton::clicked, this, &QualityPage::repair);
    return whole;
}

QWidget* QualityPage::buildTables() {
    auto* whole = new QWidget(this);
    auto* across = new QHBoxLayout(whole);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(0);
    auto* left = new QWidget(whole);
    auto* first = part(left);
    first->addWidget(ui::label(tr("Checks and fields"), ui::TextStyle::BodyStrong, ui::Tone::Normal, left));
    fields_ = table(left, tr("Checks and fields"), {tr("What"), QString(), tr("Filled"), tr("Missing")});
    fields_->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    fields_->header()->resizeSection(1, kBarWidth);
    first->addWidget(fields_, 1);
    across->addWidget(left, 1);
    across->addWidget(ui::verticalLine(whole));
    auto* right = new QWidget(whole);
    auto* second = part(right);
    auto* head = new QHBoxLayout;
    head->addWidget(ui::label(tr("By"), ui::TextStyle::BodyStrong, ui::Tone::Normal, right));
    by_ = new QComboBox(right);
    by_->setAccessibleName(tr("By"));
    for (const char* name : {"owner", "source"})
        if (const schema::Field* field = entity_->field(name))
            by_->addItem(say(host_.context(), field->def.label()), QString::fromLatin1(name));
    head->addWidget(by_);
    head->addStretch(1);
    second->addLayout(head);
    cuts_ = table(right, tr("By"),
                  {tr("Who or what"), tr("Records"), tr("Complete"), tr("Fresh"), tr("Standard"), tr("Score")});
    second->addWidget(cuts_, 1);
    across->addWidget(right, 1);
    connect(by_, &QComboBox::activated, this, &QualityPage::reload);
    for (QTreeWidget* list : {fields_, cuts_}) {
        connect(list, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { openBehind(item); });
        connect(list, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) { openBehind(item); });
    }
    return whole;
}

QWidget* QualityPage::buildPlan() {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(ui::metrics::kPage, 8, ui::metrics::kPage, 8);
    row->setSpacing(12);
    row->addWidget(ui::label(tr("Each quarter a task to look at the data gets:"), ui::TextStyle::Body,
                             ui::Tone::Secondary, whole));
    plan_ = new QComboBox(whole);
    plan_->setAccessibleName(tr("Who looks at the data each quarter"));
    plan_->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // people come in later
    plan_->addItem(tr("nobody"), QByteArray());
    plan_->setEnabled(host_.context().connection->session().role == QLatin1String("administrator"));
    row->addWidget(plan_);
    row->addStretch(1);
    connect(plan_, &QComboBox::activated, this, &QualityPage::choosePerson);
    return whole;
}

}  // namespace kupets::view
