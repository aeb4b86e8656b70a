#include "client/view/duplicates_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTreeWidget>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/merge_dialog.h"
#include "client/view/words.h"

namespace kupets::view {

using command::Listener;
using command::Place;

namespace {

constexpr net::CallOptions kSearch{.deadline = std::chrono::minutes(30)};
constexpr int kGroup = Qt::UserRole;       // index among the groups
constexpr int kRecord = Qt::UserRole + 1;  // bytes of the id

}  // namespace

bool DuplicatesPage::isPossible(const schema::Entity& entity) {
    return std::ranges::any_of(entity.def().duplicate_rules(),
                               [](const v1::DuplicateRule& rule) { return rule.action() != v1::DuplicateRule::OFF; });
}

DuplicatesPage::DuplicatesPage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent), host_(host), snapshot_(host.context().schema->snapshot()), entity_(snapshot_->entity(entity)) {
    setProperty("surface", "canvas");
    setAccessibleName(title());
    build();
    refreshButtons();
}

QString DuplicatesPage::address() const { return QStringLiteral("duplicates/") + toQt(entity_->name()); }
QString DuplicatesPage::title() const {
    return tr("Duplicates: %1").arg(say(host_.context(), entity_->def().plural()));
}

void DuplicatesPage::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(ui::horizontalLine(this));
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(4);
    bar_->setAccessibleName(tr("Search for duplicates"));
    bar_->hide();
    column->addWidget(bar_);
    stack_ = new QStackedWidget(this);
    empty_ = new ui::EmptyState(stack_);
    stack_->addWidget(empty_);
    tree_ = new QTreeWidget(stack_);
    tree_->setAccessibleName(title());
    tree_->setColumnCount(4);
    tree_->setHeaderLabels({tr("Record"), tr("More about it"), tr("Fields filled"), tr("Why")});
    tree_->setUniformRowHeights(true);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setIndentation(20);
    tree_->setAllColumnsShowFocus(true);
    tree_->header()->setStretchLastSection(true);
    tree_->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    tree_->header()->resizeSection(0, 380);
    tree_->header()->resizeSection(1, 240);
    tree_->header()->resizeSection(2, 130);
    stack_->addWidget(tree_);
    column->addWidget(stack_, 1);
    column->addWidget(ui::horizontalLine(this));
    column->addWidget(buildFooter());
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this] { refreshButtons(); });
    connect(tree_, &QTreeWidget::itemActivated, this, [this] { openCurrent(); });
    connect(empty_, &ui::EmptyState::acted, this, &DuplicatesPage::search);
    showEmpty();
}

QWidget* DuplicatesPage::buildHeader() {
    auto* header = new QWidget(this);
    header->setFixedHeight(56);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(ui::metrics::kGap);
    row->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, header));
    row->addSpacing(ui::metrics::kGap);
    summary_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, header);
    row->addWidget(summary_, 1);
    least_ = new QComboBox(header);
    least_->setAccessibleName(tr("How sure"));
    least_->addItem(tr("Only the surest: from 95 %"), 95);
    least_->addItem(tr("Likely: from 85 %"), 85);
    least_->addItem(tr("All that is alike"), 0);
    least_->setCurrentIndex(1);
    row->addWidget(least_);
    run_ = ui::button(tr("Search"), ui::ButtonKind::Primary, QStringLiteral("search"), header);
    row->addWidget(run_);
    connect(run_, &QPushButton::clicked, this, [this] { running_ ? stop() : search(); });
    return header;
}

QWidget* DuplicatesPage::buildFooter() {
    auto* footer = new QWidget(this);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(ui::metrics::kPage, 8, ui::metrics::kPage, 8);
    row->setSpacing(ui::metrics::kGap);
    open_ = ui::button(tr("Open the record"), ui::ButtonKind::Ghost, QStringLiteral("external-link"), footer);
    dismiss_ = ui::button(tr("Not duplicates"), ui::ButtonKind::Normal, QStringLiteral("x"), footer);
    merge_ = ui::button(tr("Merge…"), ui::ButtonKind::Primary, QStringLiteral("git-merge"), footer);
    row->addWidget(open_);
    row->addStretch(1);
    row->addWidget(dismiss_);
    row->addWidget(merge_);
    connect(open_, &QPushButton::clicked, this, &DuplicatesPage::openCurrent);
    connect(dismiss_, &QPushButton::clicked, this, &DuplicatesPage::dismiss);
    connect(merge_, &QPushButton::clicked, this, [this] { merge(); });
    return footer;
}

void DuplicatesPage::shown() {
    if (!asked_) search();
    tree_->isVisible() ? tree_->setFocus() : run_->setFocus();
}

