#include "client/view/import_page.h"

#include <QVBoxLayout>

#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

QString sheetTitle(const model::ImportSession& session, const model::ImportSheetPlan& sheet) {
    return sheet.name.empty() ? session.source().fileName() : toQt(sheet.name);
}

QString partTitle(const model::ImportSession& session, const model::ImportSheetPlan& sheet, int part) {
    const model::ImportPartPlan& of = sheet.parts[static_cast<std::size_t>(part)];
    const schema::Entity* entity = session.schema().entity(of.entity);
    QString title = entity ? say(session.context(), entity->def().label()) : toQt(of.entity);
    int number = 1;
    for (int at = 0; at < part; ++at) number += sheet.parts[static_cast<std::size_t>(at)].entity == of.entity ? 1 : 0;
    if (number > 1) title += QStringLiteral(" %1").arg(number);
    return title;
}

ImportPage::ImportPage(Host& host, model::ImportSession& session, const QString& title, const QString& hint)
    : host_(host), session_(session) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 12);
    column->setSpacing(4);
    column->addWidget(ui::label(title, ui::TextStyle::Title, ui::Tone::Normal, this));
    QLabel* words = ui::label(hint, ui::TextStyle::Body, ui::Tone::Secondary, this);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addSpacing(8);
    content_ = new QVBoxLayout;
    content_->setContentsMargins(0, 0, 0, 0);
    content_->setSpacing(8);
    column->addLayout(content_, 1);
}

QString ImportPage::count(std::uint64_t number) const { return locale().toString(static_cast<qulonglong>(number)); }

}  // namespace kupets::view
