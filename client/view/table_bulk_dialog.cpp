#include "client/view/table_bulk_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QRadioButton>
#include <QStackedWidget>
#include <algorithm>

#include "client/data/value_input.h"
#include "client/net/connection.h"
#include "client/ui/dialog_row.h"
#include "client/ui/widgets.h"
#include "client/view/editors/field_editor.h"
#include "client/view/table_formula_edit.h"
#include "client/view/words.h"
#include "common/wire/errors.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

constexpr int kFewEnough = 2'000;  // to be tried without being asked for
constexpr int kRest = 500;         // milliseconds
constexpr int kMostNamed = 3;
constexpr net::CallOptions kTrial{.deadline = std::chrono::minutes(2)};

}  // namespace

BulkDialog::BulkDialog(Host& host, BulkScope scope, const std::string& field, QWidget* parent)
    : QDialog(parent),
      host_(host),
      scope_(std::move(scope)),
      snapshot_(host.context().schema->snapshot()),
      entity_(snapshot_->entity(scope_.entity)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Change many records"));
    setModal(true);
    setMinimumWidth(460);
    build();
    setField(field);
    if (fields_->currentIndex() < 0) fields_->setCurrentIndex(0);
    showEditor();
}

void BulkDialog::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(8);
    column->addWidget(ui::label(windowTitle(), ui::TextStyle::Heading, ui::Tone::Normal, this));
    selected_ = new QRadioButton(tr("Only the selected ones: %Ln", "", scope_.selected), this);
    all_ = new QRadioButton(tr("All that the list holds: %Ln", "", scope_.total), this);
    (scope_.selected > 0 ? selected_ : all_)->setChecked(true);
    selected_->setEnabled(scope_.selected > 0);
    column->addWidget(selected_);
    column->addWidget(all_);
    column->addSpacing(8);
    column->addWidget(ui::label(tr("Field"), ui::TextStyle::Caption, ui::Tone::Secondary, this));
    fields_ = new QComboBox(this);
    fields_->setAccessibleName(tr("Field"));
    for (const auto& field : entity_->fields())
        if (isEditable(*field) && field->type() != v1::FILE)
            fields_->addItem(say(host_.context(), field->def.label()), toQt(field->name()));
    column->addWidget(fields_);
    how_ = new QComboBox(this);
    how_->setAccessibleName(tr("What it becomes"));
    how_->addItem(tr("becomes this value"));
    how_->addItem(tr("is computed by a formula"));
    how_->addItem(tr("becomes empty"));
    column->addWidget(how_);
    stack_ = new QStackedWidget(this);
    place_ = new QWidget(stack_);
    (new QVBoxLayout(place_))->setContentsMargins(0, 0, 0, 0);
    stack_->addWidget(place_);
    formula_ = new FormulaEdit(host_.context(), *entity_, stack_);
    formula_->setPlaceholder(tr("For example: amount * 1.1"));
    stack_->addWidget(formula_);
    stack_->addWidget(new QWidget(stack_));
    column->addWidget(stack_);
    problem_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Danger, this);
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    forecast_ = ui::label({}, ui::TextStyle::Caption, ui::Tone::Secondary, this);
    forecast_->setWordWrap(true);
    forecast_->hide();
    column->addWidget(forecast_);
    column->addStretch(1);
    const ui::DialogRow row = ui::dialogRow(this, {});
    go_ = row.go;
    check_ = ui::button(tr("What will come of it?"), ui::ButtonKind::Link, {}, this);
    connect(check_, &QPushButton::clicked, this, &BulkDialog::ask);
    row.line->insertWidget(0, check_);
    connect(go_, &QPushButton::clicked, this, &BulkDialog::accept);
    column->addLayout(row.line);
    connect(fields_, &QComboBox::currentIndexChanged, this, &BulkDialog::showEditor);
    connect(how_, &QComboBox::currentIndexChanged, this, [this](int at) {
        stack_->setCurrentIndex(at);
        refresh();
    });
    connect(selected_, &QRadioButton::toggled, this, &BulkDialog::refresh);
    connect(formula_, &FormulaEdit::changed, this, &BulkDialog::refresh);
    rest_.setSingleShot(true);
    rest_.setInterval(kRest);
    connect(&rest_, &QTimer::timeout, this, &BulkDialog::ask);
}

