<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Arrival</name>
    <message>
        <source>On site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>{n} matters stand in the way of the checklist</source>
        <translation>开始清单前，还有 {n} 处需要处理</translation>
    </message>
    <message>
        <source>visit {n} of this year</source>
        <translation>今年第 {n} 次检查</translation>
    </message>
    <message>
        <source>Go on with the checklist</source>
        <translation>继续清单</translation>
    </message>
    <message>
        <source>Begin the checklist</source>
        <translation>开始清单</translation>
    </message>
</context>
</TS>
