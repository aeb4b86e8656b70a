#include "client/view/standards_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

#include "client/model/word_match.h"
#include "client/ui/chip.h"
#include "client/ui/search_field.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/words.h"
#include "common/rules/standards.h"

namespace kupets::view {

const QString StandardsPage::kAddress = QStringLiteral("help/standards");

namespace {

constexpr int kMostWidth = 900;
constexpr int kNameWidth = 220;

QString severityMark(v1::Severity severity) {
    return severity == v1::SEVERITY_REFUSE ? StandardsPage::tr("not saved without it")
                                           : StandardsPage::tr("counts as a gap");
}

}  // namespace

QString standardWords(const schema::Field& field) {
    switch (field.def.standard()) {
        case v1::STANDARD_COMPANY_NAME:
            return StandardsPage::tr(
                "Without the legal form and without quotes: Ромашка, not ООО «Ромашка». One company a card.");
        case v1::STANDARD_PERSON_NAME:
            return StandardsPage::tr(
                "Family name, name, patronymic, each with a capital letter: Иванов Иван Иванович.");
        case v1::STANDARD_CITY:
            return StandardsPage::tr("The name alone: Москва, not г. Москва.");
        default:
            break;
    }
    if (rules::nameOfForm(field) != nullptr)
        return StandardsPage::tr("Abbreviated: ООО, АО, ИП, КФХ. The program takes it out of the name.");
    switch (field.type()) {
        case v1::PHONES:
            return StandardsPage::tr(
                "+7 (916) 123-45-67, with an extension where there is one. Any way of typing it will do.");
        case v1::EMAILS:
            return StandardsPage::tr("name@company.ru; the syntax is checked.");
        case v1::ADDRESS:
            return StandardsPage::tr(
                "The index first, then region, town, street, house, flat or office: 101000, г. Москва, ул. Ленина, д. "
                "5, кв. 7.");
        case v1::INN:
            return StandardsPage::tr("10 digits of a company, 12 of a person; control digits are checked.");
        case v1::KPP:
            return StandardsPage::tr("9 characters.");
        case v1::OGRN:
            return StandardsPage::tr("13 digits of a company, 15 of a person; the control digit is checked.");
        case v1::BANK_ACCOUNT:
            return StandardsPage::tr("20 digits and the BIC of 9; the key is checked.");
        case v1::URL:
            return StandardsPage::tr("https://company.ru");
        default:
            break;
    }
    if (field.target != nullptr && field.name() == "source") return StandardsPage::tr("From the list of sources only.");
    return {};
}

StandardsPage::StandardsPage(Host& host, QWidget* parent) : Page(parent), host_(host) {
    setProperty("surface", "canvas");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, ui::metrics::kPad);
    head->setSpacing(ui::metrics::kPad);
    head->addWidget(ui::label(title(), ui::TextStyle::Title, ui::Tone::Normal, this));
    head->addWidget(ui::label(tr("What is certain the program mends itself when you leave the field."),
                              ui::TextStyle::Caption, ui::Tone::Secondary, this),
                    1);
    search_ = new ui::SearchField(tr("Field or rule"), this);
    search_->setFixedWidth(240);
    head->addWidget(search_);
    column->addLayout(head);
    column->addWidget(ui::horizontalLine(this));
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    inner_ = new QWidget(scroll);
    inner_->setProperty("transparent", true);
    auto* across = new QHBoxLayout(inner_);
    across->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, 24);
    auto* body = new QWidget(inner_);
    body->setMaximumWidth(kMostWidth);
    column_ = new QVBoxLayout(body);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(24);
    across->addWidget(body, 1);
    across->addStretch(0);
    scroll->setWidget(inner_);
    column->addWidget(scroll, 1);
    build();
    connect(search_, &QLineEdit::textChanged, this, &StandardsPage::narrow);
    connect(host.context().schema, &data::SchemaMirror::changed, this, &StandardsPage::build);
}

QString StandardsPage::title() const { return tr("Standard of filling in"); }
void StandardsPage::shown() { search_->setFocus(); }

void StandardsPage::build() {
    const schema::SnapshotPtr snapshot = host_.context().schema->snapshot();
    if (!snapshot) return;
    ui::clearLayout(column_);
    rows_.clear();
    std::vector<const schema::Entity*> entities;
    for (const auto& entity : snapshot->entities()) entities.push_back(entity.get());
    // As in the navigation; directories that are not there come last.
    std::ranges::sort(entities, {}, [](const schema::Entity* entity) {
        const auto place = entity->def().navigation();
        return std::pair(place == 0 ? 100'000U : place, entity->name());
    });
    for (const schema::Entity* entity : entities) addEntity(*entity);
    column_->addStretch(1);
    narrow(search_->text());
}

void StandardsPage::addEntity(const schema::Entity& entity) {
    struct Line {
        QString what, how, mark;
    };
    std::vector<Line> lines;
    bool more = false;  // than what must be filled in
    for (const auto& field : entity.fields()) {
        if (!isEditable(*field)) continue;
        const QString how = standardWords(*field);
        const bool required = field->def.required();
        more = more || !how.isEmpty();
        if (how.isEmpty() && !required) continue;
        lines.push_back({say(host_.context(), field->def.label()), how.isEmpty() ? tr("Must be filled in.") : how,
                         required ? tr("not saved without it") : QString()});
    }
    for (const v1::CheckDef& check : entity.def().checks()) {
        if (check.severity() == v1::SEVERITY_OFF) continue;
        more = true;
        const v1::Label& words = check.message().ru().empty() ? check.label() : check.message();
        lines.push_back(
            {say(host_.context(), check.label()), say(host_.context(), words), severityMark(check.severity())});
    }
    if (!more) return;
    auto* section = new QWidget(this);
    auto* column = new QVBoxLayout(section);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(
        ui::label(say(host_.context(), entity.def().plural()), ui::TextStyle::BodyStrong, ui::Tone::Normal, section));
    column->addSpacing(6);
    for (const Line& line : lines) addRow(section, column, line.what, line.how, line.mark);
    column_->addWidget(section);
}

void StandardsPage::addRow(QWidget* section, QVBoxLayout* column, const QString& what, const QString& how,
                           const QString& mark) {
    auto* line = new QWidget(section);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 6, 0, 6);
    row->setSpacing(16);
    auto* name = ui::label(what, ui::TextStyle::Body, ui::Tone::Secondary, line);
    name->setFixedWidth(kNameWidth);
    name->setWordWrap(true);
    row->addWidget(name, 0, Qt::AlignTop);
    auto* words = ui::label(how, ui::TextStyle::Body, ui::Tone::Normal, line);
    words->setWordWrap(true);
    row->addWidget(words, 1, Qt::AlignTop);
    if (!mark.isEmpty())
        row->addWidget(ui::label(mark, ui::TextStyle::Caption, ui::Tone::Muted, line), 0,
                       Qt::AlignTop | Qt::AlignRight);
    column->addWidget(line);
    rows_.push_back({line, section, what + QLatin1Char(' ') + how + QLatin1Char(' ') + mark});
}

void StandardsPage::narrow(const QString& typed) {
    std::map<QWidget*, bool> any;
    for (const Row& row : rows_) {
        const bool fits = model::matchEitherLayout(row.words, typed.simplified()).has_value();
        row.widget->setVisible(fits);
        any[row.section] = any[row.section] || fits;
    }
    for (const auto& [section, has] : any) section->setVisible(has);
}

int StandardsPage::shownRows() const {
    return static_cast<int>(std::ranges::count_if(rows_, [](const Row& row) { return !row.widget->isHidden(); }));
}

}  // namespace kupets::view
