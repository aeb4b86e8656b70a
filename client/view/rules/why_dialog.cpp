#include "client/view/rules/why_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "client/data/path.h"
#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/words.h"
#include "common/wire/rowset.h"
#include "kupets/v1/records.pb.h"

namespace kupets::view {
namespace {

constexpr int kWidth = 560;
constexpr int kMostHeight = 480;
constexpr int kMarkWidth = 28;

QString iconFor(const v1::WhyLink& link) {
    if (!link.rule().empty()) return QStringLiteral("zap");
    switch (link.origin()) {
        case v1::ChangeSet::ORIGIN_IMPORT:
            return QStringLiteral("file-down");
        case v1::ChangeSet::ORIGIN_UNDO:
            return QStringLiteral("undo-2");
        case v1::ChangeSet::ORIGIN_SYSTEM:
            return QStringLiteral("settings");
        default:
            return link.change_set_id().empty() && link.moment() != 0 ? QStringLiteral("clock")
                                                                      : QStringLiteral("user-round");
    }
}

QLabel* link(const QString& words, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::RichText);
    label->setText(QStringLiteral("<a href=\"#\" style=\"color:%1;text-decoration:none\">%2</a>")
                       .arg(ui::tokens().accentText.name(), words.toHtmlEscaped()));
    label->setAccessibleName(words);
    label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    label->setWordWrap(true);
    return label;
}

}  // namespace

QString whyWho(const v1::WhyLink& link) {
    if (!link.rule().empty()) return WhyDialog::tr("The rule “%1”").arg(toQt(link.rule_name()));
    // At the ground of a chain: neither a person's change nor a rule's.
    if (link.change_set_id().empty() && link.moment() != 0) return WhyDialog::tr("It was time");
    if (link.change_set_id().empty()) {
        const QString pressed = WhyDialog::tr("The rule's button was pressed");
        return link.actor_name().empty() ? pressed : pressed + QStringLiteral(": ") + toQt(link.actor_name());
    }
    const QString name = toQt(link.actor_name());
    switch (link.origin()) {
        case v1::ChangeSet::ORIGIN_IMPORT:
            return WhyDialog::tr("An import of %1").arg(name);
        case v1::ChangeSet::ORIGIN_UNDO:
            return WhyDialog::tr("%1, by undoing").arg(name);
        case v1::ChangeSet::ORIGIN_SYSTEM:
            return name.isEmpty() ? WhyDialog::tr("The program") : name;
        case v1::ChangeSet::ORIGIN_MERGE:
        case v1::ChangeSet::ORIGIN_SPLIT:
            return WhyDialog::tr("%1, by merging records").arg(name);
        default:
            return name.isEmpty() ? WhyDialog::tr("The program") : name;
    }
}

WhyDialog* WhyDialog::openChange(Host& host, const Uuid& changeSet, QWidget* window) {
    v1::WhyRequest request;
    request.set_change_set_id(std::string(changeSet.view()));
    auto* dialog = new WhyDialog(host, request, window);
    dialog->open();
    return dialog;
}

WhyDialog* WhyDialog::openRecord(Host& host, const data::RecordKey& key, QWidget* window) {
    v1::WhyRequest request;
    request.set_entity(key.entity);
    request.set_id(std::string(key.id.view()));
    auto* dialog = new WhyDialog(host, request, window);
    dialog->open();
    return dialog;
}

