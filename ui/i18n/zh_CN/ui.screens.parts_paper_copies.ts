<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>one less</source>
        <translation>减一份</translation>
    </message>
    <message>
        <source>one more</source>
        <translation>加一份</translation>
    </message>
    <message>
        <source>Counterfoil</source>
        <translation>存根</translation>
    </message>
    <message>
        <source>For the party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Copied to</source>
        <translation>抄送</translation>
    </message>
    <message>
        <source>For the file</source>
        <translation>附卷</translation>
    </message>
</context>
</TS>
