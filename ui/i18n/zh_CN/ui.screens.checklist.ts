<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Checklist</name>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>{n} fail</source>
        <translation>{n} 项不符合</translation>
    </message>
    <message>
        <source>Some questions wait for a unit that is not entered: {roles}</source>
        <translation>有些问题要等录入这些单位后才能检查：{roles}</translation>
    </message>
    <message>
        <source>To the review</source>
        <translation>去核对</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一部分</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>Wage sheet</source>
        <translation>工资表</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Enter the unit</source>
        <translation>录入单位</translation>
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
