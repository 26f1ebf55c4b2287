<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>RollFacts</name>
    <message>
        <source>This is no day. Type it as 2026-10-09.</source>
        <translation>这不是日期，请写成 2026-10-09。</translation>
    </message>
    <message>
        <source>Pay day agreed</source>
        <translation>约定支付日</translation>
    </message>
    <message>
        <source>Owed as of</source>
        <translation>欠薪截至</translation>
    </message>
    <message>
        <source>What the sheet rests on</source>
        <translation>工资表依据</translation>
    </message>
</context>
</TS>
