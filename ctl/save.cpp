// kupetsctl save and delete: one change set from the command line.
#include <array>
#include <iostream>

#include <fmt/format.h>

#include "common/wire/values.h"
#include "ctl/command.h"
#include "ctl/output.h"
#include "ctl/values.h"
#include "kupets/v1/records.pb.h"

namespace kupets::ctl {

namespace {

constexpr std::array kSaveOptions = {
    Option{"--reason", "TEXT", "почему", "why"},
    Option{"--base-version", "N", "версия, которую вы видели: чужая правка того же поля станет конфликтом",
           "the version that you saw: somebody's change of the same field becomes a conflict"},
    Option{"--dry-run", "", "только проверить", "only check"},
};

constexpr std::array kDeleteOptions = {
    Option{"--reason", "TEXT", "почему", "why"},
    Option{"--dry-run", "", "только проверить", "only check"},
};

/// "company.name=Ромашка" finds the company by its name, "company=Ромашка" by its title, "amount=1000" is a value.
Outcome<void> addField(Session& session, const schema::Entity& entity, std::string_view word,
                       v1::RecordChange& change) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos)
        return misused(fmt::format("{}: {}", say("ожидается поле=значение", "expected field=value"), word));
    const std::string_view path = word.substr(0, equals);
    const std::string_view text = word.substr(equals + 1);
    const std::size_t dot = path.find('.');
    const schema::Field* field = entity.field(path.substr(0, dot));
    if (field == nullptr)
        return std::unexpected(failureOf(Error(ErrorCode::UnknownField, {std::string(path), entity.name()})));
    Value value = Null{};
    if (dot == std::string_view::npos) {
        auto parsed = parseValue(session, *field, text);
        if (!parsed) return std::unexpected(std::move(parsed.error()));
        value = std::move(*parsed);
    } else {
        if (!field->isReference())
            return misused(fmt::format("{}: {}", field->name(), say("не ссылка", "not a reference")));
        const auto id = findRecord(session, *field->target, path.substr(dot + 1), text);
        if (!id) return std::unexpected(id.error());
        value = *id;
    }
    auto* added = change.add_fields();
    added->set_field(field->name());
    *added->mutable_value() = wire::toProto(value);
    return {};
}

Outcome<void> send(Session& session, v1::SaveRequest request, const Arguments& arguments) {
    const Uuid set = Uuid::make();
    request.set_change_set_id(std::string(set.view()));
    request.set_reason(arguments.value("--reason"));
    request.set_dry_run(arguments.has("--dry-run"));
    auto reply = session.call<v1::SaveReply>(v1::METHOD_RECORDS_SAVE, request);
    if (!reply) return std::unexpected(std::move(reply.error()));
    Output output(session.globals().format, {"entity", "saved_id", "saved_version", "merged", "change_set"}, false);
    for (const auto& record : reply->records()) {
        const auto id = Uuid::fromBytes(record.id());
        output.row({}, 0,
                   {{record.entity(), {}},
                    {id ? id->text() : "", {}},
                    {static_cast<std::int64_t>(record.version()), {}},
                    {record.merged(), {}},
                    {set.text(), {}}});
    }
    output.finish();
    return {};
}

Outcome<void> runSave(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(saveCommand, arguments, 2, 500); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const auto& words = arguments.positional();
    const auto entity = session->entity(words[0]);
    if (!entity) return std::unexpected(entity.error());
    const auto base = arguments.number("--base-version", 0);
    if (!base) return std::unexpected(base.error());
    v1::SaveRequest request;
    auto& change = *request.add_changes();
    change.set_entity((*entity)->name());
    change.set_base_version(*base);
    std::size_t first = 1;
    if (words[1].find('=') == std::string::npos) {
        const auto id = findRecord(*session, **entity, (*entity)->titleField().name(), words[1]);
        if (!id) return std::unexpected(id.error());
        change.set_kind(v1::RecordChange::KIND_UPDATE);
        change.set_id(std::string(id->view()));
        first = 2;
    } else {
        change.set_kind(v1::RecordChange::KIND_CREATE);
        change.set_id(std::string(Uuid::make().view()));
    }
    for (std::size_t i = first; i < words.size(); ++i) {
        if (auto added = addField(*session, **entity, words[i], change); !added) return added;
    }
    return send(*session, std::move(request), arguments);
}

Outcome<void> runDelete(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(deleteCommand, arguments, 2, 1001); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    const auto entity = session->entity(arguments.positional()[0]);
    if (!entity) return std::unexpected(entity.error());
    v1::SaveRequest request;
    for (std::size_t i = 1; i < arguments.positional().size(); ++i) {
        const auto id = findRecord(*session, **entity, (*entity)->titleField().name(), arguments.positional()[i]);
        if (!id) return std::unexpected(id.error());
        auto& change = *request.add_changes();
        change.set_kind(v1::RecordChange::KIND_DELETE);
        change.set_entity((*entity)->name());
        change.set_id(std::string(id->view()));
    }
    return send(*session, std::move(request), arguments);
}

}  // namespace

constinit const Command saveCommand{
    "save",
    "ENTITY [ID|TITLE] FIELD=VALUE … [--base-version N] [--reason TEXT] [--dry-run]",
    "создать запись или изменить её поля",
    "make a record or change its fields",
    "  kupetsctl save company name='Ромашка' phones='8 916 123-45-67' inn=7707083893\n"
    "  kupetsctl save deal name='Поставка' amount='150 000,00 ₽' company='Ромашка' stage='Переговоры'\n"
    "  kupetsctl save deal 0197… amount=160000 owner.login=petrov --base-version 3\n"
    "  kupetsctl save deal 0197… contract=@dogovor.pdf\n",
    kSaveOptions,
    runSave};

constinit const Command deleteCommand{"delete",
                                      "ENTITY ID|TITLE … [--reason TEXT] [--dry-run]",
                                      "удалить записи (undo вернёт их)",
                                      "delete records (undo brings them back)",
                                      "  kupetsctl delete contact 0197… 0197…\n"
                                      "  kupetsctl delete company 'Ромашка' --reason 'дубль'\n",
                                      kDeleteOptions,
                                      runDelete};

}  // namespace kupets::ctl
