// A reference to another record: typing searches, a list offers, a button opens the record. Also in cells of tables.
#pragma once

#include <QPointer>

#include "client/view/editors/field_editor.h"

class QFrame;
class QKeyEvent;
class QLineEdit;
class QListView;
class QToolButton;

namespace kupets::ui {
class Dot;
}

namespace kupets::model {
class ReferenceCompleter;
}

namespace kupets::view {

class ReferenceEditor : public FieldEditor {
    Q_OBJECT
public:
    ReferenceEditor(const schema::Field& field, const data::Context& context, QWidget* parent);
    ~ReferenceEditor() override;

    void setCell(const data::Cell& cell) override;
    void setReadOnly(bool readOnly) override;
    void setInvalid(bool invalid) override;
    const data::Cell& cell() const { return cell_; }
    /// The look for a cell of a table: no border of its own, no buttons.
    void setInline();
    /// Narrows what is offered, e.g. stages of the deal's pipeline.
    void setFilter(const std::string& filter);
    /// The list of hits is open.
    bool isPicking() const;
    /// For fields with many references: the line empties itself after each pick.
    void setPicksMany(const QString& placeholder);

Q_SIGNALS:
    void picked(const kupets::data::Cell& cell);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void openList();
    void closeList();
    void pick(int row);
    void take(data::Cell cell);
    void refreshButtons();
    void refreshDot();
    bool onKey(QKeyEvent* event);
    void placeList();

    data::Cell cell_;
    QFrame* frame_;
    ui::Dot* dot_ = nullptr;  // the record's colour, where its entity has colours
    QLineEdit* line_;
    QToolButton* open_;
    QToolButton* clear_;
    QPointer<QFrame> popup_;
    QPointer<QListView> list_;
    model::ReferenceCompleter* completer_ = nullptr;
    std::string filter_;
    bool readOnly_ = false;
    bool many_ = false;
};

}  // namespace kupets::view
