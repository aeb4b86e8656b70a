// The design's promises about colours, type and icons.
#include <QFile>
#include <QFontDatabase>
#include <QImage>

#include <catch2/catch.hpp>

#include "client/ui/icon.h"
#include "client/ui/style_sheet.h"
#include "client/ui/tokens.h"
#include "tests/client/support/product_entities.h"
#include "tests/client/view/fake_host.h"

using namespace kupets;
using namespace kupets::ui;

TEST_CASE("Every text is readable on every surface it stands on, light and dark") {
    for (const Tokens* theme : {&lightTokens(), &darkTokens()})
        for (const ColorPair& pair : textPairs(*theme)) {
            INFO((theme->dark ? "dark: " : "light: ") << pair.name.toStdString());
            CHECK(contrast(pair.text, pair.ground) >= pair.least);
        }
}

TEST_CASE("Contrast is measured as WCAG says") {
    CHECK(contrast(Qt::black, Qt::white) == Approx(21.0).epsilon(0.001));
    CHECK(contrast(QColor(0x77, 0x77, 0x77), Qt::white) == Approx(4.48).epsilon(0.005));
}

TEST_CASE("A chip in any colour of one's own stays readable") {
    for (const Tokens* theme : {&lightTokens(), &darkTokens()})
        for (const char* color : {"#ffff00", "#000000", "#ffffff", "#ff0000", "#123456", "#00ff7f"}) {
            const ChipColors chip = chipColors(QString::fromLatin1(color), *theme);
            INFO(color << (theme->dark ? " dark" : " light"));
            CHECK(contrast(chip.text, chip.ground) >= 4.5);
        }
    CHECK(chipColors(QStringLiteral("no such colour"), lightTokens()).ground ==
          chipColors(QStringLiteral("gray"), lightTokens()).ground);
}

TEST_CASE("The style sheet names no colour that is not a token") {
    for (const Tokens* theme : {&lightTokens(), &darkTokens()}) {
        const QString sheet = styleSheet(*theme);
        CHECK_FALSE(sheet.contains(QLatin1Char('@')));
        CHECK(sheet.count(QLatin1Char('{')) == sheet.count(QLatin1Char('}')));
    }
}

TEST_CASE("Every entity's icon is in the set, and icons take the colour asked for") {
    for (const v1::EntityDef& def : test::productEntities()) {
        INFO(def.name() << ": " << def.icon());
        CHECK(hasIcon(toQt(def.icon())));
    }
    const QImage image = iconPixmap(QStringLiteral("plus"), Qt::red, 16, 2.0).toImage();
    CHECK(image.size() == QSize(32, 32));
    bool red = false;
    for (int x = 0; x < 32; ++x)
        if (const QColor at = image.pixelColor(x, 16); at.alpha() > 200) red = at == QColor(Qt::red);
    CHECK(red);
}
