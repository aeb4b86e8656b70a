// The line at the end of a table that makes a new record in place: a press, or a key, turns it into the editors of the
// columns; Enter saves and begins the next, Escape gives up. What the filter demands and what the schema proposes is
// filled in. It stands right below the last row, or at the lower edge when there are more rows than room. Lies on its
// table.
#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "client/form/draft.h"
#include "client/view/host.h"

class QLabel;
class QPushButton;

namespace kupets::model {
class ReferenceCompleter;
}

namespace kupets::view {

class FieldEditor;
class RecordTable;

class TableNewRow : public QWidget {
    Q_OBJECT
public:
    using Presets = std::function<std::map<std::string, data::Cell>()>;
    /// `presets`: what a new record of this list begins with, asked for each time.
    TableNewRow(Host& host, RecordTable& table, const schema::Entity& entity, Presets presets);

    /// Where nothing can be added it is not there: in the past, between groups.
    void setPossible(bool possible);
    bool isPossible() const { return possible_; }
    /// The editors, the cursor in the first one.
    void begin();
    bool isOpen() const { return draft_.has_value(); }
    /// Something was typed that is not saved.
    bool hasWords() const { return !touched_.empty(); }
    void save();
    void giveUp();
    FieldEditor* editor(const std::string& field) const;
    const form::Draft* draft() const { return draft_ ? &*draft_ : nullptr; }
    QString trouble() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Cell {
        int section;
        FieldEditor* editor;
    };
    void fill();
    void build();
    void connectEditor(FieldEditor* made);
    void clear();
    void place();
    void placeEditors();
    void proposeColumn();
    void showTrouble(const QString& words, const std::string& field = {});
    void showError(const Error& error, const std::string& field);
    void saved(const data::Saved& done, const QString& title);
    void openCard();
    bool takesEnter(QObject* watched) const;
    void onFocus(const QWidget* now);
    QRect cellRect(int section) const;

    Host& host_;
    RecordTable& table_;
    QObject* viewport_;  // the table's; known by its address alone once the table goes
    schema::SnapshotPtr snapshot_;
    const schema::Entity& entity_;
    Presets presets_;
    std::optional<form::Draft> draft_;  // while it is open
    std::vector<Cell> cells_;
    std::set<std::string> touched_;
    std::map<std::string, Error> refused_;
    model::ReferenceCompleter* columns_ = nullptr;
    QLabel* trouble_;
    QPushButton* card_;
    int troubleAt_ = 0;
    bool possible_ = true;
    bool saving_ = false;
    bool hovered_ = false;
};

}  // namespace kupets::view
