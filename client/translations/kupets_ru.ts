<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name>kupets::view::ActionsLook</name>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln запись</numerusform>
            <numerusform>%Ln записи</numerusform>
            <numerusform>%Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>undone</source>
        <translation>отменено</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more record(s)</source>
        <translation>
            <numerusform>и ещё %Ln запись</numerusform>
            <numerusform>и ещё %Ln записи</numerusform>
            <numerusform>и ещё %Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>The card tells the rest: Enter opens it.</source>
        <translation>Остальное — на карточке: её открывает Enter.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>kupets::view::ActionsPage</name>
    <message>
        <source>Space shows what was changed, Enter opens the record, Ctrl+Backspace undoes</source>
        <translation>Пробел показывает, что изменено, Enter открывает запись, Ctrl+Backspace отменяет</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>Открыть запись</translation>
    </message>
    <message>
        <source>Could not load the list</source>
        <translation>Список не загрузился</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
    <message>
        <source>Nothing done yet</source>
        <translation>Пока ничего не сделано</translation>
    </message>
    <message>
        <source>What you change, create and delete stands here and can be undone, also days later.</source>
        <translation>Здесь стоит всё, что вы меняете, создаёте и удаляете; отменить можно и через несколько дней.</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Возвращено: %1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Отменено: %1</translation>
    </message>
    <message>
        <source>Show what was changed</source>
        <translation>Показать, что изменено</translation>
    </message>
    <message>
        <source>Undo this, or do it again</source>
        <translation>Отменить это или вернуть</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>My actions</source>
        <translation>Мои действия</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>Accepted: %1</source>
        <translation>Принято в работу: %1</translation>
    </message>
    <message>
        <source>The task is done</source>
        <translation>Задача выполнена</translation>
    </message>
    <message>
        <source>Result (may be empty)</source>
        <translation>Результат (можно не писать)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Выполнено: %1</translation>
    </message>
    <message>
        <source>Decline the task</source>
        <translation>Отказаться от задачи</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Отказаться</translation>
    </message>
    <message>
        <source>Declined: %1</source>
        <translation>Отказ: %1</translation>
    </message>
    <message>
        <source>Return the task</source>
        <translation>Вернуть на доработку</translation>
    </message>
    <message>
        <source>What is still to be done</source>
        <translation>Что ещё нужно сделать</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>Returned: %1</source>
        <translation>Возвращено на доработку: %1</translation>
    </message>
    <message>
        <source>Approved: %1</source>
        <translation>Согласовано: %1</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Отказать</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>Отказано: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::AsOfBar</name>
    <message>
        <source>As it was</source>
        <translation>Как было</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>День и час</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Moment</source>
        <translation>Момент</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>К сегодняшнему</translation>
    </message>
    <message>
        <source>Before the first change known</source>
        <translation>До первого известного изменения</translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation>Изменение %1 из %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::AsOfCardPage</name>
    <message>
        <source>today: %1</source>
        <translation>сегодня: %1</translation>
    </message>
    <message>
        <source>Could not look into the past</source>
        <translation>Не удалось заглянуть в прошлое</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Restore these values</source>
        <translation>Вернуть эти значения</translation>
    </message>
    <message>
        <source>This record was not there then</source>
        <translation>Тогда этой записи не было</translation>
    </message>
    <message>
        <source>It was made later, or had been deleted before.</source>
        <translation>Её создали позже или удалили раньше.</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>К сегодняшнему</translation>
    </message>
    <message>
        <source>Today this record is not there any more</source>
        <translation>Сегодня этой записи уже нет</translation>
    </message>
    <message>
        <source>The same as today</source>
        <translation>Так же, как сегодня</translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s) are otherwise today</source>
        <translation>
            <numerusform>%Ln поле сегодня другое</numerusform>
            <numerusform>%Ln поля сегодня другие</numerusform>
            <numerusform>%Ln полей сегодня другие</numerusform>
        </translation>
    </message>
    <message>
        <source>Values of %1 restored: %2</source>
        <translation>Возвращено, как было %1: %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::BankAccountEditor</name>
    <message>
        <source>Account, 20 digits</source>
        <translation>Счёт, 20 цифр</translation>
    </message>
    <message>
        <source>BIC: %1</source>
        <translation>БИК: %1</translation>
    </message>
    <message>
        <source>BIC</source>
        <translation>БИК</translation>
    </message>
</context>
<context>
    <name>kupets::view::Bell</name>
    <message numerus="yes">
        <source>Notices: %Ln new</source>
        <translation>
            <numerusform>Уведомления: %Ln новое</numerusform>
            <numerusform>Уведомления: %Ln новых</numerusform>
            <numerusform>Уведомления: %Ln новых</numerusform>
        </translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Уведомления</translation>
    </message>
</context>
<context>
    <name>kupets::view::BoardColumnView</name>
    <message>
        <source>No cards</source>
        <translation>Карточек нет</translation>
    </message>
    <message>
        <source>Without</source>
        <translation>Не указано</translation>
    </message>
    <message numerus="yes">
        <source>Norm: up to %Ln working day(s)</source>
        <translation>
            <numerusform>Норма: до %Ln рабочего дня</numerusform>
            <numerusform>Норма: до %Ln рабочих дней</numerusform>
            <numerusform>Норма: до %Ln рабочих дней</numerusform>
        </translation>
    </message>
    <message>
        <source>Probability: %1 %</source>
        <translation>Вероятность: %1 %</translation>
    </message>
    <message>
        <source>Responsible: %1</source>
        <translation>Отвечает: %1</translation>
    </message>
    <message>
        <source>Click to open the column</source>
        <translation>Нажмите, чтобы раскрыть колонку</translation>
    </message>
</context>
<context>
    <name>kupets::view::BoardOptions</name>
    <message>
        <source>%1 and their stages</source>
        <translation>%1 и их этапы</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Колонки</translation>
    </message>
    <message>
        <source>Columns by</source>
        <translation>Колонки по</translation>
    </message>
    <message>
        <source>Closed columns</source>
        <translation>Закрытые колонки</translation>
    </message>
    <message>
        <source>Closed ones beside the others</source>
        <translation>Закрытые рядом с остальными</translation>
    </message>
    <message>
        <source>Closed ones narrow</source>
        <translation>Закрытые узкими</translation>
    </message>
    <message>
        <source>Closed ones hidden</source>
        <translation>Закрытые скрыты</translation>
    </message>
    <message>
        <source>On the tile</source>
        <translation>На карточке</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Как было</translation>
    </message>
    <message>
        <source>Drag to change the order</source>
        <translation>Перетащите, чтобы изменить порядок</translation>
    </message>
    <message>
        <source>Rules on the stages</source>
        <translation>Правила на этапах</translation>
    </message>
</context>
<context>
    <name>kupets::view::BoardPage</name>
    <message>
        <source>Could not load the board</source>
        <translation>Не удалось загрузить доску</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Which board</source>
        <translation>Какая доска</translation>
    </message>
    <message>
        <source>Quick search</source>
        <translation>Быстрый поиск</translation>
    </message>
    <message>
        <source>The board has no columns yet</source>
        <translation>На доске пока нет колонок</translation>
    </message>
    <message>
        <source>Moved to “%1”</source>
        <translation>Перенесено в «%1»</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Удалено: %1</translation>
    </message>
    <message>
        <source>To the neighbouring column</source>
        <translation>К соседней колонке</translation>
    </message>
    <message>
        <source>Move the tile one column on</source>
        <translation>Передвинуть карточку на колонку вперёд</translation>
    </message>
    <message>
        <source>Move the tile one column back</source>
        <translation>Передвинуть карточку на колонку назад</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>Delete the record</source>
        <translation>Удалить запись</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Copy a link to this board</source>
        <translation>Скопировать ссылку на эту доску</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Показать таблицей</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>Только мои</translation>
    </message>
    <message>
        <source>What the board shows</source>
        <translation>Что показывает доска</translation>
    </message>
    <message>
        <source>Move the tile to…</source>
        <translation>Переместить карточку в…</translation>
    </message>
    <message>
        <source>Close the tile with success</source>
        <translation>Закрыть карточку успехом</translation>
    </message>
    <message>
        <source>Close the tile as lost</source>
        <translation>Закрыть карточку отказом</translation>
    </message>
    <message>
        <source>Only mine, or all</source>
        <translation>Только мои или все</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Отбор</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Сохранённые виды</translation>
    </message>
</context>
<context>
    <name>kupets::view::BulkDialog</name>
    <message>
        <source>Change many records</source>
        <translation>Изменить много записей</translation>
    </message>
    <message numerus="yes">
        <source>Only the selected ones: %Ln</source>
        <translation>
            <numerusform>Только выбранную: %Ln</numerusform>
            <numerusform>Только выбранные: %Ln</numerusform>
            <numerusform>Только выбранные: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All that the list holds: %Ln</source>
        <translation>
            <numerusform>Все записи списка: %Ln</numerusform>
            <numerusform>Все записи списка: %Ln</numerusform>
            <numerusform>Все записи списка: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>What it becomes</source>
        <translation>Чем оно станет</translation>
    </message>
    <message>
        <source>becomes this value</source>
        <translation>станет таким</translation>
    </message>
    <message>
        <source>is computed by a formula</source>
        <translation>вычисляется по формуле</translation>
    </message>
    <message>
        <source>becomes empty</source>
        <translation>станет пустым</translation>
    </message>
    <message>
        <source>For example: amount * 1.1</source>
        <translation>Например: amount * 1.1</translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln record(s)</source>
        <translation>
            <numerusform>Изменить %Ln запись</numerusform>
            <numerusform>Изменить %Ln записи</numerusform>
            <numerusform>Изменить %Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>What will come of it?</source>
        <translation>Что получится?</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>Примеряем…</translation>
    </message>
    <message>
        <source>Will change: %1</source>
        <translation>Изменится: %1</translation>
    </message>
    <message>
        <source>Are so already: %1</source>
        <translation>уже так: %1</translation>
    </message>
    <message>
        <source>Cannot be changed and stay as they are: %1</source>
        <translation>Изменить нельзя, останутся как есть: %1</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>«%1»: %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::BulkRun</name>
    <message>
        <source>Beginning…</source>
        <translation>Начинаем…</translation>
    </message>
    <message>
        <source>Stop, change nothing</source>
        <translation>Остановить, ничего не менять</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Stopped: nothing was changed</source>
        <translation>Остановлено: ничего не изменено</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>изменено: %1</translation>
    </message>
    <message>
        <source>were so already: %1</source>
        <translation>уже были такими: %1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>отклонено: %1</translation>
    </message>
</context>
<context>
    <name>kupets::ui::Calendar</name>
    <message>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
</context>
<context>
    <name>kupets::view::CalendarPage</name>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>День</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Неделя</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Месяц</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>Показать день</translation>
    </message>
    <message>
        <source>A week</source>
        <translation>Показать неделю</translation>
    </message>
    <message>
        <source>A month</source>
        <translation>Показать месяц</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
</context>
<context>
    <name>kupets::view::CardFiles</name>
    <message>
        <source>Picture %1.png</source>
        <translation>Снимок %1.png</translation>
    </message>
    <message>
        <source>“%1” was not sent: %2</source>
        <translation>«%1» не отправлен: %2</translation>
    </message>
    <message>
        <source>Attached: %1</source>
        <translation>Приложено: %1</translation>
    </message>
    <message>
        <source>Being sent: %1, %2 %</source>
        <translation>Отправляется: %1, %2 %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>ещё %Ln</numerusform>
            <numerusform>ещё %Ln</numerusform>
            <numerusform>ещё %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::CardForm</name>
    <message>
        <source>%1 is writing</source>
        <translation>Пишет: %1</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Главное</translation>
    </message>
</context>
<context>
    <name>kupets::view::CardPage</name>
    <message>
        <source>There is no such record</source>
        <translation>Такой записи нет</translation>
    </message>
    <message>
        <source>Could not open the card</source>
        <translation>Не удалось открыть карточку</translation>
    </message>
    <message>
        <source>It was deleted, or you may not see it.</source>
        <translation>Её удалили, или у вас нет права её видеть.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>This record was deleted</source>
        <translation>Запись удалена</translation>
    </message>
    <message>
        <source>By %1.</source>
        <translation>Кто: %1.</translation>
    </message>
    <message>
        <source>This record was deleted. Its chronology can bring it back.</source>
        <translation>Запись удалена. Её можно вернуть из хронологии.</translation>
    </message>
    <message>
        <source>%1 has deleted this record. Its chronology can bring it back.</source>
        <translation>Запись удалена (%1). Её можно вернуть из хронологии.</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Сохранение…</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Ещё не сохранено</translation>
    </message>
    <message numerus="yes">
        <source>%Ln field(s) changed</source>
        <translation>
            <numerusform>Изменено %Ln поле</numerusform>
            <numerusform>Изменено %Ln поля</numerusform>
            <numerusform>Изменено %Ln полей</numerusform>
        </translation>
    </message>
    <message>
        <source>Created: %1</source>
        <translation>Создано: %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Удалено: %1</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Другие действия</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Скопировать ссылку</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Saved as soon as the file is there</source>
        <translation>Сохранится, как только дойдёт файл</translation>
    </message>
    <message>
        <source>A file is being sent</source>
        <translation>Файл отправляется</translation>
    </message>
    <message>
        <source>Give up the changes, or go back</source>
        <translation>Отменить правку или вернуться</translation>
    </message>
    <message>
        <source>Delete the record</source>
        <translation>Удалить запись</translation>
    </message>
    <message>
        <source>Write into the chronology</source>
        <translation>Написать в хронологию</translation>
    </message>
    <message>
        <source>To the chronology</source>
        <translation>К хронологии</translation>
    </message>
    <message>
        <source>Save what is written</source>
        <translation>Сохранить написанное</translation>
    </message>
    <message>
        <source>Fold what is written, losing nothing</source>
        <translation>Свернуть написанное, ничего не теряя</translation>
    </message>
    <message>
        <source>Open the entry</source>
        <translation>Открыть запись</translation>
    </message>
    <message>
        <source>Mark the task done</source>
        <translation>Отметить задачу сделанной</translation>
    </message>
    <message>
        <source>Copy the entry</source>
        <translation>Скопировать запись</translation>
    </message>
    <message>
        <source>Write down: %1</source>
        <translation>Записать: %1</translation>
    </message>
    <message>
        <source>As it was…</source>
        <translation>Как было…</translation>
    </message>
    <message>
        <source>history, past, time travel</source>
        <translation>история, прошлое, вернуть</translation>
    </message>
    <message>
        <source>Add a field…</source>
        <translation>Добавить поле…</translation>
    </message>
    <message>
        <source>Kept here; sent as soon as the connection is back</source>
        <translation>Сохранено здесь; уйдёт, когда связь вернётся</translation>
    </message>
    <message>
        <source>Remove from favourites</source>
        <translation>Убрать из избранного</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>В избранное</translation>
    </message>
    <message>
        <source>Previous in the list</source>
        <translation>Предыдущая в списке</translation>
    </message>
    <message>
        <source>Next in the list</source>
        <translation>Следующая в списке</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Приложить файлы</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Выбросить</translation>
    </message>
    <message>
        <source>Unsaved text of %1 is back</source>
        <translation>Возвращён несохранённый текст от %1</translation>
    </message>
    <message>
        <source>Parts of the card</source>
        <translation>Части карточки</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Структура</translation>
    </message>
    <message>
        <source>Chronology</source>
        <translation>Хронология</translation>
    </message>
    <message>
        <source>This is the first in the list</source>
        <translation>Это первая запись списка</translation>
    </message>
    <message>
        <source>This is the last in the list</source>
        <translation>Это последняя запись списка</translation>
    </message>
    <message>
        <source>Save or give up the changes first</source>
        <translation>Сначала сохраните изменения или откажитесь от них</translation>
    </message>
    <message>
        <source>Merge with…</source>
        <translation>Объединить с…</translation>
    </message>
    <message>
        <source>duplicate, twice, the same</source>
        <translation>дубль, дважды, то же самое, одинаковые</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Разделить…</translation>
    </message>
    <message>
        <source>take a merger apart</source>
        <translation>разъединить объединение</translation>
    </message>
</context>
<context>
    <name>kupets::view::CheckEditor</name>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
</context>
<context>
    <name>Chronology</name>
    <message>
        <source>taken back</source>
        <translation>отменено</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Свернуть</translation>
    </message>
    <message>
        <source>Whole text</source>
        <translation>Показать целиком</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) more</source>
        <translation>
            <numerusform>Ещё %n поле</numerusform>
            <numerusform>Ещё %n поля</numerusform>
            <numerusform>Ещё %n полей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ChronologyComposer</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>What is to be remembered? The first line becomes the title.</source>
        <translation>Что запомнить? Первая строка станет темой.</translation>
    </message>
    <message>
        <source>%1: what was it about? The first line becomes the title.</source>
        <translation>%1: о чём? Первая строка станет темой.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Сохраняется…</translation>
    </message>
    <message>
        <source>Write a note…</source>
        <translation>Написать заметку…</translation>
    </message>
    <message>
        <source>Written down: %1</source>
        <translation>Записано: %1</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
</context>
<context>
    <name>kupets::view::ChronologyPanel</name>
    <message>
        <source>Chronology</source>
        <translation>Хронология</translation>
    </message>
    <message>
        <source>Go to a day</source>
        <translation>Перейти к дню</translation>
    </message>
    <message>
        <source>To the newest</source>
        <translation>К последним</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Сделано: %1</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Пока ничего не было</translation>
    </message>
    <message>
        <source>Notes, calls, meetings, tasks and every change will stand here.</source>
        <translation>Здесь будут заметки, звонки, встречи, задачи и каждое изменение.</translation>
    </message>
    <message>
        <source>Nothing of this kind</source>
        <translation>Такого здесь нет</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>Choose what is shown</source>
        <translation>Выбрать, что показано</translation>
    </message>
