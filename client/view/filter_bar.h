// The filter above a table: chips that say what is filtered, and below them, when it is opened, the rows to change it,
// or the formula of the whole. Rows and formula are one expression; a formula that rows cannot say stays a formula.
#pragma once

#include <QTimer>
#include <QWidget>
#include <map>

#include "client/net/call.h"
#include "client/view/filter_conditions.h"

class QPushButton;
class QVBoxLayout;

namespace kupets::ui {
class FlowLayout;
}

namespace kupets::view {

class FilterPanel;
class FormulaEdit;

class FilterBar : public QWidget {
    Q_OBJECT
public:
    /// The entity outlives it.
    FilterBar(const data::Context& context, const schema::Entity& entity, QWidget* parent);

    /// What the table is filtered by; never emits.
    void setText(const std::string& expression);
    const std::string& text() const { return text_; }
    void setOpen(bool open);
    bool isOpen() const { return open_; }
    /// As formula instead of rows.
    void setFormula(bool formula);
    bool isFormula() const { return formula_; }
    void addCondition(const std::string& path);
    /// Takes what was changed a moment ago; for who is about to save.
    void flush();
    /// No formula is typed that is wrong.
    bool isGood() const;
    FilterPanel* panel() const { return panel_; }
    FormulaEdit* edit() const { return edit_; }
    QStringList chipTexts() const;
    /// What is filtered, with the titles of its records; nothing that rows cannot say.
    filter::Part conditions() const;

Q_SIGNALS:
    void changed(const std::string& expression);
    void openChanged(bool open);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void rebuild();
    void refreshChips();
    void takeRows();
    void takeFormula();
    void set(std::string text);
    void removePart(std::size_t at);
    void wantTitles(const filter::Part& part);
    void learn(filter::Part& part) const;

    data::Context context_;
    const schema::Entity& entity_;
    std::string text_;
    filter::Part root_;
    bool rows_ = true;      // rows can say it
    bool formula_ = false;  // the person looks at the formula
    bool open_ = false;
    std::map<Uuid, std::string> titles_;
    std::map<std::string, net::CallHandle> calls_;
    QTimer rest_;
    QWidget* chips_;
    ui::FlowLayout* flow_;
    QWidget* body_;
    QVBoxLayout* column_;
    QPushButton* switch_;
    QPushButton* clear_;
    FilterPanel* panel_ = nullptr;
    FormulaEdit* edit_ = nullptr;
};

}  // namespace kupets::view
