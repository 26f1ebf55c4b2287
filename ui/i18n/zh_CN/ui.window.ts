<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Window</name>
    <message>
        <source>Anxin labour inspection</source>
        <translation>安薪劳动保障监察</translation>
    </message>
</context>
</TS>