</context>
<context>
    <name>kupets::view::ChronologyView</name>
    <message>
        <source>Chronology</source>
        <translation>Хронология</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сделано</translation>
    </message>
    <message>
        <source>Open card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Открыть: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>Отменить это изменение</translation>
    </message>
    <message>
        <source>The card as it was then</source>
        <translation>Карточка, какой она была</translation>
    </message>
    <message>
        <source>The past of “%1”</source>
        <translation>Прошлое «%1»</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Разделить…</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
    <message>
        <source>Why is it here?</source>
        <translation>Почему это здесь?</translation>
    </message>
</context>
<context>
    <name>kupets::view::ColorDialog</name>
    <message>
        <source>grey</source>
        <translation>серый</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>синий</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>бирюзовый</translation>
    </message>
    <message>
        <source>green</source>
        <translation>зелёный</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>жёлтый</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>оранжевый</translation>
    </message>
    <message>
        <source>red</source>
        <translation>красный</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>фиолетовый</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>The first condition that holds colours the row or the cell</source>
        <translation>Строку или ячейку красит первое выполненное условие</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Добавить правило</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>For example: amount &gt; 1000000</source>
        <translation>Например: amount &gt; 1000000</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>What is coloured</source>
        <translation>Что красить</translation>
    </message>
    <message>
        <source>The whole row</source>
        <translation>Вся строка</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Убрать правило</translation>
    </message>
</context>
<context>
    <name>ColumnChooser</name>
    <message>
        <source>Columns</source>
        <translation>Колонки</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>Как было</translation>
    </message>
    <message>
        <source>Drag to change the order</source>
        <translation>Порядок меняется перетаскиванием</translation>
    </message>
    <message>
        <source>Find a field, also of other records</source>
        <translation>Найти поле, в том числе у связанных записей</translation>
    </message>
</context>
<context>
    <name>kupets::view::CompanyTree</name>
    <message>
        <source>Nobody here yet</source>
        <translation>Здесь пока никого</translation>
    </message>
    <message>
        <source>Neither a part of anything nor has parts: set the field “%1”</source>
        <translation>Ни во что не входит и частей не имеет: заполните поле «%1»</translation>
    </message>
</context>
<context>
    <name>kupets::view::ConditionEditor</name>
    <message>
        <source>For example: %1</source>
        <translation>Например: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::ConflictPanel</name>
    <message>
        <source>Somebody has changed the same fields. Which values shall stay?</source>
        <translation>Эти же поля изменил кто-то ещё. Какие значения оставить?</translation>
    </message>
    <message>
        <source>%1 has changed the same fields. Which values shall stay?</source>
        <translation>Эти же поля изменены (%1). Какие значения оставить?</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Чужое</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Моё</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Оставить моё</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Взять это</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>Было</translation>
    </message>
</context>
<context>
    <name>kupets::app::ConnectionBadge</name>
    <message>
        <source>Connected to %1</source>
        <translation>Подключено к %1</translation>
    </message>
    <message numerus="yes">
        <source>No connection, next try in %Ln s</source>
        <translation>
            <numerusform>Нет связи, повтор через %Ln с</numerusform>
            <numerusform>Нет связи, повтор через %Ln с</numerusform>
            <numerusform>Нет связи, повтор через %Ln с</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Подключение…</translation>
    </message>
    <message>
        <source>What you change is kept and sent when the connection is back. Click to try now.</source>
        <translation>Ваши изменения сохранятся и уйдут, когда связь вернётся. Нажмите, чтобы попробовать сейчас.</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Нет связи</translation>
    </message>
</context>
<context>
    <name>kupets::view::DateEditor</name>
    <message>
        <source>Calendar: %1</source>
        <translation>Календарь: %1</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>DialogRow</name>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>kupets::view::DuplicateHint</name>
    <message>
        <source>It is in the base already, and a second one is forbidden</source>
        <translation>Такая запись уже есть, вторую завести нельзя</translation>
    </message>
    <message>
        <source>Looks like what is in the base already</source>
        <translation>Похоже на то, что уже есть в базе</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>a record that you may not see</source>
        <translation>есть запись, которую вы не видите</translation>
    </message>
    <message>
        <source>kept by %1</source>
        <translation>ведёт %1</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1, %2 %</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Open “%1”</source>
        <translation>Открыть «%1»</translation>
    </message>
</context>
<context>
    <name>kupets::view::DuplicateRulesDialog</name>
    <message>
        <source>Duplicates: %1</source>
        <translation>Дубли: %1</translation>
    </message>
    <message>
        <source>Two records are the same when all fields of a rule agree. People are warned while they type, imports tell it; a rule that forbids refuses the second one.</source>
        <translation>Две записи — одно и то же, когда совпали все поля правила. Людей программа предупреждает, пока они пишут, при загрузке говорит об этом; правило с запретом не даёт завести вторую.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Добавить правило</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>What people read</source>
        <translation>Как это называется для людей</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Что происходит</translation>
    </message>
    <message>
        <source>warns</source>
        <translation>предупреждает</translation>
    </message>
    <message>
        <source>forbids the second one</source>
        <translation>запрещает вторую запись</translation>
    </message>
    <message>
        <source>is off</source>
        <translation>выключено</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Насколько надёжно</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>sure by</source>
        <translation>надёжно на</translation>
    </message>
    <message>
        <source>Fields that must agree</source>
        <translation>Какие поля должны совпасть</translation>
    </message>
    <message>
        <source>or empty</source>
        <translation>или пусто</translation>
    </message>
    <message>
        <source>Field %1</source>
        <translation>Поле %1</translation>
    </message>
    <message>
        <source>How field %1 agrees</source>
        <translation>Как совпадает поле %1</translation>
    </message>
    <message>
        <source>Choose a field</source>
        <translation>Выберите поле</translation>
    </message>
    <message>
        <source>no more</source>
        <translation>больше никаких</translation>
    </message>
    <message>
        <source>exactly</source>
        <translation>точно</translation>
    </message>
    <message>
        <source>as names of companies</source>
        <translation>как названия компаний</translation>
    </message>
    <message>
        <source>as names of people</source>
        <translation>как имена людей</translation>
    </message>
    <message>
        <source>word by word</source>
        <translation>по словам</translation>
    </message>
    <message>
        <source>An empty value agrees with any</source>
        <translation>Пустое значение подходит к любому</translation>
    </message>
    <message>
        <source>%1 — %2, %3 %</source>
        <translation>%1 — %2, %3 %</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Новое правило</translation>
    </message>
    <message>
        <source>The rules of duplicates are saved</source>
        <translation>Правила дублей сохранены</translation>
    </message>
</context>
<context>
    <name>kupets::view::DuplicatesPage</name>
    <message>
        <source>Duplicates: %1</source>
        <translation>Дубли: %1</translation>
    </message>
    <message>
        <source>Search for duplicates</source>
        <translation>Искать дубли</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Подробнее</translation>
    </message>
    <message>
        <source>Fields filled</source>
        <translation>Заполнено полей</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Насколько надёжно</translation>
    </message>
    <message>
        <source>Only the surest: from 95 %</source>
        <translation>Только самые верные: от 95 %</translation>
    </message>
    <message>
        <source>Likely: from 85 %</source>
        <translation>Вероятные: от 85 %</translation>
    </message>
    <message>
        <source>All that is alike</source>
        <translation>Всё похожее</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Искать</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>Открыть запись</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>Не дубли</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Объединить…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Идёт поиск…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>The search did not end</source>
        <translation>Поиск не завершён</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Records looked at: %1, groups: %2</source>
        <translation>Просмотрено записей: %1, групп: %2</translation>
    </message>
    <message>
        <source>, shown: %1</source>
        <translation>, показано: %1</translation>
    </message>
    <message>
        <source>, not compared with all: %1</source>
        <translation>, сравнены не со всеми: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 — %Ln record(s)</source>
        <translation>
            <numerusform>%1 — %Ln запись</numerusform>
            <numerusform>%1 — %Ln записи</numerusform>
            <numerusform>%1 — %Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %: %2</source>
        <translation>%1 %: %2</translation>
    </message>
    <message>
        <source>Comparing all records</source>
        <translation>Сравниваем все записи</translation>
    </message>
    <message>
        <source>Names without legal forms and slips, telephones, e-mails, INN: as the rules say.</source>
        <translation>Названия без формы собственности и опечаток, телефоны, почта, ИНН — как велят правила.</translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>Дублей не нашлось</translation>
    </message>
    <message>
        <source>Records looked at: %1.</source>
        <translation>Просмотрено записей: %1.</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Искать снова</translation>
    </message>
    <message>
        <source>What is here more than once?</source>
        <translation>Что заведено дважды?</translation>
    </message>
    <message>
        <source>The search goes over the whole base, which goes on working meanwhile.</source>
        <translation>Поиск идёт по всей базе; работать в это время можно как обычно.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>These are no duplicates: they are not offered again</source>
        <translation>Это не дубли: больше не предложим</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Stop the search</source>
        <translation>Остановить поиск</translation>
    </message>
    <message>
        <source>Merge the group…</source>
        <translation>Объединить группу…</translation>
    </message>
    <message>
        <source>These are no duplicates</source>
        <translation>Это не дубли</translation>
    </message>
    <message>
        <source>Copy a link to this page</source>
        <translation>Скопировать ссылку на страницу</translation>
    </message>
</context>
<context>
    <name>kupets::view::ExportDialog</name>
    <message>
        <source>Export the list</source>
        <translation>Выгрузить список</translation>
    </message>
    <message>
        <source>%1: %2, %3, as the list shows them</source>
        <translation>%1: %2, %3 — так, как сейчас в списке</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln запись</numerusform>
            <numerusform>%Ln записи</numerusform>
            <numerusform>%Ln записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln column(s)</source>
        <translation>
            <numerusform>%Ln столбец</numerusform>
            <numerusform>%Ln столбца</numerusform>
            <numerusform>%Ln столбцов</numerusform>
        </translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation>Книга Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Text with separators (.csv)</source>
        <translation>Текст с разделителями (.csv)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Сохранить как</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>Начинаем…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
    <message>
        <source>Exported to “%1”: %2</source>
        <translation>Выгружено в «%1»: %2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Stopped: no file was written</source>
        <translation>Остановлено: файла нет</translation>
    </message>
    <message>
        <source>The file can not be written. Is there room, and may you write to this folder?</source>
        <translation>Файл не записывается. Хватает ли места и есть ли права на эту папку?</translation>
    </message>
</context>
<context>
    <name>kupets::view::ExpressionBox</name>
    <message>
        <source>Field or formula</source>
        <translation>Поле или формула</translation>
    </message>
</context>
<context>
    <name>kupets::view::FieldNamesEditor</name>
    <message>
        <source>Choose fields</source>
        <translation>Выбрать поля</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Ничего</translation>
    </message>
</context>
<context>
    <name>kupets::view::FileEditor</name>
    <message>
        <source>“%1” is not a file.</source>
        <translation>«%1» — не файл.</translation>
    </message>
    <message>
        <source>The file is too large: %1. At most %2.</source>
        <translation>Файл слишком большой: %1. Можно не больше %2.</translation>
    </message>
    <message>
        <source>The connection broke off, the file was not sent. Try again.</source>
        <translation>Связь прервалась, файл не отправлен. Попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The file can not be read: %1</source>
        <translation>Файл не читается: %1</translation>
    </message>
    <message>
        <source>Picture %1.png</source>
        <translation>Картинка %1.png</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Сохранить как</translation>
    </message>
    <message>
        <source>The file can not be saved: %1</source>
        <translation>Файл не сохраняется: %1</translation>
    </message>
    <message>
        <source>The file is no more, or you may not see it.</source>
        <translation>Этого файла больше нет, или вам его не видно.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Выбрать файл</translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation>Выбрать файл: %1</translation>
    </message>
    <message>
        <source>or drop it here</source>
        <translation>или перетащите сюда</translation>
    </message>
    <message>
        <source>Replace: %1</source>
        <translation>Заменить: %1</translation>
    </message>
    <message>
        <source>Save as: %1</source>
        <translation>Сохранить как: %1</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>Очистить: %1</translation>
    </message>
    <message>
        <source>Stop: %1</source>
        <translation>Остановить: %1</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Открыть: %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 из %2</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>contains</source>
        <translation>содержит</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>не содержит</translation>
    </message>
    <message>
        <source>starts with</source>
        <translation>начинается с</translation>
    </message>
    <message>
        <source>is</source>
        <translation>равно</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>не равно</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>одно из</translation>
    </message>
    <message>
        <source>is none of</source>
        <translation>ни одно из</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>меньше</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>не больше</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>больше</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>не меньше</translation>
    </message>
    <message>
        <source>between</source>
        <translation>между</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>не заполнено</translation>
    </message>
    <message>
        <source>is filled in</source>
        <translation>заполнено</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>is me</source>
        <translation>я</translation>
    </message>
    <message>
        <source>is not me</source>
        <translation>не я</translation>
    </message>
    <message>
        <source>has</source>
        <translation>есть</translation>
    </message>
    <message>
        <source>has not</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>on the day</source>
        <translation>в день</translation>
    </message>
    <message>
        <source>before</source>
        <translation>раньше</translation>
    </message>
    <message>
        <source>after</source>
        <translation>позже</translation>
    </message>
    <message>
        <source>from … to …</source>
        <translation>с … по …</translation>
    </message>
    <message>
        <source>today</source>
        <translation>сегодня</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>вчера</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>завтра</translation>
    </message>
    <message>
        <source>this week</source>
        <translation>на этой неделе</translation>
    </message>
    <message>
        <source>this month</source>
        <translation>в этом месяце</translation>
    </message>
    <message>
        <source>this year</source>
        <translation>в этом году</translation>
    </message>
    <message>
        <source>within the last … days</source>
        <translation>за последние … дн.</translation>
    </message>
    <message>
        <source>within the next … days</source>
        <translation>в ближайшие … дн.</translation>
    </message>
    <message>
        <source>over … days ago</source>
        <translation>больше … дн. назад</translation>
    </message>
    <message>
        <source>in over … days</source>
        <translation>больше чем через … дн.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> или </translation>
    </message>
    <message>
        <source> and </source>
        <translation> и </translation>
    </message>
    <message>
        <source>my department</source>
        <translation>мой отдел</translation>
    </message>
</context>
<context>
    <name>kupets::view::FilterBar</name>
    <message>
        <source>As a formula</source>
        <translation>Формулой</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Убрать все</translation>
    </message>
    <message>
        <source>Fold up</source>
        <translation>Свернуть</translation>
    </message>
    <message>
        <source>Rows cannot say this formula: change it here</source>
        <translation>Эту формулу нельзя показать строками: меняйте её здесь</translation>
    </message>
    <message>
        <source>For example: amount &gt; 100000 AND stage.kind = &quot;open&quot;</source>
        <translation>Например: amount &gt; 100000 И stage.kind = &quot;open&quot;</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Отбор: %1</translation>
    </message>
    <message>
        <source>Formula: %1</source>
        <translation>Формула: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::FilterPanel</name>
    <message>
        <source>How the conditions are joined</source>
        <translation>Как соединены условия</translation>
    </message>
    <message>
        <source>All of these hold</source>
        <translation>Выполнены все условия</translation>
    </message>
    <message>
        <source>Any of these holds</source>
        <translation>Выполнено любое условие</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Условие</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>Добавить условие</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Группа</translation>
    </message>
    <message>
        <source>Add a group of conditions</source>
        <translation>Добавить группу условий</translation>
    </message>
    <message>
        <source>Remove the group</source>
        <translation>Убрать группу</translation>
    </message>
</context>
<context>
    <name>kupets::view::FilterRow</name>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Условие</translation>
    </message>
    <message>
        <source>Remove the condition</source>
        <translation>Убрать условие</translation>
    </message>
</context>
<context>
    <name>kupets::view::FilterValue</name>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>My department</source>
        <translation>Мой отдел</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Я</translation>
    </message>
