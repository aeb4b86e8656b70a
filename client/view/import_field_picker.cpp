#include "client/view/import_field_picker.h"

#include <QKeyEvent>
#include <QListWidget>

#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/import_page.h"
#include "client/view/words.h"
#include "common/text/fold.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 360;
constexpr int kHeight = 340;
constexpr int kLine = 28;
enum Role { PartRole = Qt::UserRole, PathRole, NewRole };

}  // namespace

ImportFieldPicker::ImportFieldPicker(const model::ImportSession& session, const model::ImportSheetPlan& sheet,
                                     const model::ImportUse& use, bool mayMakeFields, QWidget* anchor)
    : ui::Popover(anchor), session_(session), sheet_(sheet), use_(use), mayMakeFields_(mayMakeFields) {
    setContentWidth(kWidth);
    search_ = new ui::SearchField(tr("Find a field"), this);
    search_->setPause(0);
    content()->addWidget(search_);
    list_ = new QListWidget(this);
    list_->setProperty("popover", true);
    list_->setFixedHeight(kHeight);
    list_->setAccessibleName(tr("Fields"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content()->addWidget(list_);
    connect(search_, &ui::SearchField::searched, this, &ImportFieldPicker::fill);
    connect(search_, &ui::SearchField::arrowPressed, this, [this](int key) {
        step(key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 8 : -8);
    });
    connect(search_, &QLineEdit::returnPressed, this, &ImportFieldPicker::take);
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        list_->setCurrentItem(item);
        take();
    });
    fill({});
    setFocusProxy(search_);
}

void ImportFieldPicker::addHead(const QString& words) {
    auto* item = new QListWidgetItem(words, list_);
    item->setSizeHint(QSize(0, kLine));
    item->setFlags(Qt::NoItemFlags);
    item->setFont(ui::typeface(ui::TextStyle::Caption));
    item->setForeground(ui::tokens().muted);
}

void ImportFieldPicker::addLine(const QString& words, int part, const std::string& path, const QString& search,
                                bool strong) {
    const QString wanted = toQt(text::fold(fromQt(search)));
    if (!wanted_.isEmpty() && !wanted.contains(wanted_)) return;
    auto* item = new QListWidgetItem(words, list_);
    item->setSizeHint(QSize(0, kLine));
    item->setData(PartRole, part);
    item->setData(PathRole, toQt(path));
    if (strong) item->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    if (part == use_.part && path == use_.path) list_->setCurrentItem(item);
}

void ImportFieldPicker::fill(const QString& words) {
    wanted_ = toQt(text::fold(fromQt(words.trimmed())));
    list_->clear();
    if (!use_.isConstant()) addLine(tr("Do not load"), model::ImportUse::kNone, {}, tr("Do not load"));
    const auto dropEmptyHead = [this](int head) {
        if (list_->count() == head + 1) delete list_->takeItem(head);
    };
    for (int part = 0; part < static_cast<int>(sheet_.parts.size()); ++part) {
        const model::ImportPartPlan& of = sheet_.parts[static_cast<std::size_t>(part)];
        const schema::Entity* entity = session_.schema().entity(of.entity);
        if (!entity) continue;
        const QString title = partTitle(session_, sheet_, part);
        const int head = list_->count();
        addHead(title);
        const auto linked = [&of](const schema::Field& field) {
            return std::ranges::any_of(
                of.links, [&field](const mapping::Part::Link& link) { return link.field == field.name(); });
        };
        for (const auto& field : entity->fields()) {
            const bool number = field->type() == v1::AUTO_NUMBER;  // to find records by
            if ((!mapping::isFillable(*field) && !number) || linked(*field)) continue;
            const QString label = say(session_.context(), field->def.label());
            addLine(label + (field->def.required() ? QStringLiteral(" *") : QString()), part, field->name(),
                    label + u' ' + toQt(field->name()) + u' ' + title);
        }
        dropEmptyHead(head);
        for (const auto& field : entity->fields()) {
            if (!mapping::isFillable(*field) || !field->isReference() || linked(*field)) continue;
            const QString label = say(session_.context(), field->def.label());
            const int finders = list_->count();
            addHead(tr("%1: found by").arg(sheet_.parts.size() > 1 ? title + QStringLiteral(" · ") + label : label));
            for (const auto& finder : field->target->fields())
                if (mapping::isFinder(*finder)) {
                    const QString words2 = label + QStringLiteral(" · ") + say(session_.context(), finder->def.label());
                    addLine(words2, part, field->name() + "." + finder->name(), words2 + u' ' + toQt(finder->name()));
                }
            dropEmptyHead(finders);
        }
    }
    if (mayMakeFields_ && !use_.isConstant())
        for (int part = 0; part < static_cast<int>(sheet_.parts.size()); ++part) {
            const QString of = sheet_.parts.size() > 1 ? tr("New field of: %1…").arg(partTitle(session_, sheet_, part))
                                                       : tr("Make a new field…");
            auto* item = new QListWidgetItem(ui::icon(QStringLiteral("plus"), ui::IconTone::Accent), of, list_);
            item->setData(PartRole, part);
            item->setData(NewRole, true);
            item->setSizeHint(QSize(0, kLine));
            item->setForeground(ui::tokens().accentText);
        }
    if (!list_->currentItem() || !wanted_.isEmpty()) {
        list_->setCurrentRow(-1);
        step(1);
    }
    if (list_->currentItem()) list_->scrollToItem(list_->currentItem(), QAbstractItemView::PositionAtCenter);
}

void ImportFieldPicker::step(int by) {
    int row = list_->currentRow();
    const int way = by > 0 ? 1 : -1;
    for (int left = std::abs(by); left > 0;) {
        int next = row + way;
        while (next >= 0 && next < list_->count() && list_->item(next)->flags() == Qt::NoItemFlags) next += way;
        if (next < 0 || next >= list_->count()) break;
        row = next;
        --left;
    }
    list_->setCurrentRow(row);
}

/// Enter takes the field, and is not the wizard's "Next".
void ImportFieldPicker::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return event->accept();
    Popover::keyPressEvent(event);
}

void ImportFieldPicker::take() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item || item->flags() == Qt::NoItemFlags) return;
    const int part = item->data(PartRole).toInt();
    const std::string path = fromQt(item->data(PathRole).toString());
    const bool make = item->data(NewRole).toBool();
    close();
    make ? Q_EMIT newFieldWanted(part) : Q_EMIT picked(part, path);
}

}  // namespace kupets::view
