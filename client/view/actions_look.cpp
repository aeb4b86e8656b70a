#include "client/view/actions_look.h"

#include <QDateTime>
#include <QPainter>

#include "client/command/describe.h"
#include "client/data/schema_mirror.h"
#include "client/ui/icon.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kHeading = 36;
constexpr int kRow = 52;
constexpr int kLine = 22;
constexpr int kText = 40;  // where words begin, after the icon

QDateTime momentOf(const v1::ChangeSet& act) { return QDateTime::fromMSecsSinceEpoch(act.at() / 1000); }

QString iconOf(const v1::ChangeSet& act) {
    if (act.origin() == v1::ChangeSet::ORIGIN_IMPORT) return QStringLiteral("database");
    if (act.origin() == v1::ChangeSet::ORIGIN_UNDO) return QStringLiteral("undo-2");
    switch (act.records().empty() ? v1::RecordChange::KIND_UPDATE : act.records(0).kind()) {
        case v1::RecordChange::KIND_CREATE:
            return QStringLiteral("plus");
        case v1::RecordChange::KIND_DELETE:
            return QStringLiteral("trash-2");
        default:
            return QStringLiteral("pencil");
    }
}

}  // namespace

ActionsLook::ActionsLook(data::Context context, const command::MyActions& actions, QObject* parent)
    : QStyledItemDelegate(parent), context_(context), actions_(actions) {}

QByteArray ActionsLook::idOf(int row) const { return QByteArray::fromStdString(actions_.entry(row).act.id()); }

void ActionsLook::setUnfolded(int row, bool unfolded) {
    if (unfolded)
        unfolded_.insert(idOf(row));
    else
        unfolded_.remove(idOf(row));
}

QString ActionsLook::dayOf(int row) const {
    const QDate day = momentOf(actions_.entry(row).act).date();
    const QDate today = QDate::currentDate();
    if (day == today) return tr("Today");
    if (day == today.addDays(-1)) return tr("Yesterday");
    return data::localeOf(context_.language)
        .toString(day, day.year() == today.year() ? QStringLiteral("d MMMM, dddd") : QStringLiteral("d MMMM yyyy"));
}

int ActionsLook::headingHeight(int row) const {
    const bool first =
        row == 0 || momentOf(actions_.entry(row).act).date() != momentOf(actions_.entry(row - 1).act).date();
    return first ? kHeading : 0;
}

QString ActionsLook::aboutOf(int row) const {
    const v1::ChangeSet& act = actions_.entry(row).act;
    QString about = momentOf(act).time().toString(QStringLiteral("HH:mm"));
    const auto count = static_cast<int>(std::max<std::uint64_t>(act.record_count(), 1));
    about += QStringLiteral("  ·  ") + tr("%Ln record(s)", "", count);
    if (actions_.entry(row).undone) about += QStringLiteral("  ·  ") + tr("undone");
    if (!act.reason().empty()) about += QStringLiteral("  ·  ") + toQt(act.reason());
    return about;
}

std::vector<ActionsLook::Line> ActionsLook::linesOf(int row) const {
    const v1::ChangeSet& act = actions_.entry(row).act;
    const auto snapshot = context_.schema->snapshot();
    std::vector<Line> lines;
    for (const v1::RecordDiff& diff : act.records()) {
        if (act.records_size() > 1)
            lines.push_back({command::recordWords(diff, snapshot.get(), context_.language), {}});
        if (diff.kind() != v1::RecordChange::KIND_UPDATE) continue;
        for (const command::FieldWords& field : command::fieldWords(diff, snapshot.get(), context_.language)) {
            const auto shown = [](const QString& value) { return value.isEmpty() ? QStringLiteral("—") : value; };
            lines.push_back(
                {{}, QStringLiteral("%1: %2 → %3").arg(field.label, shown(field.before), shown(field.after))});
        }
    }
    const auto rest = static_cast<std::int64_t>(act.record_count()) - act.records_size();
    if (rest > 0) lines.push_back({{}, tr("and %Ln more record(s)", "", static_cast<int>(rest))});
    if (lines.empty()) lines.push_back({{}, tr("The card tells the rest: Enter opens it.")});
    return lines;
}