</context>
<context>
    <name>kupets::view::FormulaDialog</name>
    <message>
        <source>New formula column</source>
        <translation>Новый столбец с формулой</translation>
    </message>
    <message>
        <source>Formula column</source>
        <translation>Столбец с формулой</translation>
    </message>
    <message>
        <source>Name of the column</source>
        <translation>Название столбца</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Формула</translation>
    </message>
    <message>
        <source>For example: IF(amount &gt; 100000, &quot;large&quot;, &quot;small&quot;)</source>
        <translation>Например: ЕСЛИ(amount &gt; 100000; &quot;крупная&quot;; &quot;мелкая&quot;)</translation>
    </message>
    <message>
        <source>What comes out</source>
        <translation>Что получится</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>Add the column</source>
        <translation>Добавить столбец</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>kupets::view::FormulaEdit</name>
    <message>
        <source>Formula</source>
        <translation>Формула</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImageViewer</name>
    <message>
        <source>Open in another program</source>
        <translation>Открыть в другой программе</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportAliases</name>
    <message numerus="yes">
        <source>%Ln different value(s)</source>
        <translation>
            <numerusform>%Ln разное значение</numerusform>
            <numerusform>%Ln разных значения</numerusform>
            <numerusform>%Ln разных значений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln different values</source>
        <translation>
            <numerusform>больше %Ln разного значения</numerusform>
            <numerusform>больше %Ln разных значений</numerusform>
            <numerusform>больше %Ln разных значений</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln неизвестное</numerusform>
            <numerusform>%Ln неизвестных</numerusform>
            <numerusform>%Ln неизвестных</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave empty: %1</source>
        <translation>Оставить пустым: %1</translation>
    </message>
    <message>
        <source>“%1” is</source>
        <translation>«%1» — это</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>выберите…</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportConversion</name>
    <message>
        <source>Fill only what is empty in records that are there</source>
        <translation>У найденных записей заполнять только пустое</translation>
    </message>
    <message>
        <source>Order in dates</source>
        <translation>Порядок в датах</translation>
    </message>
    <message>
        <source>found by looking</source>
        <translation>определить по файлу</translation>
    </message>
    <message>
        <source>day, month, year: 21.11.2026</source>
        <translation>день, месяц, год: 21.11.2026</translation>
    </message>
    <message>
        <source>month, day, year: 11/21/2026</source>
        <translation>месяц, день, год: 11/21/2026</translation>
    </message>
    <message>
        <source>year, month, day: 2026-11-21</source>
        <translation>год, месяц, день: 2026-11-21</translation>
    </message>
    <message>
        <source>Decimal sign</source>
        <translation>Дробная часть</translation>
    </message>
    <message>
        <source>comma: 1 234,50</source>
        <translation>через запятую: 1 234,50</translation>
    </message>
    <message>
        <source>point: 1,234.50</source>
        <translation>через точку: 1,234.50</translation>
    </message>
    <message>
        <source>Numbers without a country code</source>
        <translation>Номера без кода страны</translation>
    </message>
    <message>
        <source>of Russia, +7</source>
        <translation>российские, +7</translation>
    </message>
    <message>
        <source>of Belarus, +375</source>
        <translation>белорусские, +375</translation>
    </message>
    <message>
        <source>of Kazakhstan, +7</source>
        <translation>казахстанские, +7</translation>
    </message>
    <message>
        <source>of Uzbekistan, +998</source>
        <translation>узбекские, +998</translation>
    </message>
    <message>
        <source>of Kyrgyzstan, +996</source>
        <translation>киргизские, +996</translation>
    </message>
    <message>
        <source>of Armenia, +374</source>
        <translation>армянские, +374</translation>
    </message>
    <message>
        <source>of Georgia, +995</source>
        <translation>грузинские, +995</translation>
    </message>
    <message>
        <source>of Germany, +49</source>
        <translation>немецкие, +49</translation>
    </message>
    <message>
        <source>of China, +86</source>
        <translation>китайские, +86</translation>
    </message>
    <message>
        <source>of the USA, +1</source>
        <translation>американские, +1</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>the whole cell</source>
        <translation>ячейку целиком</translation>
    </message>
    <message>
        <source>the last name of a full name</source>
        <translation>фамилию из полного имени</translation>
    </message>
    <message>
        <source>the first name of a full name</source>
        <translation>имя из полного имени</translation>
    </message>
    <message>
        <source>the middle name of a full name</source>
        <translation>отчество из полного имени</translation>
    </message>
    <message>
        <source>what stands before a sign</source>
        <translation>то, что до знака</translation>
    </message>
    <message>
        <source>what stands behind a sign</source>
        <translation>то, что после знака</translation>
    </message>
    <message>
        <source>a sign or word, e.g. / or ,</source>
        <translation>знак или слово, например / или ,</translation>
    </message>
    <message>
        <source>The sign</source>
        <translation>Знак</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportFieldPicker</name>
    <message>
        <source>Find a field</source>
        <translation>Найти поле</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>Do not load</source>
        <translation>Не загружать</translation>
    </message>
    <message>
        <source>%1: found by</source>
        <translation>%1: найти по полю</translation>
    </message>
    <message>
        <source>New field of: %1…</source>
        <translation>Новое поле: %1…</translation>
    </message>
    <message>
        <source>Make a new field…</source>
        <translation>Создать новое поле…</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportFilePage</name>
    <message>
        <source>What to import from</source>
        <translation>Откуда загрузить</translation>
    </message>
    <message>
        <source>A table from Excel, LibreOffice or another program. Nothing is changed before you have seen what will come of it.</source>
        <translation>Таблица из Excel, LibreOffice или другой программы. Ничего не изменится, пока вы не увидите, что получится.</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Выбрать файл…</translation>
    </message>
    <message>
        <source>.xlsx, .xlsm, .ods, .xls, .csv, .txt — up to 1 GB</source>
        <translation>.xlsx, .xlsm, .ods, .xls, .csv, .txt — до 1 ГБ</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Кодировка</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Разделитель</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>запятая</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>точка с запятой</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>табуляция</translation>
    </message>
    <message>
        <source>vertical bar</source>
        <translation>вертикальная черта</translation>
    </message>
    <message>
        <source>Cells are separated by</source>
        <translation>Ячейки разделяет</translation>
    </message>
    <message>
        <source>is being read…</source>
        <translation>читается…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sheet(s)</source>
        <translation>
            <numerusform>%Ln лист</numerusform>
            <numerusform>%Ln листа</numerusform>
            <numerusform>%Ln листов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln строка</numerusform>
            <numerusform>%Ln строки</numerusform>
            <numerusform>%Ln строк</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>пока %1</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>Перетащите файл сюда</translation>
    </message>
    <message>
        <source>or choose it</source>
        <translation>или выберите его</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Другой файл…</translation>
    </message>
    <message>
        <source>A file to import</source>
        <translation>Файл для загрузки</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.xlsm *.ods *.xls *.csv *.txt *.tsv)</source>
        <translation>Таблицы (*.xlsx *.xlsm *.ods *.xls *.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportMappingModel</name>
    <message>
        <source>DD.MM.YYYY</source>
        <translation>ДД.ММ.ГГГГ</translation>
    </message>
    <message>
        <source>MM.DD.YYYY</source>
        <translation>ММ.ДД.ГГГГ</translation>
    </message>
    <message>
        <source>YYYY.MM.DD</source>
        <translation>ГГГГ.ММ.ДД</translation>
    </message>
    <message>
        <source>decimal comma</source>
        <translation>дробная запятая</translation>
    </message>
    <message>
        <source>decimal point</source>
        <translation>дробная точка</translation>
    </message>
    <message>
        <source>numbers of %1</source>
        <translation>номера %1</translation>
    </message>
    <message>
        <source>last name</source>
        <translation>фамилия</translation>
    </message>
    <message>
        <source>first name</source>
        <translation>имя</translation>
    </message>
    <message>
        <source>middle name</source>
        <translation>отчество</translation>
    </message>
    <message>
        <source>before “%1”</source>
        <translation>до «%1»</translation>
    </message>
    <message>
        <source>after “%1”</source>
        <translation>после «%1»</translation>
    </message>
    <message numerus="yes">
        <source>%Ln replacement(s)</source>
        <translation>
            <numerusform>%Ln замена</numerusform>
            <numerusform>%Ln замены</numerusform>
            <numerusform>%Ln замен</numerusform>
        </translation>
    </message>
    <message>
        <source>only if empty</source>
        <translation>только если пусто</translation>
    </message>
    <message>
        <source>For all rows</source>
        <translation>Для всех строк</translation>
    </message>
    <message>
        <source>empty in the first rows</source>
        <translation>в первых строках пусто</translation>
    </message>
    <message>
        <source>type the value here</source>
        <translation>введите значение</translation>
    </message>
    <message>
        <source>choose a field</source>
        <translation>выберите поле</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>не загружать</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>соединяются</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Столбец файла</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>Что в нём</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>How it is read</source>
        <translation>Как читать</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportMappingPage</name>
    <message>
        <source>Columns and fields</source>
        <translation>Столбцы и поля</translation>
    </message>
    <message>
        <source>What the program guessed stands here already. Enter or a click changes it; type to find a field.</source>
        <translation>Программа уже предложила поля. Enter или щелчок меняет предложение; чтобы найти поле, начните набирать его название.</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Листы</translation>
    </message>
    <message>
        <source>A value for all rows…</source>
        <translation>Значение для всех строк…</translation>
    </message>
    <message>
        <source>%1: nothing fills %2, and that must be filled in new records</source>
        <translation>%1: ничем не заполняется «%2», а у новых записей это обязательно</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportMappingTable</name>
    <message>
        <source>Columns and fields</source>
        <translation>Столбцы и поля</translation>
    </message>
    <message>
        <source>Choose the field…</source>
        <translation>Выбрать поле…</translation>
    </message>
    <message>
        <source>How it is read…</source>
        <translation>Как читать…</translation>
    </message>
    <message>
        <source>One more field from this column</source>
        <translation>Ещё одно поле из этого столбца</translation>
    </message>
    <message>
        <source>Do not load</source>
        <translation>Не загружать</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportMatchingPage</name>
    <message>
        <source>What is there already</source>
        <translation>Что уже есть в базе</translation>
    </message>
    <message>
        <source>A row is compared with the base by the first of these that it has filled. Nothing ticked: every row is new.</source>
        <translation>Строка сравнивается с базой по первому из отмеченного, что в ней заполнено. Если не отмечено ничего, каждая строка — новая запись.</translation>
    </message>
    <message>
        <source>It is the same when these agree</source>
        <translation>Та же запись, если совпадает</translation>
    </message>
    <message>
        <source>Compare earlier</source>
        <translation>Сравнивать раньше</translation>
    </message>
    <message>
        <source>Compare later</source>
        <translation>Сравнивать позже</translation>
    </message>
    <message>
        <source>None of the columns can tell records apart</source>
        <translation>Ни один из столбцов не различает записи</translation>
    </message>
    <message>
        <source>When it is there</source>
        <translation>Если запись есть</translation>
    </message>
    <message>
        <source>update it</source>
        <translation>обновить её</translation>
    </message>
    <message>
        <source>leave it as it is</source>
        <translation>не трогать её</translation>
    </message>
    <message>
        <source>make one more</source>
        <translation>создать ещё одну</translation>
    </message>
    <message>
        <source>ask me about each row</source>
        <translation>спросить о каждой строке</translation>
    </message>
    <message>
        <source>When it is not</source>
        <translation>Если записи нет</translation>
    </message>
    <message>
        <source>add it</source>
        <translation>добавить</translation>
    </message>
    <message>
        <source>leave the row out</source>
        <translation>пропустить строку</translation>
    </message>
    <message>
        <source>Make what it refers to, when there is none</source>
        <translation>Создавать то, на что ссылаются, если его нет</translation>
    </message>
    <message>
        <source>A group, a source, a department that is not in the base yet</source>
        <translation>Группу, источник, отдел, которых ещё нет в базе</translation>
    </message>
</context>
<context>
    <name>kupets::model::ImportOutcomeModel</name>
    <message>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Record in the base</source>
        <translation>Запись в базе</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportOutcomePanel</name>
    <message>
        <source>The row in words</source>
        <translation>Строка словами</translation>
    </message>
    <message>
        <source>Choose a row to see it in words.</source>
        <translation>Выберите строку, чтобы увидеть подробности.</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>строка %1</translation>
    </message>
    <message>
        <source>Column “%1”: %2</source>
        <translation>Столбец «%1»: %2</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>пусто</translation>
    </message>
    <message>
        <source>Which of these is it?</source>
        <translation>Какая это запись?</translation>
    </message>
    <message>
        <source>Looks like</source>
        <translation>Похоже на</translation>
    </message>
    <message>
        <source>row %1 of this sheet</source>
        <translation>строку %1 этого листа</translation>
    </message>
    <message>
        <source>It is this one</source>
        <translation>Это она</translation>
    </message>
    <message>
        <source>Decided: it is the record chosen</source>
        <translation>Решено: это выбранная запись</translation>
    </message>
    <message>
        <source>Decided: a new record</source>
        <translation>Решено: новая запись</translation>
    </message>
    <message>
        <source>Decided: left out</source>
        <translation>Решено: пропустить</translation>
    </message>
    <message>
        <source>Take the decision back</source>
        <translation>Отменить решение</translation>
    </message>
    <message>
        <source>A new record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Пропустить</translation>
    </message>
    <message>
        <source>a record that you may not see</source>
        <translation>запись, которую вам не видно</translation>
    </message>
    <message>
        <source>Another record of this row has an error.</source>
        <translation>Ошибка в другой записи этой строки.</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportOutcomeTable</name>
    <message>
        <source>What becomes of each row</source>
        <translation>Что станет с каждой строкой</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportPartsPage</name>
    <message>
        <source>What a row is</source>
        <translation>Что в строке</translation>
    </message>
    <message>
        <source>One row may become several records that belong together, each with columns of its own.</source>
        <translation>Из одной строки может получиться несколько связанных записей, у каждой свои столбцы.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 и %2</translation>
    </message>
    <message>
        <source>Each row is</source>
        <translation>Каждая строка —</translation>
    </message>
    <message>
        <source>What a row of “%1” is</source>
        <translation>Что в строке листа «%1»</translation>
    </message>
    <message>
        <source>One more record of the row…</source>
        <translation>Ещё запись из строки…</translation>
    </message>
    <message>
        <source>%1: the one of this row</source>
        <translation>%1 — из этой строки</translation>
    </message>
    <message>
        <source>Not from this row: %1</source>
        <translation>Убрать из строки: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportProgressBar</name>
    <message>
        <source>Stop, change nothing</source>
        <translation>Остановить, ничего не менять</translation>
    </message>
    <message>
        <source>The file goes to the server…</source>
        <translation>Файл передаётся на сервер…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Загружается…</translation>
    </message>
    <message>
        <source>Trying what will come of it…</source>
        <translation>Проверяем, что получится…</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 из %2 строк</translation>
    </message>
    <message>
        <source>%1 rows a second</source>
        <translation>%1 строк в секунду</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportRehearsalPage</name>
    <message>
        <source>What will come of it</source>
        <translation>Что получится</translation>
    </message>
    <message>
        <source>The server has tried it and taken it back: nothing is changed yet. Mend a cell right here by typing into it.</source>
        <translation>Сервер всё проверил и вернул назад: пока ничего не изменено. Ошибку можно исправить прямо в ячейке.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Загрузить</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Stopped. Nothing is changed.</source>
        <translation>Остановлено. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Проверить снова</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Looks like another</source>
        <translation>Похожие</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) not checked yet</source>
        <translation>
            <numerusform>%Ln изменение ещё не проверено</numerusform>
            <numerusform>%Ln изменения ещё не проверены</numerusform>
            <numerusform>%Ln изменений ещё не проверены</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportResultPage</name>
    <message>
        <source>Import</source>
        <translation>Загрузка</translation>
    </message>
    <message>
        <source>All of it or nothing: stopped half-way, the base stays as it was.</source>
        <translation>Всё или ничего: если остановить на полпути, база останется прежней.</translation>
    </message>
    <message>
        <source>Stopped. Nothing is changed.</source>
        <translation>Остановлено. Ничего не изменено.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Отменить загрузку</translation>
    </message>
    <message>
        <source>Save the rows with errors…</source>
        <translation>Сохранить ошибочные строки…</translation>
    </message>
    <message>
        <source>Import: %1</source>
        <translation>Импорт: %1</translation>
    </message>
    <message>
        <source>Done: %1 created, %2 updated</source>
        <translation>Готово: создано %1, обновлено %2</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Создано</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Обновлено</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Без изменений</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Пропущено</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Open the list</source>
        <translation>Открыть список</translation>
    </message>
    <message>
        <source>Made because others refer to them: %1</source>
        <translation>Создано, потому что на это ссылались: %1</translation>
    </message>
    <message numerus="yes">
        <source>Save %Ln row(s) with errors…</source>
        <translation>
            <numerusform>Сохранить %Ln ошибочную строку…</numerusform>
            <numerusform>Сохранить %Ln ошибочные строки…</numerusform>
            <numerusform>Сохранить %Ln ошибочных строк…</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported: %1</source>
        <translation>Загружен файл: %1</translation>
    </message>
    <message>
        <source>Being taken back…</source>
        <translation>Отменяется…</translation>
    </message>
    <message>
        <source>The import is taken back</source>
        <translation>Загрузка отменена</translation>
    </message>
    <message>
        <source>The base is as it was before.</source>
        <translation>В базе всё как было.</translation>
    </message>
    <message>
        <source>Save the rows with errors</source>
        <translation>Сохранить ошибочные строки</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>%1 — errors</source>
        <translation>%1 — ошибки</translation>
    </message>
    <message>
        <source>Saved: %1. Mend the rows there and import the file again.</source>
        <translation>Сохранено: %1. Исправьте строки и загрузите этот файл снова.</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Книга Excel (*.xlsx)</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportSheetsPage</name>
    <message>
        <source>Sheets and names of columns</source>
        <translation>Листы и заголовки</translation>
    </message>
    <message>
        <source>Tick the sheets to import. They are loaded from top to bottom: what others refer to comes first.</source>
        <translation>Отметьте листы для загрузки. Они загружаются сверху вниз: то, на что ссылаются другие, — первым.</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Листы</translation>
    </message>
    <message>
        <source>Load earlier</source>
        <translation>Загружать раньше</translation>
    </message>
    <message>
        <source>Load later</source>
        <translation>Загружать позже</translation>
    </message>
    <message>
        <source>The names of columns stand in row</source>
        <translation>Заголовки столбцов в строке</translation>
    </message>
    <message>
        <source>Row of the names of columns</source>
        <translation>Строка заголовков</translation>
    </message>
    <message>
        <source>The first rows of the sheet</source>
        <translation>Первые строки листа</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>скрыт</translation>
    </message>
    <message>
        <source>found by looking</source>
        <translation>найдены в файле</translation>
    </message>
    <message>
        <source>none was found; a double click on a row chooses it</source>
        <translation>не нашлись; двойной щелчок по строке выбирает её</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportSteps</name>
    <message>
        <source>Steps of the import</source>
        <translation>Шаги загрузки</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportTemplateMenu</name>
    <message>
        <source>Template</source>
        <translation>Шаблон</translation>
    </message>
    <message>
        <source>Template saved: %1</source>
        <translation>Шаблон сохранён: %1</translation>
    </message>
    <message>
        <source>by the template “%1”</source>
        <translation>по шаблону «%1»</translation>
    </message>
    <message>
        <source>as you imported such a file last</source>
        <translation>как вы загружали такой файл в прошлый раз</translation>
    </message>
    <message>
        <source>guessed by names and content</source>
        <translation>предложено по заголовкам и содержимому</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>общий</translation>
    </message>
    <message>
        <source>The template “%1” is for other columns</source>
        <translation>Шаблон «%1» — для других столбцов</translation>
    </message>
    <message>
        <source>No templates yet</source>
        <translation>Шаблонов пока нет</translation>
    </message>
    <message>
        <source>Save as a template…</source>
        <translation>Сохранить как шаблон…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Save as a template</source>
        <translation>Сохранить как шаблон</translation>
    </message>
    <message>
        <source>For example: price list of the supplier</source>
        <translation>Например: прайс поставщика</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Название шаблона</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>Для всех</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportWizard</name>
    <message>
        <source>Import from a table</source>
        <translation>Загрузка из таблицы</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>Листы</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Записи</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Столбцы</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>Сопоставление</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Up and down the hits</source>
        <translation>Вверх и вниз по найденному</translation>
    </message>
    <message>
        <source>To the next section</source>
        <translation>К следующему разделу</translation>
    </message>
    <message>
        <source>Open, run</source>
        <translation>Открыть, выполнить</translation>
    </message>
    <message>
        <source>Open in a new tab</source>
        <translation>Открыть в новой вкладке</translation>
    </message>
    <message>
        <source>Only commands</source>
        <translation>Только команды</translation>
    </message>
    <message>
        <source>To the next field, back</source>
        <translation>К следующему полю, обратно</translation>
    </message>
    <message>
        <source>Choose from the list</source>
        <translation>Выбрать из списка</translation>
    </message>
    <message>
        <source>Take what is chosen</source>
        <translation>Взять выбранное</translation>
    </message>
    <message>
        <source>Close the list, give up the typing</source>
        <translation>Закрыть список, отказаться от набранного</translation>
    </message>
    <message>
        <source>In the calendar: another month</source>
        <translation>В календаре: другой месяц</translation>
    </message>
