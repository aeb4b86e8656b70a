#include "client/view/schema_checks.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QTreeWidget>
#include <algorithm>

#include "client/data/schema_site.h"
#include "client/ui/widgets.h"
#include "client/view/schema_check_dialog.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kSeverityWidth = 150;

const v1::CheckDef* findCheck(const schema::Entity& entity, const std::string& name) {
    const auto& checks = entity.def().checks();
    const auto found = std::ranges::find(checks, name, &v1::CheckDef::name);
    return found == checks.end() ? nullptr : &*found;
}

bool isOwn(const v1::CheckDef& check) { return check.name().starts_with("my_"); }

}  // namespace

SchemaChecks::SchemaChecks(Host& host, QWidget* parent) : QWidget(parent), host_(host) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(tr("Checks"), ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    auto* words = ui::label(tr("What must be filled in and right, whoever writes it: a person, an import, a website."),
                            ui::TextStyle::Caption, ui::Tone::Secondary, this);
    words->setWordWrap(true);
    column->addWidget(words);
    list_ = new QTreeWidget(this);
    list_->setAccessibleName(tr("Checks"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderHidden(true);
    list_->setColumnCount(2);
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(1, QHeaderView::Fixed);
    list_->header()->resizeSection(1, kSeverityWidth);
    list_->setMinimumHeight(3 * ui::metrics::kRow);
    column->addWidget(list_, 1);
    auto* row = new QHBoxLayout;
    auto* add = ui::button(tr("Add check"), ui::ButtonKind::Normal, QStringLiteral("plus"), this);
    edit_ = ui::button(tr("Change"), ui::ButtonKind::Normal, QStringLiteral("pencil"), this);
    remove_ = ui::button(tr("Remove"), ui::ButtonKind::Ghost, QStringLiteral("trash-2"), this);
    edit_->setAccessibleName(tr("Change the check"));
    remove_->setAccessibleName(tr("Remove the check"));
    for (QPushButton* button : {add, edit_, remove_}) row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    connect(add, &QPushButton::clicked, this, [this] { openDialog(); });
    connect(edit_, &QPushButton::clicked, this, [this] { openDialog(current()); });
    connect(remove_, &QPushButton::clicked, this, [this] { remove(current()); });
    connect(list_, &QTreeWidget::itemActivated, this, [this] { openDialog(current()); });
    connect(list_, &QTreeWidget::currentItemChanged, this, [this] { refresh(); });
}

void SchemaChecks::show(schema::SnapshotPtr snapshot, const schema::Entity& entity) {
    const std::string before = current();
    snapshot_ = std::move(snapshot);
    entity_ = &entity;
    list_->clear();
    for (const v1::CheckDef& check : entity.def().checks()) {
        auto* item = new QTreeWidgetItem(list_);
        item->setText(0, say(host_.context(), check.label()));
        item->setToolTip(0, say(host_.context(), check.message()));
        item->setData(0, Qt::UserRole, toQt(check.name()));
        item->setSizeHint(0, QSize(0, ui::metrics::kRow));
        if (!isOwn(check)) item->setForeground(0, ui::tokens().secondary);
        auto* severity = new QComboBox(list_);
        addSeverities(*severity);
        severity->setAccessibleName(tr("If it does not hold: %1").arg(item->text(0)));
        severity->setCurrentIndex(severity->findData(static_cast<int>(check.severity())));
        list_->setItemWidget(item, 1, severity);
        connect(severity, &QComboBox::activated, this, [this, severity, check] {
            v1::CheckDef changed = check;
            changed.set_severity(static_cast<v1::Severity>(severity->currentData().toInt()));
            v1::SiteEntity site = data::siteOf(entity_->def());
            data::putCheck(site, changed);
            Q_EMIT saveRequested(
                site, tr("%1: %2").arg(say(host_.context(), check.label()), severityWords(changed.severity())), {});
        });
        if (check.name() == before) list_->setCurrentItem(item);
    }
    refresh();
}

std::string SchemaChecks::current() const {
    const QTreeWidgetItem* item = list_->currentItem();
    return item != nullptr ? fromQt(item->data(0, Qt::UserRole).toString()) : std::string();
}

void SchemaChecks::refresh() {
    const v1::CheckDef* check = entity_ != nullptr ? findCheck(*entity_, current()) : nullptr;
    edit_->setEnabled(check != nullptr);
    remove_->setEnabled(check != nullptr && check->layer() == v1::LAYER_SITE);
    const bool product = check != nullptr && !isOwn(*check);
    remove_->setText(product && remove_->isEnabled() ? tr("As in the product") : tr("Remove"));
}

SchemaCheckDialog* SchemaChecks::openDialog(const std::string& name) {
    const v1::CheckDef* known = name.empty() ? nullptr : findCheck(*entity_, name);
    if (!name.empty() && known == nullptr) return nullptr;
    auto* dialog = new SchemaCheckDialog(host_, snapshot_, entity_->name(), known, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SchemaCheckDialog::saved, dialog, [this, dialog, isNew = known == nullptr] {
        v1::SiteEntity site = data::siteOf(entity_->def());
        const v1::CheckDef check = dialog->check();
        data::putCheck(site, check);
        dialog->setBusy(true);
        QPointer<SchemaCheckDialog> still(dialog);
        connect(this, &SchemaChecks::saved, dialog, &QDialog::accept);
        const QString label = say(host_.context(), check.label());
        Q_EMIT saveRequested(site, isNew ? tr("Check added: %1").arg(label) : tr("Check changed: %1").arg(label),
                             [this, still](const Error& error) {
                                 if (!still) return;
                                 still->setBusy(false);
                                 still->showError(wordsOf(host_.context(), error, entity_->name()));
                             });
    });
    dialog->open();
    return dialog;
}

void SchemaChecks::remove(const std::string& name) {
    const v1::CheckDef* check = findCheck(*entity_, name);
    if (check == nullptr || check->layer() != v1::LAYER_SITE) return;
    v1::SiteEntity site = data::siteOf(entity_->def());
    data::dropCheck(site, name);
    const QString label = say(host_.context(), check->label());
    Q_EMIT saveRequested(
        site, isOwn(*check) ? tr("Check removed: %1").arg(label) : tr("As in the product: %1").arg(label), {});
}

}  // namespace kupets::view
