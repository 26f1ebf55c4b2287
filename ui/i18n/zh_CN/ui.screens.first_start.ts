<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FirstStart</name>
    <message>
        <source>First start</source>
        <translation>首次启动</translation>
    </message>
    <message>
        <source>Make the office</source>
        <translation>建立单位</translation>
    </message>
    <message>
        <source>Join now</source>
        <translation>现在加入</translation>
    </message>
    <message>
        <source>Write the request</source>
        <translation>写出申请</translation>
    </message>
    <message>
        <source>Take in the desk&apos;s bundle</source>
        <translation>导入办公端给的数据包</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>已抄好</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>请稍候……</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
</context>
</TS>
