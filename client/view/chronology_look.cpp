#include "client/view/chronology_look.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "client/ui/icon.h"
#include "client/ui/line.h"
#include "client/ui/tokens.h"

namespace kupets::view {
namespace {

constexpr int kEdge = 16;
constexpr int kMark = 26;
constexpr int kText = kEdge + kMark + 10;
constexpr int kPad = 8;
constexpr int kDay = 34;
constexpr int kAction = 24;
constexpr int kMostTextLines = 6;
constexpr int kMostChangeLines = 6;
constexpr int kEndless = 1'000;
constexpr int kLinkIcon = 18;

QString moreFields(int count) { return QCoreApplication::translate("Chronology", "%n field(s) more", "", count); }

}  // namespace

ChronologyLook::ChronologyLook(Given given) : given_(std::move(given)) {
    if (!given_.day.isEmpty()) day_ = QRect(kEdge, 0, given_.width - 2 * kEdge, kDay);
    top_ = day_.isEmpty() ? 0 : kDay;
    mark_ = QRect(kEdge, top_ + kPad, kMark, kMark);
    bottom_ = top_ + kPad;
    if (given_.entry->isChange())
        addChange();
    else
        addRecord();
    height_ = std::max(bottom_, mark_.bottom() + 1) + kPad;
}

QString ChronologyLook::captionText() const {
    QStringList parts;
    if (!given_.when.isEmpty()) parts << given_.when;
    if (!given_.entry->isPlan) parts << given_.entry->headline;  // a box to tick says what a plan is
    if (!given_.entry->person.isEmpty() && !given_.entry->isChange()) parts << given_.entry->person;
    if (given_.entry->undone) parts << QCoreApplication::translate("Chronology", "taken back");
    return parts.join(QStringLiteral(" · "));
}

void ChronologyLook::addRecord() {
    const ui::Tokens& t = ui::tokens();
    const model::ChronologyEntry& entry = *given_.entry;
    const QColor quiet = given_.overdue ? t.dangerText : t.muted;
    addText({{entry.title, t.text}}, ui::typeface(ui::TextStyle::BodyStrong), 3, 0, Part::Title, 0);
    addText({{captionText(), quiet}}, ui::typeface(ui::TextStyle::Caption), 1, 1, Part::Body, 0);
    QString text = entry.text.trimmed();
    // A long first line is cut in the title: the text goes on where that ends.
    if (entry.title.endsWith(QChar(0x2026)) && text.startsWith(QStringView(entry.title).chopped(1)))
        text = QChar(0x2026) + text.mid(entry.title.size() - 1).trimmed();
    bool cut = false;
    if (!text.isEmpty())
        cut = addText({{text, t.text}}, ui::typeface(ui::TextStyle::Body), given_.expanded ? kEndless : kMostTextLines,
                      5, Part::Body, 0);
    if (cut || (given_.expanded && text.size() > 80)) addMore(QCoreApplication::translate("Chronology", "Whole text"));
    if (!entry.facts.isEmpty())
        addText({{entry.facts.join(QStringLiteral(" · ")), t.secondary}}, ui::typeface(ui::TextStyle::Caption), 2, 4,
                Part::Body, 0);
    if (given_.picture) {
        picture_ = QRect(QPoint(kText, bottom_ + 6), kPicture.boundedTo(QSize(given_.width - kText - kEdge, 1'000)));
        bottom_ = picture_.bottom() + 1;
    }
    if (!entry.file.isNil()) file_ = addLink(entry.fileName, kLinkIcon);
    if (!entry.aboutTitle.isEmpty()) about_ = addLink(entry.aboutTitle, kLinkIcon);
}

void ChronologyLook::addChange() {
    const ui::Tokens& t = ui::tokens();
    const model::ChronologyEntry& entry = *given_.entry;
    const QFont caption = ui::typeface(ui::TextStyle::Caption);
    if (!entry.undone) action_ = QRect(given_.width - kEdge - kAction + 4, top_ + kPad - 3, kAction, kAction);
    addText({{entry.person, t.text}}, ui::typeface(ui::TextStyle::Body), 1, 0, Part::Body, kAction);
    addText({{captionText(), t.muted}}, caption, 1, 1, Part::Body, kAction);
    const auto count = std::min<qsizetype>(entry.lines.size(), given_.expanded ? kEndless : kMostChangeLines);
    for (qsizetype i = 0; i < count; ++i) {
        const model::ChronologyLine& line = entry.lines[i];
        const QString after = line.after.isEmpty() ? QStringLiteral("—") : line.after;
        const QString change = line.before.isEmpty() ? after : line.before + QStringLiteral(" → ") + after;
        addText({{line.label + QStringLiteral(": "), t.secondary}, {change, t.text}}, caption, given_.expanded ? 12 : 3,
                i == 0 ? 4 : 2, Part::Body, 0);
    }
    if (entry.lines.size() > kMostChangeLines)
        addMore(moreFields(static_cast<int>(entry.lines.size()) - kMostChangeLines));
    if (!entry.reason.isEmpty())
        addText({{QLocale().quoteString(entry.reason), t.secondary}}, caption, 3, 4, Part::Body, 0);
}

bool ChronologyLook::addText(const std::vector<Piece>& pieces, const QFont& font, int mostLines, int gap, Part part,
                             int rightRoom) {
    const QFontMetrics metrics(font);
    const int width = given_.width - kText - kEdge - rightRoom;
    QString whole;
    QList<QTextLayout::FormatRange> formats;
    for (const Piece& piece : pieces) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(whole.size());
        range.length = static_cast<int>(piece.text.size());
        range.format.setForeground(piece.color);
        formats << range;
        whole += piece.text;
    }
    whole.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    Block block;
    block.font = font;
    block.color = pieces.back().color;
    block.part = part;
    block.lineHeight = metrics.height() + 1;
    block.layout = std::make_unique<QTextLayout>(whole, font);
    block.layout->setFormats(formats);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    block.layout->setTextOption(option);
    block.layout->setCacheEnabled(true);
    block.layout->beginLayout();
    int lines = 0;
    int widest = 0;
    bool cut = false;
    for (QTextLine line = block.layout->createLine(); line.isValid(); line = block.layout->createLine()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, lines * block.lineHeight));
        ++lines;
        widest = std::max(widest, static_cast<int>(line.naturalTextWidth()) + 1);
        if (lines < mostLines) continue;
        const int end = line.textStart() + line.textLength();
        cut = end < whole.size();
        if (cut) {
            QString rest = whole.mid(line.textStart(), line.textLength() + 40);
            rest = rest.left(std::max<qsizetype>(rest.indexOf(QChar(QChar::LineSeparator)), 0) > 0
                                 ? rest.indexOf(QChar(QChar::LineSeparator))
                                 : rest.size());
            block.last = metrics.elidedText(rest + QChar(0x2026), Qt::ElideRight, width);
            widest = width;
        }
        break;
    }
    block.layout->endLayout();
    bottom_ += gap;
    block.rect = QRect(kText, bottom_, std::min(widest, width), lines * block.lineHeight);
    bottom_ += lines * block.lineHeight;
    blocks_.push_back(std::move(block));
    return cut;
}

QRect ChronologyLook::addLink(const QString& text, int lead) {
    const int width = std::min(ui::lineFace(ui::LineStyle::Caption).width(text) + lead, given_.width - kText - kEdge);
    const QRect rect(kText, bottom_ + 3, width, 20);
    bottom_ = rect.bottom() + 1;
    return rect;
}

void ChronologyLook::addMore(const QString& text) {
    moreText_ = given_.expanded ? QCoreApplication::translate("Chronology", "Less") : text;
    more_ = addLink(moreText_, 0);
}

QRect ChronologyLook::rectOf(Part part) const {
    switch (part) {
        case Part::Action:
            return given_.entry->canFinish ? mark_ : action_;
        case Part::File:
            return picture_.united(file_);
        case Part::About:
            return about_;
        case Part::More:
            return more_;
        case Part::Title:
            for (const Block& block : blocks_)
                if (block.part == Part::Title) return block.rect;
            return {};
        default:
            return QRect(0, top_, given_.width, height_ - top_);
    }
}

ChronologyLook::Part ChronologyLook::partAt(const QPoint& at) const {
    for (const Part part : {Part::Action, Part::File, Part::About, Part::More, Part::Title})
        if (rectOf(part).contains(at)) return part;
    return rectOf(Part::Body).contains(at) ? Part::Body : Part::None;
}

void ChronologyLook::paint(QPainter* painter, const QPoint& origin, const State& state) const {
    const ui::Tokens& t = ui::tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!day_.isEmpty()) {
        const QRect heading = day_.translated(origin).adjusted(0, 10, 0, 0);
        ui::lineFace(ui::LineStyle::Caption).paint(painter, heading, Qt::AlignLeft, given_.day, t.secondary);
        const int used = ui::lineFace(ui::LineStyle::Caption).width(given_.day) + 10;
        painter->fillRect(QRect(heading.x() + used, heading.center().y(), heading.width() - used, 1), t.hairline);
    }
    if (state.focused) {
        painter->setPen(QPen(t.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(origin.x() + 6, origin.y() + top_ + 1, given_.width - 12, height_ - top_ - 2),
                                 6, 6);
    }
    if (state.goesOn)
        painter->fillRect(QRect(origin.x() + mark_.center().x(), origin.y() + mark_.bottom() + 5, 1,
                                height_ - mark_.bottom() - 5 + kPad - 4),
                          t.hairline);
    paintMark(painter, origin, state);
    for (const Block& block : blocks_) paintBlock(painter, origin, block, state);
    const auto link = [&](const QRect& rect, Part part, const QString& text) {
        ui::lineFace(ui::LineStyle::Caption).paint(painter, rect, Qt::AlignLeft, text, t.accentText);
        if (state.part == part) painter->fillRect(QRect(rect.x(), rect.bottom() - 2, rect.width(), 1), t.accentText);
    };
    const auto linkWithIcon = [&](const QRect& place, Part part, const QString& icon, const QString& text) {
        if (place.isEmpty()) return;
        const QRect rect = place.translated(origin);
        ui::paintIcon(painter, QRect(rect.x(), rect.y(), 13, rect.height()), icon, t.muted);
        link(rect.adjusted(kLinkIcon, 0, 0, 0), part, text);
    };
    if (!picture_.isEmpty()) paintPicture(painter, origin, state.picture);
    linkWithIcon(file_, Part::File, QStringLiteral("paperclip"), given_.entry->fileName);
    linkWithIcon(about_, Part::About, given_.entry->aboutIcon, given_.entry->aboutTitle);
    if (!more_.isEmpty()) link(more_.translated(origin), Part::More, moreText_);
    if (!action_.isEmpty() && (state.hovered || state.focused)) {
        const QRect button = action_.translated(origin);
        if (state.part == Part::Action) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.pressed);
            painter->drawRoundedRect(button, 6, 6);
        }
        ui::paintIcon(painter, button.adjusted(4, 4, -4, -4), QStringLiteral("undo-2"), t.secondary);
    }
    painter->restore();
}

