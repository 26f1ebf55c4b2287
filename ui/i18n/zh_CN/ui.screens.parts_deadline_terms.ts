<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>terms</name>
    <message>
        <source>Running</source>
        <translation>期限内</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Term over</source>
        <translation>期限已过</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Paper withdrawn</source>
        <translation>文书已作废或撤销</translation>
    </message>
    <message>
        <source>{left} (provisional)</source>
        <translation>{left}（暂算）</translation>
    </message>
</context>
</TS>
