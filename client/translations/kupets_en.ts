<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>kupets::view::ActionsLook</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more record(s)</source>
        <translation>
            <numerusform>and %Ln more record</numerusform>
            <numerusform>and %Ln more records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::AsOfCardPage</name>
    <message numerus="yes">
        <source>%Ln field(s) are otherwise today</source>
        <translation>
            <numerusform>%Ln field is otherwise today</numerusform>
            <numerusform>%Ln fields are otherwise today</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::Bell</name>
    <message numerus="yes">
        <source>Notices: %Ln new</source>
        <translation>
            <numerusform>Notices: %Ln new</numerusform>
            <numerusform>Notices: %Ln new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::BoardColumnView</name>
    <message numerus="yes">
        <source>Norm: up to %Ln working day(s)</source>
        <translation>
            <numerusform>Norm: up to %Ln working day</numerusform>
            <numerusform>Norm: up to %Ln working days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::BulkDialog</name>
    <message numerus="yes">
        <source>Only the selected ones: %Ln</source>
        <translation>
            <numerusform>Only the selected one: %Ln</numerusform>
            <numerusform>Only the selected ones: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All that the list holds: %Ln</source>
        <translation>
            <numerusform>All that the list holds: %Ln</numerusform>
            <numerusform>All that the list holds: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln record(s)</source>
        <translation>
            <numerusform>Change %Ln record</numerusform>
            <numerusform>Change %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::CardFiles</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::CardPage</name>
    <message numerus="yes">
        <source>%Ln field(s) changed</source>
        <translation>
            <numerusform>%Ln field changed</numerusform>
            <numerusform>%Ln fields changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Chronology</name>
    <message numerus="yes">
        <source>%n field(s) more</source>
        <translation>
            <numerusform>%n field more</numerusform>
            <numerusform>%n fields more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::app::ConnectionBadge</name>
    <message numerus="yes">
        <source>No connection, next try in %Ln s</source>
        <translation>
            <numerusform>No connection, next try in %Ln s</numerusform>
            <numerusform>No connection, next try in %Ln s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::DuplicateHint</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::DuplicatesPage</name>
    <message numerus="yes">
        <source>%1 — %Ln record(s)</source>
        <translation>
            <numerusform>%1 — %Ln record</numerusform>
            <numerusform>%1 — %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ExportDialog</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln column(s)</source>
        <translation>
            <numerusform>%Ln column</numerusform>
            <numerusform>%Ln columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportAliases</name>
    <message numerus="yes">
        <source>%Ln different value(s)</source>
        <translation>
            <numerusform>%Ln different value</numerusform>
            <numerusform>%Ln different values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln different values</source>
        <translation>
            <numerusform>more than %Ln value</numerusform>
            <numerusform>more than %Ln different values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportFilePage</name>
    <message numerus="yes">
        <source>%Ln sheet(s)</source>
        <translation>
            <numerusform>%Ln sheet</numerusform>
            <numerusform>%Ln sheets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportMappingModel</name>
    <message numerus="yes">
        <source>%Ln replacement(s)</source>
        <translation>
            <numerusform>%Ln replacement</numerusform>
            <numerusform>%Ln replacements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportRehearsalPage</name>
    <message numerus="yes">
        <source>%Ln change(s) not checked yet</source>
        <translation>
            <numerusform>%Ln change not checked yet</numerusform>
            <numerusform>%Ln changes not checked yet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ImportResultPage</name>
    <message numerus="yes">
        <source>Save %Ln row(s) with errors…</source>
        <translation>
            <numerusform>Save %Ln row with errors…</numerusform>
            <numerusform>Save %Ln rows with errors…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::LoadSheet</name>
    <message numerus="yes">
        <source>%1, %2: %Ln task(s), %3 of %4</source>
        <translation>
            <numerusform>%1, %2: %Ln task, %3 of %4</numerusform>
            <numerusform>%1, %2: %Ln tasks, %3 of %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::LoginPage</name>
    <message numerus="yes">
        <source>Too many wrong passwords. Try again in %Ln second(s).</source>
        <translation>
            <numerusform>Too many wrong passwords. Try again in %Ln second.</numerusform>
            <numerusform>Too many wrong passwords. Try again in %Ln seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::app::MainWindow</name>
    <message numerus="yes">
        <source>%Ln new notice(s)</source>
        <translation>
            <numerusform>%Ln new notice</numerusform>
            <numerusform>%Ln new notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::MergeDialog</name>
    <message numerus="yes">
        <source>Merged into “%1”: %Ln record(s)</source>
        <translation>
            <numerusform>Merged into “%1”: %Ln record</numerusform>
            <numerusform>Merged into “%1”: %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::NoticeCenter</name>
    <message numerus="yes">
        <source>Notices: %Ln new</source>
        <translation>
            <numerusform>Notices: %Ln new</numerusform>
            <numerusform>Notices: %Ln new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::app::OfflineBar</name>
    <message numerus="yes">
        <source>The connection is back. Being sent: %Ln change(s)</source>
        <translation>
            <numerusform>The connection is back. %Ln change is being sent</numerusform>
            <numerusform>The connection is back. %Ln changes are being sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>next try in %Ln s</source>
        <translation>
            <numerusform>next try in %Ln s</numerusform>
            <numerusform>next try in %Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s) wait to be sent</source>
        <translation>
            <numerusform>%Ln change waits to be sent</numerusform>
            <numerusform>%Ln changes wait to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::PasteReport</name>
    <message numerus="yes">
        <source>%Ln cell(s) cannot be saved</source>
        <translation>
            <numerusform>%Ln cell cannot be saved</numerusform>
            <numerusform>%Ln cells cannot be saved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are shown</source>
        <translation>
            <numerusform>The first %Ln is shown</numerusform>
            <numerusform>The first %Ln are shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::PipelinePage</name>
    <message numerus="yes">
        <source>up to %Ln working day(s)</source>
        <translation>
            <numerusform>up to %Ln working day</numerusform>
            <numerusform>up to %Ln working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln over the norm</source>
        <translation>
            <numerusform>%Ln over the norm</numerusform>
            <numerusform>%Ln over the norm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::PlanGrid</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::app::Program</name>
    <message numerus="yes">
        <source>While you were away: %Ln notice(s)</source>
        <translation>
            <numerusform>While you were away: %Ln notice</numerusform>
            <numerusform>While you were away: %Ln notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::ReplaceDialog</name>
    <message numerus="yes">
        <source>In the selection: %Ln cell(s)</source>
        <translation>
            <numerusform>In the selection: %Ln cell</numerusform>
            <numerusform>In the selection: %Ln cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::RuleRehearsal</name>
    <message numerus="yes">
        <source>the last %n day(s)</source>
        <translation>
            <numerusform>the last day</numerusform>
            <numerusform>the last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Over %1 it would have fired %n time(s), for different records: %2</source>
        <translation>
            <numerusform>Over %1 it would have fired once, for different records: %2</numerusform>
            <numerusform>Over %1 it would have fired %n times, for different records: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working hour(s)</source>
        <translation>
            <numerusform>%n working hour</numerusform>
            <numerusform>%n working hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n working day(s)</source>
        <translation>
            <numerusform>%n working day</numerusform>
            <numerusform>%n working days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::SplitDialog</name>
    <message numerus="yes">
        <source>Will come back: %Ln record(s).</source>
        <translation>
            <numerusform>%Ln record will come back.</numerusform>
            <numerusform>%Ln records will come back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split: %Ln record(s) came back</source>
        <translation>
            <numerusform>Split: %Ln record came back</numerusform>
            <numerusform>Split: %Ln records came back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::TableEdits</name>
    <message numerus="yes">
        <source>Copied: %Ln row(s)</source>
        <translation>
            <numerusform>Copied: %Ln row</numerusform>
            <numerusform>Copied: %Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleted: %Ln record(s)</source>
        <translation>
            <numerusform>Deleted: %Ln record</numerusform>
            <numerusform>Deleted: %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::view::TablePage</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more than %Ln record(s)</source>
        <translation>
            <numerusform>more than %Ln record</numerusform>
            <numerusform>more than %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TableSelection</name>
    <message numerus="yes">
        <source>%Ln row(s) selected</source>
        <translation>
            <numerusform>%Ln row selected</numerusform>
            <numerusform>%Ln rows selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kupets::app::Tray</name>
    <message numerus="yes">
        <source>Kupets: %Ln new notice(s)</source>
        <translation>
            <numerusform>Kupets: %Ln new notice</numerusform>
            <numerusform>Kupets: %Ln new notices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
