#include "client/view/rules/rule_templates.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 720;
constexpr int kHeight = 560;
constexpr int kTextWidth = kWidth - 90;
constexpr int kPlaceRole = Qt::UserRole;       // of the template; -1: the empty rule
constexpr int kSearchRole = Qt::UserRole + 1;  // what it is found by; empty: a heading

}  // namespace

RuleTemplates::RuleTemplates(RuleDesk& desk, QWidget* window) : QDialog(window), desk_(desk) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New rule"));
    setModal(true);
    resize(kWidth, kHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    column->addWidget(ui::label(tr("Begin with an example and change what you like, or with an empty rule."),
                                ui::TextStyle::Body, ui::Tone::Secondary, this));
    auto* search = new ui::SearchField(tr("Find an example"), this);
    column->addWidget(search);
    list_ = new QListWidget(this);
    list_->setProperty("popover", true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setAccessibleName(windowTitle());
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(list_, 1);
    trouble_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    trouble_->setWordWrap(true);
    trouble_->hide();
    column->addWidget(trouble_);
    const ui::DialogRow row = ui::dialogRow(this, tr("Begin"), QStringLiteral("check"));
    column->addLayout(row.line);
    addLine(tr("Empty rule"), tr("If … then …: everything by yourself"), -1);
    list_->setCurrentRow(0);
    connect(row.go, &QPushButton::clicked, this, [this] { take(list_->currentRow()); });
    connect(list_, &QListWidget::itemActivated, this, [this] { take(list_->currentRow()); });
    connect(search, &QLineEdit::textChanged, this, &RuleTemplates::narrow);
    desk.context().connection->call<v1::RuleTemplatesReply>(
        v1::METHOD_RULES_TEMPLATES, v1::RuleTemplatesRequest(), this, [this](Result<v1::RuleTemplatesReply> reply) {
            answered_ = true;
            if (reply) return show(*reply);
            trouble_->setText(wordsOf(desk_.context(), reply.error()));
            trouble_->show();
        });
    search->setFocus();
}

void RuleTemplates::show(const v1::RuleTemplatesReply& reply) {
    // As they come, group by group.
    std::vector<std::string> groups;
    for (const v1::RuleTemplate& each : reply.templates())
        if (std::ranges::find(groups, each.group().ru()) == groups.end()) groups.push_back(each.group().ru());
    for (const std::string& group : groups) {
        bool first = true;
        for (const v1::RuleTemplate& each : reply.templates()) {
            if (each.group().ru() != group) continue;
            if (std::exchange(first, false)) addHeading(say(desk_.context(), each.group()));
            templates_.push_back(each);
            addLine(say(desk_.context(), each.title()), automation::sentence(desk_.speaker(), each.definition()),
                    static_cast<int>(templates_.size()) - 1);
        }
    }
}

void RuleTemplates::addHeading(const QString& words) {
    auto* item = new QListWidgetItem(list_);
    item->setFlags(Qt::NoItemFlags);
    auto* label = ui::label(words, ui::TextStyle::Caption, ui::Tone::Muted, list_);
    label->setContentsMargins(10, 12, 8, 4);
    item->setSizeHint(QSize(10, label->sizeHint().height()));
    list_->setItemWidget(item, label);
}

void RuleTemplates::addLine(const QString& title, const QString& sentence, int at) {
    auto* item = new QListWidgetItem(list_);
    item->setData(kPlaceRole, at);
    item->setData(kSearchRole, title + u' ' + sentence);
    item->setData(Qt::AccessibleTextRole, title);
    auto* whole = new QWidget(list_);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(2);
    column->addWidget(ui::label(title, ui::TextStyle::BodyStrong, ui::Tone::Normal, whole));
    auto* words = ui::label(sentence, ui::TextStyle::Caption, ui::Tone::Secondary, whole);
    words->setWordWrap(true);
    words->setFixedWidth(kTextWidth);
    column->addWidget(words);
    const int height = words->heightForWidth(kTextWidth);
    words->setFixedHeight(height);
    item->setSizeHint(QSize(10, height + whole->fontMetrics().height() + 24));
    list_->setItemWidget(item, whole);
}

void RuleTemplates::narrow(const QString& typed) {
    const QString wanted = typed.simplified();
    for (int at = 0; at < list_->count(); ++at) {
        const QString words = list_->item(at)->data(kSearchRole).toString();
        list_->item(at)->setHidden(!wanted.isEmpty() && !words.contains(wanted, Qt::CaseInsensitive));
    }
}

void RuleTemplates::take(int row) {
    const QListWidgetItem* item = list_->item(row);
    if (item == nullptr || item->data(kSearchRole).toString().isEmpty()) return;
    const int at = item->data(kPlaceRole).toInt();
    if (at < 0) {
        Q_EMIT chosen({}, {}, {});
    } else {
        const v1::RuleTemplate& chosenOne = templates_[static_cast<std::size_t>(at)];
        Q_EMIT chosen(say(desk_.context(), chosenOne.title()), say(desk_.context(), chosenOne.note()),
                      chosenOne.definition());
    }
    accept();
}

}  // namespace kupets::view
