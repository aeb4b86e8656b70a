#include "server/app/default_pipeline.h"

#include "server/access/access.h"
#include "server/records/gate.h"
#include "server/schema/registry.h"

namespace kupets::app {

namespace {

using namespace std::chrono_literals;

struct DefaultStage {
    const char* name;
    const char* kind;
    const char* color;
    const char* probability;
    std::int64_t daysLeast;  // 0: no norm
    std::int64_t daysMost;
    const char* responsible;
    const char* description;
    const char* entryFields;
    const char* exitFields;
};

constexpr DefaultStage kStages[] = {
    {"Первичный контакт", "open", "gray", "10", 1, 2, "Маркетолог, менеджер по лидам",
     "Клиент проявил интерес или оставил заявку. Этап пройден, когда известно, кто он и как с ним связаться.", "",
     "company"},
    {"Квалификация", "open", "blue", "20", 1, 3, "Менеджер по лидам",
     "Выясняем потребность и подходит ли нам клиент. Этап пройден, когда потребность подтверждена.", "",
     "expected_close"},
    {"Презентация", "open", "teal", "35", 3, 7, "Менеджер по продажам",
     "Показываем товар или услугу. Этап пройден, когда клиент готов услышать цену.", "", ""},
    {"Коммерческое предложение", "open", "yellow", "50", 2, 5, "Менеджер по продажам",
     "Готовим и отправляем коммерческое предложение. Этап пройден, когда клиент на него ответил.", "amount", ""},
    {"Переговоры", "open", "orange", "65", 5, 14, "Менеджер по продажам",
     "Договариваемся об условиях: цена, сроки, оплата. Этап пройден, когда условия согласованы.", "amount", ""},
    {"Заключение договора", "open", "purple", "85", 2, 7, "Менеджер по продажам",
     "Согласуем и подписываем договор. Этап пройден, когда подписанный договор приложен к сделке.", "amount, company",
     "contract"},
    {"Постпродажное обслуживание", "won", "green", "100", 0, 0, "Аккаунт-менеджер",
     "Заботимся о клиенте после покупки: качество, повторные продажи. Постоянно.", "amount", ""},
    {"Успех", "won", "green", "100", 0, 0, "Менеджер по продажам", "Оплачено и отгружено, обязательства выполнены.",
     "amount", ""},
    {"Отказ", "lost", "red", "0", 0, 0, "Менеджер по продажам",
     "Клиент отказался. Причина отказа показывает, что поправить.", "refusal_reason", ""},
};

constexpr std::pair<const char*, const char*> kReasons[] = {
    {"Дорого", "Не устроила цена"},
    {"Ушли к конкуренту", ""},
    {"Нет бюджета", "Отложили на следующий год"},
    {"Не подошли сроки", ""},
    {"Нет ответа", "Клиент перестал выходить на связь"},
};

class Records {
public:
    explicit Records(const schema::Snapshot& snapshot) : snapshot_(snapshot) {}

    /// Empty texts and numbers of 0 are left out.
    void add(const char* entity, const Uuid& id, std::initializer_list<std::pair<const char*, Value>> fields) {
        records::Change change;
        change.entity = snapshot_.entity(entity);
        change.id = id;
        for (const auto& [name, value] : fields) {
            const auto* text = std::get_if<std::string>(&value);
            const auto* number = std::get_if<std::int64_t>(&value);
            if ((text != nullptr && text->empty()) || (number != nullptr && *number == 0)) continue;
            change.fields.emplace_back(change.entity->field(name), value);
        }
        changes.push_back(std::move(change));
    }
    std::vector<records::Change> changes;

private:
    const schema::Snapshot& snapshot_;
};

std::vector<records::Change> defaults(const schema::Snapshot& snapshot) {
    const auto text = [](const char* t) { return Value(std::string(t)); };
    Records records(snapshot);
    const Uuid pipeline = Uuid::fromName("the default pipeline");
    records.add("pipeline", pipeline,
                {{"name", text("Продажи")},
                 {"position", std::int64_t{1}},
                 {"description", text("Путь клиента от первого обращения до заботы после покупки")}});
    std::int64_t position = 0;
    for (const DefaultStage& stage : kStages) {
        records.add("stage", Uuid::fromName(std::string("the default stage ") + stage.name),
                    {{"name", text(stage.name)},
                     {"pipeline", pipeline},
                     {"position", ++position},
                     {"kind", text(stage.kind)},
                     {"color", text(stage.color)},
                     {"probability", *Decimal::parse(stage.probability)},
                     {"days_least", stage.daysLeast},
                     {"days_most", stage.daysMost},
                     {"responsible", text(stage.responsible)},
                     {"description", text(stage.description)},
                     {"entry_fields", text(stage.entryFields)},
                     {"exit_fields", text(stage.exitFields)}});
    }
    for (const auto& [name, description] : kReasons) {
        records.add("refusal_reason", Uuid::fromName(std::string("the default reason ") + name),
                    {{"name", text(name)}, {"description", text(description)}});
    }
    return std::move(records.changes);
}

}  // namespace

boost::asio::awaitable<Result<void>> ensurePipeline(rpc::Services& services) {
    records::Actor actor;
    actor.name = "kupets-server";
    actor.reader.scope = access::systemScope("the first pipeline");
    const db::Deadline deadline = db::within(30s);
    v1::CountRequest any;
    any.mutable_set()->set_entity("pipeline");
    auto there = co_await services.gate.count(actor.reader, any, deadline);
    if (!there) co_return std::unexpected(std::move(there.error()));
    if (there->total() > 0) co_return Result<void>();
    records::Header header;
    header.id = Uuid::fromName("the first pipeline");
    header.origin = records::Origin::System;
    auto writer = co_await services.gate.open(actor, header, deadline);
    if (!writer) co_return std::unexpected(std::move(writer.error()));
    if (writer->repeated()) co_return Result<void>();
    auto written = co_await writer->write(defaults(*services.registry.current()->snapshot), deadline);
    if (!written) co_return std::unexpected(std::move(written.error()));
    auto committed = co_await writer->commit(deadline);
    if (!committed) co_return std::unexpected(std::move(committed.error()));
    co_return Result<void>();
}

}  // namespace kupets::app
