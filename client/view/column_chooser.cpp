#include "client/view/column_chooser.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QListWidget>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

std::vector<std::string> offered(const schema::Entity& entity, const std::vector<std::string>& shown) {
    std::vector<std::string> all = shown;
    for (const auto& field : entity.fields()) {
        const bool hidden = field->name() == "id" || field->name() == "version";
        if (!hidden && std::find(all.begin(), all.end(), field->name()) == all.end()) all.push_back(field->name());
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

std::vector<std::string> ownColumns(const schema::Entity& entity) {
    return {entity.def().table_columns().begin(), entity.def().table_columns().end()};
}

ui::Popover* openColumnChooser(QWidget* anchor, const schema::Entity& entity, const std::vector<std::string>& shown,
                               const data::Context& context, std::function<void(std::vector<std::string>)> chosen) {
    auto* popover = new ui::Popover(anchor);
    popover->setContentWidth(300);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 0, 0);
    head->addWidget(ui::label(QCoreApplication::translate("ColumnChooser", "Columns"), ui::TextStyle::BodyStrong,
                              ui::Tone::Normal, popover),
                    1);
    auto* reset =
        ui::button(QCoreApplication::translate("ColumnChooser", "As it was"), ui::ButtonKind::Link, {}, popover);
    head->addWidget(reset);
    popover->content()->addLayout(head);

    auto* list = new QListWidget(popover);
    list->setProperty("popover", true);
    list->setFrameShape(QFrame::NoFrame);
    list->setDragDropMode(QAbstractItemView::InternalMove);
    list->setDefaultDropAction(Qt::MoveAction);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setAccessibleName(QCoreApplication::translate("ColumnChooser", "Columns"));
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setSpacing(0);
    for (const std::string& path : offered(entity, shown)) {
        auto* item = new QListWidgetItem(data::pathLabel(entity, path, context.language), list);
        item->setData(Qt::UserRole, toQt(path));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
        item->setCheckState(std::find(shown.begin(), shown.end(), path) != shown.end() ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(QSize(10, 30));
    }
    list->setFixedHeight(std::min(list->count() * 30 + 4, 380));
    popover->content()->addWidget(list);
    popover->content()->addWidget(ui::label(QCoreApplication::translate("ColumnChooser", "Drag to change the order"),
                                            ui::TextStyle::Caption, ui::Tone::Muted, popover));

    const auto tell = [list, chosen] {
        const std::vector<std::string> paths = checkedPaths(*list);
        if (!paths.empty()) chosen(paths);
    };
    QObject::connect(list, &QListWidget::itemChanged, popover, tell);
    QObject::connect(list->model(), &QAbstractItemModel::rowsMoved, popover, tell);
    QObject::connect(reset, &QPushButton::clicked, popover, [popover, chosen] {
        chosen({});
        popover->close();
    });
    popover->open(Qt::AlignRight);
    list->setFocus();
    return popover;
}

}  // namespace kupets::view
