<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Wages</name>
    <message>
        <source>Wage sheet</source>
        <translation>工资表</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>用人单位</translation>
    </message>
    <message>
        <source>Only with errors ({n})</source>
        <translation>只看有错（{n}）</translation>
    </message>
    <message>
        <source>{n} workers</source>
        <translation>{n}人</translation>
    </message>
    <message>
        <source>Nothing is entered for this unit yet.</source>
        <translation>这个单位还没有录入。</translation>
    </message>
    <message>
        <source>Remove {month}</source>
        <translation>移除 {month}</translation>
    </message>
    <message>
        <source>Remove month</source>
        <translation>移除月份</translation>
    </message>
    <message>
        <source>Pasted: {people} workers ({new} new), {months} worker-months. Ctrl+Z takes it back.</source>
        <translation>已粘贴：{people}人（新增{new}人），共 {months} 条月工资。按 Ctrl+Z 可以撤销。</translation>
    </message>
    <message>
        <source>{n} lines without a name or with totals were left out.</source>
        <translation>没有姓名或是合计的 {n} 行没有录入。</translation>
    </message>
    <message>
        <source>{n} cells could not be read and stay as they were: {some}.</source>
        <translation>有 {n} 格读不出来，保持原样：{some}。</translation>
    </message>
    <message>
        <source>Only a sum was told</source>
        <translation>只有口头金额</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工人</translation>
    </message>
    <message>
        <source>Add a worker</source>
        <translation>增加工人</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Add a month</source>
        <translation>增加月份</translation>
    </message>
    <message>
        <source>Paste table</source>
        <translation>粘贴表格</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Remove worker</source>
        <translation>移除工人</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Two sheets: say which counts</source>
        <translation>两份工资表：选定一份</translation>
    </message>
    <message>
        <source>No worker is entered yet. Copy the table in the spreadsheet and paste it here, or type.</source>
        <translation>还没有录入工人。可以在电子表格里复制表格后粘贴到这里，也可以直接录入。</translation>
    </message>
    <message>
        <source>No visit is open. Choose where to go first.</source>
        <translation>还没有打开检查，请先选择检查对象。</translation>
    </message>
    <message>
        <source>Choose a project</source>
        <translation>选择项目</translation>
    </message>
</context>
</TS>
