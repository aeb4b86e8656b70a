#include "client/view/as_of_card_page.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedLayout>

#include "client/ui/empty_state.h"
#include "client/ui/widgets.h"
#include "client/view/as_of_bar.h"
#include "client/view/words.h"

namespace kupets::view {
namespace {

constexpr int kLabelWidth = 200;
constexpr int kContentWidth = 900;

QString shown(const data::Cell& cell, const schema::Field& field, data::Language language) {
    QString text = data::display(cell, &field, language);
    text.replace(QChar(0x1f), QStringLiteral(", "));
    return text.isEmpty() ? QStringLiteral("—") : text;
}

}  // namespace

/// One field: its name, what it was, and, where that is not so any more, what it is today.
class AsOfField final : public QFrame {
public:
    AsOfField(const schema::Field& field, const data::Context& context, QWidget* parent)
        : QFrame(parent), field_(field), language_(context.language) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(ui::metrics::kGap, 5, ui::metrics::kGap, 5);
        row->setSpacing(ui::metrics::kPad);
        auto* name = ui::label(say(context, field.def.label()), ui::TextStyle::Body, ui::Tone::Secondary, this);
        name->setFixedWidth(kLabelWidth);
        name->setWordWrap(true);
        then_ = ui::label({}, ui::TextStyle::Body, ui::Tone::Normal, this);
        now_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this);
        for (QLabel* value : {then_, now_}) {
            value->setWordWrap(true);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        }
        row->addWidget(name, 0, Qt::AlignTop);
        row->addWidget(then_, 3, Qt::AlignTop);
        row->addWidget(now_, 2, Qt::AlignTop);
    }
    void show(const data::Cell& then, const data::Cell& now, bool differs) {
        then_->setText(shown(then, field_, language_));
        now_->setText(differs ? AsOfCardPage::tr("today: %1").arg(shown(now, field_, language_)) : QString());
        ui::restyle(this, "banner", differs ? QVariant("info") : QVariant());
        setAccessibleName(field_.name().c_str());
    }
    QString then() const { return then_->text(); }
    QString now() const { return now_->text(); }

private:
    const schema::Field& field_;
    data::Language language_;
    QLabel* then_;
    QLabel* now_;
};

AsOfCardPage::AsOfCardPage(Host& host, const data::RecordKey& key, std::int64_t moment, QWidget* parent)
    : Page(parent),
      host_(host),
      key_(key),
      asked_(moment),
      snapshot_(host.context().schema->snapshot()),
      entity_(snapshot_->entity(key.entity)),
      model_(new model::AsOfRecord(host.context(), key, this)) {
    build();
    connect(model_, &model::AsOfRecord::momentsChanged, this, &AsOfCardPage::takeMoments);
    connect(model_, &model::AsOfRecord::changed, this, &AsOfCardPage::refresh);
    connect(model_, &model::AsOfRecord::failed, this, [this](const Error& error) {
        empty_->setContent(QStringLiteral("wifi-off"), tr("Could not look into the past"),
                           wordsOf(host_.context(), error, key_.entity), tr("Try again"));
        stack_->setCurrentIndex(1);
    });
    connect(bar_, &AsOfBar::momentChosen, model_, [this](qint64 at) { model_->setMoment(at); });
    connect(bar_, &AsOfBar::backRequested, this, &AsOfCardPage::goBackToToday);
    if (asked_ != 0) {
        bar_->setMoment(asked_);
        model_->setMoment(asked_);
    }
}

void AsOfCardPage::build() {
    setProperty("surface", "sunken");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::kPage, ui::metrics::kPad, ui::metrics::kPage, 0);
    column->setSpacing(ui::metrics::kPad);
    bar_ = new AsOfBar(host_.context(), this);
    restore_ = bar_->addAction(tr("Restore these values"), QStringLiteral("rotate-ccw"));
    connect(restore_, &QPushButton::clicked, this, [this] { restore(); });
    column->addWidget(bar_);
    auto* head = new QHBoxLayout;
    head->setSpacing(ui::metrics::kPad);
    title_ = ui::label({}, ui::TextStyle::Title, ui::Tone::Normal, this);
    count_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this);
    head->addWidget(title_);
    head->addWidget(count_, 1);
    column->addLayout(head);

    auto* body = new QWidget(this);
    stack_ = new QStackedLayout(body);
    auto* scroll = new QScrollArea(body);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(scroll);
    content->setProperty("transparent", true);
    buildFields(content);
    scroll->setWidget(content);
    empty_ = new ui::EmptyState(body);
    connect(empty_, &ui::EmptyState::acted, this, [this] {
        if (model_->then() || model_->moments().empty() || model_->moment() >= model_->moments().front().at)
            model_->reload();
        else
            goBackToToday();
    });
    stack_->addWidget(scroll);
    stack_->addWidget(empty_);
    column->addWidget(body, 1);
}