void DuplicatesPage::search() {
    if (running_) return;
    running_ = asked_ = true;
    found_.Clear();
    tree_->clear();
    bar_->setRange(0, 0);
    bar_->show();
    summary_->setText(tr("Searching…"));
    showEmpty();
    refreshButtons();
    v1::DuplicateFindRequest request;
    request.set_entity(entity_->name());
    request.set_least_confidence(static_cast<std::uint32_t>(least_->currentData().toInt()));
    call_ = host_.context().connection->stream<v1::DuplicateFindProgress, v1::DuplicateFindReply>(
        v1::METHOD_DUPLICATES_FIND, request, this,
        [this](const v1::DuplicateFindProgress& progress) {
            bar_->setRange(0, 1000);
            if (progress.total() > 0)
                bar_->setValue(
                    static_cast<int>(std::min<std::uint64_t>(1000, progress.done() * 1000 / progress.total())));
        },
        [this](Result<v1::DuplicateFindReply> reply) { take(std::move(reply)); }, kSearch);
}

void DuplicatesPage::stop() {
    call_.cancel();
    running_ = false;
    bar_->hide();
    summary_->setText(tr("Stopped"));
    showEmpty();
    refreshButtons();
}

void DuplicatesPage::take(Result<v1::DuplicateFindReply> reply) {
    running_ = false;
    bar_->hide();
    if (!reply) {
        summary_->clear();
        empty_->setContent(QStringLiteral("wifi-off"), tr("The search did not end"),
                           wordsOf(host_.context(), reply.error(), entity_->name()), tr("Try again"));
        stack_->setCurrentWidget(empty_);
        return refreshButtons();
    }
    found_ = std::move(*reply);
    const auto count = [this](std::uint64_t n) { return locale().toString(static_cast<qulonglong>(n)); };
    QString words =
        tr("Records looked at: %1, groups: %2").arg(count(found_.record_count()), count(found_.group_count()));
    if (found_.group_count() > static_cast<std::uint64_t>(found_.groups_size()))
        words += tr(", shown: %1").arg(count(static_cast<std::uint64_t>(found_.groups_size())));
    if (found_.capped() > 0) words += tr(", not compared with all: %1").arg(count(found_.capped()));
    summary_->setText(words);
    showGroups();
    refreshButtons();
}

void DuplicatesPage::showGroups() {
    tree_->clear();
    for (int at = 0; at < found_.groups_size(); ++at) {
        const v1::DuplicateGroup& group = found_.groups(at);
        QStringList rules;
        for (const std::string& name : group.rules()) {
            const auto rule = std::ranges::find(entity_->def().duplicate_rules(), name, &v1::DuplicateRule::name);
            rules << (rule == entity_->def().duplicate_rules().end() ? toQt(name)
                                                                     : say(host_.context(), rule->label()));
        }
        auto* head = new QTreeWidgetItem(tree_);
        head->setText(0, tr("%1 — %Ln record(s)", "", group.members_size()).arg(toQt(group.members(0).title())));
        head->setText(3, tr("%1 %: %2").arg(group.confidence()).arg(rules.join(QStringLiteral(", "))));
        head->setFont(0, ui::typeface(ui::TextStyle::BodyStrong));
        head->setData(0, kGroup, at);
        for (int i = 0; i < 4; ++i) head->setToolTip(i, head->text(i));
        for (const v1::DuplicateMember& member : group.members()) {
            auto* item = new QTreeWidgetItem(head);
            item->setText(0, toQt(member.title()));
            item->setText(1, toQt(member.subtitle()));
            item->setText(2, locale().toString(member.filled()));
            item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
            item->setData(0, kGroup, at);
            item->setData(0, kRecord, QByteArray::fromStdString(member.id()));
            item->setIcon(0, ui::icon(iconOf(*entity_)));
        }
        head->setExpanded(found_.groups_size() <= 50);
    }
    if (tree_->topLevelItemCount() == 0) return showEmpty();
    tree_->setCurrentItem(tree_->topLevelItem(0));
    stack_->setCurrentWidget(tree_);
}

void DuplicatesPage::showEmpty() {
    if (running_) {
        empty_->setContent(QStringLiteral("search"), tr("Comparing all records"),
                           tr("Names without legal forms and slips, telephones, e-mails, INN: as the rules say."));
    } else if (found_.record_count() > 0) {
        empty_->setContent(
            QStringLiteral("circle-check-big"), tr("No duplicates found"),
            tr("Records looked at: %1.").arg(locale().toString(static_cast<qulonglong>(found_.record_count()))),
            tr("Search again"));
    } else {
        empty_->setContent(QStringLiteral("copy"), tr("What is here more than once?"),
                           tr("The search goes over the whole base, which goes on working meanwhile."), tr("Search"));
    }
    stack_->setCurrentWidget(empty_);
}

void DuplicatesPage::refreshButtons() {
    run_->setText(running_ ? tr("Stop") : tr("Search"));
    run_->setAccessibleName(run_->text());
    run_->setIcon(ui::icon(running_ ? QStringLiteral("x") : QStringLiteral("search")));
    const bool group = currentGroup() >= 0;
    merge_->setEnabled(group);
    dismiss_->setEnabled(group);
    open_->setEnabled(group && !tree_->currentItem()->data(0, kRecord).toByteArray().isEmpty());
    least_->setEnabled(!running_);
}

