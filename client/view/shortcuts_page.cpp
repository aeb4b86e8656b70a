#include "client/view/shortcuts_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QScrollArea>
#include <QStandardPaths>
#include <QTextDocument>
#include <algorithm>
#include <map>

#include "client/model/word_match.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/all_actions.h"
#include "client/view/host.h"

namespace kupets::view {

using command::Place;

const QString ShortcutsPage::kAddress = QStringLiteral("help/keys");

namespace {

constexpr int kColumn = 460;

QString keysOf(const command::Action& action) {
    QStringList keys;
    for (const QKeySequence& key : action.keys) keys << command::keyText(key);
    return keys.join(QStringLiteral("   "));
}

/// Everywhere first, then as the work goes.
std::vector<ShortcutsPage::Section> sectionsOf(const command::Actions& all) {
    std::map<Place, command::Actions> byPlace;
    for (const command::Action& action : all) {
        // A command for each entity would bury the rest; one of each kind stands for all.
        const bool ofEntity =
            action.id.startsWith(QLatin1String("new.")) || action.id.startsWith(QLatin1String("board."));
        if (action.keys.isEmpty() && (ofEntity || !action.inPalette) && action.place == Place::Window) continue;
        byPlace[action.place].push_back(action);
    }
    std::vector<ShortcutsPage::Section> sections;
    for (auto& [place, actions] : byPlace) sections.push_back({headingOf(place), std::move(actions)});
    return sections;
}

}  // namespace

QString headingOf(Place place) {
    switch (place) {
        case Place::Window:
            return ShortcutsPage::tr("Everywhere");
        case Place::Table:
            return ShortcutsPage::tr("In a table");
        case Place::Board:
            return ShortcutsPage::tr("On a board");
        case Place::Pipelines:
            return ShortcutsPage::tr("On the page of pipelines");
        case Place::Schema:
            return ShortcutsPage::tr("On the page of fields and cards");
        case Place::Card:
            return ShortcutsPage::tr("On a card");
        case Place::Chronology:
            return ShortcutsPage::tr("In the chronology");
        case Place::Actions:
            return ShortcutsPage::tr("In my actions");
        case Place::Duplicates:
            return ShortcutsPage::tr("On the page of duplicates");
        case Place::Rules:
            return ShortcutsPage::tr("On the page of rules");
        case Place::Palette:
            return ShortcutsPage::tr("In the search");
        case Place::Form:
            return ShortcutsPage::tr("While filling in");
    }
    return {};
}

ShortcutsPage::ShortcutsPage(Host& host, QWidget* parent) : Page(parent), host_(host) {
    command::Actions all = actionsOfAllPages();
    for (command::Action& action : host.actions())
        if (action.place == Place::Window) all.push_back(std::move(action));
    sections_ = sectionsOf(all);
    build();
}

void ShortcutsPage::build() {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QWidget(this);
    header->setFixedHeight(56);
    auto* tools = new QHBoxLayout(header);
    tools->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    tools->setSpacing(8);
    tools->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, header));
    tools->addStretch(1);
    search_ = new ui::SearchField(tr("Find a key or a command"), header);
    search_->setFixedWidth(260);
    tools->addWidget(search_);
    auto* print = ui::button(tr("Save for printing"), ui::ButtonKind::Normal, QStringLiteral("file"), header);
    connect(print, &QPushButton::clicked, this, &ShortcutsPage::savePdf);
    tools->addWidget(print);
    column->addWidget(header);
    column->addWidget(ui::horizontalLine(this));

    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setAccessibleName(title());
    scroll_->setFocusPolicy(Qt::StrongFocus);
    auto* inner = new QWidget(scroll_);
    inner->setProperty("transparent", true);
    auto* across = new QHBoxLayout(inner);
    across->setContentsMargins(ui::metrics::kPage, 16, ui::metrics::kPage, 24);
    across->setSpacing(48);
    QVBoxLayout* halves[2];
    for (QVBoxLayout*& half : halves) {
        half = new QVBoxLayout;
        half->setSpacing(20);
        across->addLayout(half);
    }
    across->addStretch(1);
    std::size_t heights[2] = {0, 0};
    for (const Section& section : sections_) {
        const int half = heights[1] < heights[0] ? 1 : 0;
        heights[half] += section.actions.size() + 2;
        auto* block = new QWidget(inner);
        block->setFixedWidth(kColumn);
        auto* lines = new QVBoxLayout(block);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(2);
        lines->addWidget(ui::label(section.heading, ui::TextStyle::Heading, ui::Tone::Normal, block));
        lines->addSpacing(4);
        for (const command::Action& action : section.actions) {
            auto* line = new QWidget(block);
            auto* row = new QHBoxLayout(line);
            row->setContentsMargins(0, 2, 0, 2);
            row->setSpacing(4);
            row->addWidget(new ui::ElidedLabel(action.text, line), 1);
            if (action.keys.isEmpty())
                row->addWidget(ui::label(QStringLiteral("Ctrl+K"), ui::TextStyle::Caption, ui::Tone::Muted, line));
            for (const QKeySequence& key : action.keys) {
                QLabel* cap = ui::label(command::keyText(key), ui::TextStyle::Caption, ui::Tone::Normal, line);
                cap->setProperty("keycap", true);
                row->addWidget(cap);
            }
            lines->addWidget(line);
            rows_.push_back(
                {line, block, action.text + QLatin1Char(' ') + keysOf(action) + QLatin1Char(' ') + section.heading});
        }
        halves[half]->addWidget(block);
    }
    nothing_ = ui::label(tr("No such key or command."), ui::TextStyle::Body, ui::Tone::Secondary, inner);
    nothing_->hide();
    halves[0]->addWidget(nothing_);
    for (QVBoxLayout* half : halves) half->addStretch(1);
    scroll_->setWidget(inner);
    column->addWidget(scroll_, 1);
    connect(search_, &QLineEdit::textChanged, this, &ShortcutsPage::narrow);
    connect(search_, &ui::SearchField::arrowPressed, this, [this] { scroll_->setFocus(); });
}

