// The left edge of the window: the entities that the schema puts there, in its order, with their icons, in sections:
// the hundreds of an entity's place say which (work, base, directories, administration). Sections fold, all of it folds
// to icons.
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

/// The name of a section; a press folds and unfolds it.
class NavigationHeading : public QAbstractButton {
    Q_OBJECT
public:
    NavigationHeading(const QString& text, QWidget* parent);
    /// A line in place of words, when there is room for icons only.
    void setFolded(bool folded);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    bool folded_ = false;
};

class Navigation : public QWidget {
    Q_OBJECT
public:
    explicit Navigation(QWidget* parent);

    /// The administrator's own places at the bottom: rules of automation, fields and cards.
    void showFields(bool shown);
    void setSchema(const schema::Snapshot& schema, data::Language language);
    void setCompany(const QString& name);
    void setCurrent(const std::string& entity);
    void setFolded(bool folded);
    void toggleFolded();
    bool isFolded() const { return folded_; }
    /// Numbers of the sections whose items are hidden.
    void setClosedSections(const QList<int>& sections);
    QList<int> closedSections() const;
    /// In the order shown.
    const std::vector<std::pair<std::string, NavigationItem*>>& items() const { return items_; }

Q_SIGNALS:
    void chosen(const std::string& entity);
    void fieldsChosen();
    void qualityChosen();
    void rulesChosen();
    void foldedChanged(bool folded);
    void sectionsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* list_;
    QLabel* company_;
    NavigationItem* fields_;
    NavigationItem* quality_;
    NavigationItem* rules_;
    struct Section {
        int number;
        NavigationHeading* heading;
        std::vector<NavigationItem*> items;
    };
    void addSection(int number);
    void showSection(const Section& section);

    NavigationItem* fold_;
    std::vector<Section> sections_;
    QList<int> closed_;
    std::vector<std::pair<std::string, NavigationItem*>> items_;
    bool folded_ = false;
};

}  // namespace kupets::app
