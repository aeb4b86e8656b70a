// Which rows and cells are coloured, and when: conditions from above to below, the first that holds wins.
#pragma once

#include <QDialog>
#include <vector>

#include "client/view/host.h"
#include "common/schema/snapshot.h"
#include "kupets/v1/views.pb.h"

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace kupets::view {

class FormulaEdit;

class ColorDialog : public QDialog {
    Q_OBJECT
public:
    ColorDialog(Host& host, const schema::Entity& entity, const v1::TableView& view, const std::string& column,
                QWidget* parent);

    struct Rule {
        QWidget* row;
        FormulaEdit* when;
        QComboBox* color;
        QComboBox* column;
    };
    const std::vector<Rule>& rules() const { return rules_; }
    Rule& add(const v1::ColorRule& rule);
    QPushButton* go() const { return go_; }

Q_SIGNALS:
    void decided(const std::vector<kupets::v1::ColorRule>& rules);

private:
    void accept() override;
    void refresh();

    Host& host_;
    const schema::Entity& entity_;
    v1::TableView view_;
    QVBoxLayout* column_;
    QPushButton* go_;
    std::vector<Rule> rules_;
};

}  // namespace kupets::view
