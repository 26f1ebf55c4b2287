<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit</name>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>{weekday} {month}/{day}</source>
        <translation>{month}月{day}日 {weekday}</translation>
    </message>
    <message>
        <source>ends today</source>
        <translation>今天到期</translation>
    </message>
    <message>
        <source>1 working day left</source>
        <translation>还剩 1 个工作日</translation>
    </message>
    <message>
        <source>1 working day over</source>
        <translation>已超过 1 个工作日</translation>
    </message>
    <message>
        <source>{n} working days over</source>
        <translation>已超过 {n} 个工作日</translation>
    </message>
    <message>
        <source>{n} working days left</source>
        <translation>还剩 {n} 个工作日</translation>
    </message>
    <message>
        <source>Developer</source>
        <translation>建设单位</translation>
    </message>
    <message>
        <source>General contractor</source>
        <translation>施工总承包单位</translation>
    </message>
    <message>
        <source>Subcontractor</source>
        <translation>分包单位</translation>
    </message>
    <message>
        <source>Foreman</source>
        <translation>包工头</translation>
    </message>
    <message>
        <source>Other unit</source>
        <translation>其他单位</translation>
    </message>
</context>
</TS>
