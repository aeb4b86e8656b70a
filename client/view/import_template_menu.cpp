#include "client/view/import_template_menu.h"

#include <QCheckBox>
#include <QDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>

#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

ImportTemplateMenu::ImportTemplateMenu(Host& host, model::ImportSession& session, QWidget* parent)
    : QWidget(parent), host_(host), session_(session) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    from_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Muted, this);
    row->addWidget(from_);
    button_ = ui::button(tr("Template"), ui::ButtonKind::Normal, QStringLiteral("bookmark"), this);
    button_->setObjectName(QStringLiteral("template"));
    row->addWidget(button_);
    connect(button_, &QPushButton::clicked, this, &ImportTemplateMenu::open);
    connect(&session_, &model::ImportSession::planned, this, [this] {
        used_.clear();
        refresh();
    });
    connect(&session_.templates(), &model::ImportTemplates::saved, this,
            [this](const QString& name, const Uuid& changeSet) {
                used_ = name;
                host_.done(tr("Template saved: %1").arg(name), changeSet);
                refresh();
            });
    connect(&session_.templates(), &model::ImportTemplates::failed, this, [this](const Error& error) {
        host_.toast(ui::ToastHost::Kind::Trouble, wordsOf(host_.context(), error, "import_template"));
    });
    setVisible(host.context().schema->entity("import_template") != nullptr);
    refresh();
}

void ImportTemplateMenu::refresh() {
    const QString name = used_.isEmpty() ? session_.origin() : used_;
    if (!name.isEmpty())
        from_->setText(tr("by the template “%1”").arg(name));
    else
        from_->setText(session_.isRemembered() ? tr("as you imported such a file last")
                                               : tr("guessed by names and content"));
}

void ImportTemplateMenu::open() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Uuid me = host_.context().connection->session().userId;
    for (const model::ImportTemplate& each : session_.templates().all()) {
        QString words = each.name;
        words.replace(u'&', QLatin1String("&&"));
        if (each.owner != me) words += QStringLiteral("  ·  ") + tr("shared");
        QAction* line = menu->addAction(words, this, [this, name = each.name, definition = each.definition] {
            if (!session_.use(definition))
                return host_.toast(ui::ToastHost::Kind::Info, tr("The template “%1” is for other columns").arg(name));
            Q_EMIT session_.planned();
            used_ = name;
            refresh();
        });
        if (each.signature == session_.plan().signature())
            line->setIcon(ui::icon(QStringLiteral("check"), ui::IconTone::Accent));
    }
    if (session_.templates().all().empty()) menu->addAction(tr("No templates yet"))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(ui::icon(QStringLiteral("save")), tr("Save as a template…"), this, &ImportTemplateMenu::askName);
    QMenu* drop = menu->addMenu(ui::icon(QStringLiteral("trash-2")), tr("Delete"));
    for (const model::ImportTemplate& each : session_.templates().all())
        if (each.owner == me)
            drop->addAction(each.name, this, [this, id = each.id] { session_.templates().remove(id); });
    drop->setEnabled(!drop->isEmpty());
    menu->popup(button_->mapToGlobal(QPoint(0, button_->height() + 4)));
}

void ImportTemplateMenu::askName() {
    auto* dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as a template"));
    dialog->setMinimumWidth(380);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(dialog->windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, dialog));
    auto* line = new QLineEdit(used_.isEmpty() ? session_.origin() : used_, dialog);
    line->setMaxLength(100);
    line->setPlaceholderText(tr("For example: price list of the supplier"));
    line->setAccessibleName(tr("Name of the template"));
    column->addWidget(line);
    auto* shared = new QCheckBox(tr("For everybody"), dialog);
    column->addWidget(shared);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto* cancel = ui::button(tr("Cancel"), ui::ButtonKind::Normal, {}, dialog);
    auto* ok = ui::button(tr("Save"), ui::ButtonKind::Primary, {}, dialog);
    ok->setDefault(true);
    ok->setEnabled(!line->text().trimmed().isEmpty());
    buttons->addWidget(cancel);
    buttons->addWidget(ok);
    column->addLayout(buttons);
    connect(line, &QLineEdit::textChanged, ok,
            [ok](const QString& text) { ok->setEnabled(!text.trimmed().isEmpty()); });
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(ok, &QPushButton::clicked, dialog, [this, dialog, line, shared] {
        save(line->text().trimmed(), shared->isChecked());
        dialog->accept();
    });
    dialog->open();
}

void ImportTemplateMenu::save(const QString& name, bool shared) {
    session_.templates().save(name, shared, session_.plan().signature(), session_.definition());
}

}  // namespace kupets::view