void AsOfCardPage::buildFields(QWidget* content) {
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, ui::metrics::kPage, ui::metrics::kPage);
    column->setSpacing(2);
    for (const v1::LayoutSection& section : entity_->def().card().sections()) {
        bool any = false;
        for (const std::string& name : section.fields()) {
            const schema::Field* field = entity_->field(name);
            if (field == nullptr || fields_.contains(name)) continue;
            if (!any) {
                column->addSpacing(ui::metrics::kPad);
                auto* heading = ui::label(say(host_.context(), section.label()), ui::TextStyle::BodyStrong,
                                          ui::Tone::Normal, content);
                heading->setContentsMargins(ui::metrics::kGap, 0, 0, 4);
                column->addWidget(heading);
                any = true;
            }
            auto* row = new AsOfField(*field, host_.context(), content);
            row->setMaximumWidth(kContentWidth);
            fields_[name] = row;
            column->addWidget(row);
        }
    }
    column->addStretch(1);
}

void AsOfCardPage::takeMoments() {
    const bool first = !ready_ && !model_->moments().empty();
    ready_ = ready_ || first;
    bar_->setMoments(model_->moments());
    if (asked_ == 0 && !model_->moments().empty()) {
        const std::size_t count = model_->moments().size();
        asked_ = model_->moments()[count > 1 ? count - 2 : 0].at;
        bar_->setMoment(asked_);
        model_->setMoment(asked_);
    }
    // The slider could not take the focus before it had anywhere to go.
    if (first && isAncestorOf(QApplication::focusWidget())) bar_->focusSlider();
    refresh();
}

void AsOfCardPage::refresh() {
    if (model_->isLoading()) return;
    const auto& then = model_->then();
    Q_EMIT titleChanged();
    title_->setText(title());
    if (!then) {
        empty_->setContent(QStringLiteral("history"), tr("This record was not there then"),
                           tr("It was made later, or had been deleted before."), tr("Back to today"));
        count_->setText({});
        restore_->setEnabled(false);
        stack_->setCurrentIndex(1);
        return;
    }
    stack_->setCurrentIndex(0);
    static const data::Record nothing;
    const auto now = model_->now();
    for (const auto& [name, row] : fields_) {
        const schema::Field& field = *entity_->field(name);
        row->show(then->cell(name), now ? now->cell(name) : nothing.cell(name), model_->differs(field));
    }
    const int differences = static_cast<int>(model_->differences().size());
    restore_->setEnabled(differences > 0);
    const QString difference = !now               ? tr("Today this record is not there any more")
                               : differences == 0 ? tr("The same as today")
                                                  : tr("%Ln field(s) are otherwise today", "", differences);
    count_->setText(bar_->place().isEmpty() ? difference : bar_->place() + QStringLiteral("  ·  ") + difference);
}

QString AsOfCardPage::address() const {
    return QStringLiteral("record/%1/%2@%3").arg(toQt(key_.entity), toQt(key_.id.text())).arg(bar_->moment());
}

QString AsOfCardPage::title() const {
    const schema::Field& field = entity_->titleField();
    const auto& then = model_->then();
    const QString name = then ? data::display(then->cell(field.name()), &field, host_.context().language) : QString();
    return name.isEmpty() ? say(host_.context(), entity_->def().label()) : name;
}

QString AsOfCardPage::iconName() const { return QStringLiteral("history"); }

void AsOfCardPage::shown() { bar_->focusSlider(); }

QString AsOfCardPage::shownThen(const std::string& field) const {
    const auto found = fields_.find(field);
    return found == fields_.end() ? QString() : found->second->then();
}

QString AsOfCardPage::shownNow(const std::string& field) const {
    const auto found = fields_.find(field);
    return found == fields_.end() ? QString() : found->second->now();
}

void AsOfCardPage::goBackToToday() { host_.replaceRecord(key_); }

void AsOfCardPage::restore() {
    const QString when = data::displayMoment(Timestamp{bar_->moment()}, host_.context().language);
    const QString words = tr("Values of %1 restored: %2").arg(when, title());
    auto operation = model_->restoration(words);
    if (!operation) return;
    restore_->setEnabled(false);
    Host& host = host_;
    host.context().writer->save(std::move(*operation), this, [this, &host, words](Result<data::Saved> saved) {
        if (!saved) {
            restore_->setEnabled(true);
            return host.toast(ui::ToastHost::Kind::Trouble, wordsOf(host.context(), saved.error(), key_.entity));
        }
        host.done(words, saved->changeSet);
        goBackToToday();
    });
}

command::Actions AsOfCardPage::list(AsOfCardPage* self) {
    command::Actions out;
    out.push_back({.id = QStringLiteral("past.restore"),
                   .text = tr("Restore these values"),
                   .iconName = QStringLiteral("rotate-ccw"),
                   .place = command::Place::Card,
                   .enabled = [self] { return self != nullptr && self->restore_->isEnabled(); },
                   .run =
                       [self] {
                           if (self != nullptr) self->restore();
                       }});
    out.push_back({.id = QStringLiteral("past.today"),
                   .text = tr("Back to today"),
                   .iconName = QStringLiteral("undo-2"),
                   .place = command::Place::Card,
                   .run = [self] {
                       if (self != nullptr) self->goBackToToday();
                   }});
    return out;
}

void AsOfCardPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return goBackToToday();
    Page::keyPressEvent(event);
}

}  // namespace kupets::view
