<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Rail</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Look, size and language</source>
        <translation>显示、大小和语言</translation>
    </message>
    <message>
        <source>Unsent {n} · {days} days</source>
        <translation>未上传 {n} · {days} 天</translation>
    </message>
    <message>
        <source>Unsent {n}</source>
        <translation>未上传 {n}</translation>
    </message>
    <message>
        <source>Numbers left {n}</source>
        <translation>文号余 {n}</translation>
    </message>
    <message>
        <source>Battery {n} %</source>
        <translation>电量 {n}%</translation>
    </message>
</context>
</TS>
