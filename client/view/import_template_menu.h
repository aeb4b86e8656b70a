// The templates of the import: where the proposal came from, which others there are, saving what is there now under a
// name.
#pragma once

#include <QWidget>

#include "client/model/import_session.h"
#include "client/view/host.h"

class QLabel;
class QMenu;
class QPushButton;

namespace kupets::view {

class ImportTemplateMenu : public QWidget {
    Q_OBJECT
public:
    ImportTemplateMenu(Host& host, model::ImportSession& session, QWidget* parent);
    void askName();
    void save(const QString& name, bool shared);

private:
    void refresh();
    void open();

    Host& host_;
    model::ImportSession& session_;
    QLabel* from_;
    QPushButton* button_;
    QString used_;
};

}  // namespace kupets::view
