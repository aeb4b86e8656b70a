// How the page is put together.
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QShortcut>
#include <QTreeWidget>

#include "client/ui/widgets.h"
#include "client/view/duplicate_rules_dialog.h"
#include "client/view/schema_checks.h"
#include "client/view/schema_page.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kEntitiesWidth = 220;

QTreeWidget* tree(QWidget* parent) {
    auto* made = new QTreeWidget(parent);
    made->setIndentation(16);
    made->setUniformRowHeights(true);
    made->setAlternatingRowColors(false);
    made->setSelectionMode(QAbstractItemView::SingleSelection);
    return made;
}

/// A column of the page: a heading, what belongs to it, buttons below.
QVBoxLayout* part(QWidget* whole, const QString& heading) {
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(heading, ui::TextStyle::BodyStrong, ui::Tone::Normal, whole));
    return column;
}

}  // namespace

QWidget* SchemaPage::buildEntities() {
    auto* whole = new QWidget(this);
    whole->setFixedWidth(kEntitiesWidth);
    auto* column = part(whole, tr("What the cards are of"));
    entities_ = new QListWidget(whole);
    entities_->setAccessibleName(tr("What the cards are of"));
    for (const auto& each : snapshot_->entities()) {
        auto* item =
            new QListWidgetItem(ui::icon(iconOf(*each)), say(host_.context(), each->def().plural()), entities_);
        item->setData(Qt::UserRole, toQt(each->name()));
        item->setSizeHint(QSize(0, ui::metrics::kRow));
        if (each.get() == entity_) entities_->setCurrentItem(item);
    }
    column->addWidget(entities_, 1);
    return whole;
}

QWidget* SchemaPage::buildFields() {
    auto* whole = new QWidget(this);
    auto* column = part(whole, tr("Fields"));
    fields_ = tree(whole);
    fields_->setAccessibleName(tr("Fields"));
    fields_->setRootIsDecorated(false);
    fields_->setColumnCount(3);
    fields_->setHeaderLabels({tr("Name"), tr("What it holds"), QString()});
    for (int i = 0; i < 3; ++i) {
        fields_->headerItem()->setFont(i, ui::typeface(ui::TextStyle::Caption));
        fields_->headerItem()->setForeground(i, ui::tokens().secondary);
    }
    fields_->header()->setStretchLastSection(false);
    fields_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    fields_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    fields_->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    column->addWidget(fields_, 1);
    auto* row = new QHBoxLayout;
    auto* add = ui::button(tr("Add field"), ui::ButtonKind::Primary, QStringLiteral("plus"), whole);
    edit_ = ui::button(tr("Change"), ui::ButtonKind::Normal, QStringLiteral("pencil"), whole);
    remove_ = ui::button(tr("Remove"), ui::ButtonKind::Ghost, QStringLiteral("trash-2"), whole);
    for (QPushButton* button : {add, edit_, remove_}) row->addWidget(button);
    row->addStretch(1);
    auto* duplicates = ui::button(tr("Duplicates…"), ui::ButtonKind::Ghost, QStringLiteral("copy"), whole);
    connect(duplicates, &QPushButton::clicked, this, [this] { openDuplicateRules(); });
    column->addLayout(row);
    column->addSpacing(ui::metrics::kPad);
    checks_ = new SchemaChecks(host_, whole);
    column->addWidget(checks_);
    column->addWidget(duplicates, 0, Qt::AlignLeft);
    connect(checks_, &SchemaChecks::saveRequested, this,
            [this](const v1::SiteEntity& site, const QString& done, const SchemaChecks::Refused& refused) {
                save(site, done, refused);
            });
    connect(add, &QPushButton::clicked, this, [this] { openDialog(); });
    connect(edit_, &QPushButton::clicked, this, [this] { openDialog(currentField()); });
    connect(remove_, &QPushButton::clicked, this, [this] { removeField(currentField()); });
    connect(fields_, &QTreeWidget::itemActivated, this, [this] { openDialog(currentField()); });
    connect(fields_, &QTreeWidget::currentItemChanged, this, [this] { refreshButtons(); });
    return whole;
}

DuplicateRulesDialog* SchemaPage::openDuplicateRules() {
    auto* dialog = new DuplicateRulesDialog(host_, entity_->name(), window());
    dialog->open();
    return dialog;
}

QWidget* SchemaPage::buildLayout() {
    auto* whole = new QWidget(this);
    whole->setProperty("surface", "side");
    whole->setAttribute(Qt::WA_StyledBackground);
    auto* column = part(whole, tr("The card"));
    role_ = new QComboBox(whole);
    role_->setAccessibleName(tr("Whose card"));
    column->addWidget(role_);
    layout_ = tree(whole);
    layout_->setAccessibleName(tr("The card"));
    layout_->setHeaderHidden(true);
    layout_->setDragDropMode(QAbstractItemView::InternalMove);
    layout_->setDefaultDropAction(Qt::MoveAction);
    layout_->invisibleRootItem()->setFlags(layout_->invisibleRootItem()->flags() & ~Qt::ItemIsDropEnabled);
    column->addWidget(layout_, 1);
    unplaced_ = new QComboBox(whole);
    unplaced_->setAccessibleName(tr("Put a field on the card"));
    column->addWidget(unplaced_);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    const auto tool = [&](const char* icon, const QString& name, auto act) {
        auto* made = ui::iconButton(QLatin1String(icon), name, whole);
        connect(made, &QToolButton::clicked, this, act);
        row->addWidget(made);
    };
    tool("arrow-up", tr("Up"), [this] { move(-1); });
    tool("arrow-down", tr("Down"), [this] { move(1); });
    tool("plus", tr("New section"), [this] { addSection(); });
    tool("pencil", tr("Rename the section"), [this] { renameSection(); });
    tool("x", tr("Off the card"), [this] { removeFromLayout(); });
    row->addStretch(1);
    column->addLayout(row);
    auto* last = new QHBoxLayout;
    dropLayout_ = ui::button(tr("The product's card"), ui::ButtonKind::Ghost, QStringLiteral("rotate-ccw"), whole);
    saveLayout_ = ui::button(tr("Save the card"), ui::ButtonKind::Primary, QStringLiteral("check"), whole);
    last->addWidget(dropLayout_);
    last->addStretch(1);
    last->addWidget(saveLayout_);
    column->addLayout(last);
    connect(saveLayout_, &QPushButton::clicked, this, &SchemaPage::saveLayout);
    connect(dropLayout_, &QPushButton::clicked, this, &SchemaPage::dropLayout);
    connect(new QShortcut(QKeySequence(Qt::Key_Delete), layout_, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &SchemaPage::removeFromLayout);
    connect(role_, &QComboBox::activated, this, [this] { chooseRole(); });
    connect(unplaced_, &QComboBox::activated, this,
            [this](int at) { placeField(fromQt(unplaced_->itemData(at).toString())); });
    connect(layout_->model(), &QAbstractItemModel::rowsInserted, this, [this] { setLayoutChanged(true); });
    connect(layout_, &QTreeWidget::itemChanged, this, [this] { setLayoutChanged(true); });
    return whole;
}

}  // namespace kupets::view
