#include "client/ui/tokens.h"

#include <QFontDatabase>
#include <algorithm>
#include <array>
#include <cmath>

namespace kupets::ui {
namespace {

QColor rgb(const char* hex) { return QColor(QLatin1String(hex)); }

Tokens makeLight() {
    Tokens t;
    t.canvas = rgb("#ffffff");
    t.side = rgb("#f7f8fa");
    t.raised = rgb("#ffffff");
    t.sunken = rgb("#f3f4f7");
    t.hover = rgb("#f1f3f6");
    t.pressed = rgb("#e6e9ee");
    t.selected = rgb("#e9edfc");
    t.hairline = rgb("#e5e7ec");
    t.outline = rgb("#cfd4dc");
    t.shadow = QColor(18, 24, 38, 46);
    t.text = rgb("#1a1e27");
    t.secondary = rgb("#4d5666");
    t.muted = rgb("#626c7c");
    t.accent = rgb("#3d5adf");
    t.accentHover = rgb("#334dc8");
    t.accentText = rgb("#324cc4");
    t.accentSoft = rgb("#e9edfc");
    t.onAccent = rgb("#ffffff");
    t.danger = rgb("#c93434");
    t.dangerSoft = rgb("#fdeceb");
    t.dangerText = rgb("#b02525");
    t.success = rgb("#23804a");
    t.successSoft = rgb("#e5f5ea");
    t.successText = rgb("#1c6a3d");
    t.warning = rgb("#b4690e");
    t.warningSoft = rgb("#fdf2dc");
    t.warningText = rgb("#84500c");
    t.fresh = rgb("#fff6d9");
    t.toast = rgb("#22262f");
    t.onToast = rgb("#f3f4f6");
    t.toastAction = rgb("#9fb2ff");
    return t;
}

Tokens makeDark() {
    Tokens t;
    t.dark = true;
    t.canvas = rgb("#17191e");
    t.side = rgb("#121419");
    t.raised = rgb("#1f2229");
    t.sunken = rgb("#111318");
    t.hover = rgb("#23272f");
    t.pressed = rgb("#2c313b");
    t.selected = rgb("#272f4e");
    t.hairline = rgb("#2a2e37");
    t.outline = rgb("#434956");
    t.shadow = QColor(0, 0, 0, 130);
    t.text = rgb("#e8eaee");
    t.secondary = rgb("#b3bac6");
    t.muted = rgb("#98a1af");
    t.accent = rgb("#4a66e8");
    t.accentHover = rgb("#5672f0");
    t.accentText = rgb("#9db0ff");
    t.accentSoft = rgb("#252d4d");
    t.onAccent = rgb("#ffffff");
    t.danger = rgb("#cf3f3f");
    t.dangerSoft = rgb("#43211f");
    t.dangerText = rgb("#ff9c94");
    t.success = rgb("#2c8a53");
    t.successSoft = rgb("#17362a");
    t.successText = rgb("#79d6a0");
    t.warning = rgb("#b4741e");
    t.warningSoft = rgb("#3b2d14");
    t.warningText = rgb("#f0c272");
    t.fresh = rgb("#39331d");
    t.toast = rgb("#343944");
    t.onToast = rgb("#f0f2f5");
    t.toastAction = rgb("#b4c2ff");
    return t;
}

struct NamedChip {
    const char* name;
    const char* lightGround;
    const char* lightText;
    const char* darkGround;
    const char* darkText;
    const char* dot;
};
constexpr std::array kChips = {
    NamedChip{"gray", "#eceef2", "#4a5262", "#2c3039", "#b9c0cc", "#8b93a1"},
    NamedChip{"blue", "#e4eefc", "#1f56a8", "#1b3050", "#93c0fb", "#3b82f6"},
    NamedChip{"cyan", "#def3f7", "#0f6274", "#12363f", "#7ad7ea", "#0ea5c0"},
    NamedChip{"teal", "#dcf5ef", "#0d6655", "#113a33", "#73dcc5", "#14a085"},
    NamedChip{"green", "#e3f5e8", "#1f6b3c", "#18382a", "#86d9a8", "#2fa35c"},
    NamedChip{"lime", "#edf5d9", "#4c6310", "#2c3615", "#bedd74", "#7fa91c"},
    NamedChip{"yellow", "#fcf3cf", "#75590a", "#3c3314", "#eccd6a", "#d9a80f"},
    NamedChip{"orange", "#fdeddc", "#8f4a10", "#42291a", "#f5b27c", "#ea7f28"},
    NamedChip{"red", "#fde7e6", "#a92a2a", "#452322", "#ffa39d", "#e0484a"},
    NamedChip{"pink", "#fce6f0", "#9c2a63", "#43213a", "#f6a1cb", "#db4f93"},
    NamedChip{"purple", "#f0e8fb", "#6a3aa8", "#33264b", "#c8acf5", "#9159d6"},
    NamedChip{"indigo", "#e9ebfc", "#4247b0", "#282a52", "#b0b4fb", "#6469e0"},
};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}
double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// A colour of the user's own: mixed with the canvas for the ground, moved towards the text until it reads well.
ChipColors customChip(const QColor& color, const Tokens& theme) {
    const auto mix = [](const QColor& a, const QColor& b, double share) {
        return QColor::fromRgbF(static_cast<float>(a.redF() * share + b.redF() * (1 - share)),
                                static_cast<float>(a.greenF() * share + b.greenF() * (1 - share)),
                                static_cast<float>(a.blueF() * share + b.blueF() * (1 - share)));
    };
    ChipColors chip{mix(color, theme.canvas, theme.dark ? 0.24 : 0.14), color, color};
    for (int step = 0; step < 20 && contrast(chip.text, chip.ground) < 4.5; ++step)
        chip.text = mix(chip.text, theme.text, 0.85);
    return chip;
}

}  // namespace

