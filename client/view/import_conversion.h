// How the cells of a column are read, beside the line of the mapping that it is about: what the program finds by
// looking may be told here, and values that are called otherwise in the file are given their names.
#pragma once

#include "client/model/import_session.h"
#include "client/ui/popover.h"

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace kupets::view {

class ImportAliases;

class ImportConversion : public ui::Popover {
    Q_OBJECT
public:
    ImportConversion(const model::ImportSession& session, const model::ImportSheetPlan& sheet,
                     const model::ImportUse& use, QWidget* anchor);
    ImportAliases* aliases() const { return aliases_; }

Q_SIGNALS:
    /// The person changed something; `use` is the line as it is now.
    void changed(const kupets::model::ImportUse& use);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void addDates();
    void addNumbers();
    void addCountries();
    void addParts();
    void addAliases();
    QComboBox* addChoice(const QString& label, const QList<std::pair<QString, QString>>& items, const QString& now);
    void tell() { Q_EMIT changed(use_); }

    const model::ImportSession& session_;
    const model::ImportSheetPlan& sheet_;
    model::ImportUse use_;
    schema::SnapshotPtr snapshot_;  // holds what the fields point to
    const schema::Field* field_ = nullptr;
    const schema::Field* through_ = nullptr;
    QFormLayout* form_ = nullptr;
    ImportAliases* aliases_ = nullptr;
};

}  // namespace kupets::view
