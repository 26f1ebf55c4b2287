<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Choose</name>
    <message>
        <source>Choose a project</source>
        <translation>选对象</translation>
    </message>
    <message>
        <source>A project of this name is known already. It may still be noted anew.</source>
        <translation>已有同名项目；仍可另行记下。</translation>
    </message>
    <message>
        <source>Nothing known of this. Note it now, complete it later.</source>
        <translation>没有找到。可以先记下，回头补全。</translation>
    </message>
    <message>
        <source>Any part of a name, its pinyin initials, the credit code or the project.</source>
        <translation>可输入名称中的任意几个字、拼音首字母、统一社会信用代码或项目名称。</translation>
    </message>
    <message>
        <source>To complete</source>
        <translation>待补全</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>{n} more with this name are known; compare the address.</source>
        <translation>另有 {n} 个同名项目，请核对地址。</translation>
    </message>
    <message>
        <source>Where are you going?</source>
        <translation>去哪里检查？</translation>
    </message>
    <message>
        <source>Name, initials, credit code or project</source>
        <translation>名称、首字母、信用代码或项目</translation>
    </message>
    <message>
        <source>Find a project</source>
        <translation>查找项目</translation>
    </message>
    <message>
        <source>Note it, complete later</source>
        <translation>先记下，回头补全</translation>
    </message>
    <message>
        <source>On site</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Other project</source>
        <translation>换一个项目</translation>
    </message>
    <message>
        <source>Type a name to begin. What is not known yet can be noted at once.</source>
        <translation>输入名称即可开始；还没有的可以马上记下。</translation>
    </message>
</context>
</TS>
