// The row of totals at the foot of a table: sums, averages, least and greatest of columns over all that the filter
// finds. Stands under its columns and scrolls with them; a click asks what to compute.
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>

#include "client/net/call.h"
#include "client/view/view_state.h"

namespace kupets::view {

class RecordTable;

class TableTotals : public QWidget {
    Q_OBJECT
public:
    TableTotals(Host& host, RecordTable& table, ViewState& state, QWidget* parent);

    /// "Σ 1 234 ₽"; empty while it is not known.
    QString textOf(const std::string& path) const;
    /// Which functions suit a column: none for texts.
    static std::vector<v1::Aggregate::Function> functionsFor(const data::Context& context, const schema::Entity& entity,
                                                             const std::string& path);
    static QString nameOf(v1::Aggregate::Function function);

Q_SIGNALS:
    void clicked(int column, const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void ask();
    int columnAt(int x) const;

    Host& host_;
    RecordTable& table_;
    ViewState& state_;
    QTimer rest_;
    net::CallHandle call_;
    std::string asked_;
    std::map<std::string, Value> values_;
};

}  // namespace kupets::view
