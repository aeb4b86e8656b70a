// Ctrl+K: one line that finds records of any kind and the program's own commands. With nothing typed: what one opened
// lately, one's favourites, the commands one uses most. A layer above the whole window; closes by Escape, by a click
// beside it, or by a choice. Owned by the window.
#pragma once

#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QWidget>
#include <optional>

#include "client/command/action.h"
#include "client/model/search_model.h"
#include "client/net/call.h"
#include "client/view/host.h"
#include "client/view/palette_rows.h"

class QLabel;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class RecentRecords;

class SearchPopup : public QWidget {
    Q_OBJECT
public:
    SearchPopup(Host& host, QWidget* window);

    /// Where recent records and used commands are kept; none: they are not shown.
    void setMemory(RecentRecords* memory) { memory_ = memory; }
    /// What the palette offers; those that are not for it, or not enabled now, are left out.
    void setActions(const command::Actions& actions);
    void open();
    void close();
    ui::SearchField* field() const { return field_; }
    int hits() const { return items_->rowCount(); }
    const std::vector<PaletteRow>& rows() const { return rows_; }
    int currentRow() const { return list_->currentIndex().row(); }
    /// "показано для «…»": what was searched for in place of what was typed; empty when it was that.
    QString insteadText() const;
    /// The hits are those of what stands in the line.
    bool isSettled() const { return !model_->isLoading(); }
    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void type(const QString& text);
    void rebuild();
    void fill();
    void place();
    void askFavourites();
    bool handleKey(QKeyEvent* event);
    void step(int by);
    void stepSection(int by);
    void select(int row);
    void choose(int row, Qt::KeyboardModifiers modifiers);

    Host& host_;
    model::SearchModel* model_;
    QStandardItemModel* items_;
    QWidget* panel_;
    ui::SearchField* field_;
    QListView* list_;
    QLabel* instead_;
    QLabel* hint_;
    QLabel* keys_;
    QPointer<QWidget> before_;
    RecentRecords* memory_ = nullptr;
    command::Actions actions_;
    std::vector<PaletteRow> rows_;
    std::vector<PaletteRecord> favourites_;
    net::CallHandle favouritesCall_;
    bool walked_ = false;                               // the person has chosen a row: it stays when more comes in
    std::optional<Qt::KeyboardModifiers> chosenEarly_;  // Enter before the hits of what is typed were there
};

}  // namespace kupets::view
