// What a stage asks for, in one small form: only the fields that are missing, each with its own editor. Refusals of the
// server land on the fields that they name. Escape gives it up. Owned by whoever opens it; saves nothing itself.
#pragma once

#include <QDialog>
#include <map>

#include "client/data/context.h"
#include "client/form/draft.h"
#include "client/model/board_stages.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kupets::ui {
class Banner;
}

namespace kupets::view {

class FieldEditor;

class StageDialog : public QDialog {
    Q_OBJECT
public:
    /// `draft`: the record as it would be after the move.
    StageDialog(const data::Context& context, form::Draft draft, const model::BoardStage& to,
                const std::vector<std::string>& fields, QWidget* parent);
    ~StageDialog() override;

    /// The server said no to what was given.
    void showRefusal(const Error& error);
    /// What does not hold (yet), in words.
    void showCondition(const QString& stage, const std::string& condition);
    FieldEditor* editor(const std::string& field) const;
    QPushButton* moveButton() const { return move_; }

Q_SIGNALS:
    /// All that was asked for is there; by field.
    void filled(const std::vector<kupets::v1::FieldValue>& fields);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Row {
        QLabel* label;
        FieldEditor* editor;
        QLabel* message;
    };
    void addHead(QVBoxLayout* column, const model::BoardStage& to);
    void addField(QVBoxLayout* column, const schema::Field& field);
    void addButtons(QVBoxLayout* column);
    void confirm();
    void showMessage(const std::string& field, const QString& words);
    void setWaiting(bool waiting);
    void showTrouble(bool shown);

    data::Context context_;
    form::Draft draft_;
    std::vector<std::string> order_;
    std::map<std::string, Row> rows_;
    std::map<std::string, Error> refusals_;  // typed, but no value
    ui::Banner* trouble_ = nullptr;
    QWidget* underTrouble_ = nullptr;  // the room below it
    QPushButton* move_ = nullptr;
    bool confirmWhenReady_ = false;
};

}  // namespace kupets::view