const schema::Field* BulkDialog::field() const { return entity_->field(fromQt(fields_->currentData().toString())); }
void BulkDialog::setField(const std::string& field) { fields_->setCurrentIndex(fields_->findData(toQt(field))); }
void BulkDialog::setAll(bool all) { (all ? all_ : selected_)->setChecked(true); }

void BulkDialog::setFormula(const QString& text) {
    how_->setCurrentIndex(1);
    formula_->setText(text);
}

void BulkDialog::setValue(const data::Cell& cell) {
    value_ = cell;
    if (editor_) editor_->setCell(cell);
    refresh();
}

void BulkDialog::showEditor() {
    delete editor_;
    editor_ = nullptr;
    value_ = {};
    bad_ = false;
    const schema::Field* chosen = field();
    if (!chosen) return;
    editor_ = makeEditor(*chosen, host_.context(), place_);
    place_->layout()->addWidget(editor_);
    editor_->setCell({});
    setTabOrder(how_, editor_);
    connect(editor_, &FieldEditor::edited, this, [this](const data::Cell& cell) {
        value_ = cell;
        bad_ = false;
        editor_->setInvalid(false);
        refresh();
    });
    connect(editor_, &FieldEditor::refused, this, [this](const Error& error) {
        bad_ = true;
        editor_->setInvalid(true);
        refresh();
        problem_->setText(wordsOf(host_.context(), error, scope_.entity));
    });
    refresh();
}

void BulkDialog::refresh() {
    const int count = all_->isChecked() ? scope_.total : scope_.selected;
    go_->setText(tr("Change %Ln record(s)", "", count));
    QString problem;
    const schema::Field* chosen = field();
    bool ready = chosen && count > 0 && !bad_;
    if (how_->currentIndex() == 1) {
        ready = ready && formula_->isGood() && !formula_->text().trimmed().isEmpty();
    } else if (chosen) {
        const Value value = how_->currentIndex() == 2 ? Value(Null{}) : value_.value;
        const auto verdict = data::check(*chosen, value);
        const bool untouched = how_->currentIndex() == 0 && isNull(value);
        if (!verdict && !untouched) problem = wordsOf(host_.context(), verdict.error(), scope_.entity);
        ready = ready && verdict.has_value() && !untouched;
    }
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    go_->setEnabled(ready);
    // What was said of another change holds no more.
    call_.cancel();
    refuses_ = false;
    forecast_->hide();
    check_->setVisible(ready && count > kFewEnough);
    ready&& count <= kFewEnough ? rest_.start() : rest_.stop();
}

void BulkDialog::ask() {
    if (!go_->isEnabled()) return;
    if (auto wanted = request()) Q_EMIT asked(*wanted, all_->isChecked());
}

void BulkDialog::forecast(v1::BulkRequest request) {
    check_->hide();
    tell(tr("Trying it…"));
    request.set_change_set_id(std::string(Uuid::make().view()));
    request.set_dry_run(true);
    request.set_skip_refused(true);
    call_ = host_.context().connection->stream<v1::BulkProgress, v1::BulkReply>(
        v1::METHOD_RECORDS_BULK, request, this, [](const v1::BulkProgress&) {},
        [this](Result<v1::BulkReply> reply) { showForecast(reply); }, kTrial);
}

/// "Изменится: 118. Уже так: 2. Нельзя изменить: 1 — «Ромашка»: …"
void BulkDialog::showForecast(const Result<v1::BulkReply>& reply) {
    ui::setTone(forecast_, reply ? ui::Tone::Secondary : ui::Tone::Danger);
    if (!reply) return tell(wordsOf(host_.context(), reply.error(), scope_.entity));
    const auto count = [this](std::uint64_t n) { return locale().toString(static_cast<qulonglong>(n)); };
    QStringList parts{tr("Will change: %1").arg(count(reply->changed()))};
    if (reply->unchanged() > 0) parts << tr("Are so already: %1").arg(count(reply->unchanged()));
    QString words = parts.join(QStringLiteral(" · "));
    refuses_ = reply->refused() > 0;
    if (refuses_) words += u'\n' + tr("Cannot be changed and stay as they are: %1").arg(count(reply->refused()));
    for (int at = 0; at < std::min(reply->refusals_size(), kMostNamed); ++at) {
        const v1::BulkRefusal& refusal = reply->refusals(at);
        words += u'\n' + tr("“%1”: %2")
                             .arg(toQt(refusal.title()),
                                  wordsOf(host_.context(), wire::fromProto(refusal.error()), scope_.entity));
    }
    if (reply->refusals_size() > kMostNamed) words += QStringLiteral("\n…");
    go_->setText(tr("Change %Ln record(s)", "", static_cast<int>(reply->changed())));
    go_->setEnabled(reply->changed() > 0);
    tell(words);
}