QString ShortcutsPage::title() const { return tr("Keys and commands"); }

void ShortcutsPage::narrow(const QString& typed) {
    std::map<QWidget*, bool> any;
    for (const Row& row : rows_) {
        const bool fits = model::matchEitherLayout(row.words, typed.simplified()).has_value();
        row.widget->setVisible(fits);
        any[row.section] = any[row.section] || fits;
    }
    bool some = false;
    for (const auto& [section, has] : any) {
        section->setVisible(has);
        some = some || has;
    }
    nothing_->setVisible(!some);
}

int ShortcutsPage::shownRows() const {
    return static_cast<int>(std::ranges::count_if(rows_, [](const Row& row) { return !row.widget->isHidden(); }));
}

void ShortcutsPage::shown() { search_->setFocus(); }

QString ShortcutsPage::html() const {
    QString text = QStringLiteral("<h2>%1</h2>").arg(title().toHtmlEscaped());
    for (const Section& section : sections_) {
        text += QStringLiteral("<h3>%1</h3><table width='100%' cellpadding='2'>").arg(section.heading.toHtmlEscaped());
        for (const command::Action& action : section.actions)
            text += QStringLiteral("<tr><td width='68%'>%1</td><td><b>%2</b></td></tr>")
                        .arg(action.text.toHtmlEscaped(),
                             (action.keys.isEmpty() ? QStringLiteral("Ctrl+K") : keysOf(action)).toHtmlEscaped());
        text += QStringLiteral("</table>");
    }
    return text;
}

bool ShortcutsPage::writePdf(const QString& file) const {
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly)) return false;
    QPdfWriter writer(&out);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    writer.setTitle(title());
    QTextDocument document;
    QFont face = ui::typeface(ui::TextStyle::Body);
    face.setPointSize(9);
    document.setDefaultFont(face);
    document.setHtml(html());
    document.print(&writer);
    return out.error() == QFileDevice::NoError;
}

void ShortcutsPage::savePdf() {
    auto* dialog = new QFileDialog(this, tr("Save for printing"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                                   QStringLiteral("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(title() + QStringLiteral(".pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (writePdf(file))
            host_.toast(ui::ToastHost::Kind::Done, tr("Saved: %1").arg(file));
        else
            host_.toast(ui::ToastHost::Kind::Trouble, tr("The file cannot be written: %1").arg(file));
    });
    dialog->open();
}

command::Actions ShortcutsPage::list(ShortcutsPage* self) {
    return {{.id = QStringLiteral("keys.pdf"),
             .text = tr("Save the keys for printing"),
             .iconName = QStringLiteral("file"),
             .place = Place::Window,
             .run = [self] { self->savePdf(); }}};
}

}  // namespace kupets::view
