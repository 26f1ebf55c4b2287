<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>before today</source>
        <translation>早于今天</translation>
    </message>
    <message>
        <source>no working day</source>
        <translation>休息日</translation>
    </message>
    <message>
        <source>, provisional: this year&apos;s calendar is not installed</source>
        <translation>，暂算：当年放假安排尚未安装</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂算</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Move requirement {n} up</source>
        <translation>第 {n} 项上移</translation>
    </message>
    <message>
        <source>Take requirement {n} out</source>
        <translation>删去第 {n} 项</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>适用情形</translation>
    </message>
    <message>
        <source>{n} working days</source>
        <translation>{n} 个工作日</translation>
    </message>
    <message>
        <source>Own words for what is to be done</source>
        <translation>自拟改正要求</translation>
    </message>
    <message>
        <source>Leave empty to print the wording of the pack.</source>
        <translation>留空则使用标准表述。</translation>
    </message>
    <message>
        <source>Write it in own words</source>
        <translation>改写要求</translation>
    </message>
    <message>
        <source>Also found, not required yet</source>
        <translation>已查出、尚未列入</translation>
    </message>
    <message>
        <source>Other violations</source>
        <translation>其他违法行为</translation>
    </message>
</context>
</TS>