/// The dialog is as high as what it says.
void BulkDialog::tell(const QString& words) {
    forecast_->setText(words);
    forecast_->show();
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

QString BulkDialog::forecastText() const { return forecast_->isHidden() ? QString() : forecast_->text(); }

std::optional<v1::BulkRequest> BulkDialog::request() const {
    const schema::Field* chosen = field();
    v1::BulkRequest request;
    v1::BulkAssignment* assignment = request.add_assignments();
    assignment->set_field(chosen->name());
    if (how_->currentIndex() == 1) {
        assignment->set_expression(fromQt(formula_->text()));
    } else {
        const auto value = data::normalized(*chosen, how_->currentIndex() == 2 ? Value(Null{}) : value_.value);
        if (!value) return std::nullopt;
        *assignment->mutable_value() = wire::toProto(*value);
    }
    return request;
}

void BulkDialog::accept() {
    if (!go_->isEnabled()) return;
    auto wanted = request();
    if (!wanted) return;
    wanted->set_skip_refused(refuses_);  // one has been told which
    call_.cancel();
    const schema::Field* chosen = field();
    const QString what =
        tr("%1: %2").arg(say(host_.context(), entity_->def().plural()), say(host_.context(), chosen->def.label()));
    Q_EMIT decided(*wanted, all_->isChecked(), what);
    QDialog::accept();
}

BulkRun::BulkRun(Host& host, v1::BulkRequest request, const QString& what, QWidget* parent)
    : QDialog(parent), host_(host), request_(std::move(request)), what_(what) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(what);
    setModal(true);
    setMinimumWidth(380);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(ui::label(what, ui::TextStyle::BodyStrong, ui::Tone::Normal, this));
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    bar_->setRange(0, 0);
    bar_->setAccessibleName(what);
    column->addWidget(bar_);
    words_ = ui::label(tr("Beginning…"), ui::TextStyle::Caption, ui::Tone::Secondary, this);
    column->addWidget(words_);
    auto* cancel = ui::button(tr("Stop, change nothing"), ui::ButtonKind::Normal, {}, this);
    connect(cancel, &QPushButton::clicked, this, &BulkRun::reject);
    column->addWidget(cancel, 0, Qt::AlignRight);
}

void BulkRun::start() {
    running_ = true;
    changeSet_ = host_.commands().bulk(
        request_, what_, this,
        [this](quint64 done, quint64 total) {
            bar_->setRange(0, 1000);
            bar_->setValue(total == 0 ? 0 : static_cast<int>(done * 1000 / total));
            words_->setText(tr("%1 of %2").arg(locale().toString(done), locale().toString(total)));
        },
        [this](Result<v1::BulkReply> reply) { finish(std::move(reply)); });
}

void BulkRun::reject() {
    if (running_) return host_.commands().cancelBulk(changeSet_);
    QDialog::reject();
}

void BulkRun::finish(Result<v1::BulkReply> reply) {
    running_ = false;
    using Kind = ui::ToastHost::Kind;
    if (!reply) {
        const bool own = reply.error().code == ErrorCode::Cancelled;
        host_.toast(own ? Kind::Info : Kind::Trouble,
                    own ? tr("Stopped: nothing was changed")
                        : wordsOf(host_.context(), reply.error(),
                                  request_.has_set() ? request_.set().entity() : request_.ids().entity()));
    } else {
        QStringList parts{tr("changed: %1").arg(locale().toString(static_cast<qulonglong>(reply->changed())))};
        if (reply->unchanged() > 0)
            parts << tr("were so already: %1").arg(locale().toString(static_cast<qulonglong>(reply->unchanged())));
        if (reply->refused() > 0)
            parts << tr("refused: %1").arg(locale().toString(static_cast<qulonglong>(reply->refused())));
        const QString words = what_ + QStringLiteral(" — ") + parts.join(QStringLiteral(", "));
        if (reply->changed() > 0)
            host_.done(words, changeSet_, what_);
        else
            host_.toast(Kind::Info, words);
    }
    Q_EMIT ended(reply.has_value());
    QDialog::accept();
}

}  // namespace kupets::view
