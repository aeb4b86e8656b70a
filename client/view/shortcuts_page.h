// F1: all keys and commands on one page, by where they hold; searched by a fragment, saved as a PDF for the wall.
#pragma once

#include <functional>
#include <vector>

#include "client/command/action.h"
#include "client/view/page.h"

class QLabel;
class QScrollArea;

namespace kupets::ui {
class SearchField;
}

namespace kupets::view {

class Host;

class ShortcutsPage : public Page {
    Q_OBJECT
public:
    static const QString kAddress;

    explicit ShortcutsPage(Host& host, QWidget* parent = nullptr);

    QString address() const override { return kAddress; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("keyboard"); }
    void shown() override;
    command::Actions actions() override { return list(this); }
    /// Without a page: the same for print.
    static command::Actions list(ShortcutsPage* self);

    struct Section {
        QString heading;
        command::Actions actions;
    };
    const std::vector<Section>& sections() const { return sections_; }
    ui::SearchField& search() { return *search_; }
    /// Rows that the search leaves.
    int shownRows() const;
    /// False when the file cannot be written.
    bool writePdf(const QString& file) const;

private:
    void build();
    void narrow(const QString& typed);
    void savePdf();
    QString html() const;

    struct Row {
        QWidget* widget;
        QWidget* section;
        QString words;
    };
    Host& host_;
    std::vector<Section> sections_;
    std::vector<Row> rows_;
    ui::SearchField* search_;
    QLabel* nothing_;
    QScrollArea* scroll_;
};

/// The heading of what holds there: "In a table".
QString headingOf(command::Place place);

}  // namespace kupets::view
