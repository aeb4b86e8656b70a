#include "tests/client/support/schema.h"

#include <stdexcept>

namespace kupets::test {
namespace {

constexpr const char* kUser = R"(
name: "user" label { ru: "Пользователь" en: "User" } plural { ru: "Пользователи" en: "Users" } title_field: "name"
fields { name: "name" type: TEXT required: true label { ru: "Имя" en: "Name" } }
)";
constexpr const char* kCompany = R"(
name: "company" label { ru: "Компания" en: "Company" } plural { ru: "Компании" en: "Companies" } title_field: "name" navigation: 2
subtitle_path: "city" default_sort: "name"
fields { name: "name" type: TEXT required: true searchable: true max_length: 40 label { ru: "Название" en: "Name" } }
fields { name: "city" type: TEXT label { ru: "Город" en: "City" } }
fields { name: "inn" type: INN label { ru: "ИНН" en: "INN" } }
fields { name: "phones" type: PHONES label { ru: "Телефоны" en: "Phones" } }
fields { name: "employees" type: INTEGER least: "0" most: "1000000" label { ru: "Сотрудников" en: "Employees" } }
fields { name: "owner" type: USER label { ru: "Ответственный" en: "Owner" } }
)";
constexpr const char* kPipeline = R"(
name: "pipeline" label { ru: "Воронка" en: "Pipeline" } plural { ru: "Воронки" en: "Pipelines" } title_field: "name"
fields { name: "name" type: TEXT required: true label { ru: "Название" en: "Name" } }
)";
constexpr const char* kStage = R"(
name: "stage" label { ru: "Этап" en: "Stage" } plural { ru: "Этапы" en: "Stages" } title_field: "name" default_sort: "position"
color_fields: ["color", "kind"]
fields { name: "name" type: TEXT required: true label { ru: "Название" en: "Name" } }
fields { name: "pipeline" type: REFERENCE target: "pipeline" label { ru: "Воронка" en: "Pipeline" } }
fields { name: "position" type: INTEGER label { ru: "Порядок" en: "Order" } }
fields { name: "kind" type: CHOICE label { ru: "Вид" en: "Kind" }
  choices { value: "open" label { ru: "В работе" en: "Open" } color: "blue" }
  choices { value: "won" label { ru: "Успех" en: "Won" } color: "green" closed: true } }
fields { name: "color" type: CHOICE label { ru: "Цвет" en: "Colour" } choices { value: "red" label { ru: "Красный" en: "Red" } color: "red" } }
)";
constexpr const char* kDeal = R"(
name: "deal" label { ru: "Сделка" en: "Deal" } plural { ru: "Сделки" en: "Deals" } title_field: "name" navigation: 1
default_sort: "-created_at" table_columns: ["name", "company", "stage", "amount", "status"]
board { column_field: "stage" lane_field: "stage.pipeline" sum_field: "amount" tile_fields: ["company", "amount"] column_lane_path: "pipeline" }
fields { name: "name" type: TEXT required: true searchable: true label { ru: "Название" en: "Name" } }
fields { name: "company" type: REFERENCE target: "company" reverse: "deals" reverse_label { ru: "Сделки" en: "Deals" } label { ru: "Компания" en: "Company" } }
fields { name: "stage" type: REFERENCE target: "stage" label { ru: "Этап" en: "Stage" } }
fields { name: "amount" type: MONEY label { ru: "Сумма" en: "Amount" } }
fields { name: "probability" type: PERCENT least: "0" most: "100" label { ru: "Вероятность" en: "Probability" } }
fields { name: "status" type: CHOICE label { ru: "Статус" en: "Status" }
  choices { value: "on_track" label { ru: "Идёт по плану" en: "On track" } color: "green" }
  choices { value: "on_hold" label { ru: "На паузе" en: "On hold" } color: "gray" } }
fields { name: "starts" type: DATE label { ru: "Начало" en: "Start" } }
fields { name: "number" type: AUTO_NUMBER read_only: true label { ru: "Номер" en: "Number" } }
)";

}  // namespace

std::vector<v1::EntityDef> smallSchemaDefs() {
    std::vector<v1::EntityDef> defs;
    for (const char* text : {kUser, kCompany, kPipeline, kStage, kDeal}) {
        auto def = schema::parseEntityDef("test", text);
        if (!def) throw std::logic_error(describe(def.error()));
        defs.push_back(std::move(*def));
    }
    return defs;
}

schema::SnapshotPtr smallSchema() {
    auto built = schema::Snapshot::build(smallSchemaDefs(), 1);
    if (!built) throw std::logic_error(describe(built.error()));
    return *built;
}

}  // namespace kupets::test
