#include "client/view/board_options.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <algorithm>

#include "client/data/path.h"
#include "client/model/board_stages.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 300;
constexpr int kLine = 30;
constexpr int kMostHeight = 300;

std::vector<std::string> offered(const schema::Entity& entity, const std::vector<std::string>& shown) {
    std::vector<std::string> all = shown;
    for (const auto& field : entity.fields()) {
        const bool hidden = field->name() == "id" || field->name() == "version" ||
                            field->name() == entity.def().title_field() || field->type() == v1::FILE;
        if (!hidden && std::ranges::find(all, field->name()) == all.end()) all.push_back(field->name());
    }
    return all;
}

std::vector<std::string> checkedPaths(const QListWidget& list) {
    std::vector<std::string> paths;
    for (int row = 0; row < list.count(); ++row)
        if (list.item(row)->checkState() == Qt::Checked)
            paths.push_back(fromQt(list.item(row)->data(Qt::UserRole).toString()));
    return paths;
}

}  // namespace

BoardOptions::BoardOptions(const schema::Entity& entity, const data::Context& context, const BoardChoices& now,
                           const QString& lanes, QWidget* anchor)
    : ui::Popover(anchor) {
    setContentWidth(kWidth);
    addColumns(entity, context, now);
    content()->addSpacing(8);
    addTiles(entity, context, now);
    content()->addSpacing(4);
    content()->addWidget(ui::horizontalLine(this));
    auto* rules = ui::button(tr("Rules on the stages"), ui::ButtonKind::Ghost, QStringLiteral("zap"), this);
    content()->addWidget(rules);
    connect(rules, &QPushButton::clicked, this, [this] {
        Q_EMIT rulesRequested();
        close();
    });
    if (lanes.isEmpty()) return;
    auto* open =
        ui::button(tr("%1 and their stages").arg(lanes), ui::ButtonKind::Ghost, QStringLiteral("settings"), this);
    content()->addWidget(open);
    connect(open, &QPushButton::clicked, this, [this] {
        Q_EMIT lanesRequested();
        close();
    });
}

void BoardOptions::addColumns(const schema::Entity& entity, const data::Context& context, const BoardChoices& now) {
    content()->addWidget(ui::label(tr("Columns"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    const auto fields = model::columnFieldsOf(entity);
    if (fields.size() > 1) {
        auto* by = new QComboBox(this);
        by->setAccessibleName(tr("Columns by"));
        for (const schema::Field* field : fields) by->addItem(say(context, field->def.label()), toQt(field->name()));
        by->setCurrentIndex(by->findData(toQt(now.columnField)));
        connect(by, &QComboBox::activated, this,
                [this, by] { Q_EMIT columnFieldChosen(fromQt(by->currentData().toString())); });
        content()->addWidget(by);
    }
    auto* closed = new QComboBox(this);
    closed->setAccessibleName(tr("Closed columns"));
    closed->addItem(tr("Closed ones beside the others"));
    closed->addItem(tr("Closed ones narrow"));
    closed->addItem(tr("Closed ones hidden"));
    closed->setCurrentIndex(static_cast<int>(now.closed));
    connect(closed, &QComboBox::activated, this,
            [this](int index) { Q_EMIT closedChosen(static_cast<ClosedColumns>(index)); });
    content()->addWidget(closed);
}

void BoardOptions::addTiles(const schema::Entity& entity, const data::Context& context, const BoardChoices& now) {
    auto* head = new QHBoxLayout;
    head->addWidget(ui::label(tr("On the tile"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this), 1);
    auto* reset = ui::button(tr("As it was"), ui::ButtonKind::Link, {}, this);
    head->addWidget(reset);
    content()->addLayout(head);
    auto* list = new QListWidget(this);
    list->setProperty("popover", true);
    list->setFrameShape(QFrame::NoFrame);
    list->setDragDropMode(QAbstractItemView::InternalMove);
    list->setDefaultDropAction(Qt::MoveAction);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setAccessibleName(tr("On the tile"));
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (const std::string& path : offered(entity, now.tileFields)) {
        auto* item = new QListWidgetItem(data::pathLabel(entity, path, context.language), list);
        item->setData(Qt::UserRole, toQt(path));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
        const bool shown = std::ranges::find(now.tileFields, path) != now.tileFields.end();
        item->setCheckState(shown ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(QSize(10, kLine));
    }
    list->setFixedHeight(std::min(list->count() * kLine + 4, kMostHeight));
    content()->addWidget(list);
    content()->addWidget(ui::label(tr("Drag to change the order"), ui::TextStyle::Caption, ui::Tone::Muted, this));
    const auto tell = [this, list] {
        const std::vector<std::string> paths = checkedPaths(*list);
        if (!paths.empty()) Q_EMIT tileFieldsChosen(paths);
    };
    connect(list, &QListWidget::itemChanged, this, tell);
    connect(list->model(), &QAbstractItemModel::rowsMoved, this, tell);
    connect(reset, &QPushButton::clicked, this, [this] {
        Q_EMIT tileFieldsChosen({});
        close();
    });
}

}  // namespace kupets::view
