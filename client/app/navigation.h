// The left edge of the window: the entities that the schema puts there, in its order, with their icons. Folds to icons.
#pragma once

#include <QAbstractButton>
#include <QWidget>
#include <vector>

#include "client/data/context.h"
#include "common/schema/snapshot.h"

class QLabel;
class QVBoxLayout;

namespace kupets::app {

class NavigationItem : public QAbstractButton {
    Q_OBJECT
public:
    NavigationItem(const QString& text, const QString& iconName, QWidget* parent);
    void setFolded(bool folded);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString iconName_;
    bool folded_ = false;
};

class Navigation : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(QWidget* parent);

    /// The administrator's own place at the bottom: fields and cards.
    void showFields(bool shown);
    void setSchema(const schema::Snapshot& schema, data::Language language);
    void setCompany(const QString& name);
    void setCurrent(const std::string& entity);
    void setFolded(bool folded);
    void toggleFolded();
    bool isFolded() const { return folded_; }
    /// In the order shown.
    const std::vector<std::pair<std::string, NavigationItem*>>& items() const { return items_; }

Q_SIGNALS:
    void chosen(const std::string& entity);
    void fieldsChosen();
    void foldedChanged(bool folded);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* list_;
    QLabel* company_;
    QLabel* heading_ = nullptr;
    NavigationItem* fields_;
    NavigationItem* fold_;
    std::vector<std::pair<std::string, NavigationItem*>> items_;
    bool folded_ = false;
};

}  // namespace kupets::app
