// The different values of a column, and what each is called here: those that nobody knows come first.
#pragma once

#include <QWidget>
#include <map>
#include <set>

#include "client/model/import_session.h"

class QLabel;
class QVBoxLayout;

namespace kupets::model {
class TitleLookup;
}

namespace kupets::view {

class ImportAliases : public QWidget {
    Q_OBJECT
public:
    /// `found`: the field is one by which a reference is found, its values are plain texts.
    ImportAliases(const model::ImportSession& session, const model::ImportSheetPlan& sheet, const model::ImportUse& use,
                  const schema::Field& field, bool found, QWidget* parent);
    bool isEmpty() const { return values_.empty(); }
    void write(v1::ImportConversion& conversion) const;
    /// Values that are no choice, no record; for tests.
    const std::set<std::string>& unknown() const { return unknown_; }
    void setAlias(const std::string& from, const std::string& to);

Q_SIGNALS:
    void changed();

private:
    void lookUp();
    void judge();
    void rebuild();
    QWidget* editorFor(const std::string& value, QWidget* parent);
    bool isKnownChoice(const std::string& value) const;

    const model::ImportSession& session_;
    const schema::Field& field_;
    bool plain_;  // aliases are typed as texts
    std::vector<model::ImportRows::Distinct> values_;
    bool complete_ = true;
    std::map<std::string, std::string> aliases_;
    std::set<std::string> unknown_;
    model::TitleLookup* lookup_ = nullptr;
    QLabel* head_;
    QWidget* lines_ = nullptr;
    QVBoxLayout* place_;
};

}  // namespace kupets::view