</context>
<context>
    <name>kupets::view::LeadConversion</name>
    <message>
        <source>Lead became a client: %1</source>
        <translation>Лид стал клиентом: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::LineEditor</name>
    <message>
        <source>Open: %1</source>
        <translation>Открыть: %1</translation>
    </message>
    <message>
        <source>On the map: %1</source>
        <translation>На карте: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::LinesEditor</name>
    <message>
        <source>Add phone</source>
        <translation>Добавить телефон</translation>
    </message>
    <message>
        <source>Add e-mail</source>
        <translation>Добавить адрес</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Написать</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Убрать: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::LoadPage</name>
    <message>
        <source>Planned hours of open tasks by their day; a task without an estimate counts half an hour. Whoever is late most stands first.</source>
        <translation>Часы, запланированные в открытых задачах, по дням срока; задача без оценки считается за полчаса. Первым стоит тот, кто опаздывает больше всех.</translation>
    </message>
    <message>
        <source>Nobody to show</source>
        <translation>Показывать некого</translation>
    </message>
    <message>
        <source>As soon as there are people who work and tasks with a deadline, their days are seen here.</source>
        <translation>Здесь видны дни сотрудников, как только появятся сотрудники и задачи со сроком.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Load of people</source>
        <translation>Загрузка сотрудников</translation>
    </message>
</context>
<context>
    <name>kupets::view::LoadSheet</name>
    <message>
        <source>%1 d</source>
        <translation>%1 дн.</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Просрочено</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыто</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Late by</source>
        <translation>Опоздание</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Делает за</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2: %Ln task(s), %3 of %4</source>
        <translation>
            <numerusform>%1, %2: %Ln задача, %3 из %4</numerusform>
            <numerusform>%1, %2: %Ln задачи, %3 из %4</numerusform>
            <numerusform>%1, %2: %Ln задач, %3 из %4</numerusform>
        </translation>
    </message>
    <message>
        <source>Done in 30 days, late of them: %1</source>
        <translation>Сделано за 30 дней, из них с опозданием: %1</translation>
    </message>
    <message>
        <source>By how much what was done in 30 days was late in the mean</source>
        <translation>На сколько в среднем опоздало сделанное за 30 дней</translation>
    </message>
    <message>
        <source>From given to done, in the mean of 30 days</source>
        <translation>От поручения до выполнения, в среднем за 30 дней</translation>
    </message>
    <message>
        <source>%1: without a deadline %2</source>
        <translation>%1: без срока %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::LoginPage</name>
    <message>
        <source>Write the server&apos;s address, for example crm.example.ru:7420.</source>
        <translation>Укажите адрес сервера, например crm.example.ru:7420.</translation>
    </message>
    <message>
        <source>Write your login.</source>
        <translation>Укажите логин.</translation>
    </message>
    <message>
        <source>Your session has ended. Please log in again.</source>
        <translation>Сеанс завершён. Войдите снова.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %Ln second(s).</source>
        <translation>
            <numerusform>Слишком много неверных паролей. Повторите через %Ln секунду.</numerusform>
            <numerusform>Слишком много неверных паролей. Повторите через %Ln секунды.</numerusform>
            <numerusform>Слишком много неверных паролей. Повторите через %Ln секунд.</numerusform>
        </translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Вход…</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>This computer meets %1 for the first time. Compare the server&apos;s fingerprint:</source>
        <translation>Этот компьютер впервые видит %1. Сравните отпечаток сервера:</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Пароли не совпадают.</translation>
    </message>
    <message>
        <source>The password must not be empty.</source>
        <translation>Пароль не может быть пустым.</translation>
    </message>
    <message>
        <source>Kupets</source>
        <translation>Купец</translation>
    </message>
    <message>
        <source>Clients, deals and tasks</source>
        <translation>Клиенты, сделки и задачи</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Сервер</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Логин</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Показать пароль</translation>
    </message>
    <message>
        <source>Remember me on this computer</source>
        <translation>Запомнить меня на этом компьютере</translation>
    </message>
    <message>
        <source>Is this your server?</source>
        <translation>Это ваш сервер?</translation>
    </message>
    <message>
        <source>Fingerprint of the server</source>
        <translation>Отпечаток сервера</translation>
    </message>
    <message>
        <source>The same line stands in the server&apos;s window, after the word “fingerprint”, and your administrator knows it. If it differs, somebody else is answering: do not go on.</source>
        <translation>Та же строка стоит в окне сервера после слова fingerprint, её знает и ваш администратор. Если она другая, отвечает кто-то чужой: не продолжайте.</translation>
    </message>
    <message>
        <source>They are the same, go on</source>
        <translation>Совпадает, продолжить</translation>
    </message>
    <message>
        <source>They differ, go back</source>
        <translation>Не совпадает, назад</translation>
    </message>
    <message>
        <source>The server is not the one you know</source>
        <translation>Это не тот сервер, что прежде</translation>
    </message>
    <message>
        <source>No password was sent. Ask your administrator whether the server has a new certificate. Only if he says yes, forget the old one and log in anew.</source>
        <translation>Пароль не отправлен. Спросите администратора, сменился ли сертификат сервера. Только если да, забудьте старый и войдите снова.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forget the old certificate</source>
        <translation>Забыть старый сертификат</translation>
    </message>
    <message>
        <source>Choose a password of your own</source>
        <translation>Придумайте свой пароль</translation>
    </message>
    <message>
        <source>The one you came with was for the first time only.</source>
        <translation>Тот, с которым вы вошли, был только на первый раз.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Новый пароль</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>Сохранить и продолжить</translation>
    </message>
    <message>
        <source>%1 shows another certificate than before. Somebody may stand between you and it.</source>
        <translation>%1 показывает не тот сертификат, что прежде. Возможно, кто-то встал между вами и сервером.</translation>
    </message>
    <message>
        <source>Known: %1</source>
        <translation>Известный: %1</translation>
    </message>
    <message>
        <source>Shown: %1</source>
        <translation>Показан: %1</translation>
    </message>
    <message>
        <source>This computer has no keyring to remember you in: next time you will be asked again.</source>
        <translation>На этом компьютере нет связки ключей: в следующий раз пароль спросят снова.</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Светлая или тёмная</translation>
    </message>
</context>
<context>
    <name>kupets::app::MainWindow</name>
    <message>
        <source>Your session has ended. Please log in again.</source>
        <translation>Сеанс завершён. Войдите снова.</translation>
    </message>
    <message>
        <source>The server is restarting. What you change is kept and sent afterwards.</source>
        <translation>Сервер перезапускается. Ваши изменения сохранятся и уйдут после.</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Отменено: %1</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Отменять нечего</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Повторять нечего</translation>
    </message>
    <message>
        <source>Kupets</source>
        <translation>Купец</translation>
    </message>
    <message>
        <source>Go to: %1</source>
        <translation>Перейти: %1</translation>
    </message>
    <message>
        <source>Board: %1</source>
        <translation>Доска: %1</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Отменить: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Повторить: %1</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Светлая тема</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Тёмная тема</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Close Kupets?</source>
        <translation>Закрыть Купца?</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Закрыть без сохранения</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>Поиск или команда</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <source>To the next part of the window</source>
        <translation>К следующей части окна</translation>
    </message>
    <message>
        <source>Fold or unfold the navigation</source>
        <translation>Свернуть или развернуть навигацию</translation>
    </message>
    <message>
        <source>Menu of the person</source>
        <translation>Меню пользователя</translation>
    </message>
    <message>
        <source>appearance colours day night</source>
        <translation>тема внешний вид оформление цвета день ночь</translation>
    </message>
    <message>
        <source>Close Kupets</source>
        <translation>Закрыть программу</translation>
    </message>
    <message>
        <source>Fields and cards</source>
        <translation>Поля и карточки</translation>
    </message>
    <message>
        <source>settings, own fields, layout, administrator</source>
        <translation>настройки, свои поля, расположение, администратор</translation>
    </message>
    <message>
        <source>This link leads nowhere: %1</source>
        <translation>Эта ссылка никуда не ведёт: %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>My actions</source>
        <translation>Мои действия</translation>
    </message>
    <message>
        <source>history undo changes</source>
        <translation>история отмена изменения журнал</translation>
    </message>
    <message>
        <source>Keys and commands</source>
        <translation>Клавиши и команды</translation>
    </message>
    <message>
        <source>help shortcuts hotkeys</source>
        <translation>помощь справка горячие сочетания</translation>
    </message>
    <message>
        <source>Not saved: %1. %2</source>
        <translation>Не сохранено: %1. %2</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>This page in a tab of its own</source>
        <translation>Эта страница в отдельной вкладке</translation>
    </message>
    <message>
        <source>This page in a window of its own</source>
        <translation>Эта страница в отдельном окне</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Закрыть вкладку</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Следующая вкладка</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Предыдущая вкладка</translation>
    </message>
    <message>
        <source>There are cards with unsaved changes. They are kept and offered when you are back.</source>
        <translation>Есть карточки с несохранёнными изменениями. Они останутся здесь и вернутся, когда вы откроете их снова.</translation>
    </message>
    <message>
        <source>Some changes have not reached the server yet. They are kept and sent at the next start.</source>
        <translation>Часть изменений ещё не дошла до сервера. Они сохранены здесь и уйдут при следующем запуске.</translation>
    </message>
    <message>
        <source>Import from Excel…</source>
        <translation>Импорт из Excel…</translation>
    </message>
    <message>
        <source>csv, ods, xlsx, load a file</source>
        <translation>csv, ods, xlsx, загрузить файл</translation>
    </message>
    <message>
        <source>Standard of filling in</source>
        <translation>Стандарт заполнения</translation>
    </message>
    <message>
        <source>help rules fields phone address required</source>
        <translation>справка правила поля телефон адрес обязательное</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Качество данных</translation>
    </message>
    <message>
        <source>gaps completeness freshness standard mend score</source>
        <translation>пробелы полнота свежесть стандарт исправить оценка</translation>
    </message>
    <message>
        <source>New task…</source>
        <translation>Новая задача…</translation>
    </message>
    <message>
        <source>remind, call back, to do, deadline</source>
        <translation>напомнить, перезвонить, дело, срок, поручение</translation>
    </message>
    <message>
        <source>Rules of automation</source>
        <translation>Правила автоматизации</translation>
    </message>
    <message>
        <source>automation, if then, triggers, robots, business processes</source>
        <translation>автоматизация, если то, триггеры, роботы, бизнес-процессы</translation>
    </message>
    <message>
        <source>Rules on the stages: %1</source>
        <translation>Правила на этапах: %1</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>reminders, bell, overdue, unread</source>
        <translation>напоминания, колокольчик, просрочено, непрочитанные</translation>
    </message>
    <message>
        <source>Tasks by time</source>
        <translation>Задачи по срокам</translation>
    </message>
    <message>
        <source>overdue today tomorrow week board</source>
        <translation>просрочено сегодня завтра неделя доска планёрка</translation>
    </message>
    <message>
        <source>Calendar of tasks and activities</source>
        <translation>Календарь задач и событий</translation>
    </message>
    <message>
        <source>day week month plan meeting</source>
        <translation>день неделя месяц план встреча</translation>
    </message>
    <message>
        <source>Load of people</source>
        <translation>Загрузка сотрудников</translation>
    </message>
    <message>
        <source>discipline slow overdue who</source>
        <translation>дисциплина медленно просрочено кто</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new notice(s)</source>
        <translation>
            <numerusform>%Ln новое уведомление</numerusform>
            <numerusform>%Ln новых уведомления</numerusform>
            <numerusform>%Ln новых уведомлений</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
</context>
<context>
    <name>kupets::view::MentionCompleter</name>
    <message>
        <source>Whom to mention</source>
        <translation>Кого упомянуть</translation>
    </message>
</context>
<context>
    <name>kupets::view::MergeDialog</name>
    <message>
        <source>Merge records</source>
        <translation>Объединение записей</translation>
    </message>
    <message>
        <source>Merge into one</source>
        <translation>Объединить в одну</translation>
    </message>
    <message>
        <source>A click on a heading chooses the record that stays, a click on a value the value. Tasks, deals, notes and files of all come to it; it can be taken back, also months later.</source>
        <translation>Щелчок по заголовку выбирает запись, которая останется, щелчок по значению — значение. К ней перейдут задачи, сделки, заметки и файлы остальных. Объединение можно отменить, а разделить — и через месяцы.</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загружаем…</translation>
    </message>
    <message>
        <source>Fewer than two of these records are still there.</source>
        <translation>Из этих записей осталось меньше двух.</translation>
    </message>
    <message>
        <source>%1 — stays</source>
        <translation>%1 — остаётся</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>остаётся</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>Проверяем…</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>Nothing refers to the others.</source>
        <translation>На остальные записи ничто не ссылается.</translation>
    </message>
    <message>
        <source>Will come over: %1.</source>
        <translation>Перейдут: %1.</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>Объединяем…</translation>
    </message>
    <message numerus="yes">
        <source>Merged into “%1”: %Ln record(s)</source>
        <translation>
            <numerusform>Объединено в «%1»: %Ln запись</numerusform>
            <numerusform>Объединено в «%1»: %Ln записи</numerusform>
            <numerusform>Объединено в «%1»: %Ln записей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::MergeWithDialog</name>
    <message>
        <source>Merge with another record</source>
        <translation>Объединить с другой записью</translation>
    </message>
    <message>
        <source>“%1” is the same as</source>
        <translation>«%1» — то же самое, что</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
</context>
<context>
    <name>kupets::view::MoneyEditor</name>
    <message>
        <source>Currency: %1</source>
        <translation>Валюта: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::MultiChoiceEditor</name>
    <message>
        <source>Add: %1</source>
        <translation>Добавить: %1</translation>
    </message>
</context>
<context>
    <name>kupets::app::Navigation</name>
    <message>
        <source>Navigation</source>
        <translation>Навигация</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Свернуть</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Справочники</translation>
    </message>
    <message>
        <source>Kupets</source>
        <translation>Купец</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>Развернуть</translation>
    </message>
    <message>
        <source>Fields and cards</source>
        <translation>Поля и карточки</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Работа</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>База</translation>
    </message>
    <message>
        <source>Administration</source>
        <translation>Администрирование</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Качество данных</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>Автоматика</translation>
    </message>
</context>
<context>
    <name>kupets::view::NoticeCenter</name>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>Прочитать все</translation>
    </message>
    <message>
        <source>Quiet hours and the morning digest</source>
        <translation>Тихие часы и утренняя сводка</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Уведомлений нет</translation>
    </message>
    <message>
        <source>Tasks that you are given, reminders, what is overdue and what rules say comes here. Ctrl+T sets a task.</source>
        <translation>Сюда приходят порученные задачи, напоминания, просроченное и то, что говорят правила. Поставить задачу — Ctrl+T.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Новые</translation>
    </message>
    <message numerus="yes">
        <source>Notices: %Ln new</source>
        <translation>
            <numerusform>Уведомления: %Ln новое</numerusform>
            <numerusform>Уведомления: %Ln новых</numerusform>
            <numerusform>Уведомления: %Ln новых</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::NoticeRow</name>
    <message>
        <source>In 15 minutes</source>
        <translation>Через 15 минут</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Через час</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Завтра утром</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Отметить прочитанным</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Согласовать</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Отказать</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
