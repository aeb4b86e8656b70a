#include "client/view/view_menu.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <algorithm>

#include "client/data/feed.h"
#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/expr/ast.h"
#include "common/expr/print.h"
#include "common/wire/rowset.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr auto kEntity = "view";
constexpr std::uint32_t kMost = 200;

}  // namespace

ViewMenu::ViewMenu(Host& host, const schema::Entity& entity, ViewState& state, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity), state_(state) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    button_ = ui::button(tr("All"), ui::ButtonKind::Ghost, QStringLiteral("eye"), this);
    button_->setAccessibleName(tr("View"));
    button_->setToolTip(tr("Saved views"));
    row->addWidget(button_);
    save_ = ui::button(tr("Save"), ui::ButtonKind::Link, {}, this);
    save_->setAccessibleName(tr("Save the view"));
    row->addWidget(save_);
    reset_ = ui::button(tr("Reset"), ui::ButtonKind::Link, {}, this);
    reset_->setAccessibleName(tr("Take the changes of the view back"));
    row->addWidget(reset_);
    connect(button_, &QPushButton::clicked, this, &ViewMenu::openMenu);
    connect(save_, &QPushButton::clicked, this, [this] { isMine() ? save() : askName(true); });
    connect(reset_, &QPushButton::clicked, &state_, &ViewState::reset);
    connect(&state_, &ViewState::changed, this, &ViewMenu::refresh);
    connect(&state_, &ViewState::savedChanged, this, &ViewMenu::refresh);
    connect(host.context().feed, &data::Feed::changed, this, [this](const data::FeedBatch& batch) {
        if (batch.reset || batch.touches(kEntity)) ask();
    });
    setVisible(host.context().schema->entity(kEntity) != nullptr);
    ask();
    refresh();
}

bool ViewMenu::isMine() const {
    return state_.saved() && state_.saved()->owner == host_.context().connection->session().userId;
}

void ViewMenu::ask() {
    if (!host_.context().schema->entity(kEntity)) return;
    v1::QueryRequest request;
    request.mutable_set()->set_entity(kEntity);
    request.mutable_set()->set_filter(
        expr::print(expr::all({expr::equals(expr::field("entity"), expr::text(entity_.name())),
                               expr::equals(expr::field("kind"), expr::text("table"))})));
    for (const char* path : {"name", "owner", "shared", "role", "definition"}) request.add_columns(path);
    request.set_limit(kMost);
    call_.cancel();
    call_ = host_.context().connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this,
                                                             [this](Result<v1::QueryReply> reply) {
                                                                 if (reply) take(*reply);
                                                             });
}

void ViewMenu::take(const v1::QueryReply& reply) {
    const auto rows = wire::RowSetView::open(reply.rows());
    if (!rows || rows->columns() != 5) return;
    views_.clear();
    for (std::size_t row = 0; row < rows->rows(); ++row) {
        SavedView view;
        view.id = rows->id(row);
        view.version = rows->version(row);
        view.name = toQt(toText(rows->value(row, 0)));
        const Value owner = rows->value(row, 1);
        if (const auto* id = std::get_if<Uuid>(&owner)) view.owner = *id;
        const Value shared = rows->value(row, 2);
        if (const auto* flag = std::get_if<bool>(&shared)) view.shared = *flag;
        view.role = toText(rows->value(row, 3));
        auto definition = ViewState::fromJson(toText(rows->value(row, 4)));
        if (!definition) continue;
        view.definition = std::move(*definition);
        views_.push_back(std::move(view));
    }
    const bool first = !std::exchange(known_, true);
    const auto find = [this](const Uuid& id) { return std::ranges::find(views_, id, &SavedView::id); };
    if (!awaited_.isNil() && find(awaited_) != views_.end()) {
        state_.setSaved(*find(awaited_));
        awaited_ = {};
    } else if (state_.saved()) {
        const auto now = find(state_.saved()->id);
        state_.setSaved(now == views_.end() ? std::optional<SavedView>() : std::optional(*now));
    } else if (first) {
        const auto standard = find(state_.defaultView());
        const auto last = find(state_.lastView());
        if (standard != views_.end())
            state_.show(*standard);
        else if (last != views_.end())
            state_.setSaved(*last);
    }
    refresh();
    Q_EMIT viewsChanged();
}

void ViewMenu::refresh() {
    const bool changed = state_.isChanged();
    QString name = state_.saved() ? state_.saved()->name : tr("All");
    name.replace(QLatin1Char('&'), QLatin1String("&&"));
    button_->setText(fontMetrics().elidedText(name, Qt::ElideRight, 200) +
                     (changed ? QStringLiteral(" •") : QString()));
    button_->setAccessibleName(changed ? tr("View: %1, changed").arg(name) : tr("View: %1").arg(name));
    save_->setVisible(changed);
    reset_->setVisible(changed);
}