int DuplicatesPage::currentGroup() const {
    const QTreeWidgetItem* item = stack_->currentWidget() == tree_ ? tree_->currentItem() : nullptr;
    return item ? item->data(0, kGroup).toInt() : -1;
}

std::vector<Uuid> DuplicatesPage::membersOf(int group) const {
    std::vector<Uuid> ids;
    for (const v1::DuplicateMember& member : found_.groups(group).members()) {
        if (const auto id = Uuid::fromBytes(member.id())) ids.push_back(*id);
    }
    return ids;
}

MergeDialog* DuplicatesPage::merge() {
    const int group = currentGroup();
    if (group < 0) return nullptr;
    auto* dialog = new MergeDialog(host_, entity_->name(), membersOf(group), window(),
                                   Uuid::fromBytes(found_.groups(group).members(0).id()).value_or(Uuid{}));
    connect(dialog, &MergeDialog::merged, this, [this, group] { dropGroup(group); });
    dialog->open();
    return dialog;
}

void DuplicatesPage::dismiss() {
    const int group = currentGroup();
    if (group < 0) return;
    v1::DuplicateDismissRequest request;
    request.set_entity(entity_->name());
    for (const Uuid& id : membersOf(group)) request.add_ids(std::string(id.view()));
    const auto again = [this, request]() mutable {
        request.set_again(true);
        host_.context().connection->call<v1::DuplicateDismissReply>(
            v1::METHOD_DUPLICATES_DISMISS, request, this, [this](const Result<v1::DuplicateDismissReply>& reply) {
                if (!reply) return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error()));
                search();
            });
    };
    host_.context().connection->call<v1::DuplicateDismissReply>(
        v1::METHOD_DUPLICATES_DISMISS, request, this,
        [this, group, again](const Result<v1::DuplicateDismissReply>& reply) {
            if (!reply) return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error()));
            host_.toast(ui::ToastHost::Kind::Done, tr("These are no duplicates: they are not offered again"),
                        tr("Undo"), again);
            dropGroup(group);
        });
}

/// Its place in the list is taken by the next one.
void DuplicatesPage::dropGroup(int group) {
    for (int row = 0; row < tree_->topLevelItemCount(); ++row) {
        if (tree_->topLevelItem(row)->data(0, kGroup).toInt() != group) continue;
        delete tree_->takeTopLevelItem(row);
        if (tree_->topLevelItemCount() == 0)
            showEmpty();
        else
            tree_->setCurrentItem(tree_->topLevelItem(std::min(row, tree_->topLevelItemCount() - 1)));
        break;
    }
    refreshButtons();
}

void DuplicatesPage::openCurrent() {
    const QTreeWidgetItem* item = tree_->currentItem();
    if (!item) return;
    const QByteArray bytes = item->data(0, kRecord).toByteArray();
    if (const auto id = Uuid::fromBytes(bytes.toStdString())) host_.openRecord({entity_->name(), *id});
}

command::Actions DuplicatesPage::list(DuplicatesPage* self) {
    const auto hasGroup = [self] { return self->currentGroup() >= 0; };
    return {
        {.id = QStringLiteral("duplicates.search"),
         .text = tr("Search for duplicates"),
         .iconName = QStringLiteral("search"),
         .keys = {Qt::Key_F5},
         .place = Place::Duplicates,
         .enabled = [self] { return !self->running_; },
         .run = [self] { self->search(); }},
        {.id = QStringLiteral("duplicates.stop"),
         .text = tr("Stop the search"),
         .iconName = QStringLiteral("x"),
         .keys = {Qt::Key_Escape},
         .place = Place::Duplicates,
         .enabled = [self] { return self->running_; },
         .run = [self] { self->stop(); }},
        {.id = QStringLiteral("duplicates.merge"),
         .text = tr("Merge the group…"),
         .iconName = QStringLiteral("git-merge"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_M)},
         .place = Place::Duplicates,
         .enabled = hasGroup,
         .run = [self] { self->merge(); }},
        {.id = QStringLiteral("duplicates.dismiss"),
         .text = tr("These are no duplicates"),
         .iconName = QStringLiteral("x"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Delete)},
         .place = Place::Duplicates,
         .enabled = hasGroup,
         .run = [self] { self->dismiss(); }},
        {.id = QStringLiteral("duplicates.open"),
         .text = tr("Open the record"),
         .iconName = QStringLiteral("external-link"),
         .keys = {Qt::Key_Return},
         .place = Place::Duplicates,
         .listener = Listener::Widget,
         .enabled = hasGroup,
         .run = [self] { self->openCurrent(); }},
        {.id = QStringLiteral("duplicates.link"),
         .text = tr("Copy a link to this page"),
         .iconName = QStringLiteral("link"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)},
         .place = Place::Duplicates,
         .run = [self] { self->copyLink(self->host_); }},
    };
}

}  // namespace kupets::view
