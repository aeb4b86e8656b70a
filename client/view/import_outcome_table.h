// The table of the rehearsal: a chip for what becomes of the row, cells that change as before → after, what can not be
// taken in red. Enter, F2 or a double click mends a cell.
#pragma once

#include <QTableView>

namespace kupets::model {
class ImportOutcomeModel;
}

namespace kupets::view {

class ImportOutcomeTable : public QTableView {
    Q_OBJECT
public:
    explicit ImportOutcomeTable(model::ImportOutcomeModel& model, QWidget* parent = nullptr);
    void fitColumns();

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace kupets::view
