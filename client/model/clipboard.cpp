#include "client/model/clipboard.h"

#include <algorithm>

#include "client/data/value_format.h"
#include "client/data/value_input.h"

namespace kupets::model {
namespace {

/// Where the quoted cell that begins at `from` ends: the place behind its closing quote; -1 when it has none.
qsizetype endOfQuoted(const QString& text, qsizetype from) {
    for (qsizetype at = from + 1; at < text.size(); ++at) {
        if (text[at] != u'"') continue;
        if (at + 1 < text.size() && text[at + 1] == u'"') {
            ++at;
            continue;
        }
        const bool ends = at + 1 == text.size() || text[at + 1] == u'\t' || text[at + 1] == u'\n';
        return ends ? at + 1 : -1;
    }
    return -1;
}

}  // namespace

Grid readTsv(const QString& typed) {
    QString text = typed;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    Grid grid;
    QStringList row;
    qsizetype at = 0;
    const auto endRow = [&] { grid.push_back(std::exchange(row, {})); };
    while (at < text.size()) {
        qsizetype end = text[at] == u'"' ? endOfQuoted(text, at) : -1;
        if (end > 0) {
            row << text.mid(at + 1, end - at - 2).replace(QStringLiteral("\"\""), QStringLiteral("\""));
        } else {
            end = at;
            while (end < text.size() && text[end] != u'\t' && text[end] != u'\n') ++end;
            row << text.mid(at, end - at);
        }
        const bool tab = end < text.size() && text[end] == u'\t';
        at = end + 1;
        if (!tab) {
            endRow();
        } else if (at == text.size()) {
            row << QString();  // the last cell of all is empty
            endRow();
        }
    }
    qsizetype width = 0;
    for (const QStringList& line : grid) width = std::max(width, line.size());
    for (QStringList& line : grid)
        while (line.size() < width) line << QString();
    return grid;
}

QString writeTsv(const Grid& grid) {
    QStringList lines;
    for (const QStringList& row : grid) {
        QStringList cells;
        for (const QString& cell : row) {
            const bool quoted = cell.contains(u'\t') || cell.contains(u'\n') || cell.startsWith(u'"');
            cells << (quoted ? u'"' + QString(cell).replace(u'"', QStringLiteral("\"\"")) + u'"' : cell);
        }
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QString writeHtml(const Grid& grid, const std::vector<bool>& textual) {
    QString html = QStringLiteral("<meta charset=\"utf-8\"><table>");
    for (const QStringList& row : grid) {
        html += QStringLiteral("<tr>");
        for (qsizetype column = 0; column < row.size(); ++column) {
            const auto at = static_cast<std::size_t>(column);
            html += at < textual.size() && textual[at] ? QStringLiteral("<td style='mso-number-format:\"\\@\"'>")
                                                       : QStringLiteral("<td>");
            html += row[column].toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) + QStringLiteral("</td>");
        }
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

QString copyText(const data::Cell& cell, const schema::Field* field, data::Language language) {
    const bool number = std::holds_alternative<std::int64_t>(cell.value) ||
                        std::holds_alternative<Decimal>(cell.value) || std::holds_alternative<Money>(cell.value);
    if (number) {
        static const schema::Field kPlain;
        return data::editText(field ? *field : kPlain, cell.value, language);
    }
    return data::display(cell, field, language);
}

bool isTextual(const schema::Field* field) {
    if (field == nullptr) return false;
    switch (field->type()) {
        case v1::INTEGER:
        case v1::DECIMAL:
        case v1::MONEY:
        case v1::PERCENT:
        case v1::DATE:
        case v1::DATE_TIME:
        case v1::FORMULA:
            return false;
        default:
            return true;
    }
}

}  // namespace kupets::model
