<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Settle</name>
    <message>
        <source>Doubtful numbers</source>
        <translation>重号与存疑文号</translation>
    </message>
    <message>
        <source>All doubtful numbers</source>
        <translation>全部重号与存疑</translation>
    </message>
    <message>
        <source>Register of numbers</source>
        <translation>发文登记簿</translation>
    </message>
</context>
</TS>
