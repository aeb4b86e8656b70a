#include "client/view/quality_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/share_bar.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr int kFilterRole = Qt::UserRole;
constexpr std::uint32_t kMostPeople = 500;
constexpr auto kLong = std::chrono::minutes(5);

double shareOf(const v1::QualityFigure& figure) {
    return figure.total() == 0 ? 1.0 : static_cast<double>(figure.good()) / static_cast<double>(figure.total());
}

std::uint64_t badOf(const v1::QualityFigure& figure) { return figure.total() - figure.good(); }

/// Never 100 % while something is missing.
int percentOf(const v1::QualityFigure& figure) {
    return figure.total() == 0 ? 100 : static_cast<int>(figure.good() * 100 / figure.total());
}

}  // namespace

QualityPage::QualityPage(Host& host, const std::string& entity, QWidget* parent)
    : Page(parent),
      host_(host),
      entityName_(entity),
      entity_(host.context().schema->entity(entity)),
      snapshot_(host.context().schema->snapshot()) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(ui::horizontalLine(this));
    column->addWidget(buildTiles());
    column->addWidget(ui::horizontalLine(this));
    column->addWidget(buildTables(), 1);
    column->addWidget(ui::horizontalLine(this));
    column->addWidget(buildPlan());
    reload();
    askPlan();
}

QString QualityPage::address() const { return QStringLiteral("quality/") + toQt(entityName_); }
QString QualityPage::title() const { return tr("Data quality: %1").arg(say(host_.context(), entity_->def().plural())); }
void QualityPage::shown() { entities_->setFocus(); }

void QualityPage::reload() {
    v1::QualityRequest request;
    request.set_entity(entityName_);
    request.set_by(fromQt(by_->currentData().toString()));
    ready_ = false;
    state_->setText(tr("Counting…"));
    net::CallOptions options;
    options.deadline = kLong;
    call_.cancel();
    call_ = host_.context().connection->call<v1::QualityReply>(
        v1::METHOD_QUALITY_REPORT, request, this,
        [this](Result<v1::QualityReply> reply) {
            if (!reply) return state_->setText(wordsOf(host_.context(), reply.error(), entityName_));
            show(*reply);
        },
        options);
}

void QualityPage::showTile(const Tile& tile, const v1::QualityFigure& figure, const QString& bad) {
    tile.percent->setText(QStringLiteral("%1 %").arg(percentOf(figure)));
    tile.bar->setShare(shareOf(figure));
    tile.words->setText(badOf(figure) == 0 ? tr("nothing to do")
                                           : bad.arg(locale().toString(static_cast<qulonglong>(badOf(figure)))));
}

void QualityPage::show(const v1::QualityReply& reply) {
    figures_ = reply;
    ready_ = true;
    state_->setText(tr("Records: %1").arg(locale().toString(static_cast<qulonglong>(reply.total()))));
    showTile(complete_, reply.complete(), tr("with gaps: %1"));
    complete_.act->setVisible(badOf(reply.complete()) > 0);
    showTile(fresh_, reply.fresh(), tr("not touched for 90 days: %1"));
    fresh_.act->setVisible(badOf(reply.fresh()) > 0);
    showTile(standard_, reply.repairable(), tr("can be mended: %1"));
    standard_.act->setVisible(badOf(reply.repairable()) > 0 && !reply.repairable().bad_filter().empty());
    repair_->setEnabled(badOf(reply.repairable()) > 0);
    repair_->setText(badOf(reply.repairable()) > 0
                         ? tr("Mend %1").arg(locale().toString(static_cast<qulonglong>(badOf(reply.repairable()))))
                         : tr("Mend"));
    fields_->clear();
    for (const v1::QualityCheck& check : reply.checks()) {
        const auto& all = entity_->def().checks();
        const auto def = std::ranges::find(all, check.check(), &v1::CheckDef::name);
        if (def != all.end())
            addFigure(fields_, tr("Check: %1").arg(say(host_.context(), def->label())), check.kept(),
                      say(host_.context(), def->message()));
    }
    std::vector<const v1::QualityField*> fields;
    for (const v1::QualityField& field : reply.fields()) fields.push_back(&field);
    std::ranges::sort(fields, std::ranges::greater(), [](const auto* field) { return field->filled().good(); });
    for (const v1::QualityField* field : fields)
        if (const schema::Field* def = entity_->field(field->field()))
            addFigure(fields_, say(host_.context(), def->def.label()), field->filled(), {});
    cuts_->clear();
    for (const v1::QualityCut& cut : reply.cuts()) addCut(cut);
}

