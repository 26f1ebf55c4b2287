<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>duplicates</name>
    <message>
        <source>Compare two of your choice</source>
        <translation>自选两个比较</translation>
    </message>
    <message>
        <source>Name, initials or code of the first</source>
        <translation>第一个的名称、首字母或代码</translation>
    </message>
    <message>
        <source>and of the second</source>
        <translation>第二个的名称、首字母或代码</translation>
    </message>
    <message>
        <source>Choose others</source>
        <translation>重新选择</translation>
    </message>
    <message>
        <source>These may be one thing noted twice. A person decides; workers are never merged.</source>
        <translation>以下可能是重复登记的同一个单位或项目，由人裁定；工人从不合并。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>Nothing seems to be noted twice.</source>
        <translation>没有发现重复登记。</translation>
    </message>
    <message>
        <source>Merged so far</source>
        <translation>已合并的</translation>
    </message>
</context>
</TS>