/// At the left of its room, as the texts are; until it has come, a quiet ground.
void ChronologyLook::paintPicture(QPainter* painter, const QPoint& origin, const QPixmap& picture) const {
    const ui::Tokens& t = ui::tokens();
    QRect place = picture_.translated(origin);
    painter->save();
    if (!picture.isNull()) {
        const QSize size = picture.deviceIndependentSize().toSize();
        const bool fits = size.width() <= place.width() && size.height() <= place.height();
        place.setSize(fits ? size : size.scaled(place.size(), Qt::KeepAspectRatio));
        QPainterPath round;
        round.addRoundedRect(place, 6, 6);
        painter->setClipPath(round);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawPixmap(place, picture);
        painter->setClipping(false);
    }
    painter->setPen(t.hairline);
    painter->setBrush(picture.isNull() ? QBrush(t.sunken) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter->restore();
}

void ChronologyLook::paintMark(QPainter* painter, const QPoint& origin, const State& state) const {
    const ui::Tokens& t = ui::tokens();
    const QRect mark = mark_.translated(origin);
    if (given_.entry->canFinish) {  // a box to tick
        const bool pointed = state.part == Part::Action;
        painter->setPen(QPen(pointed ? t.success : given_.overdue ? t.danger : t.muted, 1.5));
        painter->setBrush(pointed ? t.successSoft : t.raised);
        painter->drawEllipse(QRectF(mark).adjusted(4, 4, -4, -4));
        if (pointed) ui::paintIcon(painter, mark.adjusted(7, 7, -7, -7), QStringLiteral("check"), t.successText);
        return;
    }
    const ui::ChipColors colors = ui::chipColors(given_.entry->color, t);
    painter->setPen(Qt::NoPen);
    painter->setBrush(given_.entry->isChange() ? t.pressed : colors.ground);
    painter->drawEllipse(mark);
    ui::paintIcon(painter, mark.adjusted(6, 6, -6, -6), given_.entry->icon,
                  given_.entry->isChange() ? t.secondary : colors.text);
}

void ChronologyLook::paintBlock(QPainter* painter, const QPoint& origin, const Block& block, const State& state) const {
    const ui::Tokens& t = ui::tokens();
    const QPoint at = block.rect.topLeft() + origin;
    const bool pointed = block.part == Part::Title && state.part == Part::Title;
    painter->setPen(pointed ? t.accentText : block.color);
    painter->setFont(block.font);
    const int whole = block.layout->lineCount() - (block.last.isEmpty() ? 0 : 1);
    QList<QTextLayout::FormatRange> formats;
    if (pointed) {
        QTextLayout::FormatRange range;
        range.start = 0;
        range.length = static_cast<int>(block.layout->text().size());
        range.format.setForeground(t.accentText);
        formats << range;
    }
    if (pointed || block.last.isEmpty()) {
        block.layout->draw(painter, at, formats,
                           QRectF(at.x(), at.y(), block.rect.width() + 2, whole * block.lineHeight));
    } else {
        for (int i = 0; i < whole; ++i) block.layout->lineAt(i).draw(painter, at);
    }
    if (!block.last.isEmpty()) {
        painter->setPen(pointed ? t.accentText : block.color);
        painter->drawText(QRect(at.x(), at.y() + whole * block.lineHeight, block.rect.width() + 2, block.lineHeight),
                          Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, block.last);
    }
}

}  // namespace kupets::view