void QualityPage::addFigure(QTreeWidget* list, const QString& name, const v1::QualityFigure& figure,
                            const QString& hint) {
    auto* item = new QTreeWidgetItem(list);
    item->setText(0, name);
    item->setToolTip(0, hint.isEmpty() ? name : hint);
    item->setText(2, QStringLiteral("%1 %").arg(percentOf(figure)));
    item->setText(3, badOf(figure) == 0 ? QString() : locale().toString(static_cast<qulonglong>(badOf(figure))));
    for (const int column : {2, 3}) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setForeground(3, ui::tokens().accentText);
    item->setData(0, kFilterRole, badOf(figure) == 0 ? QString() : toQt(figure.bad_filter()));
    item->setSizeHint(0, QSize(0, ui::metrics::kRow));
    auto* holder = new QWidget(list);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 12, 0);
    auto* bar = new ui::ShareBar(holder);
    bar->setShare(shareOf(figure));
    row->addWidget(bar);
    list->setItemWidget(item, 1, holder);
}

QString QualityPage::labelOfCut(const v1::QualityCut& cut) const {
    const schema::Field* by = entity_->field(fromQt(by_->currentData().toString()));
    if (by != nullptr)
        for (const v1::ChoiceDef& choice : by->def.choices())
            if (choice.value() == cut.title()) return say(host_.context(), choice.label());
    return cut.title().empty() ? tr("Nobody and nothing") : toQt(cut.title());
}

void QualityPage::addCut(const v1::QualityCut& cut) {
    auto* item = new QTreeWidgetItem(cuts_);
    item->setText(0, labelOfCut(cut));
    item->setToolTip(0, item->text(0));
    item->setText(1, locale().toString(static_cast<qulonglong>(cut.complete().total())));
    item->setText(2, QStringLiteral("%1 %").arg(percentOf(cut.complete())));
    item->setText(3, QStringLiteral("%1 %").arg(percentOf(cut.fresh())));
    item->setText(4, QStringLiteral("%1 %").arg(percentOf(cut.valid())));
    item->setText(5, QString::number(cut.score()));
    for (int column = 1; column < 6; ++column) item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    QFont strong = item->font(5);
    strong.setWeight(QFont::DemiBold);
    item->setFont(5, strong);
    item->setData(0, kFilterRole, badOf(cut.complete()) == 0 ? QString() : toQt(cut.complete().bad_filter()));
    item->setSizeHint(0, QSize(0, ui::metrics::kRow));
}

void QualityPage::openBehind(const QTreeWidgetItem* item) {
    if (item != nullptr) openBehind(fromQt(item->data(0, kFilterRole).toString()));
}

void QualityPage::openBehind(const std::string& filter) {
    if (!filter.empty()) host_.openList(entityName_, filter);
}