QSize ActionsLook::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const int lines = isUnfolded(index.row()) ? static_cast<int>(linesOf(index.row()).size()) * kLine + 8 : 0;
    return {200, headingHeight(index.row()) + kRow + lines};
}

QString ActionsLook::doWords(int row) const { return actions_.entry(row).undone ? tr("Redo") : tr("Undo"); }

QRect ActionsLook::doPlace(const QRect& row, int at) const {
    const int width = QFontMetrics(ui::typeface(ui::TextStyle::BodyStrong)).horizontalAdvance(doWords(at)) + 24;
    return {row.right() - width - 4, row.top() + headingHeight(at) + (kRow - ui::metrics::kControlSmall) / 2, width,
            ui::metrics::kControlSmall};
}

void ActionsLook::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const ui::Tokens& t = ui::tokens();
    const int row = index.row();
    const command::MyActions::Entry& entry = actions_.entry(row);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect rect = option.rect;
    if (const int heading = headingHeight(row); heading > 0) {
        painter->setFont(ui::typeface(ui::TextStyle::BodyStrong));
        painter->setPen(t.secondary);
        painter->drawText(QRect(rect.x() + 12, rect.y(), rect.width(), heading - 4), Qt::AlignBottom | Qt::AlignLeft,
                          dayOf(row));
        rect.setTop(rect.top() + heading);
    }
    const bool current = option.state & QStyle::State_Selected;
    if (current || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? t.selected : t.hover);
        painter->drawRoundedRect(rect.adjusted(0, 1, 0, -1), ui::metrics::kRadius, ui::metrics::kRadius);
    }
    ui::paintIcon(painter, QRect(rect.x() + 12, rect.y() + 9, 18, 18), iconOf(entry.act),
                  entry.undone ? t.muted : t.secondary);
    const QRect doing = doPlace(option.rect, row);
    const int width = doing.left() - rect.x() - kText - 12;
    QFont face = ui::typeface(ui::TextStyle::Body);
    face.setStrikeOut(entry.undone);
    painter->setFont(face);
    painter->setPen(entry.undone ? t.secondary : t.text);
    painter->drawText(QRect(rect.x() + kText, rect.y() + 6, width, 20), Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(face).elidedText(entry.words, Qt::ElideRight, width));
    const QFont caption = ui::typeface(ui::TextStyle::Caption);
    painter->setFont(caption);
    painter->setPen(t.secondary);
    painter->drawText(QRect(rect.x() + kText, rect.y() + 27, width, 18), Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(caption).elidedText(aboutOf(row), Qt::ElideRight, width));
    painter->setFont(ui::typeface(ui::TextStyle::BodyStrong));
    painter->setPen(t.accentText);
    painter->drawText(doing, Qt::AlignCenter, doWords(row));
    if (isUnfolded(row)) {
        int y = rect.y() + kRow;
        const QFont body = ui::typeface(ui::TextStyle::Body);
        const QFont strong = ui::typeface(ui::TextStyle::BodyStrong);
        for (const Line& line : linesOf(row)) {
            const bool heading = !line.strong.isEmpty();
            painter->setFont(heading ? strong : body);
            painter->setPen(heading ? t.text : t.secondary);
            painter->drawText(QRect(rect.x() + kText, y, rect.width() - kText - 16, kLine),
                              Qt::AlignVCenter | Qt::AlignLeft,
                              painter->fontMetrics().elidedText(heading ? line.strong : line.text, Qt::ElideRight,
                                                                rect.width() - kText - 16));
            y += kLine;
        }
    }
    painter->restore();
}

}  // namespace kupets::view
