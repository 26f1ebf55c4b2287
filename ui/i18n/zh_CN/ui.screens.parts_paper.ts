<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>Being checked …</source>
        <translation>正在核对……</translation>
    </message>
    <message>
        <source>To mend</source>
        <translation>须处理</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>{n} to mend before issuing</source>
        <translation>出具前有 {n} 处需要处理</translation>
    </message>
    <message>
        <source>Ready to be issued</source>
        <translation>可以出具</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可出具</translation>
    </message>
    <message>
        <source>{year}-{month:02d}-{day:02d}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
</context>
</TS>
