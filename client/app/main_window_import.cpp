// Table files brought to the window: by command, or dropped anywhere in it.
#include <QDragEnterEvent>

#include "client/app/main_window.h"
#include "client/app/page_stack.h"
#include "client/data/schema_mirror.h"
#include "client/view/import_file_page.h"
#include "client/view/import_wizard.h"
#include "client/view/table_page.h"
#include "client/view/view_state.h"

namespace kupets::app {

void MainWindow::openList(const std::string& entity, const std::string& filter) {
    if (!pages_->openTab(QStringLiteral("table/") + toQt(entity), false)) return;
    if (auto* page = qobject_cast<view::TablePage*>(pages_->current()))
        page->state().edit([&filter](v1::TableView& view) { view.set_filter(filter); });
    raise();
    activateWindow();
}

view::ImportWizard* MainWindow::importWizard() const { return qobject_cast<view::ImportWizard*>(import_.data()); }

/// One import at a time: the one that is open comes to the front.
void MainWindow::importFile(const std::string& entity, const QString& path) {
    if (!isInside() || !parts_.context.schema->snapshot()) return;
    if (!import_) import_ = new view::ImportWizard(*this, entity, this);
    view::ImportWizard* wizard = importWizard();
    if (!path.isEmpty() && wizard->currentId() <= view::ImportWizard::File) wizard->openFile(path);
    wizard->show();
    wizard->raise();
    wizard->activateWindow();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (isInside() && !view::tableFileOf(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = view::tableFileOf(event->mimeData());
    if (!isInside() || path.isEmpty()) return;
    event->acceptProposedAction();
    const QString address = pages_->currentAddress();
    importFile(address.startsWith(QLatin1String("table/")) ? entityOfAddress(address) : std::string(), path);
}

}  // namespace kupets::app
