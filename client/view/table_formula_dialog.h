// A column that is computed, as in a spreadsheet: its name, its formula with checking, and what comes out in the first
// rows.
#pragma once

#include <QDialog>
#include <QTimer>

#include "client/net/call.h"
#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/records.pb.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace kupets::view {

class FormulaEdit;

class FormulaDialog : public QDialog {
    Q_OBJECT
public:
    /// `set`: the records of the table, for the preview. `formula` without "="; empty for a new column.
    FormulaDialog(Host& host, const schema::Entity& entity, const v1::RecordSet& set, const QString& name,
                  const QString& formula, QWidget* parent);

    QLineEdit* name() const { return name_; }
    FormulaEdit* formula() const { return formula_; }
    QTableWidget* preview() const { return preview_; }
    QPushButton* go() const { return go_; }

Q_SIGNALS:
    void decided(const QString& name, const QString& formula);

private:
    void accept() override;
    void refresh();
    void ask();

    Host& host_;
    const schema::Entity& entity_;
    v1::RecordSet set_;
    QLineEdit* name_;
    FormulaEdit* formula_;
    QTableWidget* preview_;
    QPushButton* go_;
    QTimer rest_;
    net::CallHandle call_;
};

}  // namespace kupets::view