const Tokens& lightTokens() {
    static const Tokens light = makeLight();
    return light;
}

const Tokens& darkTokens() {
    static const Tokens dark = makeDark();
    return dark;
}

double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::vector<ColorPair> textPairs(const Tokens& t) {
    std::vector<ColorPair> pairs;
    const std::pair<const char*, QColor> surfaces[] = {
        {"canvas", t.canvas}, {"side", t.side},   {"raised", t.raised},    {"sunken", t.sunken},
        {"hover", t.hover},   {"fresh", t.fresh}, {"selected", t.selected}};
    const std::pair<const char*, QColor> texts[] = {
        {"text", t.text}, {"secondary", t.secondary}, {"muted", t.muted}, {"accentText", t.accentText}};
    for (const auto& [ground, groundColor] : surfaces)
        for (const auto& [name, color] : texts)
            pairs.push_back(
                {QStringLiteral("%1 on %2").arg(QLatin1String(name), QLatin1String(ground)), color, groundColor, 4.5});
    const auto add = [&](const char* name, const QColor& text, const QColor& ground, double least = 4.5) {
        pairs.push_back({QLatin1String(name), text, ground, least});
    };
    add("onAccent on accent", t.onAccent, t.accent);
    add("onAccent on accentHover", t.onAccent, t.accentHover, 4.0);
    add("accentText on accentSoft", t.accentText, t.accentSoft);
    add("onAccent on danger", t.onAccent, t.danger);
    add("dangerText on dangerSoft", t.dangerText, t.dangerSoft);
    add("dangerText on canvas", t.dangerText, t.canvas);
    add("successText on successSoft", t.successText, t.successSoft);
    add("warningText on warningSoft", t.warningText, t.warningSoft);
    add("onToast on toast", t.onToast, t.toast);
    add("toastAction on toast", t.toastAction, t.toast);
    add("accent on canvas (focus ring)", t.accent, t.canvas, 3.0);
    for (const QString& name : chipColorNames()) {
        const ChipColors chip = chipColors(name, t);
        pairs.push_back({QStringLiteral("chip ") + name, chip.text, chip.ground, 4.5});
    }
    return pairs;
}

const std::vector<QString>& chipColorNames() {
    static const std::vector<QString> names = [] {
        std::vector<QString> all;
        for (const NamedChip& chip : kChips) all.push_back(QLatin1String(chip.name));
        return all;
    }();
    return names;
}

ChipColors chipColors(const QString& color, const Tokens& theme) {
    if (color.startsWith(QLatin1Char('#')) && QColor::isValidColor(color)) return customChip(QColor(color), theme);
    const QString name = color == QLatin1String("grey")     ? QStringLiteral("gray")
                         : color == QLatin1String("violet") ? QStringLiteral("purple")
                                                            : color;
    const auto found =
        std::find_if(kChips.begin(), kChips.end(), [&](const NamedChip& c) { return name == QLatin1String(c.name); });
    const NamedChip& chip = found == kChips.end() ? kChips.front() : *found;
    return theme.dark ? ChipColors{rgb(chip.darkGround), rgb(chip.darkText), rgb(chip.dot)}
                      : ChipColors{rgb(chip.lightGround), rgb(chip.lightText), rgb(chip.dot)};
}

QFont typeface(TextStyle style) {
    static const QString family = [] {
        const QStringList installed = QFontDatabase::families();
        for (const char* wanted : {"Inter", "Noto Sans", "DejaVu Sans"})
            if (installed.contains(QLatin1String(wanted))) return QString::fromLatin1(wanted);
        return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    }();
    QFont result(family);
    result.setStyleHint(QFont::SansSerif);
    result.setHintingPreference(QFont::PreferNoHinting);
    struct Step {
        int pixels;
        QFont::Weight weight;
    };
    static constexpr std::array steps = {Step{12, QFont::Normal},   Step{13, QFont::Normal},
                                         Step{13, QFont::DemiBold}, Step{15, QFont::DemiBold},
                                         Step{20, QFont::DemiBold}, Step{26, QFont::DemiBold}};
    const Step& step = steps[static_cast<std::size_t>(style)];
    result.setPixelSize(step.pixels);
    result.setWeight(step.weight);
    return result;
}

}  // namespace kupets::ui
