// A line under a related list that adds a record to it in place: the editors of what such a record must have and of the
// first columns, Enter saves and begins the next. What needs more opens as a card with what was typed.
#pragma once

#include <QWidget>
#include <map>
#include <optional>
#include <vector>

#include "client/data/writer.h"
#include "client/form/draft.h"
#include "client/view/host.h"

class QLabel;
class QPushButton;

namespace kupets::model {
class ReferenceCompleter;
}

namespace kupets::view {

class FieldEditor;

class RelatedAdd : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kMostFields = 4;

    RelatedAdd(Host& host, const schema::Reverse& reverse, QWidget* parent);
    void setRecord(const data::RecordKey& key, const QString& title);
    FieldEditor* editor(const std::string& field) const;
    void save();
    /// What is wrong, as it is shown; empty when nothing is.
    QString trouble() const;
    void focusFirst();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::vector<const schema::Field*> fields() const;
    void begin();
    void proposeColumn();
    void showTrouble(const QString& words);
    void openCard();

    Host& host_;
    schema::SnapshotPtr snapshot_;
    const schema::Reverse& reverse_;
    data::RecordKey key_;
    QString title_;
    std::optional<form::Draft> draft_;
    std::vector<FieldEditor*> editors_;
    std::map<std::string, Error> refused_;
    model::ReferenceCompleter* columns_ = nullptr;
    QPushButton* add_ = nullptr;
    QLabel* trouble_ = nullptr;
    bool saving_ = false;
};

}  // namespace kupets::view
