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

constexpr const char* kActivity = R"(
name: "activity" label { ru: "Событие" en: "Activity" } plural { ru: "События" en: "Activities" } title_field: "subject"
timeline { about: ["deal", "company", "deal.company"] moment: "at" kind_field: "kind" text_field: "text" person_field: "owner"
  forms { kind: "note" } forms { kind: "call" fields: ["minutes", "at"] } }
fields { name: "subject" type: TEXT required: true max_length: 60 label { ru: "Тема" en: "Subject" } }
fields { name: "kind" type: CHOICE required: true label { ru: "Вид" en: "Kind" }
  choices { value: "note" label { ru: "Заметка" en: "Note" } color: "yellow" icon: "sticky-note" }
  choices { value: "call" label { ru: "Звонок" en: "Call" } color: "green" icon: "phone" } }
fields { name: "text" type: LONG_TEXT label { ru: "Текст" en: "Text" } }
fields { name: "at" type: DATE_TIME required: true label { ru: "Когда" en: "When" } }
fields { name: "minutes" type: INTEGER label { ru: "Минут" en: "Minutes" } }
fields { name: "owner" type: USER label { ru: "Автор" en: "Author" } }
fields { name: "deal" type: REFERENCE target: "deal" label { ru: "Сделка" en: "Deal" } }
fields { name: "company" type: REFERENCE target: "company" label { ru: "Компания" en: "Company" } }
)";
constexpr const char* kTask = R"(
name: "task" label { ru: "Задача" en: "Task" } plural { ru: "Задачи" en: "Tasks" } title_field: "name" icon: "square-check"
timeline { about: ["deal"] moment: "done_at" plan_field: "due" state_field: "status" person_field: "owner"
  forms { fields: ["due"] } }
fields { name: "name" type: TEXT required: true label { ru: "Суть" en: "Subject" } }
fields { name: "due" type: DATE_TIME label { ru: "Срок" en: "Due" } }
fields { name: "done_at" type: DATE_TIME label { ru: "Выполнена" en: "Done at" } }
fields { name: "status" type: CHOICE required: true label { ru: "Состояние" en: "State" }
  choices { value: "open" label { ru: "К выполнению" en: "To do" } }
  choices { value: "done" label { ru: "Готово" en: "Done" } closed: true } }
fields { name: "owner" type: USER label { ru: "Исполнитель" en: "Assignee" } }
fields { name: "deal" type: REFERENCE target: "deal" label { ru: "Сделка" en: "Deal" } }
)";

}  // namespace

std::vector<v1::EntityDef> smallSchemaDefs() {
    std::vector<v1::EntityDef> defs;
    for (const char* text : {kUser, kCompany, kPipeline, kStage, kDeal, kActivity, kTask}) {
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