WhyDialog::WhyDialog(Host& host, const v1::WhyRequest& request, QWidget* window) : QDialog(window), host_(host) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Why?"));
    setModal(true);
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(ui::metrics::kGap);
    column->addWidget(ui::label(tr("Why it came to this"), ui::TextStyle::Heading, ui::Tone::Normal, this));
    state_ = ui::label(tr("Looking…"), ui::TextStyle::Body, ui::Tone::Secondary, this);
    state_->setWordWrap(true);
    column->addWidget(state_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMaximumHeight(kMostHeight);
    auto* inner = new QWidget(scroll);
    inner->setProperty("transparent", true);
    column_ = new QVBoxLayout(inner);
    column_->setContentsMargins(0, 4, 0, 4);
    column_->setSpacing(0);
    scroll->setWidget(inner);
    column->addWidget(scroll, 1);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* close = ui::button(tr("Close"), ui::ButtonKind::Primary, {}, this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(close);
    column->addLayout(row);
    host.context().connection->call<v1::WhyReply>(v1::METHOD_CHANGES_WHY, request, this,
                                                  [this](Result<v1::WhyReply> reply) {
                                                      answered_ = true;
                                                      if (reply) return show(*reply);
                                                      state_->setText(wordsOf(host_.context(), reply.error()));
                                                      ui::setTone(state_, ui::Tone::Danger);
                                                  });
}

void WhyDialog::show(const v1::WhyReply& reply) {
    if (reply.links().empty()) return state_->setText(tr("Nothing is known of it any more."));
    state_->setText(reply.links_size() == 1 ? tr("Nothing led to it but this:") : tr("The latest first:"));
    for (int at = 0; at < reply.links_size(); ++at) addLink(reply.links(at), at == 0, at + 1 == reply.links_size());
    column_->addStretch(1);
    setMinimumHeight(std::min(kMostHeight, 140 + 72 * reply.links_size()));
}

void WhyDialog::addLink(const v1::WhyLink& each, bool first, bool last) {
    auto* whole = new QWidget(this);
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 6, 8, 6);
    row->setSpacing(10);
    auto* mark = new QLabel(whole);
    mark->setFixedWidth(kMarkWidth);
    mark->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    mark->setPixmap(ui::iconPixmap(iconFor(each),
                                   each.rule().empty() ? ui::tokens().secondary : ui::tokens().accentText, 18,
                                   devicePixelRatioF()));
    row->addWidget(mark, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    const QString who = whyWho(each);
    const QString when = data::displayMoment({each.at()}, host_.context().language);
    const auto rule = Uuid::fromBytes(each.rule());
    if (rule && !rule->isNil()) {
        QLabel* name = link(who, whole);
        name->setFont(ui::typeface(ui::TextStyle::BodyStrong));
        connect(name, &QLabel::linkActivated, this, [this, rule] { go({"rule", *rule}); });
        column->addWidget(name);
    } else {
        auto* name = ui::label(who, ui::TextStyle::BodyStrong, ui::Tone::Normal, whole);
        column->addWidget(name);
        if (each.actor_name().empty() && !each.actor_id().empty()) askName(each.actor_id(), name);
    }
    QString facts = when;
    if (each.moment() != 0 && !each.change_set_id().empty())
        facts += QStringLiteral(" · ") +
                 tr("it was time: %1").arg(data::displayMoment({each.moment()}, host_.context().language));
    if (!each.reason().empty()) facts += QStringLiteral(" · ") + toQt(each.reason());
    auto* second = ui::label(facts, ui::TextStyle::Caption, ui::Tone::Secondary, whole);
    second->setWordWrap(true);
    column->addWidget(second);
    const auto id = Uuid::fromBytes(each.id());
    QString about;
    if (id && !id->isNil() && !each.title().empty()) {
        about = tr("%1: %2").arg(
            data::entityLabel(host_.context().schema->snapshot().get(), each.entity(), host_.context().language),
            toQt(each.title()));
        QLabel* to = link(about, whole);
        connect(to, &QLabel::linkActivated, this, [this, key = data::RecordKey{each.entity(), *id}] { go(key); });
        column->addWidget(to);
    }
    row->addLayout(column, 1);
    column_->addWidget(whole);
    if (!last) column_->addWidget(ui::horizontalLine(this));
    said_ << QStringList{who, when, about}.join(QStringLiteral(" | "));
    if (first) whole->setFocus();
}

/// "Нажата кнопка правила: Анна Петрова".
void WhyDialog::askName(const std::string& user, QLabel* beside) {
    v1::GetRequest request;
    request.set_entity("user");
    request.add_ids(user);
    request.add_columns("name");
    host_.context().connection->call<v1::GetReply>(
        v1::METHOD_RECORDS_GET, request, beside, [beside](Result<v1::GetReply> reply) {
            const auto rows = reply ? wire::RowSetView::open(reply->rows())
                                    : Result<wire::RowSetView>(std::unexpected(reply.error()));
            if (rows && rows->rows() == 1)
                beside->setText(beside->text() + QStringLiteral(": ") + toQt(rows->text(0, 0)));
        });
}

void WhyDialog::go(const data::RecordKey& key) {
    Host& host = host_;
    accept();
    host.openRecord(key);
}

}  // namespace kupets::view
