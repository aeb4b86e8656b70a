#include "client/app/page_stack.h"

#include "client/data/local_store.h"
#include "client/data/schema_mirror.h"
#include "client/model/board_pipelines.h"
#include "client/model/board_stages.h"
#include "client/view/actions_page.h"
#include "client/view/as_of_card_page.h"
#include "client/view/board_page.h"
#include "client/view/card_page.h"
#include "client/view/draft_keeper.h"
#include "client/view/duplicates_page.h"
#include "client/view/pipeline_page.h"
#include "client/view/quality_page.h"
#include "client/view/rules/rules_page.h"
#include "client/view/schema_page.h"
#include "client/view/shortcuts_page.h"
#include "client/view/standards_page.h"
#include "client/view/table_page.h"
#include "client/view/tasks/calendar_page.h"
#include "client/view/tasks/load_page.h"
#include "client/view/tasks/time_board_page.h"

namespace kupets::app {
namespace {
constexpr qsizetype kMostPages = 8;
constexpr qsizetype kMostHistory = 100;
}  // namespace

std::string entityOfAddress(const QString& address) { return fromQt(address.section(QLatin1Char('/'), 1, 1)); }

PageStack::PageStack(view::Host& host, QWidget* parent) : QStackedWidget(parent), host_(host) {}

view::Page* PageStack::make(const QString& address) {
    if (address == view::ActionsPage::kAddress) return new view::ActionsPage(host_, this);
    if (address == view::ShortcutsPage::kAddress) return new view::ShortcutsPage(host_, this);
    if (address == view::StandardsPage::kAddress) return new view::StandardsPage(host_, this);
    if (address == view::RulesPage::kAddress) return new view::RulesPage(host_, address, {}, this);
    const QStringList parts = address.split(QLatin1Char('/'));
    if (parts.size() < 2) return nullptr;
    const std::string entity = fromQt(parts[1]);
    const schema::Entity* definition = host_.context().schema->entity(entity);
    if (!definition) return nullptr;
    // Rules are read as sentences, wherever one comes from.
    if (entity == "rule" && (parts[0] == QLatin1String("table") || parts[0] == QLatin1String("record")))
        return new view::RulesPage(host_, address, Uuid::parse(fromQt(parts.value(2))).value_or(Uuid()), this);
    if (parts[0] == view::RulesPage::kAddress) return new view::RulesPage(host_, address, {}, this);
    const bool lanes = model::recordsOfLane(*host_.context().schema->snapshot(), entity) != nullptr;
    if (parts[0] == QLatin1String("table") && lanes) return new view::PipelinePage(host_, entity, this);
    if (parts[0] == QLatin1String("table")) return new view::TablePage(host_, entity, this);
    if (parts[0] == QLatin1String("board") && !model::boardOf(*definition).column_field().empty())
        return new view::BoardPage(host_, entity, this);
    if (parts[0] == QLatin1String("record") && parts.size() == 3 && parts[2].contains(QLatin1Char('@')))
        if (const auto id = Uuid::parse(fromQt(parts[2].section(QLatin1Char('@'), 0, 0))))
            return new view::AsOfCardPage(host_, {entity, *id}, parts[2].section(QLatin1Char('@'), 1).toLongLong(),
                                          this);
    if (parts[0] == QLatin1String("time") && entity == "task") return new view::TimeBoardPage(host_, this);
    if (parts[0] == QLatin1String("calendar") && entity == "task") return new view::CalendarPage(host_, this);
    if (parts[0] == QLatin1String("load") && entity == "task") return new view::LoadPage(host_, this);
    if (parts[0] == QLatin1String("quality")) return new view::QualityPage(host_, entity, this);
    if (parts[0] == QLatin1String("fields")) return new view::SchemaPage(host_, entity, this);
    if (parts[0] == QLatin1String("duplicates") && view::DuplicatesPage::isPossible(*definition))
        return new view::DuplicatesPage(host_, entity, this);
    if (parts[0] == QLatin1String("record") && parts.size() == 3)
        if (const auto id = Uuid::parse(fromQt(parts[2]))) return new view::CardPage(host_, {entity, *id}, this);
    // Never saved, but kept.
    if (parts[0] == QLatin1String("new") && parts.size() == 3 && host_.context().local)
        if (const auto id = Uuid::parse(fromQt(parts[2])))
            if (const auto kept = host_.context().local->get(QLatin1String(view::DraftKeeper::kArea),
                                                             view::draftKey(entity, id->text())))
                return new view::CardPage(host_, data::RecordKey{entity, *id}, *kept, this);
    return nullptr;
}

view::Page* PageStack::pageAt(const QString& address) {
    for (view::Page* candidate : std::as_const(pages_))
        if (candidate->address() == address) return candidate;
    view::Page* made = make(address);
    if (made) adopt(made);
    return made;
}

bool PageStack::replace(const QString& address) {
    if (position_ < 0) return open(address);
    view::Page* page = pageAt(address);
    if (!page) return false;
    history_[position_] = address;
    show(page);
    return true;
}

std::optional<data::RecordKey> PageStack::neighbour(const data::RecordKey& of, int rows) const {
    for (qsizetype at = position_ - 1; at >= 0; --at)
        for (view::Page* page : pages_)
            if (page->address() == history_[at])
                if (auto found = page->neighbour(of, rows)) return found;
    return std::nullopt;
}

bool PageStack::restore(const QStringList& history, qsizetype position) {
    const QString wanted = position >= 0 && position < history.size() ? history[position] : QString();
    view::Page* page = wanted.isEmpty() ? nullptr : pageAt(wanted);
    if (!page) return false;
    history_ = history.mid(std::max<qsizetype>(0, history.size() - kMostHistory));
    position_ = history_.lastIndexOf(wanted);
    show(page);
    return true;
}

void PageStack::adopt(view::Page* page) {
    addWidget(page);
    pages_.append(page);
    page->bindKeys();
    connect(page, &view::Page::titleChanged, this, [this, page] {
        if (page == current()) Q_EMIT currentPageChanged();
    });
    if (auto* card = qobject_cast<view::CardPage*>(page))
        connect(card, &view::CardPage::created, this, [this, card] {
            if (card == current() && position_ >= 0) history_[position_] = card->address();
            Q_EMIT currentPageChanged();
        });
}

void PageStack::show(view::Page* page) {
    pages_.removeAll(page);
    pages_.append(page);
    setCurrentWidget(page);
    page->shown();
    forgetOldest();
    Q_EMIT currentPageChanged();
}

void PageStack::forgetOldest() {
    for (qsizetype i = 0; i < pages_.size() && pages_.size() > kMostPages;) {
        view::Page* page = pages_[i];
        if (page == current() || page->isDirty()) {
            ++i;
            continue;
        }
        pages_.removeAt(i);
        letGo(page);
    }
}

void PageStack::forgetHidden() {
    const QList<view::Page*> pages = pages_;
    for (view::Page* page : pages)
        if (page != current() && !page->isDirty()) {
            pages_.removeAll(page);
            page->hide();
            removeWidget(page);
            delete page;
        }
}

/// Hidden first: what has the focus in it loses that while everything is still there.
void PageStack::letGo(view::Page* page) {
    page->hide();
    removeWidget(page);
    page->deleteLater();
}

bool PageStack::open(const QString& address) {
    if (address.isEmpty()) return false;
    if (address == currentAddress()) return true;
    view::Page* page = nullptr;
    for (view::Page* candidate : pages_)
        if (candidate->address() == address) page = candidate;
    if (!page) {
        page = make(address);
        if (!page) return false;
        adopt(page);
    }
    history_ = history_.mid(0, position_ + 1);
    history_.append(address);
    if (history_.size() > kMostHistory) history_.removeFirst();
    position_ = history_.size() - 1;
    show(page);
    return true;
}

void PageStack::openNew(const std::string& entity, const std::map<std::string, data::Cell>& presets) {
    if (!host_.context().schema->entity(entity)) return;
    auto* page = new view::CardPage(host_, entity, presets, this);
    adopt(page);
    history_ = history_.mid(0, position_ + 1);
    history_.append(page->address());
    position_ = history_.size() - 1;
    show(page);
}

void PageStack::back() {
    if (!canGoBack()) return;
    view::Page* left = current();
    const QString address = history_[--position_];
    for (view::Page* page : pages_)
        if (page->address() == address) {
            show(page);
            // A new record that was given up leaves nothing behind.
            if (left && left->address().startsWith(QLatin1String("new/")) && !left->isDirty()) {
                pages_.removeAll(left);
                letGo(left);
                history_.removeAt(position_ + 1);
                Q_EMIT currentPageChanged();
            }
            return;
        }
    if (view::Page* page = make(address)) {
        adopt(page);
        show(page);
    }
}

void PageStack::forward() {
    if (!canGoForward()) return;
    const QString address = history_[++position_];
    for (view::Page* page : pages_)
        if (page->address() == address) return show(page);
    if (view::Page* page = make(address)) {
        adopt(page);
        show(page);
    }
}

view::Page* PageStack::current() const { return qobject_cast<view::Page*>(currentWidget()); }
QString PageStack::currentAddress() const { return current() ? current()->address() : QString(); }

int PageStack::dirtyPages() const {
    int dirty = 0;
    for (const view::Page* page : pages_)
        if (page->isDirty()) ++dirty;
    return dirty;
}

void PageStack::clearAll() {
    for (view::Page* page : std::as_const(pages_)) {
        letGo(page);
    }
    pages_.clear();
    history_.clear();
    position_ = -1;
    Q_EMIT currentPageChanged();
}

}  // namespace kupets::app
