<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>StatedForm</name>
    <message>
        <source>Where there is no roll: what was told, and by whom. Leave empty what nobody knows.</source>
        <translation>没有工资表时，记下听到的情况和陈述人；不清楚的留空。</translation>
    </message>
    <message>
        <source>Number of workers</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Sum owed (yuan)</source>
        <translation>欠薪金额（元）</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>2026-07 2026-08, or 2026-07 to 2026-09</source>
        <translation>2026-07 2026-08，或 2026-07 至 2026-09</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>陈述人</translation>
    </message>
</context>
<context>
    <name>wages</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>身份证号码</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>工种</translation>
    </message>
    <message>
        <source>Day rate</source>
        <translation>日工资</translation>
    </message>
    <message>
        <source>days</source>
        <translation>工日</translation>
    </message>
    <message>
        <source>due</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>实付</translation>
    </message>
    <message>
        <source>owed</source>
        <translation>欠付</translation>
    </message>
    <message>
        <source>Months are typed as 2026-07 2026-08 or 2026-07 to 2026-09.</source>
        <translation>月份请写成 2026-07 2026-08 或 2026-07 至 2026-09。</translation>
    </message>
</context>
</TS>