void QualityPage::repair() {
    if (repairing_.isOpen()) return;
    v1::QualityRepairRequest request;
    const Uuid set = Uuid::make();
    request.set_change_set_id(std::string(set.view()));
    request.set_entity(entityName_);
    request.set_reason(fromQt(tr("Brought to the standard")));
    repair_->setEnabled(false);
    net::CallOptions options;
    options.deadline = std::chrono::hours(1);
    repairing_ = host_.context().connection->stream<v1::BulkProgress, v1::BulkReply>(
        v1::METHOD_QUALITY_REPAIR, request, this,
        [this](const v1::BulkProgress& step) {
            if (step.total() > 0)
                repair_->setText(tr("Mending: %1 %").arg(static_cast<int>(step.done() * 100 / step.total())));
        },
        [this, set](Result<v1::BulkReply> reply) {
            if (!reply) {
                host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), entityName_));
            } else {
                const auto count = [this](std::uint64_t n) { return locale().toString(static_cast<qulonglong>(n)); };
                QString words = tr("Mended: %1").arg(count(reply->changed()));
                if (reply->refused() > 0)
                    words += QStringLiteral(" · ") + tr("left as they are: %1").arg(count(reply->refused()));
                host_.commands().reload();
                reply->changed() > 0 ? host_.done(words, set, tr("Mending of the data"))
                                     : host_.toast(ui::ToastHost::Kind::Info, words);
            }
            reload();
        },
        options);
}

/// Who may have the task, and who has it.
void QualityPage::askPlan() {
    v1::QueryRequest people;
    people.mutable_set()->set_entity("user");
    people.mutable_set()->set_filter("COALESCE(active, TRUE)");
    for (const char* column : {"name", "checks_quality"}) people.add_columns(column);
    people.set_limit(kMostPeople);
    host_.context().connection->call<v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY, people, this, [this](Result<v1::QueryReply> reply) {
            const auto rows = reply ? wire::RowSetView::open(reply->rows()) : std::unexpected(reply.error());
            if (!rows) return;
            const QSignalBlocker quiet(plan_);
            while (plan_->count() > 1) plan_->removeItem(1);
            plan_->setCurrentIndex(0);
            person_ = Uuid();
            for (std::size_t row = 0; row < rows->rows(); ++row) {
                plan_->addItem(toQt(std::string(rows->text(row, 0))), toQt(rows->id(row).text()));
                const bool has = !rows->isNull(row, 1) && rows->integer(row, 1) != 0;
                if (!has || !person_.isNil()) continue;
                person_ = rows->id(row);
                plan_->setCurrentIndex(plan_->count() - 1);
            }
        });
}

void QualityPage::choosePerson() {
    const auto chosen = Uuid::parse(fromQt(plan_->currentData().toString()));
    data::Operation operation;
    const auto mark = [&operation](const Uuid& person, bool on) {
        v1::RecordChange change;
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_entity("user");
        change.set_id(std::string(person.view()));
        v1::FieldValue* field = change.add_fields();
        field->set_field("checks_quality");
        *field->mutable_value() = wire::toProto(Value(on));
        operation.changes.push_back(std::move(change));
    };
    if (!person_.isNil() && person_ != chosen.value_or(Uuid())) mark(person_, false);
    if (chosen && *chosen != person_) mark(*chosen, true);
    if (operation.changes.empty()) return;
    operation.description = tr("Who looks at the data each quarter");
    const QString name = plan_->currentText();
    host_.commands().save(std::move(operation), this, [this, chosen, name](Result<data::Saved> reply) {
        if (!reply)
            host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), reply.error(), "user"));
        else
            host_.toast(ui::ToastHost::Kind::Done,
                        chosen ? tr("%1 gets the task each quarter, the first one within the hour").arg(name)
                               : tr("Nobody gets the task any more"));
        askPlan();
    });
}

command::Actions QualityPage::list(QualityPage* self) {
    return {{.id = QStringLiteral("quality.reload"),
             .text = tr("Count the quality anew"),
             .iconName = QStringLiteral("refresh-cw"),
             .place = command::Place::Window,
             .run = [self] { self->reload(); }},
            {.id = QStringLiteral("quality.repair"),
             .text = tr("Mend what is not as the standard has it"),
             .iconName = QStringLiteral("check"),
             .place = command::Place::Window,
             .enabled = [self] { return self->repair_->isEnabled(); },
             .run = [self] { self->repair(); }}};
}

}  // namespace kupets::view
