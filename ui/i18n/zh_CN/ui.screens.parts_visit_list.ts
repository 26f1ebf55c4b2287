<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit_list</name>
    <message>
        <source>Visits · {n}</source>
        <translation>检查 · {n}</translation>
    </message>
    <message>
        <source>All visits</source>
        <translation>全部检查</translation>
    </message>
    <message>
        <source>No day set yet</source>
        <translation>还没有确定日期</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
</context>
</TS>
