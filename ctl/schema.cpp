// kupetsctl schema: which entities there are, and their fields.
#include <fmt/format.h>

#include "ctl/command.h"
#include "ctl/output.h"
#include "kupets/v1/schema.pb.h"

namespace kupets::ctl {

namespace {

Outcome<void> run(const Globals& globals, const Arguments& arguments) {
    if (auto fits = expectPositional(schemaCommand, arguments, 0, 1); !fits) return fits;
    auto session = Session::open(globals);
    if (!session) return std::unexpected(std::move(session.error()));
    if (arguments.positional().empty()) {
        const auto all = session->schema();
        if (!all) return std::unexpected(all.error());
        Output output(globals.format, {"entity", "label", "fields", "title"}, false);
        for (const auto& entity : (*all)->entities()) {
            output.row({}, 0,
                       {{entity->name(), {}},
                        {std::string(say(entity->def().plural().ru(), entity->def().plural().en())), {}},
                        {std::int64_t{entity->def().fields_size()}, {}},
                        {entity->titleField().name(), {}}});
        }
        output.finish();
        return {};
    }
    const auto entity = session->entity(arguments.positional()[0]);
    if (!entity) return std::unexpected(entity.error());
    Output output(globals.format, {"field", "type", "label", "required", "unique", "target"}, false);
    for (const auto& field : (*entity)->def().fields()) {
        output.row({}, 0,
                   {{field.name(), {}},
                    {v1::FieldType_Name(field.type()), {}},
                    {std::string(say(field.label().ru(), field.label().en())), {}},
                    {field.required(), {}},
                    {field.unique(), {}},
                    {field.target(), {}}});
    }
    output.finish();
    return {};
}

}  // namespace

constinit const Command schemaCommand{"schema",
                                      "[ENTITY]",
                                      "какие есть записи и поля",
                                      "which entities and fields there are",
                                      "  kupetsctl schema\n  kupetsctl schema deal --format json\n",
                                      {},
                                      run};

}  // namespace kupets::ctl