</context>
<context>
    <name>kupets::app::OfflineBar</name>
    <message>
        <source>Try now</source>
        <translation>Попробовать сейчас</translation>
    </message>
    <message numerus="yes">
        <source>The connection is back. Being sent: %Ln change(s)</source>
        <translation>
            <numerusform>Связь вернулась. Отправляется %Ln изменение</numerusform>
            <numerusform>Связь вернулась. Отправляются %Ln изменения</numerusform>
            <numerusform>Связь вернулась. Отправляются %Ln изменений</numerusform>
        </translation>
    </message>
    <message>
        <source>No connection to %1 since %2</source>
        <translation>Нет связи с %1 с %2</translation>
    </message>
    <message numerus="yes">
        <source>next try in %Ln s</source>
        <translation>
            <numerusform>следующая попытка через %Ln с</numerusform>
            <numerusform>следующая попытка через %Ln с</numerusform>
            <numerusform>следующая попытка через %Ln с</numerusform>
        </translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>подключаемся…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) wait to be sent</source>
        <translation>
            <numerusform>ждёт отправки %Ln изменение</numerusform>
            <numerusform>ждут отправки %Ln изменения</numerusform>
            <numerusform>ждут отправки %Ln изменений</numerusform>
        </translation>
    </message>
    <message>
        <source>changes are kept and sent later</source>
        <translation>изменения сохраняются и уйдут позже</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>The desktop client of Kupets</source>
        <translation>Настольный клиент Купца</translation>
    </message>
    <message>
        <source>Server to log in to</source>
        <translation>Сервер, на который входить</translation>
    </message>
    <message>
        <source>Its certificate&apos;s fingerprint, SHA256:…</source>
        <translation>Отпечаток его сертификата, SHA256:…</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Логин</translation>
    </message>
    <message>
        <source>File whose first line is the password</source>
        <translation>Файл, первая строка которого — пароль</translation>
    </message>
    <message>
        <source>What to show first, e.g. kupets://table/company</source>
        <translation>Что показать сначала, например kupets://table/company</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Светлая тема</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Тёмная тема</translation>
    </message>
    <message>
        <source>Language: ru or en</source>
        <translation>Язык: ru или en</translation>
    </message>
    <message>
        <source>Folder for settings instead of the usual one</source>
        <translation>Папка настроек вместо обычной</translation>
    </message>
    <message>
        <source>The same as --open</source>
        <translation>То же, что --open</translation>
    </message>
</context>
<context>
    <name>kupets::view::Page</name>
    <message>
        <source>Link copied</source>
        <translation>Ссылка скопирована</translation>
    </message>
</context>
<context>
    <name>kupets::view::PageHeader</name>
    <message>
        <source>Table</source>
        <translation>Таблица</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Доска</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>По срокам</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Загрузка</translation>
    </message>
</context>
<context>
    <name>kupets::app::PageTabs</name>
    <message>
        <source>Tabs</source>
        <translation>Вкладки</translation>
    </message>
    <message>
        <source>Into a window of its own</source>
        <translation>В отдельное окно</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Закрыть вкладку</translation>
    </message>
    <message>
        <source>Close the others</source>
        <translation>Закрыть остальные</translation>
    </message>
</context>
<context>
    <name>kupets::view::PasteReport</name>
    <message>
        <source>Row</source>
        <translation>Строка</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>Вставлено</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Почему нельзя</translation>
    </message>
    <message>
        <source>What cannot be saved</source>
        <translation>Что нельзя сохранить</translation>
    </message>
    <message>
        <source>Not all of it can be saved</source>
        <translation>Не всё можно сохранить</translation>
    </message>
    <message numerus="yes">
        <source>%Ln cell(s) cannot be saved</source>
        <translation>
            <numerusform>%Ln ячейку нельзя сохранить</numerusform>
            <numerusform>%Ln ячейки нельзя сохранить</numerusform>
            <numerusform>%Ln ячеек нельзя сохранить</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is saved yet. Leave them out, or cancel and mend them.</source>
        <translation>Пока ничего не сохранено. Можно пропустить их или отменить вставку и исправить.</translation>
    </message>
    <message>
        <source>Nothing is saved. Mend them and paste again.</source>
        <translation>Ничего не сохранено. Исправьте и вставьте снова.</translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are shown</source>
        <translation>
            <numerusform>Показана первая %Ln</numerusform>
            <numerusform>Показаны первые %Ln</numerusform>
            <numerusform>Показаны первые %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Leave out and save the rest</source>
        <translation>Пропустить и сохранить остальное</translation>
    </message>
</context>
<context>
    <name>kupets::view::PeopleEdit</name>
    <message>
        <source>+ whom…</source>
        <translation>+ кому…</translation>
    </message>
    <message>
        <source>+ who…</source>
        <translation>+ кого…</translation>
    </message>
</context>
<context>
    <name>kupets::view::PipelinePage</name>
    <message>
        <source>Could not load the pipelines</source>
        <translation>Не удалось загрузить воронки</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>Only administrators change them</source>
        <translation>Изменяют только администраторы</translation>
    </message>
    <message>
        <source>To the board</source>
        <translation>На доску</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Создать</translation>
    </message>
    <message>
        <source>With the stages of the chosen one</source>
        <translation>С этапами выбранной</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Delete: %1</source>
        <translation>Удалить: %1</translation>
    </message>
    <message>
        <source>New stage</source>
        <translation>Новый этап</translation>
    </message>
    <message>
        <source>Delete the stage</source>
        <translation>Удалить этап</translation>
    </message>
    <message>
        <source>Drag to change the order, or Alt+↑ and Alt+↓</source>
        <translation>Порядок меняют мышью или Alt+↑ и Alt+↓</translation>
    </message>
    <message>
        <source>There is no pipeline yet</source>
        <translation>Воронок пока нет</translation>
    </message>
    <message>
        <source>A pipeline is the way that a deal goes, stage by stage.</source>
        <translation>Воронка — это путь сделки, этап за этапом.</translation>
    </message>
    <message numerus="yes">
        <source>up to %Ln working day(s)</source>
        <translation>
            <numerusform>до %Ln рабочего дня</numerusform>
            <numerusform>до %Ln рабочих дней</numerusform>
            <numerusform>до %Ln рабочих дней</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 d. on average</source>
        <translation>в среднем %1 дн.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln over the norm</source>
        <translation>
            <numerusform>%Ln дольше нормы</numerusform>
            <numerusform>%Ln дольше нормы</numerusform>
            <numerusform>%Ln дольше нормы</numerusform>
        </translation>
    </message>
    <message>
        <source>New pipeline</source>
        <translation>Новая воронка</translation>
    </message>
    <message>
        <source>New pipeline %1</source>
        <translation>Новая воронка %1</translation>
    </message>
    <message>
        <source>Created: %1</source>
        <translation>Создано: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Удалено: %1</translation>
    </message>
    <message>
        <source>New pipeline with the stages of this one</source>
        <translation>Новая воронка с этапами этой</translation>
    </message>
    <message>
        <source>Rename the pipeline</source>
        <translation>Переименовать воронку</translation>
    </message>
    <message>
        <source>Move the stage up, down</source>
        <translation>Передвинуть этап вверх, вниз</translation>
    </message>
    <message>
        <source>Delete the pipeline</source>
        <translation>Удалить воронку</translation>
    </message>
    <message>
        <source>Show as a board</source>
        <translation>Показать доской</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Copy a link to this page</source>
        <translation>Скопировать ссылку на эту страницу</translation>
    </message>
</context>
<context>
    <name>kupets::view::PlanGrid</name>
    <message>
        <source>Calendar</source>
        <translation>Календарь</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::PreferencesDialog</name>
    <message>
        <source>Notices</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Тихие часы</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Тихо с</translation>
    </message>
    <message>
        <source>Quiet until</source>
        <translation>Тихо до</translation>
    </message>
    <message>
        <source>from</source>
        <translation>с</translation>
    </message>
    <message>
        <source>until</source>
        <translation>до</translation>
    </message>
    <message>
        <source>Nothing pops up then. What comes waits at the bell.</source>
        <translation>Ничего не всплывает, всё ждёт у колокольчика.</translation>
    </message>
    <message>
        <source>A letter with the tasks of the day each morning</source>
        <translation>Каждое утро письмо с делами дня</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
</context>
<context>
    <name>kupets::view::PresenceMarks</name>
    <message>
        <source>%1 is looking</source>
        <translation>Смотрит: %1</translation>
    </message>
    <message>
        <source>%1 is writing</source>
        <translation>Пишет: %1</translation>
    </message>
</context>
<context>
    <name>kupets::app::Program</name>
    <message numerus="yes">
        <source>While you were away: %Ln notice(s)</source>
        <translation>
            <numerusform>Пока вас не было: %Ln уведомление</numerusform>
            <numerusform>Пока вас не было: %Ln уведомления</numerusform>
            <numerusform>Пока вас не было: %Ln уведомлений</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Показать</translation>
    </message>
</context>
<context>
    <name>kupets::view::QualityPage</name>
    <message>
        <source>Data quality: %1</source>
        <translation>Качество данных: %1</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Считаем…</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>всё в порядке</translation>
    </message>
    <message>
        <source>with gaps: %1</source>
        <translation>с пробелами: %1</translation>
    </message>
    <message>
        <source>not touched for 90 days: %1</source>
        <translation>не трогали 90 дней: %1</translation>
    </message>
    <message>
        <source>can be mended: %1</source>
        <translation>можно исправить: %1</translation>
    </message>
    <message>
        <source>Mend %1</source>
        <translation>Исправить %1</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Исправить</translation>
    </message>
    <message>
        <source>Check: %1</source>
        <translation>Проверка: %1</translation>
    </message>
    <message>
        <source>Nobody and nothing</source>
        <translation>Не указано</translation>
    </message>
    <message>
        <source>Brought to the standard</source>
        <translation>Приведено к стандарту</translation>
    </message>
    <message>
        <source>Mending: %1 %</source>
        <translation>Исправляем: %1 %</translation>
    </message>
    <message>
        <source>Mended: %1</source>
        <translation>Исправлено: %1</translation>
    </message>
    <message>
        <source>left as they are: %1</source>
        <translation>оставлено как есть: %1</translation>
    </message>
    <message>
        <source>Mending of the data</source>
        <translation>Исправление данных</translation>
    </message>
    <message>
        <source>Who looks at the data each quarter</source>
        <translation>Кто раз в квартал смотрит за данными</translation>
    </message>
    <message>
        <source>%1 gets the task each quarter, the first one within the hour</source>
        <translation>%1 будет получать задачу каждый квартал, первую — в течение часа</translation>
    </message>
    <message>
        <source>Nobody gets the task any more</source>
        <translation>Задачу больше никто не получает</translation>
    </message>
    <message>
        <source>Count the quality anew</source>
        <translation>Посчитать качество заново</translation>
    </message>
    <message>
        <source>Mend what is not as the standard has it</source>
        <translation>Исправить то, что не по стандарту</translation>
    </message>
    <message>
        <source>Data quality</source>
        <translation>Качество данных</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Чего</translation>
    </message>
    <message>
        <source>Count anew</source>
        <translation>Посчитать заново</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Полнота</translation>
    </message>
    <message>
        <source>Show those with gaps</source>
        <translation>Показать с пробелами</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>Свежесть</translation>
    </message>
    <message>
        <source>Show the forgotten</source>
        <translation>Показать забытых</translation>
    </message>
    <message>
        <source>By the standard</source>
        <translation>По стандарту</translation>
    </message>
    <message>
        <source>Show what can be mended</source>
        <translation>Показать, что исправить</translation>
    </message>
    <message>
        <source>Phones, legal forms, names, cities and addresses, in one step that can be undone</source>
        <translation>Телефоны, правовые формы, имена, города и адреса — одним шагом, который можно отменить</translation>
    </message>
    <message>
        <source>Checks and fields</source>
        <translation>Проверки и поля</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Заполнено</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>By</source>
        <translation>По</translation>
    </message>
    <message>
        <source>Who or what</source>
        <translation>Кто или что</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Записей</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Стандарт</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Оценка</translation>
    </message>
    <message>
        <source>Each quarter a task to look at the data gets:</source>
        <translation>Раз в квартал задачу проверить данные получает:</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>никто</translation>
    </message>
    <message>
        <source>Records: %1</source>
        <translation>Записей: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::QuickTask</name>
    <message>
        <source>New task</source>
        <translation>Новая задача</translation>
    </message>
    <message>
        <source>Call Ivanov back tomorrow at 10</source>
        <translation>Перезвонить Иванову завтра в 10</translation>
    </message>
    <message>
        <source>What is to be done, and when</source>
        <translation>Что сделать и когда</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Set the task</source>
        <translation>Поставить</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О чём</translation>
    </message>
    <message>
        <source>Due %1, %2</source>
        <translation>Срок: %1, %2</translation>
    </message>
    <message>
        <source>Without a deadline. In the same line: “in 2 hours”, “tomorrow at 10”, “on Friday”</source>
        <translation>Без срока. Срок — в той же строке: «через 2 часа», «завтра в 10», «в пятницу»</translation>
    </message>
    <message>
        <source>Task “%1” is set</source>
        <translation>Задача «%1» поставлена</translation>
    </message>
    <message>
        <source>Task “%1”</source>
        <translation>Задача «%1»</translation>
    </message>
</context>
<context>
    <name>kupets::view::RecordTable</name>
    <message>
        <source>Open card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation>Изменить ячейку</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Paste as new records</source>
        <translation>Вставить как новые записи</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>Заполнить вниз</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>Очистить ячейки</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>Найти и заменить…</translation>
    </message>
    <message>
        <source>Change many…</source>
        <translation>Изменить много…</translation>
    </message>
    <message>
        <source>Delete records</source>
        <translation>Удалить записи</translation>
    </message>
    <message>
        <source>Merge the selected…</source>
        <translation>Объединить выбранные…</translation>
    </message>
</context>
<context>
    <name>kupets::view::ReferenceEditor</name>
    <message>
        <source>Type to search</source>
        <translation>Начните вводить</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>Очистить: %1</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>Открыть: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::ReferencesEditor</name>
    <message>
        <source>Type to add</source>
        <translation>Начните вводить, чтобы добавить</translation>
    </message>
</context>
<context>
    <name>kupets::view::RelatedAdd</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Add: %1</source>
        <translation>Добавить: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::RelatedLists</name>
    <message>
        <source>Related lists</source>
        <translation>Связанные записи</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Здесь пока пусто</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::ReplaceDialog</name>
    <message>
        <source>Find and replace</source>
        <translation>Найти и заменить</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Заменить на</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message numerus="yes">
        <source>In the selection: %Ln cell(s)</source>
        <translation>
            <numerusform>В выделении: %Ln ячейка</numerusform>
            <numerusform>В выделении: %Ln ячейки</numerusform>
            <numerusform>В выделении: %Ln ячеек</numerusform>
        </translation>
    </message>
    <message>
        <source>In the column “%1” of the whole list: %2</source>
        <translation>В столбце «%1» всего списка: %2</translation>
    </message>
    <message>
        <source>Only whole cells</source>
        <translation>Только ячейки целиком</translation>
    </message>
    <message>
        <source>In the whole list capitals matter, in the selection they do not</source>
        <translation>Во всём списке большие и маленькие буквы различаются, в выделении — нет</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Заменить все</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleButtons</name>
    <message>
        <source>The rule “%1”</source>
        <translation>Правило «%1»</translation>
    </message>
    <message>
        <source>Started: %1</source>
        <translation>Запущено: %1</translation>
    </message>
    <message>
        <source>“%1” has nothing to do here now</source>
        <translation>«%1»: сейчас здесь делать нечего</translation>
    </message>
    <message>
        <source>Automation…</source>
        <translation>Автоматика…</translation>
    </message>
    <message>
        <source>rules, runs, why not, what did the program do</source>
        <translation>правила, срабатывания, почему нет, что сделала программа</translation>
    </message>
    <message>
        <source>Why is it here?</source>
        <translation>Почему это здесь?</translation>
    </message>
    <message>
        <source>cause, chain, reason, who made it</source>
        <translation>причина, цепочка, кто создал</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleDesk</name>
    <message>
        <source>(deleted)</source>
        <translation>(удалено)</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleEditor</name>
    <message>
        <source>Name of the rule</source>
        <translation>Название правила</translation>
    </message>
    <message>
        <source>Rule is on</source>
        <translation>Правило включено</translation>
    </message>
    <message>
        <source>If</source>
        <translation>Если</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>О чём</translation>
    </message>
    <message>
        <source>or another event</source>
        <translation>или другое событие</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>То</translation>
    </message>
    <message>
        <source>Also for what comes by an import</source>
        <translation>Также для того, что приходит импортом</translation>
    </message>
    <message>
        <source>Hears when it fails</source>
        <translation>Узнаёт о сбое</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Зачем</translation>
    </message>
    <message>
        <source>What for: a note for colleagues</source>
        <translation>Зачем: пояснение для коллег</translation>
    </message>
    <message>
        <source>and a condition</source>
        <translation>и при условии</translation>
    </message>
    <message>
        <source>and how it was before the change</source>
        <translation>и как было до изменения</translation>
    </message>
    <message>
        <source>This rule was written by another version of the program and can only be switched off here.</source>
        <translation>Это правило сделано другой версией программы, здесь его можно только выключить.</translation>
    </message>
    <message>
        <source>Give the rule a name.</source>
        <translation>Назовите правило.</translation>
    </message>
    <message>
        <source>Add at least one action.</source>
        <translation>Добавьте хотя бы одно действие.</translation>
    </message>
    <message>
        <source>A condition is not right yet.</source>
        <translation>В условии ошибка.</translation>
    </message>
    <message>
        <source>At once, as part of the save itself</source>
        <translation>Сразу, внутри самого сохранения</translation>
    </message>
    <message>
        <source>Only sets fields of the record from its own fields; it is seen at once, and taken back together with the save</source>
        <translation>Только меняет поля записи по её же полям; видно сразу и отменяется вместе с сохранением</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleList</name>
    <message>
        <source>Find a rule</source>
        <translation>Найти правило</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Правила</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Новое правило</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>не сохранено</translation>
    </message>
    <message>
        <source>It failed the last time</source>
        <translation>В последний раз не сработало из-за ошибки</translation>
    </message>
    <message>
        <source>on</source>
        <translation>включено</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выключено</translation>
    </message>