void ViewMenu::fill(QMenu* menu) {
    const Uuid me = host_.context().connection->session().userId;
    const Uuid now = state_.saved() ? state_.saved()->id : Uuid{};
    const auto add = [&](const QString& name, const Uuid& id) {
        QAction* line = menu->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")), this,
                                        [this, id] { choose(id); });
        line->setCheckable(true);
        line->setChecked(id == now);
    };
    add(tr("All"), {});
    const auto section = [&](const QString& title, bool mine) {
        const auto belongs = [&](const SavedView& view) {
            if (mine) return view.owner == me;
            return view.owner != me &&
                   (view.role.empty() || toQt(view.role) == host_.context().connection->session().role);
        };
        if (std::ranges::none_of(views_, belongs)) return;
        menu->addSeparator();
        menu->addAction(title)->setEnabled(false);
        for (const SavedView& view : views_)
            if (belongs(view)) add(view.name, view.id);
    };
    section(tr("Mine"), true);
    section(tr("Shared"), false);
    menu->addSeparator();
    QAction* save = menu->addAction(ui::icon(QStringLiteral("save")), tr("Save"), this, &ViewMenu::save);
    save->setEnabled(isMine() && state_.isChanged());
    menu->addAction(ui::icon(QStringLiteral("plus")), tr("Save as…"), this, [this] { askName(true); });
    if (!state_.saved()) return;
    QAction* rename =
        menu->addAction(ui::icon(QStringLiteral("pencil")), tr("Rename…"), this, [this] { askName(false); });
    rename->setEnabled(isMine());
    QAction* shared = menu->addAction(tr("For everybody"), this, [this](bool on) { share(on, {}); });
    shared->setCheckable(true);
    shared->setChecked(state_.saved()->shared && state_.saved()->role.empty());
    shared->setEnabled(isMine());
    const std::string role = fromQt(host_.context().connection->session().role);
    QAction* byRole =
        menu->addAction(tr("Only for my role"), this, [this, role](bool on) { share(on, on ? role : std::string()); });
    byRole->setCheckable(true);
    byRole->setChecked(state_.saved()->shared && !state_.saved()->role.empty());
    byRole->setEnabled(isMine());
    QAction* first = menu->addAction(tr("Open with this view"), this,
                                     [this](bool on) { state_.keepDefault(on ? state_.saved()->id : Uuid{}); });
    first->setCheckable(true);
    first->setChecked(state_.defaultView() == now);
    menu->addSeparator();
    QAction* gone = menu->addAction(ui::icon(QStringLiteral("trash-2"), ui::IconTone::Danger), tr("Delete the view"),
                                    this, &ViewMenu::remove);
    gone->setEnabled(isMine());
}

void ViewMenu::openMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(menu);
    menu->popup(button_->mapToGlobal(QPoint(0, button_->height() + 4)));
}

void ViewMenu::choose(const Uuid& id) {
    const auto found = std::ranges::find(views_, id, &SavedView::id);
    state_.show(found == views_.end() ? std::optional<SavedView>() : std::optional(*found));
}

void ViewMenu::askName(bool forNew) {
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(forNew ? tr("Save the view") : tr("Rename the view"));
    dialog->setLabelText(tr("Name of the view"));
    dialog->setTextValue(forNew || !state_.saved() ? QString() : state_.saved()->name);
    dialog->setOkButtonText(tr("Save"));
    dialog->setCancelButtonText(tr("Cancel"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, forNew](const QString& name) {
        if (!name.trimmed().isEmpty()) forNew ? saveAs(name.trimmed()) : rename(name.trimmed());
    });
    dialog->open();
}

void ViewMenu::write(v1::RecordChange::Kind kind, const Uuid& id,
                     const std::vector<std::pair<std::string, Value>>& fields, const QString& words) {
    data::Operation operation;
    v1::RecordChange& change = operation.changes.emplace_back();
    change.set_kind(kind);
    change.set_entity(kEntity);
    change.set_id(std::string(id.view()));
    for (const auto& [field, value] : fields) {
        v1::FieldValue* out = change.add_fields();
        out->set_field(field);
        *out->mutable_value() = wire::toProto(value);
    }
    host_.commands().save(std::move(operation), this, [this, words](Result<data::Saved> saved) {
        if (!saved) return host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), saved.error(), kEntity));
        host_.done(words, saved->changeSet);
        ask();
    });
}

void ViewMenu::save() {
    if (!isMine()) return;
    SavedView now = *state_.saved();
    now.definition = state_.shown();
    const QString name = now.name;
    const Uuid id = now.id;
    state_.setSaved(std::move(now));
    write(v1::RecordChange::KIND_UPDATE, id, {{"definition", ViewState::toJson(state_.shown())}},
          tr("View saved: %1").arg(name));
}

void ViewMenu::saveAs(const QString& name) {
    awaited_ = Uuid::make();
    write(v1::RecordChange::KIND_CREATE, awaited_,
          {{"name", fromQt(name)},
           {"entity", entity_.name()},
           {"kind", std::string("table")},
           {"owner", host_.context().connection->session().userId},
           {"definition", ViewState::toJson(state_.shown())}},
          tr("View saved: %1").arg(name));
}

void ViewMenu::rename(const QString& name) {
    if (isMine())
        write(v1::RecordChange::KIND_UPDATE, state_.saved()->id, {{"name", fromQt(name)}},
              tr("View renamed: %1").arg(name));
}

void ViewMenu::share(bool shared, const std::string& role) {
    if (!isMine()) return;
    write(v1::RecordChange::KIND_UPDATE, state_.saved()->id,
          {{"shared", shared}, {"role", role.empty() ? Value() : Value(role)}},
          shared ? tr("Others see the view now") : tr("Only you see the view now"));
}

void ViewMenu::remove() {
    if (!isMine()) return;
    const SavedView gone = *state_.saved();
    state_.setSaved({});
    write(v1::RecordChange::KIND_DELETE, gone.id, {}, tr("View deleted: %1").arg(gone.name));
}

}  // namespace kupets::view
