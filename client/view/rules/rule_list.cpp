#include "client/view/rules/rule_list.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "client/data/path.h"
#include "client/ui/search_field.h"
#include "client/ui/toggle.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {
constexpr int kLine = 56;
}  // namespace

QString agoWords(std::int64_t moment, data::Language language) {
    const Timestamp now{QDateTime::currentMSecsSinceEpoch() * 1000};
    return data::displayMomentBriefly({moment}, now, language);
}

RuleList::RuleList(RuleDesk& desk, bool mayChange, QWidget* parent)
    : QWidget(parent), desk_(desk), mayChange_(mayChange) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->setSpacing(8);
    search_ = new ui::SearchField(tr("Find a rule"), this);
    column->addWidget(search_);
    list_ = new QListWidget(this);
    list_->setProperty("popover", true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setAccessibleName(tr("Rules"));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setSpacing(1);
    column->addWidget(list_, 1);
    connect(search_, &QLineEdit::textChanged, this, &RuleList::narrow);
    connect(list_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr) Q_EMIT chosen(current());
    });
}

void RuleList::showTyped(const model::RuleRecord& rule) {
    for (int at = 0; at < list_->count(); ++at) {
        Line& line = lines_[static_cast<std::size_t>(at)];
        if (line.rule.id != rule.id) continue;
        if (line.rule.name == rule.name && line.rule.def.entity() == rule.def.entity()) return;
        line.rule = rule;
        QListWidgetItem* item = list_->item(at);
        list_->removeItemWidget(item);
        list_->setItemWidget(item, makeLine(line));
    }
}

Uuid RuleList::current() const {
    const QListWidgetItem* item = list_->currentItem();
    return item == nullptr ? Uuid{} : Uuid::parse(fromQt(item->data(Qt::UserRole).toString())).value_or(Uuid{});
}

void RuleList::setCurrent(const Uuid& id) {
    const QSignalBlocker quiet(list_);
    list_->setCurrentItem(nullptr);
    for (int at = 0; at < list_->count(); ++at)
        if (list_->item(at)->data(Qt::UserRole).toString() == toQt(id.text())) {
            list_->setCurrentRow(at);
            list_->scrollToItem(list_->item(at));
        }
}

void RuleList::setLines(std::vector<Line> lines) {
    lines_ = std::move(lines);
    rebuild();
}

void RuleList::rebuild() {
    const Uuid before = current();
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (const Line& line : lines_) {
            auto* item = new QListWidgetItem(list_);
            item->setData(Qt::UserRole, toQt(line.rule.id.text()));
            item->setData(Qt::AccessibleTextRole, line.rule.name);
            item->setSizeHint(QSize(10, kLine));
            list_->setItemWidget(item, makeLine(line));
        }
    }
    setCurrent(before);
    narrow(search_->text());
}

QWidget* RuleList::makeLine(const Line& line) {
    auto* whole = new QWidget(list_);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(10);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    auto* name = new ui::ElidedLabel(line.rule.name.isEmpty() ? tr("New rule") : line.rule.name, whole);
    name->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    if (!line.rule.enabled) name->setProperty("tone", QStringLiteral("secondary"));
    column->addWidget(name);
    QString facts = data::entityLabel(&desk_.schema(), line.rule.def.entity(), desk_.context().language);
    if (line.unsaved)
        facts += QStringLiteral(" · ") + tr("not saved");
    else if (line.figures.lastAt != 0)
        facts += QStringLiteral(" · ") + agoWords(line.figures.lastAt, desk_.context().language);
    auto* second = new ui::ElidedLabel(facts, whole);
    second->setFont(ui::typeface(ui::TextStyle::Caption));
    second->setProperty("tone", line.unsaved ? QStringLiteral("warning") : QStringLiteral("muted"));
    column->addWidget(second);
    row->addLayout(column, 1);
    if (line.figures.failed) {
        auto* mark = new QLabel(whole);
        mark->setPixmap(ui::iconPixmap(QStringLiteral("triangle-alert"), ui::tokens().dangerText, ui::metrics::kIcon,
                                       devicePixelRatioF()));
        mark->setToolTip(tr("It failed the last time"));
        mark->setAccessibleName(mark->toolTip());
        row->addWidget(mark);
    }
    auto* toggle = new ui::Toggle(tr("On: %1").arg(line.rule.name), whole);
    toggle->setChecked(line.rule.enabled);
    toggle->setEnabled(mayChange_ && !line.unsaved);
    row->addWidget(toggle);
    connect(toggle, &QAbstractButton::clicked, this, [this, id = line.rule.id](bool on) { Q_EMIT toggled(id, on); });
    return whole;
}

void RuleList::narrow(const QString& typed) {
    const QString wanted = typed.simplified();
    for (int at = 0; at < list_->count(); ++at) {
        const model::RuleRecord& rule = lines_[static_cast<std::size_t>(at)].rule;
        const bool fits = wanted.isEmpty() || rule.name.contains(wanted, Qt::CaseInsensitive) ||
                          automation::sentence(desk_.speaker(), rule.def).contains(wanted, Qt::CaseInsensitive);
        list_->item(at)->setHidden(!fits);
    }
}

}  // namespace kupets::view
