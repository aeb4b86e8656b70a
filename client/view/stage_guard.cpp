#include "client/view/stage_guard.h"

#include <QApplication>
#include <algorithm>

#include "client/data/record_store.h"
#include "client/data/schema_mirror.h"
#include "client/view/editors/field_editor.h"
#include "client/view/stage_dialog.h"
#include "client/view/words.h"
#include "common/wire/values.h"

namespace kupets::view {
namespace {

const v1::FieldValue* given(const v1::RecordChange& change, const std::string& field) {
    const auto found = std::ranges::find(change.fields(), field, &v1::FieldValue::field);
    return found == change.fields().end() ? nullptr : &*found;
}

std::optional<Uuid> recordIn(const Value& value) {
    const auto* id = std::get_if<Uuid>(&value);
    return id == nullptr ? std::nullopt : std::optional(*id);
}

const model::BoardStage* stageOf(const std::vector<model::BoardStage>& stages, const Value& value) {
    const auto found = std::ranges::find(stages, value, &model::BoardStage::value);
    return found == stages.end() ? nullptr : &*found;
}

QWidget* windowNow() {
    if (QWidget* active = QApplication::activeWindow()) return active;
    for (QWidget* window : QApplication::topLevelWidgets())
        if (window->isVisible() && window->isWindow() && window->windowType() == Qt::Window) return window;
    return nullptr;
}

}  // namespace

StageGuard::StageGuard(const data::Context& context, data::Writer& writer, QObject* parent)
    : QObject(parent), context_(context), writer_(writer) {
    context_.writer = this;
}

StageGuard::~StageGuard() { delete dialog_; }

StageDialog* StageGuard::dialog() const { return dialog_; }

/// The entity whose stages have a say in it: one record that is put into a column of its board.
const schema::Entity* StageGuard::guarded(const data::Context& context, const data::Operation& operation) {
    if (operation.changes.size() != 1) return nullptr;
    const v1::RecordChange& change = operation.changes.front();
    const schema::SnapshotPtr snapshot = context.schema->snapshot();
    const schema::Entity* entity = snapshot ? snapshot->entity(change.entity()) : nullptr;
    if (entity == nullptr || !entity->def().board().has_stage()) return nullptr;
    return given(change, entity->def().board().column_field()) == nullptr ? nullptr : entity;
}

Uuid StageGuard::save(data::Operation operation, QObject* context, SaveDone done) {
    if (guarded(context_, operation) == nullptr) return writer_.save(std::move(operation), context, std::move(done));
    Asked asked{operation, context, std::move(done), {}, {}};
    return writer_.save(std::move(operation), this,
                        [this, asked = std::move(asked)](Result<data::Saved> result) mutable {
                            onSaved(std::move(asked), std::move(result));
                        });
}

void StageGuard::undoChangeSet(const Uuid& changeSet, const QString& description, QObject* context, UndoDone done) {
    writer_.undoChangeSet(changeSet, description, context, std::move(done));
}

void StageGuard::onSaved(Asked asked, Result<data::Saved> result) {
    const schema::Entity* entity = guarded(context_, asked.operation);
    const bool ask = !result && entity != nullptr && !asked_ &&
                     (result.error().code == ErrorCode::Required ||
                      (result.error().code == ErrorCode::InvalidValue &&
                       data::fieldOf(result.error()) == entity->def().board().column_field()));
    if (!ask) {
        if (asked.context && asked.done) asked.done(std::move(result));
        return;
    }
    asked.refusal = result.error();
    asked_ = std::move(asked);
    askStages();
}

void StageGuard::askStages() {
    const schema::SnapshotPtr snapshot = context_.schema->snapshot();
    const schema::Entity* entity = guarded(context_, asked_->operation);
    if (entity == nullptr) return finish(std::unexpected(asked_->refusal));
    v1::QueryRequest request;
    request.mutable_set()->set_entity(entity->field(entity->def().board().column_field())->target->name());
    for (std::string& column : model::stageColumns(*entity)) request.add_columns(std::move(column));
    request.set_limit(1000);
    const auto done = [this, snapshot, entity](Result<v1::QueryReply> reply) {
        const auto rows =
            reply ? wire::RowSetView::open(reply->rows()) : Result<wire::RowSetView>(std::unexpected(reply.error()));
        if (!rows) return finish(std::unexpected(asked_->refusal));
        asked_->stages = model::readStages(*entity, *rows, context_.language);
        askRecord();
    };
    call_ = context_.connection->call<v1::QueryReply>(v1::METHOD_RECORDS_QUERY, request, this, done);
}

void StageGuard::askRecord() {
    const v1::RecordChange& change = asked_->operation.changes.front();
    const schema::SnapshotPtr snapshot = context_.schema->snapshot();
    const auto id = Uuid::fromBytes(change.id()).value_or(Uuid{});
    if (change.kind() == v1::RecordChange::KIND_CREATE)
        return openDialog(form::Draft::forNew(snapshot, change.entity(), id), {});
    watch_ = context_.records->watch({change.entity(), id}, this);
    const auto take = [this, snapshot] {
        if (dialog_ || !asked_ || !watch_ || !watch_->record()) return;
        const data::Record& record = *watch_->record();
        const schema::Entity* entity = snapshot->entity(record.key.entity);
        const auto from = recordIn(record.cell(entity->def().board().column_field()).value);
        openDialog(form::Draft::forExisting(snapshot, record), from.value_or(Uuid{}));
    };
    connect(watch_, &data::RecordWatch::changed, this, take);
    connect(watch_, &data::RecordWatch::failed, this, [this] {
        if (asked_ && !dialog_) finish(std::unexpected(asked_->refusal));
    });
    take();
}

std::vector<std::string> StageGuard::wantedFields(const form::Draft& draft, const model::BoardStage* from,
                                                  const model::BoardStage& to) const {
    std::vector<std::string> wanted;
    const auto add = [&wanted, &draft](const std::string& name) {
        const schema::Field* field = draft.entity().field(name);
        if (field != nullptr && isEditable(*field) && std::ranges::find(wanted, name) == wanted.end())
            wanted.push_back(name);
    };
    for (const std::string& name : model::demandedFields(from, to)) {
        if (!rules::isFilled(draft.value(name))) add(name);
    }
    // What a condition looks at is what would make it hold.
    if (asked_->refusal.code == ErrorCode::InvalidValue) {
        const std::string& column = draft.entity().def().board().column_field();
        const bool leaving =
            from != nullptr && !asked_->refusal.args.empty() && toQt(asked_->refusal.args.front()) == from->title;
        for (const std::string& name :
             model::ownFieldsIn(draft.entity(), leaving ? from->exitCondition : to.entryCondition)) {
            if (name != column) add(name);
        }
    }
    const std::string named = data::fieldOf(asked_->refusal);
    if (asked_->refusal.code == ErrorCode::Required) add(named);  // the stage may ask for more since a moment
    return wanted;
}

void StageGuard::openDialog(form::Draft draft, const Uuid& from) {
    const v1::RecordChange& change = asked_->operation.changes.front();
    for (const v1::FieldValue& field : change.fields()) {
        auto value = wire::fromProto(field.value());
        if (value && *value != draft.value(field.field())) draft.set(field.field(), {std::move(*value), {}});
    }
    const v1::FieldValue* wanted = given(change, draft.entity().def().board().column_field());
    const auto target = wire::fromProto(wanted->value());
    const model::BoardStage* to = target ? stageOf(asked_->stages, *target) : nullptr;
    if (to == nullptr) return finish(std::unexpected(asked_->refusal));
    const model::BoardStage* before = from.isNil() ? nullptr : stageOf(asked_->stages, from);
    const std::vector<std::string> fields = wantedFields(draft, before, *to);
    const bool condition = asked_->refusal.code == ErrorCode::InvalidValue;
    if (fields.empty() && !condition) return finish(std::unexpected(asked_->refusal));
    // A required field of the entity itself is the form's own matter.
    const std::vector<std::string> demanded = model::demandedFields(before, *to);
    if (!condition && std::ranges::find(demanded, data::fieldOf(asked_->refusal)) == demanded.end())
        return finish(std::unexpected(asked_->refusal));
    dialog_ = new StageDialog(context_, std::move(draft), *to, fields, windowNow());
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    if (condition) {
        const bool leaving =
            before != nullptr && !asked_->refusal.args.empty() && toQt(asked_->refusal.args.front()) == before->title;
        const model::BoardStage& asks = leaving ? *before : *to;
        dialog_->showCondition(asks.title, leaving ? asks.exitCondition : asks.entryCondition);
    }
    connect(dialog_, &StageDialog::filled, this, &StageGuard::saveFilled);
    connect(dialog_, &QDialog::rejected, this, [this] {
        dialog_ = nullptr;
        finish(std::unexpected(Error(ErrorCode::Cancelled)));
    });
    dialog_->open();
}

void StageGuard::saveFilled(const std::vector<v1::FieldValue>& fields) {
    if (!asked_) return;
    data::Operation operation = asked_->operation;
    v1::RecordChange& change = operation.changes.front();
    for (const v1::FieldValue& field : fields) {
        const auto known = std::ranges::find(*change.mutable_fields(), field.field(), &v1::FieldValue::field);
        if (known != change.mutable_fields()->end()) {
            *known = field;
        } else {
            *change.add_fields() = field;
        }
    }
    writer_.save(std::move(operation), this, [this](Result<data::Saved> result) {
        if (!asked_) return;  // given up meanwhile
        // Where somebody else has moved it meanwhile, the form is about what is no more.
        const bool about = !result && result.error().code != ErrorCode::Conflict;
        if (about && dialog_) return dialog_->showRefusal(result.error());
        if (StageDialog* dialog = std::exchange(dialog_, nullptr)) {
            dialog->disconnect(this);
            dialog->accept();
        }
        finish(std::move(result));
    });
}

void StageGuard::finish(Result<data::Saved> result) {
    if (watch_) watch_->deleteLater();
    watch_ = nullptr;
    const std::optional<Asked> asked = std::exchange(asked_, std::nullopt);
    if (asked && asked->context && asked->done) asked->done(std::move(result));
}

}  // namespace kupets::view