</context>
<context>
    <name>kupets::view::RulePipeline</name>
    <message>
        <source>Board of what</source>
        <translation>Доска чего</translation>
    </message>
    <message>
        <source>Which pipeline</source>
        <translation>Какая воронка</translation>
    </message>
    <message>
        <source>What the program does by itself on each stage</source>
        <translation>Что программа делает сама на каждом этапе</translation>
    </message>
    <message>
        <source>There are no stages here</source>
        <translation>Этапов здесь нет</translation>
    </message>
    <message>
        <source>A board needs columns before rules can stand on them.</source>
        <translation>Правила стоят на колонках доски, а их ещё нет.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>New rule on the stage “%1”</source>
        <translation>Новое правило на этапе «%1»</translation>
    </message>
    <message>
        <source>on leaving</source>
        <translation>при уходе с этапа</translation>
    </message>
    <message>
        <source>on coming</source>
        <translation>при входе на этап</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>выключено</translation>
    </message>
    <message>
        <source>if %1: %2</source>
        <translation>если %1: %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleRehearsal</name>
    <message>
        <source>Try it on</source>
        <translation>Проверить на</translation>
    </message>
    <message>
        <source>On which time</source>
        <translation>За какое время</translation>
    </message>
    <message numerus="yes">
        <source>the last %n day(s)</source>
        <translation>
            <numerusform>последний %n день</numerusform>
            <numerusform>последние %n дня</numerusform>
            <numerusform>последние %n дней</numerusform>
        </translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>When it would have fired</source>
        <translation>Когда сработало бы</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>Для чего</translation>
    </message>
    <message>
        <source>After whose change</source>
        <translation>После чьего изменения</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>Looking through the history…</source>
        <translation>Смотрим историю…</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Ещё не проверено</translation>
    </message>
    <message>
        <source>The rule as it stands in the drop-downs is tried on what happened. Nothing is changed, nothing is sent.</source>
        <translation>Правило в том виде, как оно собрано, проверяется на том, что было. Ничего не меняется и не отправляется.</translation>
    </message>
    <message>
        <source>It could not be tried</source>
        <translation>Проверить не удалось</translation>
    </message>
    <message>
        <source>Over %1 it would not have fired once.</source>
        <translation>За %1 не сработало бы ни разу.</translation>
    </message>
    <message numerus="yes">
        <source>Over %1 it would have fired %n time(s), for different records: %2</source>
        <translation>
            <numerusform>За %1 сработало бы %n раз, разных записей: %2</numerusform>
            <numerusform>За %1 сработало бы %n раза, разных записей: %2</numerusform>
            <numerusform>За %1 сработало бы %n раз, разных записей: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>changes looked at: %1</source>
        <translation>просмотрено изменений: %1</translation>
    </message>
    <message>
        <source>the condition did not hold: %1</source>
        <translation>условие не выполнено: %1</translation>
    </message>
    <message>
        <source>what other records say was taken as of today</source>
        <translation>связанные записи взяты такими, какие они сегодня</translation>
    </message>
    <message>
        <source>the latest %1 are shown</source>
        <translation>показаны последние %1</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(удалено)</translation>
    </message>
    <message>
        <source>by the clock</source>
        <translation>по времени</translation>
    </message>
    <message>
        <source>Nothing of that kind happened</source>
        <translation>Ничего такого не происходило</translation>
    </message>
    <message>
        <source>Look at a longer time, or loosen the condition.</source>
        <translation>Возьмите время побольше или смягчите условие.</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleRunsDialog</name>
    <message>
        <source>Automation: %1</source>
        <translation>Автоматика: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleRunsPanel</name>
    <message>
        <source>Waits</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Сработало</translation>
    </message>
    <message>
        <source>Did not apply</source>
        <translation>Не подошло</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Остановлено</translation>
    </message>
    <message>
        <source>before step %1</source>
        <translation>перед шагом %1</translation>
    </message>
    <message>
        <source>the condition did not hold</source>
        <translation>условие не выполнено</translation>
    </message>
    <message>
        <source>before the change it was not so: %1</source>
        <translation>до изменения было не так: %1</translation>
    </message>
    <message>
        <source>it was no longer so: %1</source>
        <translation>к тому времени уже не так: %1</translation>
    </message>
    <message>
        <source>the condition did not hold: %1</source>
        <translation>условие не выполнено: %1</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>шаг %1: %2</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Какие срабатывания</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Все срабатывания</translation>
    </message>
    <message>
        <source>Ask anew</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Срабатывания</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>Для чего</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Could not load the runs</source>
        <translation>Не удалось загрузить срабатывания</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>No rule has looked at this record</source>
        <translation>Ни одно правило не смотрело на эту запись</translation>
    </message>
    <message>
        <source>It has not run yet</source>
        <translation>Ещё не срабатывало</translation>
    </message>
    <message>
        <source>Each time when it is set off stands here: for what, when, what it did and why not.</source>
        <translation>Здесь будет каждый случай: для чего и когда сработало правило, чем кончилось и почему нет.</translation>
    </message>
    <message>
        <source>(deleted rule)</source>
        <translation>(удалённое правило)</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(удалено)</translation>
    </message>
    <message>
        <source>Open the rule</source>
        <translation>Открыть правило</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>Открыть запись</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleTemplates</name>
    <message>
        <source>New rule</source>
        <translation>Новое правило</translation>
    </message>
    <message>
        <source>Begin with an example and change what you like, or with an empty rule.</source>
        <translation>Начните с примера и измените что нужно — или с пустого правила.</translation>
    </message>
    <message>
        <source>Find an example</source>
        <translation>Найти пример</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Начать</translation>
    </message>
    <message>
        <source>Empty rule</source>
        <translation>Пустое правило</translation>
    </message>
    <message>
        <source>If … then …: everything by yourself</source>
        <translation>Если … то …: всё с чистого листа</translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message>
        <source>at the time of “%1”</source>
        <translation>в момент «%1»</translation>
    </message>
    <message>
        <source>%1 before “%2”</source>
        <translation>за %1 до «%2»</translation>
    </message>
    <message>
        <source>%1 after “%2”</source>
        <translation>через %1 после «%2»</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n минуту</numerusform>
            <numerusform>%n минуты</numerusform>
            <numerusform>%n минут</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n час</numerusform>
            <numerusform>%n часа</numerusform>
            <numerusform>%n часов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform>%n дней</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working hour(s)</source>
        <translation>
            <numerusform>%n рабочий час</numerusform>
            <numerusform>%n рабочих часа</numerusform>
            <numerusform>%n рабочих часов</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n рабочий день</numerusform>
            <numerusform>%n рабочих дня</numerusform>
            <numerusform>%n рабочих дней</numerusform>
        </translation>
    </message>
    <message>
        <source>at times: %1</source>
        <translation>по расписанию: %1</translation>
    </message>
    <message>
        <source>on the last day of each month at %1</source>
        <translation>в последний день месяца в %1</translation>
    </message>
    <message>
        <source>on day %1 of each month at %2</source>
        <translation>%1-го числа каждого месяца в %2</translation>
    </message>
    <message>
        <source>each working day at %1</source>
        <translation>каждый рабочий день в %1</translation>
    </message>
    <message>
        <source>Mondays to Fridays at %1</source>
        <translation>с понедельника по пятницу в %1</translation>
    </message>
    <message>
        <source>each day at %1</source>
        <translation>каждый день в %1</translation>
    </message>
    <message>
        <source>on Sundays</source>
        <translation>по воскресеньям</translation>
    </message>
    <message>
        <source>on Mondays</source>
        <translation>по понедельникам</translation>
    </message>
    <message>
        <source>on Tuesdays</source>
        <translation>по вторникам</translation>
    </message>
    <message>
        <source>on Wednesdays</source>
        <translation>по средам</translation>
    </message>
    <message>
        <source>on Thursdays</source>
        <translation>по четвергам</translation>
    </message>
    <message>
        <source>on Fridays</source>
        <translation>по пятницам</translation>
    </message>
    <message>
        <source>on Saturdays</source>
        <translation>по субботам</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 в %2</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>да</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>is created</source>
        <translation>создаётся</translation>
    </message>
    <message>
        <source>is changed</source>
        <translation>меняется</translation>
    </message>
    <message>
        <source>is changed (%1)</source>
        <translation>меняется (%1)</translation>
    </message>
    <message>
        <source>goes to the %1 “%2”</source>
        <translation>переходит на %1 «%2»</translation>
    </message>
    <message>
        <source>leaves “%2” (%1)</source>
        <translation>уходит с «%2» (%1)</translation>
    </message>
    <message>
        <source>is deleted</source>
        <translation>удаляется</translation>
    </message>
    <message>
        <source>the button “%1” is pressed</source>
        <translation>нажата кнопка «%1»</translation>
    </message>
    <message>
        <source>If “%1” %2</source>
        <translation>Если «%1» %2</translation>
    </message>
    <message>
        <source> or </source>
        <translation> или </translation>
    </message>
    <message>
        <source>, was before: %1</source>
        <translation>, до этого — %1</translation>
    </message>
    <message>
        <source>, and %1</source>
        <translation>, и %1</translation>
    </message>
    <message>
        <source>%1, then: %2</source>
        <translation>%1, то: %2</translation>
    </message>
    <message>
        <source>goes to</source>
        <translation>переходит на</translation>
    </message>
    <message>
        <source>leaves</source>
        <translation>уходит с</translation>
    </message>
    <message>
        <source>reaches a date</source>
        <translation>подходит к дате</translation>
    </message>
    <message>
        <source>is not touched for long</source>
        <translation>давно без движения</translation>
    </message>
    <message>
        <source>by schedule</source>
        <translation>по расписанию</translation>
    </message>
    <message>
        <source>button is pressed</source>
        <translation>нажата кнопка</translation>
    </message>
    <message>
        <source>now</source>
        <translation>сейчас</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>через %1</translation>
    </message>
    <message>
        <source>create: %1</source>
        <translation>создать: %1</translation>
    </message>
    <message>
        <source>assign: %1 — %2</source>
        <translation>назначить: %1 — %2</translation>
    </message>
    <message>
        <source>assign: %1 — %2 of: %3</source>
        <translation>назначить: %1 — %2 из: %3</translation>
    </message>
    <message>
        <source>send %1 (%2)</source>
        <translation>отправить %1 (%2)</translation>
    </message>
    <message>
        <source>wait until it %1</source>
        <translation>ждать, пока %1</translation>
    </message>
    <message>
        <source>, at most %1</source>
        <translation>, не дольше %1</translation>
    </message>
    <message>
        <source>, else: %1</source>
        <translation>, иначе: %1</translation>
    </message>
    <message>
        <source>ask for approval: %1</source>
        <translation>согласовать: %1</translation>
    </message>
    <message>
        <source>, if refused: %1</source>
        <translation>, при отказе: %1</translation>
    </message>
    <message>
        <source>if %1: %2</source>
        <translation>если %1: %2</translation>
    </message>
    <message>
        <source>set: %1</source>
        <translation>изменить: %1</translation>
    </message>
    <message>
        <source>tell %1: %2</source>
        <translation>сообщить (%1): %2</translation>
    </message>
    <message>
        <source>start the rule “%1”</source>
        <translation>запустить правило «%1»</translation>
    </message>
    <message>
        <source>after %1: %2</source>
        <translation>через %1: %2</translation>
    </message>
    <message>
        <source>Set fields</source>
        <translation>Изменить поля</translation>
    </message>
    <message>
        <source>Create a task or another record</source>
        <translation>Создать задачу или другую запись</translation>
    </message>
    <message>
        <source>Tell an employee</source>
        <translation>Сообщить сотруднику</translation>
    </message>
    <message>
        <source>Assign who is responsible</source>
        <translation>Назначить ответственного</translation>
    </message>
    <message>
        <source>Send to the client</source>
        <translation>Отправить клиенту</translation>
    </message>
    <message>
        <source>Start another rule</source>
        <translation>Запустить другое правило</translation>
    </message>
    <message>
        <source>Wait for an event</source>
        <translation>Ждать события</translation>
    </message>
    <message>
        <source>Ask for approval</source>
        <translation>Согласовать</translation>
    </message>
    <message>
        <source>Branch: if … else …</source>
        <translation>Развилка: если … иначе …</translation>
    </message>
    <message>
        <source>SMS</source>
        <translation>СМС</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Письмо</translation>
    </message>
    <message>
        <source>Message in a messenger</source>
        <translation>Сообщение в мессенджер</translation>
    </message>
    <message>
        <source>Web hook</source>
        <translation>Веб-хук</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Документ</translation>
    </message>
    <message>
        <source>the least loaded</source>
        <translation>наименее загруженного</translation>
    </message>
    <message>
        <source>in turn</source>
        <translation>по очереди</translation>
    </message>
    <message>
        <source>this record</source>
        <translation>эта запись</translation>
    </message>
    <message>
        <source>%1, then within the save: %2</source>
        <translation>%1, то сразу при сохранении: %2</translation>
    </message>
    <message>
        <source>the last of: %1 · %2</source>
        <translation>последнее: %1 · %2</translation>
    </message>
    <message>
        <source>each year on %1 at %2, on the working day after when that is none</source>
        <translation>каждый год %1 в %2, в выходной — на следующий рабочий день</translation>
    </message>
    <message>
        <source>each year on %1 at %2, on the working day before when that is none</source>
        <translation>каждый год %1 в %2, в выходной — накануне</translation>
    </message>
    <message>
        <source>each year on %1 at %2</source>
        <translation>каждый год %1 в %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::RulesPage</name>
    <message>
        <source>Choose a rule</source>
        <translation>Выберите правило</translation>
    </message>
    <message>
        <source>What it does is shown here as one sentence.</source>
        <translation>Что оно делает, будет сказано здесь одним предложением.</translation>
    </message>
    <message>
        <source>Could not load the rules</source>
        <translation>Не удалось загрузить правила</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Rules of automation</source>
        <translation>Правила автоматизации</translation>
    </message>
    <message>
        <source>Only administrators change rules</source>
        <translation>Правила меняют только администраторы</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Новое правило</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Срабатывания</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>Delete the rule</source>
        <translation>Удалить правило</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Ещё не сохранено</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>There is no rule yet</source>
        <translation>Правил пока нет</translation>
    </message>
    <message>
        <source>Teach the program what your company does each time: “If a deal goes to the stage “Delivery”, then send an SMS to the client”.</source>
        <translation>Научите программу тому, что у вас делают каждый раз: «Если сделка перешла на этап „Доставка“, то отправить клиенту СМС».</translation>
    </message>
    <message>
        <source>Created: %1</source>
        <translation>Создано: %1</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>Switched on: %1</source>
        <translation>Включено: %1</translation>
    </message>
    <message>
        <source>Switched off: %1</source>
        <translation>Выключено: %1</translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Удалено: %1</translation>
    </message>
    <message>
        <source>New rule of automation</source>
        <translation>Новое правило автоматизации</translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation>Сохранить правило</translation>
    </message>
    <message>
        <source>Give up the changes of the rule</source>
        <translation>Отказаться от изменений правила</translation>
    </message>
    <message>
        <source>Load the rules anew</source>
        <translation>Загрузить правила заново</translation>
    </message>
    <message>
        <source>Trial on the past</source>
        <translation>Проверка на прошлом</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Воронка</translation>
    </message>
</context>
<context>
    <name>SchemaCheck</name>
    <message>
        <source>Do not save</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Выключена</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>Предупреждать</translation>
    </message>
</context>
<context>
    <name>kupets::view::SchemaCheckDialog</name>
    <message>
        <source>New check</source>
        <translation>Новая проверка</translation>
    </message>
    <message>
        <source>Check: %1</source>
        <translation>Проверка: %1</translation>
    </message>
    <message>
        <source>For example: INN of a client</source>
        <translation>Например: ИНН клиента</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>What must hold</source>
        <translation>Что должно быть верно</translation>
    </message>
    <message>
        <source>Said beside the field</source>
        <translation>Сказать у поля</translation>
    </message>
    <message>
        <source>What to do, in your words</source>
        <translation>Что сделать, вашими словами</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Слова</translation>
    </message>
    <message>
        <source>Empty: the same</source>
        <translation>Пусто: так же</translation>
    </message>
    <message>
        <source>Words in English</source>
        <translation>Слова по-английски</translation>
    </message>
    <message>
        <source>Words in Russian</source>
        <translation>Слова по-русски</translation>
    </message>
    <message>
        <source>If it does not hold</source>
        <translation>Если не выполнено</translation>
    </message>
    <message>
        <source>Held against</source>
        <translation>Для кого</translation>
    </message>
    <message>
        <source>Add check</source>
        <translation>Добавить проверку</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>none: everybody</source>
        <translation>не отмечено: для всех</translation>
    </message>
    <message>
        <source>The check needs a name.</source>
        <translation>Назовите проверку.</translation>
    </message>
    <message>
        <source>Say what must hold.</source>
        <translation>Скажите, что должно быть верно.</translation>
    </message>
