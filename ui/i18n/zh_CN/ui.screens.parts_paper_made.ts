<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>To appear on, at</source>
        <translation>到场时间</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>contact person of the office</source>
        <translation>本局联系人</translation>
    </message>
    <message>
        <source>telephone of the office</source>
        <translation>本局联系电话</translation>
    </message>
    <message>
        <source>address of the office</source>
        <translation>本局地址</translation>
    </message>
    <message>
        <source>general contractor</source>
        <translation>施工总承包单位</translation>
    </message>
</context>
</TS>
