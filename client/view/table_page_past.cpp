// A list as it was.
#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "client/ui/widgets.h"
#include "client/view/as_of_bar.h"
#include "client/view/page_header.h"
#include "client/view/record_table.h"
#include "client/view/table_gutter.h"
#include "client/view/table_page.h"

namespace kupets::view {
namespace {

constexpr int kDays = 365;
constexpr int kBarPlace = 2;  // below the header and its line

std::int64_t yesterdayEvening() {
    return QDateTime(QDate::currentDate().addDays(-1), QTime(23, 59, 59)).toMSecsSinceEpoch() * 1000;
}

}  // namespace

void TablePage::lookBack() {
    if (past_ != nullptr) return past_->focusSlider();
    past_ = new AsOfBar(host_.context(), this);
    auto* frame = new QWidget(this);
    auto* row = new QVBoxLayout(frame);
    row->setContentsMargins(ui::metrics::kPage, ui::metrics::kGap, ui::metrics::kPage, ui::metrics::kGap);
    row->addWidget(past_);
    static_cast<QVBoxLayout*>(layout())->insertWidget(kBarPlace, frame);
    const auto show = [this](qint64 at) {
        model::TableQuery query = table_->records().query();
        query.asOf = at;
        table_->records().setQuery(std::move(query));
        past_->setCaption(tr("To be read only"));
    };
    connect(past_, &AsOfBar::momentChosen, this, show);
    connect(past_, &AsOfBar::backRequested, this, &TablePage::backToToday);
    findChild<PageHeader*>()->newButton()->setEnabled(false);
    past_->setDays(kDays);
    past_->setMoment(yesterdayEvening());
    show(past_->moment());
    showPast(true);
    past_->focusSlider();
    Q_EMIT titleChanged();
}

void TablePage::showPast(bool past) {
    table_->gutter().setPast(past);
    table_->viewport()->update();
    refreshNewRow();
    hint_->setText(past ? tr("Enter opens the card of then, F3 filters, Esc goes back to today")
                        : tr("Enter opens, F2 edits, F3 filters, Ctrl+V pastes"));
}

void TablePage::backToToday() {
    if (past_ == nullptr) return;
    past_->parentWidget()->deleteLater();
    past_ = nullptr;
    findChild<PageHeader*>()->newButton()->setEnabled(true);
    model::TableQuery query = table_->records().query();
    query.asOf.reset();
    table_->records().setQuery(std::move(query));
    showPast(false);
    table_->setFocus();
    Q_EMIT titleChanged();
}

}  // namespace kupets::view
