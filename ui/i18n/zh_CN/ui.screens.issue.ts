<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Issue</name>
    <message>
        <source>Issue</source>
        <translation>出具</translation>
    </message>
    <message>
        <source>Go on to the receipt</source>
        <translation>去送达</translation>
    </message>
    <message>
        <source>Serve later</source>
        <translation>以后送达</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>This paper is not here. Nothing was changed.</source>
        <translation>本机没有这份文书。没有任何改动。</translation>
    </message>
    <message>
        <source>All papers</source>
        <translation>全部文书</translation>
    </message>
    <message>
        <source>Issued and locked</source>
        <translation>已出具并锁定</translation>
    </message>
    <message>
        <source>The signed file is stored. Printing again never changes the number.</source>
        <translation>签名文件已保存。重打不换文号。</translation>
    </message>
    <message>
        <source>Issue: {title}</source>
        <translation>出具：{title}</translation>
    </message>
</context>
</TS>