</context>
<context>
    <name>kupets::view::SchemaChecks</name>
    <message>
        <source>Checks</source>
        <translation>Проверки</translation>
    </message>
    <message>
        <source>What must be filled in and right, whoever writes it: a person, an import, a website.</source>
        <translation>Что должно быть заполнено и верно, кто бы ни писал: человек, загрузка, сайт.</translation>
    </message>
    <message>
        <source>Add check</source>
        <translation>Добавить проверку</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Change the check</source>
        <translation>Изменить проверку</translation>
    </message>
    <message>
        <source>Remove the check</source>
        <translation>Убрать проверку</translation>
    </message>
    <message>
        <source>If it does not hold: %1</source>
        <translation>Если не выполнено: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>As in the product</source>
        <translation>Как в программе</translation>
    </message>
    <message>
        <source>Check added: %1</source>
        <translation>Проверка добавлена: %1</translation>
    </message>
    <message>
        <source>Check changed: %1</source>
        <translation>Проверка изменена: %1</translation>
    </message>
    <message>
        <source>Check removed: %1</source>
        <translation>Проверка убрана: %1</translation>
    </message>
    <message>
        <source>As in the product: %1</source>
        <translation>Как в программе: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::SchemaFieldDialog</name>
    <message>
        <source>New field</source>
        <translation>Новое поле</translation>
    </message>
    <message>
        <source>Field: %1</source>
        <translation>Поле: %1</translation>
    </message>
    <message>
        <source>For example: Make of the car</source>
        <translation>Например: Марка машины</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>Empty: the same</source>
        <translation>Пусто — то же самое</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>По-английски</translation>
    </message>
    <message>
        <source>Name in Russian</source>
        <translation>По-русски</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>Что в нём</translation>
    </message>
    <message>
        <source>Cards of</source>
        <translation>Карточки</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Формула</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Варианты</translation>
    </message>
    <message>
        <source>Shown when the pointer rests on the field</source>
        <translation>Появится, когда указатель задержится на поле</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Подсказка</translation>
    </message>
    <message>
        <source>Must be filled in</source>
        <translation>Обязательно заполнять</translation>
    </message>
    <message>
        <source>No two cards may have the same</source>
        <translation>Не повторяется на разных карточках</translation>
    </message>
    <message>
        <source>Found by the search</source>
        <translation>Находится поиском</translation>
    </message>
    <message>
        <source>Add field</source>
        <translation>Добавить поле</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Add a choice</source>
        <translation>Добавить вариант</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Choice %1</source>
        <translation>Вариант %1</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>The field needs a name.</source>
        <translation>Полю нужно название.</translation>
    </message>
    <message>
        <source>A list needs at least one choice.</source>
        <translation>В списке нужен хотя бы один вариант.</translation>
    </message>
    <message>
        <source>The formula is missing.</source>
        <translation>Формулы ещё нет.</translation>
    </message>
</context>
<context>
    <name>kupets::view::SchemaPage</name>
    <message>
        <source>Fields and cards</source>
        <translation>Поля и карточки</translation>
    </message>
    <message>
        <source>What you add here, everybody sees at once. Nothing is lost when it is removed again.</source>
        <translation>Добавленное здесь сразу увидят все. Убранное не теряет значений.</translation>
    </message>
    <message>
        <source>The product&apos;s card is back</source>
        <translation>Карточка снова такая, как в программе</translation>
    </message>
    <message>
        <source>Fields: %1</source>
        <translation>Поля: %1</translation>
    </message>
    <message>
        <source>own</source>
        <translation>своё</translation>
    </message>
    <message>
        <source>Field added: %1</source>
        <translation>Поле добавлено: %1</translation>
    </message>
    <message>
        <source>Field changed: %1</source>
        <translation>Поле изменено: %1</translation>
    </message>
    <message>
        <source>Field removed: %1. Its values are kept.</source>
        <translation>Поле убрано: %1. Его значения сохранены.</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>Раздел</translation>
    </message>
    <message>
        <source>Everybody&apos;s card</source>
        <translation>Карточка для всех</translation>
    </message>
    <message>
        <source>Card of: %1</source>
        <translation>Карточка роли: %1</translation>
    </message>
    <message>
        <source>Put a field on the card…</source>
        <translation>Поставить поле на карточку…</translation>
    </message>
    <message>
        <source>The card is saved</source>
        <translation>Карточка сохранена</translation>
    </message>
    <message>
        <source>What the cards are of</source>
        <translation>Что настраиваем</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Название</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>Что в нём</translation>
    </message>
    <message>
        <source>Add field</source>
        <translation>Добавить поле</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Изменить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>The card</source>
        <translation>Карточка</translation>
    </message>
    <message>
        <source>Whose card</source>
        <translation>Для кого карточка</translation>
    </message>
    <message>
        <source>Put a field on the card</source>
        <translation>Поставить поле на карточку</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>New section</source>
        <translation>Новый раздел</translation>
    </message>
    <message>
        <source>Rename the section</source>
        <translation>Переименовать раздел</translation>
    </message>
    <message>
        <source>Off the card</source>
        <translation>Убрать с карточки</translation>
    </message>
    <message>
        <source>The product&apos;s card</source>
        <translation>Карточка программы</translation>
    </message>
    <message>
        <source>Save the card</source>
        <translation>Сохранить карточку</translation>
    </message>
    <message>
        <source>Change the field</source>
        <translation>Изменить поле</translation>
    </message>
    <message>
        <source>Remove the field</source>
        <translation>Убрать поле</translation>
    </message>
    <message>
        <source>On the card: up</source>
        <translation>На карточке: выше</translation>
    </message>
    <message>
        <source>On the card: down</source>
        <translation>На карточке: ниже</translation>
    </message>
    <message>
        <source>On the card: a new section</source>
        <translation>На карточке: новый раздел</translation>
    </message>
    <message>
        <source>On the card: rename the section</source>
        <translation>На карточке: переименовать раздел</translation>
    </message>
    <message>
        <source>Copy a link to this page</source>
        <translation>Скопировать ссылку на эту страницу</translation>
    </message>
    <message>
        <source>Rules of duplicates</source>
        <translation>Правила дублей</translation>
    </message>
    <message>
        <source>Duplicates…</source>
        <translation>Дубли…</translation>
    </message>
</context>
<context>
    <name>kupets::ui::SearchField</name>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
</context>
<context>
    <name>kupets::view::SearchPopup</name>
    <message>
        <source>Search everything, or type a command</source>
        <translation>Искать везде или ввести команду</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Найденное</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Команды</translation>
    </message>
    <message>
        <source>↑ ↓ choose   Enter opens   Ctrl+Enter in a new tab   &gt; only commands   Esc closes</source>
        <translation>↑ ↓ выбрать   Enter открыть   Ctrl+Enter в новой вкладке   &gt; только команды   Esc закрыть</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Избранное</translation>
    </message>
    <message>
        <source>Shown for “%1”</source>
        <translation>Показано для «%1»</translation>
    </message>
    <message>
        <source>Type a name, a phone, an INN or what you want to do.</source>
        <translation>Наберите название, телефон, ИНН или что хотите сделать.</translation>
    </message>
    <message>
        <source>Nothing found for “%1”. Fewer letters find more.</source>
        <translation>По запросу «%1» ничего не найдено. Чем меньше букв, тем больше найдётся.</translation>
    </message>
</context>
<context>
    <name>kupets::view::ShortcutsPage</name>
    <message>
        <source>Find a key or a command</source>
        <translation>Найти клавишу или команду</translation>
    </message>
    <message>
        <source>Save for printing</source>
        <translation>Сохранить для печати</translation>
    </message>
    <message>
        <source>No such key or command.</source>
        <translation>Нет такой клавиши или команды.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Сохранено: %1</translation>
    </message>
    <message>
        <source>The file cannot be written: %1</source>
        <translation>Файл не записывается: %1</translation>
    </message>
    <message>
        <source>Save the keys for printing</source>
        <translation>Сохранить клавиши для печати</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Везде</translation>
    </message>
    <message>
        <source>In a table</source>
        <translation>В таблице</translation>
    </message>
    <message>
        <source>On a board</source>
        <translation>На доске</translation>
    </message>
    <message>
        <source>On a card</source>
        <translation>На карточке</translation>
    </message>
    <message>
        <source>In the chronology</source>
        <translation>В хронологии</translation>
    </message>
    <message>
        <source>In my actions</source>
        <translation>В моих действиях</translation>
    </message>
    <message>
        <source>In the search</source>
        <translation>В поиске</translation>
    </message>
    <message>
        <source>While filling in</source>
        <translation>При заполнении</translation>
    </message>
    <message>
        <source>Keys and commands</source>
        <translation>Клавиши и команды</translation>
    </message>
    <message>
        <source>On the page of pipelines</source>
        <translation>На странице воронок</translation>
    </message>
    <message>
        <source>On the page of fields and cards</source>
        <translation>На странице полей и карточек</translation>
    </message>
    <message>
        <source>On the page of duplicates</source>
        <translation>На странице дублей</translation>
    </message>
    <message>
        <source>On the page of rules</source>
        <translation>На странице правил</translation>
    </message>
</context>
<context>
    <name>kupets::ui::Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>Загрузка</translation>
    </message>
</context>
<context>
    <name>kupets::view::SpanEdit</name>
    <message>
        <source>Unit of time</source>
        <translation>Единица времени</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>минут</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>часов</translation>
    </message>
    <message>
        <source>days</source>
        <translation>дней</translation>
    </message>
    <message>
        <source>working hours</source>
        <translation>рабочих часов</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>рабочих дней</translation>
    </message>
</context>
<context>
    <name>kupets::view::SplitDialog</name>
    <message>
        <source>Split the record</source>
        <translation>Разделение записи</translation>
    </message>
    <message>
        <source>Take a merger apart</source>
        <translation>Разделить объединённое</translation>
    </message>
    <message>
        <source>The others come back as they were, with what referred to them. What was changed since stays as it is; what came since stays with this record.</source>
        <translation>Остальные записи вернутся, какими были, со всем, что на них ссылалось. Изменённое с тех пор останется как есть; что появилось позже, останется у этой записи.</translation>
    </message>
    <message>
        <source>Which merger</source>
        <translation>Какое объединение</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Разделить</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загружаем…</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>This record was not merged with any other, or that was taken apart.</source>
        <translation>Эту запись ни с чем не объединяли, или её уже разделили.</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>Проверяем…</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>«%1»: %2</translation>
    </message>
    <message numerus="yes">
        <source>Will come back: %Ln record(s).</source>
        <translation>
            <numerusform>Вернётся %Ln запись.</numerusform>
            <numerusform>Вернутся %Ln записи.</numerusform>
            <numerusform>Вернутся %Ln записей.</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed since, and stays as it is now:</source>
        <translation>Изменено с тех пор и останется как сейчас:</translation>
    </message>
    <message numerus="yes">
        <source>Split: %Ln record(s) came back</source>
        <translation>
            <numerusform>Разделено: вернулась %Ln запись</numerusform>
            <numerusform>Разделено: вернулись %Ln записи</numerusform>
            <numerusform>Разделено: вернулись %Ln записей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::StageDialog</name>
    <message>
        <source>To the stage “%1”</source>
        <translation>На этап «%1»</translation>
    </message>
    <message>
        <source>moves to</source>
        <translation>переходит на этап</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Переместить</translation>
    </message>
    <message>
        <source>Waiting for the file…</source>
        <translation>Ждём файл…</translation>
    </message>
    <message>
        <source>The stage “%1” demands: %2</source>
        <translation>Этап «%1» требует: %2</translation>
    </message>
</context>
<context>
    <name>kupets::view::StageForm</name>
    <message>
        <source>To enter this stage</source>
        <translation>Чтобы войти на этот этап</translation>
    </message>
    <message>
        <source>Who moves a card here is asked for what is missing.</source>
        <translation>У того, кто переносит сюда, программа спросит недостающее.</translation>
    </message>
    <message>
        <source>To go on from here</source>
        <translation>Чтобы пойти дальше</translation>
    </message>
    <message>
        <source>Asked on the way forward and to success; not on the way back and not for a refusal.</source>
        <translation>Спрашивается на пути вперёд и к успеху; при возврате и отказе — нет.</translation>
    </message>
    <message>
        <source>Fields to be filled</source>
        <translation>Какие поля заполнить</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Условие</translation>
    </message>
</context>
<context>
    <name>kupets::view::StandardsPage</name>
    <message>
        <source>not saved without it</source>
        <translation>без этого не сохранить</translation>
    </message>
    <message>
        <source>counts as a gap</source>
        <translation>считается пробелом</translation>
    </message>
    <message>
        <source>Without the legal form and without quotes: Ромашка, not ООО «Ромашка». One company a card.</source>
        <translation>Без правовой формы и без кавычек: Ромашка, а не ООО «Ромашка». Одна карточка — одна компания.</translation>
    </message>
    <message>
        <source>Family name, name, patronymic, each with a capital letter: Иванов Иван Иванович.</source>
        <translation>Фамилия, имя, отчество, каждое с заглавной буквы: Иванов Иван Иванович.</translation>
    </message>
    <message>
        <source>The name alone: Москва, not г. Москва.</source>
        <translation>Одно название: Москва, а не г. Москва.</translation>
    </message>
    <message>
        <source>Abbreviated: ООО, АО, ИП, КФХ. The program takes it out of the name.</source>
        <translation>Сокращённо: ООО, АО, ИП, КФХ. Программа сама вынимает её из названия.</translation>
    </message>
    <message>
        <source>+7 (916) 123-45-67, with an extension where there is one. Any way of typing it will do.</source>
        <translation>+7 (916) 123-45-67, с добавочным, если он есть. Набирать можно как угодно.</translation>
    </message>
    <message>
        <source>name@company.ru; the syntax is checked.</source>
        <translation>name@company.ru; написание проверяется.</translation>
    </message>
    <message>
        <source>The index first, then region, town, street, house, flat or office: 101000, г. Москва, ул. Ленина, д. 5, кв. 7.</source>
        <translation>Сначала индекс, потом регион, город, улица, дом, квартира или офис: 101000, г. Москва, ул. Ленина, д. 5, кв. 7.</translation>
    </message>
    <message>
        <source>10 digits of a company, 12 of a person; control digits are checked.</source>
        <translation>10 цифр у компании, 12 у человека; контрольные цифры проверяются.</translation>
    </message>
    <message>
        <source>9 characters.</source>
        <translation>9 знаков.</translation>
    </message>
    <message>
        <source>13 digits of a company, 15 of a person; the control digit is checked.</source>
        <translation>13 цифр у компании, 15 у предпринимателя; контрольная цифра проверяется.</translation>
    </message>
    <message>
        <source>20 digits and the BIC of 9; the key is checked.</source>
        <translation>20 цифр и БИК из 9; ключ проверяется.</translation>
    </message>
    <message>
        <source>https://company.ru</source>
        <translation>https://company.ru</translation>
    </message>
    <message>
        <source>From the list of sources only.</source>
        <translation>Только из списка источников.</translation>
    </message>
    <message>
        <source>What is certain the program mends itself when you leave the field.</source>
        <translation>Что бесспорно, программа поправит сама, когда вы уйдёте с поля.</translation>
    </message>
    <message>
        <source>Field or rule</source>
        <translation>Поле или правило</translation>
    </message>
    <message>
        <source>Standard of filling in</source>
        <translation>Стандарт заполнения</translation>
    </message>
    <message>
        <source>Must be filled in.</source>
        <translation>Нужно заполнить.</translation>
    </message>
</context>
<context>
    <name>kupets::view::StepBody</name>
    <message>
        <source>What to create</source>
        <translation>Что создать</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>What to say</source>
        <translation>Что сказать</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>Кому</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Текст</translation>
    </message>
    <message>
        <source>Which field</source>
        <translation>Какое поле</translation>
    </message>
    <message>
        <source>How to choose</source>
        <translation>Как выбирать</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Of whom</source>
        <translation>Из кого</translation>
    </message>
    <message>
        <source>or by department, role…</source>
        <translation>или по отделу, роли…</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Как</translation>
    </message>
    <message>
        <source>what counts as load (else: what is not closed)</source>
        <translation>что считать загрузкой (иначе — всё незакрытое)</translation>
    </message>
    <message>
        <source>By what</source>
        <translation>Чем</translation>
    </message>
    <message>
        <source>+ where to…</source>
        <translation>+ куда…</translation>
    </message>
    <message>
        <source>Always to</source>
        <translation>Всегда на адрес</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>What to write</source>
        <translation>Что написать</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Чем</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Куда</translation>
    </message>
    <message>
        <source>Or to</source>
        <translation>Или на</translation>
    </message>
    <message>
        <source>Which rule</source>
        <translation>Какое правило</translation>
    </message>
    <message>
        <source>For what</source>
        <translation>Для чего</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(удалено)</translation>
    </message>
    <message>
        <source>Choose a rule</source>
        <translation>Выберите правило</translation>
    </message>
    <message>
        <source>this record</source>
        <translation>эта же запись</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Правило</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Не дольше</translation>
    </message>
    <message>
        <source>If nothing of it happens in time</source>
        <translation>Если за это время ничего не случилось</translation>
    </message>
    <message>
        <source>Until it</source>
        <translation>Пока запись</translation>
    </message>
    <message>
        <source>What to approve</source>
        <translation>Что согласовать</translation>
    </message>
    <message>
        <source>Who must approve</source>
        <translation>Кто должен согласовать</translation>
    </message>
    <message>
        <source>If refused</source>
        <translation>При отказе</translation>
    </message>
    <message>
        <source>any one of them is enough</source>
        <translation>достаточно одного</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>все</translation>
    </message>
    <message>
        <source>About</source>
        <translation>О чём</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Согласуют</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Ответить за</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>условие</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>То</translation>
    </message>
    <message>
        <source>Else</source>
        <translation>Иначе</translation>
    </message>
    <message>
        <source>If</source>
        <translation>Если</translation>
    </message>
</context>
<context>
    <name>kupets::view::StepBox</name>
    <message>
        <source>What to do</source>
        <translation>Что сделать</translation>
    </message>
    <message>
        <source>later</source>
        <translation>позже</translation>
    </message>
    <message>
        <source>Not at once, but after some time</source>
        <translation>Не сразу, а через некоторое время</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Remove the step</source>
        <translation>Убрать шаг</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Через</translation>
    </message>
    <message>
        <source>After how long</source>
        <translation>Через сколько</translation>
    </message>
    <message>
        <source>only if…</source>
        <translation>только если…</translation>
    </message>
