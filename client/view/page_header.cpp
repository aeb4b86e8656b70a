#include "client/view/page_header.h"

#include "client/model/board_stages.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"

namespace kupets::view {

PageHeader::PageHeader(Host& host, const schema::Entity& entity, Kind kind, QWidget* parent) : QWidget(parent) {
    setFixedHeight(56);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(ui::metrics::kPage, 0, ui::metrics::kPage, 0);
    row->setSpacing(8);
    row->addWidget(ui::label(say(host.context(), entity.def().plural()), ui::TextStyle::Title, ui::Tone::Normal, this));
    if (!model::boardOf(entity).column_field().empty()) {
        row->addSpacing(8);
        auto* segments = new QHBoxLayout;
        segments->setSpacing(0);
        const auto add = [&](const QString& text, const QString& iconName, Kind of, const char* edge) {
            auto* part = new QPushButton(ui::icon(iconName), text, this);
            part->setProperty("variant", "segment");
            part->setProperty("edge", edge);
            part->setCheckable(true);
            part->setAutoExclusive(true);
            part->setChecked(of == kind);
            part->setAccessibleName(text);
            part->setCursor(Qt::PointingHandCursor);
            segments->addWidget(part);
            return part;
        };
        const std::string name = entity.name();
        Host* to = &host;
        connect(add(tr("Table"), QStringLiteral("table-2"), Kind::Table, "first"), &QPushButton::clicked, this,
                [to, name, kind] {
                    if (kind != Kind::Table) to->openTable(name);
                });
        const bool planned = name == "task";
        connect(add(tr("Board"), QStringLiteral("square-kanban"), Kind::Board, planned ? "" : "last"),
                &QPushButton::clicked, this, [to, name, kind] {
                    if (kind != Kind::Board) to->openBoard(name);
                });
        // Where the tools of a list need the room, a picture is enough.
        const bool brief = kind == Kind::Table || kind == Kind::Board;
        const auto addPlan = [&](const QString& text, const char* icon, Kind of, const char* view, const char* edge) {
            QPushButton* part = add(brief ? QString() : text, QString::fromLatin1(icon), of, edge);
            part->setToolTip(text);
            part->setAccessibleName(text);
            connect(part, &QPushButton::clicked, this, [to, view, of, kind] {
                if (kind != of) to->openPlan(view);
            });
        };
        if (planned) {
            addPlan(tr("By time"), "clock", Kind::Time, "time", "");
            addPlan(tr("Calendar"), "calendar", Kind::Calendar, "calendar", "");
            addPlan(tr("Load"), "users-round", Kind::Load, "load", "last");
        }
        row->addLayout(segments);
    }
    aside_ = new QHBoxLayout;
    aside_->setContentsMargins(4, 0, 0, 0);
    row->addLayout(aside_);
    row->addStretch(1);
    tools_ = new QHBoxLayout;
    tools_->setSpacing(4);
    row->addLayout(tools_);
    row->addSpacing(4);
    new_ = ui::button(tr("New"), ui::ButtonKind::Primary, QStringLiteral("plus"), this);
    new_->setToolTip(tr("New: %1").arg(say(host.context(), entity.def().label())) + QStringLiteral("  Ctrl+N"));
    new_->setAccessibleName(tr("New: %1").arg(say(host.context(), entity.def().label())));
    row->addWidget(new_);
}

}  // namespace kupets::view
