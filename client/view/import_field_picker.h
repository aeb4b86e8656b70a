// Chooses the field that a column goes to: a line to search by, fields by record, ways to find what a reference leads
// to, a new field.
#pragma once

#include "client/model/import_session.h"
#include "client/ui/popover.h"

class QListWidget;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class ImportFieldPicker : public ui::Popover {
    Q_OBJECT
public:
    ImportFieldPicker(const model::ImportSession& session, const model::ImportSheetPlan& sheet,
                      const model::ImportUse& use, bool mayMakeFields, QWidget* anchor);

    ui::SearchField* search() const { return search_; }
    QListWidget* list() const { return list_; }

Q_SIGNALS:
    /// Part kNone: not loaded.
    void picked(int part, const std::string& path);
    void newFieldWanted(int part);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill(const QString& words);
    void addHead(const QString& words);
    void addLine(const QString& words, int part, const std::string& path, const QString& search, bool strong = false);
    void take();
    void step(int by);

    const model::ImportSession& session_;
    const model::ImportSheetPlan& sheet_;
    model::ImportUse use_;
    bool mayMakeFields_;
    QString wanted_;
    ui::SearchField* search_;
    QListWidget* list_;
};

}  // namespace kupets::view
