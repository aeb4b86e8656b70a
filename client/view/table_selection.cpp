#include "client/view/table_selection.h"

#include <QCoreApplication>

#include "client/data/value_format.h"
#include "client/view/record_table.h"
#include "common/expr/arithmetic.h"

namespace kupets::view {
namespace {

constexpr int kMostSummed = 20'000;  // cells: more are not added up at each step of the mouse

struct Sums {
    expr::Sum sum;
    std::string currency;
    bool mixed = false;    // of several currencies
    bool missing = false;  // a row is not loaded
};

void add(Sums& sums, const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        sums.sum.add(Decimal(*whole));
    } else if (const auto* decimal = std::get_if<Decimal>(&value)) {
        sums.sum.add(*decimal);
    } else if (const auto* money = std::get_if<Money>(&value)) {
        sums.mixed = sums.mixed || (!sums.currency.empty() && sums.currency != money->currency);
        sums.currency = money->currency;
        sums.sum.add(money->amount);
    }
}

QString words(const char* text, int count) { return QCoreApplication::translate("TableSelection", text, "", count); }

}  // namespace

QString selectionText(const RecordTable& table, data::Language language) {
    const RecordTable::Selected chosen = table.selected();
    const int rows = chosen.rows();
    const int columns = static_cast<int>(chosen.columns.size());
    if (rows < 1 || (rows == 1 && columns == 1)) return {};
    QString text = chosen.wholeRows ? words(QT_TRANSLATE_N_NOOP("TableSelection", "%Ln row(s) selected"), rows)
                                    : QCoreApplication::translate("TableSelection", "Selected: %1 × %2")
                                          .arg(QLocale().toString(rows), QString::number(columns));
    if (static_cast<qint64>(rows) * columns > kMostSummed) return text;
    Sums sums;
    for (int row = chosen.top; row <= chosen.bottom && !sums.missing; ++row) {
        if (table.records().isGroup(row)) continue;
        sums.missing = table.records().idAt(row).isNil();
        for (const int column : chosen.columns) add(sums, table.records().cellAt(row, column).value);
    }
    const auto total = sums.sum.total();
    if (sums.missing || sums.mixed || sums.sum.count() < 2 || !total) return text;
    const QString shown = sums.currency.empty() ? data::displayDecimal(total->trimmed(), language)
                                                : data::displayMoney({*total, sums.currency}, language, false);
    return text + QStringLiteral("   ") + QCoreApplication::translate("TableSelection", "Sum: %1").arg(shown);
}

}  // namespace kupets::view
