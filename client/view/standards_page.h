// The standard of filling in: how each field is written and what must hold, as the schema in force says it, for
// everybody who works here. Made anew from the schema each time, so it is never behind what the program does.
#pragma once

#include <vector>

#include "client/view/host.h"
#include "client/view/page.h"
#include "common/schema/snapshot.h"

class QVBoxLayout;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class StandardsPage : public Page {
    Q_OBJECT
public:
    static const QString kAddress;

    explicit StandardsPage(Host& host, QWidget* parent = nullptr);

    QString address() const override { return kAddress; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("list-checks"); }
    void shown() override;
    ui::SearchField& search() { return *search_; }
    /// Rows that the search leaves.
    int shownRows() const;

private:
    struct Row {
        QWidget* widget;
        QWidget* section;
        QString words;
    };
    void build();
    void addEntity(const schema::Entity& entity);
    void addRow(QWidget* section, QVBoxLayout* column, const QString& what, const QString& how, const QString& mark);
    void narrow(const QString& typed);

    Host& host_;
    std::vector<Row> rows_;
    ui::SearchField* search_ = nullptr;
    QWidget* inner_ = nullptr;
    QVBoxLayout* column_ = nullptr;
};

/// How values of a field are written, in plain words; empty where there is nothing to say.
QString standardWords(const schema::Field& field);

}  // namespace kupets::view