</context>
<context>
    <name>kupets::view::StepList</name>
    <message>
        <source>Add an action</source>
        <translation>Добавить действие</translation>
    </message>
    <message>
        <source>+ action</source>
        <translation>+ действие</translation>
    </message>
</context>
<context>
    <name>kupets::view::TableActions</name>
    <message>
        <source>Replacement: %1</source>
        <translation>Замена: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::TableColumns</name>
    <message>
        <source>Without groups</source>
        <translation>Без групп</translation>
    </message>
    <message>
        <source>Sort ascending</source>
        <translation>По возрастанию</translation>
    </message>
    <message>
        <source>Sort descending</source>
        <translation>По убыванию</translation>
    </message>
    <message>
        <source>Filter by this column</source>
        <translation>Отобрать по этому столбцу</translation>
    </message>
    <message>
        <source>Group by this column</source>
        <translation>Группировать по этому столбцу</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Let the columns scroll</source>
        <translation>Не закреплять столбцы</translation>
    </message>
    <message>
        <source>Keep in place up to here</source>
        <translation>Закрепить до этого столбца</translation>
    </message>
    <message>
        <source>Colours…</source>
        <translation>Цвета…</translation>
    </message>
    <message>
        <source>Change the formula…</source>
        <translation>Изменить формулу…</translation>
    </message>
    <message>
        <source>Hide the column</source>
        <translation>Скрыть столбец</translation>
    </message>
    <message>
        <source>Add a formula column…</source>
        <translation>Добавить столбец с формулой…</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Столбцы…</translation>
    </message>
    <message>
        <source>Then by</source>
        <translation>Затем по</translation>
    </message>
    <message>
        <source>Nothing more</source>
        <translation>Больше ни по чему</translation>
    </message>
</context>
<context>
    <name>kupets::view::TableEdits</name>
    <message numerus="yes">
        <source>Copied: %Ln row(s)</source>
        <translation>
            <numerusform>Скопирована %Ln строка</numerusform>
            <numerusform>Скопированы %Ln строки</numerusform>
            <numerusform>Скопировано %Ln строк</numerusform>
        </translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>Вставлено</translation>
    </message>
    <message>
        <source>Filled down</source>
        <translation>Заполнено вниз</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Очищено</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Заменено</translation>
    </message>
    <message>
        <source>no record is called so</source>
        <translation>нет записи с таким названием</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>Строка %1</translation>
    </message>
    <message>
        <source>Nothing to change: it is so already</source>
        <translation>Менять нечего: всё уже так</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <comment>records</comment>
        <translation>
            <numerusform>изменена %Ln запись</numerusform>
            <numerusform>изменены %Ln записи</numerusform>
            <numerusform>изменено %Ln записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>records</comment>
        <translation>
            <numerusform>добавлена %Ln запись</numerusform>
            <numerusform>добавлены %Ln записи</numerusform>
            <numerusform>добавлено %Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted: %1</source>
        <translation>Удалено: %1</translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %Ln record(s)</source>
        <translation>
            <numerusform>Удалена %Ln запись</numerusform>
            <numerusform>Удалены %Ln записи</numerusform>
            <numerusform>Удалено %Ln записей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::TableNewRow</name>
    <message>
        <source>New row</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Open as a card</source>
        <translation>Открыть карточкой</translation>
    </message>
    <message>
        <source>Created: %1</source>
        <translation>Создано: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::TablePage</name>
    <message>
        <source>Quick search</source>
        <translation>Быстрый поиск</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Колонки</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Загрузка…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln запись</numerusform>
            <numerusform>%Ln записи</numerusform>
            <numerusform>%Ln записей</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln record(s)</source>
        <translation>
            <numerusform>больше %Ln записи</numerusform>
            <numerusform>больше %Ln записей</numerusform>
            <numerusform>больше %Ln записей</numerusform>
        </translation>
    </message>
    <message>
        <source>Could not load the list</source>
        <translation>Не удалось загрузить список</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>No record contains “%1”.</source>
        <translation>Ни одна запись не содержит «%1».</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Показать все</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Здесь пока пусто</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Создать: %1</translation>
    </message>
    <message>
        <source>Open the card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>Править ячейку</translation>
    </message>
    <message>
        <source>New record</source>
        <translation>Новая запись</translation>
    </message>
    <message>
        <source>Copy the selected</source>
        <translation>Скопировать выбранное</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Выбрать столбцы</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Copy a link to this list</source>
        <translation>Скопировать ссылку на этот список</translation>
    </message>
    <message>
        <source>Show as a board</source>
        <translation>Показать доской</translation>
    </message>
    <message>
        <source>Nothing was here then</source>
        <translation>Тогда здесь ничего не было</translation>
    </message>
    <message>
        <source>Choose a later moment above.</source>
        <translation>Выберите сверху момент позже.</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>К сегодняшнему</translation>
    </message>
    <message>
        <source>As it was…</source>
        <translation>Как было…</translation>
    </message>
    <message>
        <source>history, past, time travel</source>
        <translation>история, прошлое, вернуть</translation>
    </message>
    <message>
        <source>To be read only</source>
        <translation>Только для чтения</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Отбор</translation>
    </message>
    <message>
        <source>Only favourites</source>
        <translation>Только избранные</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Группы</translation>
    </message>
    <message>
        <source>Height of rows</source>
        <translation>Высота строк</translation>
    </message>
    <message>
        <source>Enter opens, F2 edits, F3 filters, Ctrl+V pastes</source>
        <translation>Enter — открыть, F2 — править, F3 — отобрать, Ctrl+V — вставить</translation>
    </message>
    <message>
        <source>Nothing fits the filter</source>
        <translation>Под отбор ничего не подходит</translation>
    </message>
    <message>
        <source>Records are there, but none for which the conditions hold.</source>
        <translation>Записи есть, но условия не выполнены ни для одной.</translation>
    </message>
    <message>
        <source>Remove the filter</source>
        <translation>Убрать отбор</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>Избранных пока нет</translation>
    </message>
    <message>
        <source>The star at the left of a row makes it one.</source>
        <translation>Избранной запись делает звезда слева от строки.</translation>
    </message>
    <message>
        <source>Delete the selected records</source>
        <translation>Удалить выбранные записи</translation>
    </message>
    <message>
        <source>Select whole rows</source>
        <translation>Выделить строки целиком</translation>
    </message>
    <message>
        <source>Paste into the cells</source>
        <translation>Вставить в ячейки</translation>
    </message>
    <message>
        <source>Paste as new records</source>
        <translation>Вставить как новые записи</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>Заполнить вниз</translation>
    </message>
    <message>
        <source>Clear the cells</source>
        <translation>Очистить ячейки</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>Найти и заменить</translation>
    </message>
    <message>
        <source>Change many records</source>
        <translation>Изменить много записей</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Сохранённые виды</translation>
    </message>
    <message>
        <source>Save the view as…</source>
        <translation>Сохранить вид как…</translation>
    </message>
    <message>
        <source>Add a formula column</source>
        <translation>Добавить столбец с формулой</translation>
    </message>
    <message>
        <source>Colour rows by conditions</source>
        <translation>Раскрасить строки по условиям</translation>
    </message>
    <message>
        <source>Group rows</source>
        <translation>Сгруппировать строки</translation>
    </message>
    <message>
        <source>Favourite or not</source>
        <translation>В избранное или из него</translation>
    </message>
    <message>
        <source>Enter opens the card of then, F3 filters, Esc goes back to today</source>
        <translation>Enter — карточка того дня, F3 — отобрать, Esc — к сегодняшнему</translation>
    </message>
    <message>
        <source>New row at the end</source>
        <translation>Новая запись в конце таблицы</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>The first record takes a minute. Or bring in a file with many: drop it here.</source>
        <translation>Первая запись займёт минуту. Или загрузите сразу много из файла: перетащите его сюда.</translation>
    </message>
    <message>
        <source>Import from Excel…</source>
        <translation>Импорт из Excel…</translation>
    </message>
    <message>
        <source>csv, ods, xlsx, load a file</source>
        <translation>csv, ods, xlsx, загрузить файл</translation>
    </message>
    <message>
        <source>Export to Excel…</source>
        <translation>Выгрузить в Excel…</translation>
    </message>
    <message>
        <source>export, download, csv, xlsx, save as a file</source>
        <translation>экспорт, выгрузка, скачать, csv, xlsx, в файл</translation>
    </message>
    <message>
        <source>Merge the selected records</source>
        <translation>Объединить выбранные записи</translation>
    </message>
    <message>
        <source>Find duplicates</source>
        <translation>Найти дубли</translation>
    </message>
    <message>
        <source>merge, twice, the same</source>
        <translation>объединить, дважды, одинаковые</translation>
    </message>
</context>
<context>
    <name>TableSelection</name>
    <message numerus="yes">
        <source>%Ln row(s) selected</source>
        <translation>
            <numerusform>Выделена %Ln строка</numerusform>
            <numerusform>Выделены %Ln строки</numerusform>
            <numerusform>Выделено %Ln строк</numerusform>
        </translation>
    </message>
    <message>
        <source>Selected: %1 × %2</source>
        <translation>Выделено: %1 × %2</translation>
    </message>
    <message>
        <source>Sum: %1</source>
        <translation>Сумма: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::TableTotals</name>
    <message>
        <source>Totals</source>
        <translation>Итоги</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Среднее</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Наименьшее</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>Наибольшее</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Нет</translation>
    </message>
</context>
<context>
    <name>kupets::view::TileList</name>
    <message>
        <source>Open card</source>
        <translation>Открыть карточку</translation>
    </message>
    <message>
        <source>To the next column</source>
        <translation>В следующую колонку</translation>
    </message>
    <message>
        <source>To the previous column</source>
        <translation>В предыдущую колонку</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Переместить в…</translation>
    </message>
</context>
<context>
    <name>kupets::model::TimeBoard</name>
    <message>
        <source>“%1”: due %2</source>
        <translation>«%1»: срок %2</translation>
    </message>
    <message>
        <source>“%1”: without a deadline</source>
        <translation>«%1»: без срока</translation>
    </message>
</context>
<context>
    <name>kupets::view::TimeBoardPage</name>
    <message>
        <source>Overdue</source>
        <translation>Просрочено</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Завтра</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>На этой неделе</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Without a deadline</source>
        <translation>Без срока</translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation>Просроченных нет</translation>
    </message>
    <message>
        <source>Drag a task here</source>
        <translation>Перетащите задачу сюда</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Обновить</translation>
    </message>
    <message>
        <source>Only my tasks, or everybody&apos;s</source>
        <translation>Только мои задачи или все</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>Новая задача</translation>
    </message>
    <message>
        <source>Tasks by time</source>
        <translation>Задачи по срокам</translation>
    </message>
</context>
<context>
    <name>kupets::view::TimesEdit</name>
    <message>
        <source>On which days</source>
        <translation>По каким дням</translation>
    </message>
    <message>
        <source>each day</source>
        <translation>каждый день</translation>
    </message>
    <message>
        <source>each working day</source>
        <translation>каждый рабочий день</translation>
    </message>
    <message>
        <source>on Mondays</source>
        <translation>по понедельникам</translation>
    </message>
    <message>
        <source>on Tuesdays</source>
        <translation>по вторникам</translation>
    </message>
    <message>
        <source>on Wednesdays</source>
        <translation>по средам</translation>
    </message>
    <message>
        <source>on Thursdays</source>
        <translation>по четвергам</translation>
    </message>
    <message>
        <source>on Fridays</source>
        <translation>по пятницам</translation>
    </message>
    <message>
        <source>on Saturdays</source>
        <translation>по субботам</translation>
    </message>
    <message>
        <source>on Sundays</source>
        <translation>по воскресеньям</translation>
    </message>
    <message>
        <source>on day %1 of each month</source>
        <translation>%1-го числа каждого месяца</translation>
    </message>
    <message>
        <source>on the last day of each month</source>
        <translation>в последний день месяца</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>иначе (как в cron)</translation>
    </message>
    <message>
        <source>At what time</source>
        <translation>Во сколько</translation>
    </message>
    <message>
        <source>Times as cron writes them</source>
        <translation>Расписание, как в cron</translation>
    </message>
    <message>
        <source>Minute, hour, day of the month, month, day of the week: 0 8 * * 1-5</source>
        <translation>Минуты, часы, день месяца, месяц, день недели: 0 8 * * 1-5</translation>
    </message>
</context>
<context>
    <name>kupets::ui::Toast</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>kupets::app::TopBar</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Вперёд</translation>
    </message>
    <message>
        <source>Search or command</source>
        <translation>Поиск или команда</translation>
    </message>
    <message>
        <source>Menu of %1</source>
        <translation>Меню: %1</translation>
    </message>
</context>
<context>
    <name>kupets::app::Tray</name>
    <message>
        <source>Open Kupets</source>
        <translation>Открыть Kupets</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Уведомления</translation>
    </message>
    <message>
        <source>Close Kupets</source>
        <translation>Закрыть Kupets</translation>
    </message>
    <message numerus="yes">
        <source>Kupets: %Ln new notice(s)</source>
        <translation>
            <numerusform>Купец: %Ln новое уведомление</numerusform>
            <numerusform>Купец: %Ln новых уведомления</numerusform>
            <numerusform>Купец: %Ln новых уведомлений</numerusform>
        </translation>
    </message>
    <message>
        <source>Kupets</source>
        <translation>Купец</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
            <numerusform>и ещё %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::TriggerEdit</name>
    <message>
        <source>What happens</source>
        <translation>Что происходит</translation>
    </message>
    <message>
        <source>Remove this event</source>
        <translation>Убрать событие</translation>
    </message>
    <message>
        <source>+ which field</source>
        <translation>+ какое поле</translation>
    </message>
    <message>
        <source>Words on the button</source>
        <translation>Надпись на кнопке</translation>
    </message>
    <message>
        <source>Which field</source>
        <translation>Какое поле</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Значение</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Сколько</translation>
    </message>
    <message>
        <source>passed since</source>
        <translation>прошло с момента</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>С какого момента</translation>
    </message>
    <message>
        <source>Before or after</source>
        <translation>До или после</translation>
    </message>
    <message>
        <source>before</source>
        <translation>до</translation>
    </message>
    <message>
        <source>after</source>
        <translation>после</translation>
    </message>
    <message>
        <source>Which date</source>
        <translation>Какая дата</translation>
    </message>
</context>
<context>
    <name>kupets::view::ValueRow</name>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>from now in</source>
        <translation>через</translation>
    </message>
    <message>
        <source>taken from</source>
        <translation>взять из</translation>
    </message>
    <message>
        <source>this value</source>
        <translation>значение</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Where the value comes from</source>
        <translation>Откуда значение</translation>
    </message>
    <message>
        <source>Remove the field</source>
        <translation>Убрать поле</translation>
    </message>
    <message>
        <source>this record</source>
        <translation>эта запись</translation>
    </message>
</context>
<context>
    <name>kupets::view::ValueRows</name>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>Добавить поле</translation>
    </message>
</context>
<context>
    <name>kupets::view::ViewMenu</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Сохранённые виды</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save the view</source>
        <translation>Сохранить вид</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Сбросить</translation>
    </message>
    <message>
        <source>Take the changes of the view back</source>
        <translation>Вернуть вид как был</translation>
    </message>
    <message>
        <source>View: %1, changed</source>
        <translation>Вид: %1, изменён</translation>
    </message>
    <message>
        <source>View: %1</source>
        <translation>Вид: %1</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Мои</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Общие</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Переименовать…</translation>
    </message>
    <message>
        <source>For everybody</source>
        <translation>Для всех</translation>
    </message>
    <message>
        <source>Only for my role</source>
        <translation>Только для моей роли</translation>
    </message>
    <message>
        <source>Open with this view</source>
        <translation>Открывать с этим видом</translation>
    </message>
    <message>
        <source>Delete the view</source>
        <translation>Удалить вид</translation>
    </message>
    <message>
        <source>Rename the view</source>
        <translation>Переименовать вид</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Название вида</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>View saved: %1</source>
        <translation>Вид сохранён: %1</translation>
    </message>
    <message>
        <source>View renamed: %1</source>
        <translation>Вид переименован: %1</translation>
    </message>
    <message>
        <source>Others see the view now</source>
        <translation>Теперь вид видят и другие</translation>
    </message>
    <message>
        <source>Only you see the view now</source>
        <translation>Теперь вид видите только вы</translation>
    </message>
    <message>
        <source>View deleted: %1</source>
        <translation>Вид удалён: %1</translation>
    </message>
</context>
<context>
    <name>kupets::view::WhyDialog</name>
    <message>
        <source>The rule “%1”</source>
        <translation>Правило «%1»</translation>
    </message>
    <message>
        <source>An import of %1</source>
        <translation>Импорт: %1</translation>
    </message>
    <message>
        <source>%1, by undoing</source>
        <translation>%1: отмена</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>Программа</translation>
    </message>
    <message>
        <source>%1, by merging records</source>
        <translation>%1: объединение записей</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
    <message>
        <source>Why it came to this</source>
        <translation>Почему так получилось</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Ищем…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Nothing is known of it any more.</source>
        <translation>Об этом больше ничего не известно.</translation>
    </message>
    <message>
        <source>Nothing led to it but this:</source>
        <translation>К этому ничего больше не вело:</translation>
    </message>
    <message>
        <source>The latest first:</source>
        <translation>Последнее — сверху:</translation>
    </message>
    <message>
        <source>it was time: %1</source>
        <translation>подошёл срок: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>It was time</source>
        <translation>Подошёл срок</translation>
    </message>
    <message>
        <source>The rule&apos;s button was pressed</source>
        <translation>Нажата кнопка правила</translation>
    </message>
</context>
<context>
    <name>kupets::view::WordsEdit</name>
    <message>
        <source>Insert a field of the record</source>
        <translation>Вставить поле записи</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Поле</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Поля</translation>
    </message>
</context>
</TS>
