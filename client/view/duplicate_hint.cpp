#include "client/view/duplicate_hint.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <algorithm>

#include "client/net/connection.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/rules/values.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr int kRest = 450;  // milliseconds
constexpr int kMostLines = 3;

}  // namespace

DuplicateHint::DuplicateHint(Host& host, const schema::Entity& entity, QWidget* parent)
    : QWidget(parent), host_(host), entity_(entity.name()) {
    for (const v1::DuplicateRule& rule : entity.def().duplicate_rules()) {
        if (rule.action() == v1::DuplicateRule::OFF) continue;
        rules_[rule.name()] = say(host.context(), rule.label());
        for (const v1::DuplicateKey& key : rule.keys()) {
            if (std::ranges::find(fields_, key.field()) == fields_.end()) fields_.push_back(key.field());
        }
    }
    auto* frame = new QFrame(this);
    frame->setProperty("banner", "warning");
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(frame);
    lines_ = new QVBoxLayout(frame);
    lines_->setContentsMargins(12, 8, 8, 8);
    lines_->setSpacing(2);
    head_ = ui::label({}, ui::TextStyle::BodyStrong, ui::Tone::Warning, frame);
    lines_->addWidget(head_);
    rest_.setSingleShot(true);
    rest_.setInterval(kRest);
    connect(&rest_, &QTimer::timeout, this, &DuplicateHint::ask);
    hide();
}

void DuplicateHint::forget() {
    rest_.stop();
    call_.cancel();
    known_.clear();
    likes_.Clear();
    hide();
}

void DuplicateHint::look(const form::Draft& draft) {
    if (fields_.empty()) return;
    const bool touched =
        draft.isNew() || std::ranges::any_of(fields_, [&](const std::string& field) { return draft.dirty(field); });
    if (!touched) return forget();
    v1::DuplicateCheckRequest request;
    request.set_entity(entity_);
    if (!draft.isNew()) request.set_id(std::string(draft.key().id.view()));
    bool any = false;
    for (const std::string& field : fields_) {
        const Value value = draft.value(field);
        if (rules::isBlank(value)) continue;
        // Of a new record a default alone is nothing to ask by.
        any = any || draft.dirty(field) || !draft.isNew();
        v1::DuplicateValue& item = *request.add_values();
        item.set_field(field);
        *item.mutable_value() = wire::toProto(value);
    }
    if (!any) return forget();
    std::string what = request.SerializeAsString();
    if (what == known_) return;
    known_ = std::move(what);
    asked_ = std::move(request);
    rest_.start();
}

void DuplicateHint::ask() {
    call_.cancel();
    call_ = host_.context().connection->call<v1::DuplicateCheckReply>(
        v1::METHOD_DUPLICATES_CHECK, asked_, this, [this](Result<v1::DuplicateCheckReply> reply) {
            // Without an answer there is no hint; a save tells what is forbidden.
            showLikes(reply ? std::move(*reply) : v1::DuplicateCheckReply());
        });
}

void DuplicateHint::showLikes(v1::DuplicateCheckReply reply) {
    likes_ = std::move(reply);
    while (QLayoutItem* item = lines_->takeAt(1)) {
        delete item->widget();
        delete item;
    }
    const bool forbidden =
        std::ranges::any_of(likes_.likes(), [](const v1::DuplicateLike& like) { return like.forbidden(); });
    head_->setText(forbidden ? tr("It is in the base already, and a second one is forbidden")
                             : tr("Looks like what is in the base already"));
    for (int i = 0; i < std::min(likes_.likes_size(), kMostLines); ++i) lines_->addWidget(line(likes_.likes(i)));
    if (likes_.likes_size() > kMostLines)
        lines_->addWidget(ui::label(tr("and %Ln more", "", likes_.likes_size() - kMostLines), ui::TextStyle::Caption,
                                    ui::Tone::Secondary, this));
    setVisible(likes_.likes_size() > 0);
}

/// "ООО Ромашка · Москва · ведёт Анна · Тот же телефон, 75 %   Открыть"
QWidget* DuplicateHint::line(const v1::DuplicateLike& like) {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QStringList words;
    if (like.id().empty())
        words << tr("a record that you may not see");
    else
        words << toQt(like.title());
    if (!like.subtitle().empty()) words << toQt(like.subtitle());
    if (!like.owner_name().empty()) words << tr("kept by %1").arg(toQt(like.owner_name()));
    const auto rule = rules_.find(like.rule());
    words << tr("%1, %2 %").arg(rule == rules_.end() ? toQt(like.rule()) : rule->second).arg(like.confidence());
    auto* text = new ui::ElidedLabel(words.join(QStringLiteral(" · ")), whole);
    row->addWidget(text, 1);
    if (const auto id = Uuid::fromBytes(like.id())) {
        auto* open = ui::button(tr("Open"), ui::ButtonKind::Link, {}, whole);
        open->setAccessibleName(tr("Open “%1”").arg(toQt(like.title())));
        connect(open, &QPushButton::clicked, this,
                [this, key = data::RecordKey{entity_, *id}] { host_.openRecord(key); });
        row->addWidget(open);
    }
    return whole;
}

}  // namespace kupets::view
