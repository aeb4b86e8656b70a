// The page of data quality as a person uses it: figures, what is behind them, mending with undo, the quarterly task.
#include <QComboBox>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <catch2/catch.hpp>

#include "client/view/filter_bar.h"
#include "client/view/quality_page.h"
#include "tests/e2e/desktop_company.h"

using namespace kupets;
using namespace kupets::e2e;

namespace {

view::QualityPage* qualityPage(Desktop& desktop) {
    return qobject_cast<view::QualityPage*>(desktop.window().pages()->current());
}

}  // namespace

TEST_CASE("the page of data quality counts, lists and asks who looks each quarter") {
    Company& company = Company::get();
    company.create("company", {{"name", std::string("Без ничего")}});
    for (const ui::Appearance appearance : {ui::Appearance::Light, ui::Appearance::Dark}) {
        Desktop::Options options = company.options();
        options.appearance = appearance;
        Desktop desktop(options);
        REQUIRE(desktop.waitInside());
        REQUIRE(desktop.open("quality/company"));
        view::QualityPage* page = qualityPage(desktop);
        REQUIRE(page);
        REQUIRE(waitFor([&] { return page->isReady(); }));
        desktop.rest();
        desktop.picture(appearance == ui::Appearance::Light ? "quality_light" : "quality_dark");
        CHECK(page->figures().total() == static_cast<std::uint64_t>(company.count("company")));
        CHECK(page->fieldList()->topLevelItemCount() > 20);
        CHECK(page->cutList()->topLevelItemCount() > 1);
        if (appearance == ui::Appearance::Dark) continue;

        // The first check: those behind it are listed.
        QTreeWidgetItem* first = page->fieldList()->topLevelItem(0);
        const QString missing = first->text(3);
        REQUIRE_FALSE(missing.isEmpty());
        Q_EMIT page->fieldList()->itemClicked(first, 0);
        auto* table = qobject_cast<view::TablePage*>(desktop.window().pages()->current());
        REQUIRE(table);
        CHECK_FALSE(table->filter().text().empty());
        desktop.rest(500);
        desktop.picture("quality_behind");
        REQUIRE(desktop.open("quality/company"));
        page = qualityPage(desktop);
        REQUIRE(waitFor([&] { return page->planBox()->count() > 2; }));
        page->planBox()->setCurrentIndex(1);
        const std::string name = page->planBox()->currentText().toStdString();
        Q_EMIT page->planBox()->activated(1);
        REQUIRE(waitFor([&] {
            return company.text("user", company.find("user", "name = \"" + name + "\""), "checks_quality") == "true";
        }));
    }
}
