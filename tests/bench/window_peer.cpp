#include "tests/bench/window_peer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

#include "client/data/path.h"
#include "common/wire/rowset.h"
#include "tests/client/support/product_entities.h"

namespace kupets::bench {
namespace {

constexpr std::uint64_t kOthers = 9;  // records of every entity that is not the one scrolled
constexpr std::array kTrades{"Поставка", "Монтаж", "Обслуживание", "Поверка приборов", "Проектирование", "Аренда"};
constexpr std::array kGoods{"металлопроката", "насосного оборудования и арматуры", "кабеля", "котельной", "склада №7"};
constexpr std::array kFirms{"ООО «Северный ветер»", "АО «Уральский завод точного литья»", "ИП Кузнецов А. В.",
                            "ООО «Волга-Трейд»", "ПАО «Мостострой»"};
constexpr std::array kPeople{"Анна Петрова", "Борис Иванов", "Валентина Сергеевна Кузнецова", "Глеб Ким"};
constexpr std::array kStages{"Новая", "Квалификация", "Предложение", "Переговоры", "Договор", "Успех"};

std::uint64_t mixed(std::uint64_t row, std::uint64_t salt) {
    std::uint64_t x = (row + 1) * 0x9E3779B97F4A7C15ULL + salt * 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 31;
    x *= 0x94D049BB133111EBULL;
    return x ^ (x >> 29);
}

template <std::size_t N>
std::string pick(const std::array<const char*, N>& from, std::uint64_t row, std::uint64_t salt) {
    return from[mixed(row, salt) % N];
}

Uuid idOf(std::string_view entity, std::uint64_t row) {
    Uuid id = Uuid::fromName(std::string(entity));
    std::memcpy(id.bytes.data() + 8, &row, sizeof row);
    return id;
}

v1::Column::Kind kindOf(v1::FieldType type) {
    switch (type) {
        case v1::INTEGER:
            return v1::Column::KIND_INTEGER;
        case v1::PERCENT:
        case v1::DECIMAL:
            return v1::Column::KIND_DECIMAL;
        case v1::MONEY:
            return v1::Column::KIND_MONEY;
        case v1::DATE:
            return v1::Column::KIND_DATE;
        case v1::DATE_TIME:
            return v1::Column::KIND_TIMESTAMP;
        case v1::REFERENCE:
        case v1::USER:
            return v1::Column::KIND_ID;
        case v1::PHONES:
        case v1::EMAILS:
            return v1::Column::KIND_TEXTS;
        default:
            return v1::Column::KIND_TEXT;
    }
}

std::string titleOf(const schema::Field& field, std::uint64_t row) {
    const std::string& target = field.target->name();
    if (target == "user") return pick(kPeople, row, 3);
    return target == "stage" ? pick(kStages, row, 4) : pick(kFirms, row, 5);
}

void write(wire::ColumnWriter& writer, const schema::Field& field, std::uint64_t row) {
    const std::uint64_t chance = mixed(row, field.storedIndex);
    switch (field.type()) {
        case v1::INTEGER:
            return writer.integer(static_cast<std::int64_t>(chance % 5'000));
        case v1::DECIMAL:
        case v1::PERCENT:
            return writer.bytes(std::to_string(chance % 100));
        case v1::MONEY:
            return writer.pair(std::to_string(chance % 90'000'000 + 1'000) + ".50", "RUB");
        case v1::DATE:
            return chance % 9 == 0 ? writer.null() : writer.integer(static_cast<std::int64_t>(20'000 + chance % 900));
        case v1::DATE_TIME:
            return writer.integer(static_cast<std::int64_t>(1'700'000'000 + chance % 60'000'000) * 1'000'000);
        case v1::REFERENCE:
        case v1::USER:
            return writer.pair(idOf(field.target->name(), chance % kOthers).view(), titleOf(field, chance % kOthers));
        case v1::PHONES:
            return writer.bytes("+7916" + std::to_string(1'000'000 + chance % 9'000'000));
        case v1::EMAILS:
            return writer.bytes("sales" + std::to_string(chance % 1'000) + "@example.ru");
        case v1::CHOICE:
            return writer.bytes(field.def.choices(static_cast<int>(chance % 64) % field.def.choices_size()).value());
        case v1::AUTO_NUMBER:
            return writer.bytes(field.def.number_prefix() + std::to_string(row + 1));
        default:
            return writer.bytes(pick(kTrades, row, 1) + " " + pick(kGoods, row, 2) + " " + std::to_string(row));
    }
}

}  // namespace

WindowPeer::WindowPeer(test::ScriptedPeer& peer, std::uint64_t deals) : deals_(deals) {
    auto built = schema::Snapshot::build(test::productEntities(), 1);
    if (!built) throw std::runtime_error(describe(built.error()));
    schema_ = std::move(*built);
    peer.on<v1::SchemaRequest, v1::SchemaReply>(v1::METHOD_SCHEMA_GET,
                                                [](const v1::SchemaRequest&) -> Result<v1::SchemaReply> {
                                                    v1::SchemaReply reply;
                                                    reply.set_version(1);
                                                    for (v1::EntityDef& def : test::productEntities())
                                                        *reply.add_entities() = std::move(def);
                                                    return reply;
                                                });
    peer.on<v1::QueryRequest, v1::QueryReply>(
        v1::METHOD_RECORDS_QUERY,
        [this](const v1::QueryRequest& request) -> Result<v1::QueryReply> { return query(request); });
    peer.on<v1::CountRequest, v1::CountReply>(v1::METHOD_RECORDS_COUNT,
                                              [this](const v1::CountRequest& request) -> Result<v1::CountReply> {
                                                  v1::CountReply reply;
                                                  reply.set_total(sizeOf(request.set().entity()));
                                                  return reply;
                                              });
    peer.on<v1::RecentRequest, v1::HistoryReply>(
        v1::METHOD_CHANGES_RECENT,
        [](const v1::RecentRequest&) -> Result<v1::HistoryReply> { return v1::HistoryReply(); });
}

std::uint64_t WindowPeer::sizeOf(const std::string& entity) const { return entity == "deal" ? deals_ : kOthers; }

v1::QueryReply WindowPeer::query(const v1::QueryRequest& request) const {
    const schema::Entity& entity = *schema_->entity(request.set().entity());
    const std::uint64_t size = sizeOf(entity.name());
    const std::uint64_t limit = request.limit() == 0 ? 100 : request.limit();
    std::uint64_t from = std::min<std::uint64_t>(request.position(), size);
    if (request.has_after_key()) from = std::min<std::uint64_t>(std::stoull(request.after_key()) + 1, size);
    std::uint64_t to = std::min(from + limit, size);
    if (request.has_before_key()) {
        to = std::min<std::uint64_t>(std::stoull(request.before_key()), size);
        from = to > limit ? to - limit : 0;
    }
    v1::QueryReply reply;
    v1::RowSet& rows = *reply.mutable_rows();
    rows.set_row_count(static_cast<std::uint32_t>(to - from));
    for (std::uint64_t row = from; row < to; ++row) {
        rows.mutable_ids()->append(idOf(entity.name(), row).view());
        rows.add_versions(1);
    }
    for (const std::string& path : request.columns()) {
        v1::Column& column = *rows.add_columns();
        column.set_path(path);
        const schema::Field* field = data::resolve(entity, path).field();
        wire::ColumnWriter writer(column, field == nullptr ? v1::Column::KIND_TEXT : kindOf(field->type()));
        for (std::uint64_t row = from; row < to; ++row) field == nullptr ? writer.null() : write(writer, *field, row);
    }
    if (from < to) {
        reply.set_first_key(std::to_string(from));
        reply.set_last_key(std::to_string(to - 1));
    }
    reply.set_more(request.has_before_key() ? from > 0 : to < size);
    reply.set_position(from);
    return reply;
}

}  // namespace kupets::bench
