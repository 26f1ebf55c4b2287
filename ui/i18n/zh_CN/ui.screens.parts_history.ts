<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>parts_history</name>
    <message>
        <source>History</source>
        <translation>改动记录</translation>
    </message>
</context>
</TS>
