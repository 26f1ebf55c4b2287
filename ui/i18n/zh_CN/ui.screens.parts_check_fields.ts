<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>checklist</name>
    <message>
        <source>Shown on the board</source>
        <translation>告示牌已明示</translation>
    </message>
    <message>
        <source>{label} (yuan)</source>
        <translation>{label}（元）</translation>
    </message>
</context>
</TS>
