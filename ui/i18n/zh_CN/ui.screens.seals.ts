<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Seals</name>
    <message>
        <source>Seal and stationery</source>
        <translation>印章与用纸</translation>
    </message>
    <message>
        <source>As a rule</source>
        <translation>通常做法</translation>
    </message>
    <message>
        <source>Picture of the seal</source>
        <translation>电子印章图样</translation>
    </message>
    <message>
        <source>Ledger of the seal</source>
        <translation>用印登记</translation>
    </message>
    <message>
        <source>Stamped sheets</source>
        <translation>预盖章用纸</translation>
    </message>
</context>
</TS>
