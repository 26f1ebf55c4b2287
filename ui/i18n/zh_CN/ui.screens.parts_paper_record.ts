<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>record</name>
    <message>
        <source>The visit lasted from {begun} to {ended}.</source>
        <translation>检查时间：{begun} 至 {ended}。</translation>
    </message>
    <message>
        <source>The visit began at {begun}; it ends when the record is read over.</source>
        <translation>检查开始于 {begun}，笔录核对时记录结束时间。</translation>
    </message>
    <message>
        <source>Who was present</source>
        <translation>现场人员</translation>
    </message>
    <message>
        <source>The words of the record</source>
        <translation>笔录内容</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Content, one paragraph a line</source>
        <translation>内容（每行一段）</translation>
    </message>
    <message>
        <source>It comes from the visit; what you change here is printed as you wrote it.</source>
        <translation>内容来自检查记录；在此修改后按修改的文字打印。</translation>
    </message>
    <message>
        <source>What the person present says</source>
        <translation>现场人员意见</translation>
    </message>
    <message>
        <source>Left empty, the record ends with the usual sentence that it was read and is true.</source>
        <translation>留空则以“已看过，与事实相符”结尾。</translation>
    </message>
    <message>
        <source>The visit's own words again</source>
        <translation>恢复检查记录的内容</translation>
    </message>
</context>
</TS>
