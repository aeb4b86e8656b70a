#include "client/view/column_chooser.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QListWidget>
#include <algorithm>

#include "client/data/path.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/filter_row.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

std::vector<std::string> offered(const schema::Entity& entity, const std::vector<std::string>& shown,
                                 const data::Context& context) {
    std::vector<std::string> all = shown;
    for (const auto& [path, label] : offeredPaths(entity, context))
        if (std::find(shown.begin(), shown.end(), path) == shown.end()) all.push_back(path);
    return all;
}

/// Fields of other records come when they are looked for: there are many.
void showMatches(QListWidget& list, const QString& text) {
    for (int row = 0; row < list.count(); ++row) {
        QListWidgetItem* item = list.item(row);
        const bool own = !item->data(Qt::UserRole).toString().contains(QLatin1Char('.'));
        const bool checked = item->checkState() == Qt::Checked;
        item->setHidden(text.isEmpty() ? !own && !checked : !item->text().contains(text, Qt::CaseInsensitive));
    }
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
                               const data::Context& context, std::function<void(std::vector<std::string>)> chosen,
                               const std::map<std::string, QString>& labels) {
    auto* popover = new ui::Popover(anchor);
    popover->setContentWidth(320);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 0, 0);
    head->addWidget(ui::label(QCoreApplication::translate("ColumnChooser", "Columns"), ui::TextStyle::BodyStrong,
                              ui::Tone::Normal, popover),
                    1);
    auto* reset =
        ui::button(QCoreApplication::translate("ColumnChooser", "As it was"), ui::ButtonKind::Link, {}, popover);
    head->addWidget(reset);
    popover->content()->addLayout(head);

    auto* find = new ui::SearchField(
        QCoreApplication::translate("ColumnChooser", "Find a field, also of other records"), popover);
    find->setPause(60);
    popover->content()->addWidget(find);
    auto* list = new QListWidget(popover);
    list->setProperty("popover", true);
    list->setFrameShape(QFrame::NoFrame);
    list->setDragDropMode(QAbstractItemView::InternalMove);
    list->setDefaultDropAction(Qt::MoveAction);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    list->setAccessibleName(QCoreApplication::translate("ColumnChooser", "Columns"));
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setSpacing(0);
    for (const std::string& path : offered(entity, shown, context)) {
        const auto named = labels.find(path);
        auto* item = new QListWidgetItem(
            named == labels.end() ? data::pathLabel(entity, path, context.language) : named->second, list);
        item->setData(Qt::UserRole, toQt(path));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemIsDragEnabled);
        item->setCheckState(std::find(shown.begin(), shown.end(), path) != shown.end() ? Qt::Checked : Qt::Unchecked);
        item->setSizeHint(QSize(10, 30));
    }
    list->setFixedHeight(380);
    showMatches(*list, {});
    QObject::connect(find, &ui::SearchField::searched, list, [list](const QString& text) { showMatches(*list, text); });
    QObject::connect(find, &ui::SearchField::arrowPressed, list, [list] { list->setFocus(); });
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
    find->setFocus();
    return popover;
}

}  // namespace kupets::view
