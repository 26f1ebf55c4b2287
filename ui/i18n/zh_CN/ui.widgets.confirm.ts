<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ConfirmAct</name>
    <message>
        <source>I have read this</source>
        <translation>我已看过</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>PIN (6 digits)</source>
        <translation>PIN 码（6 位数字）</translation>
    </message>
</context>
</TS>
