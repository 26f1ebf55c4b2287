<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Register</name>
    <message>
        <source>What stands on the paper</source>
        <translation>文书上的内容</translation>
    </message>
    <message>
        <source>The paper is a fact: it is entered as it is, also where its number is taken.</source>
        <translation>纸质文书就是事实：照原样补录，文号已被占用也照录。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Running number</source>
        <translation>顺序号</translation>
    </message>
    <message>
        <source>Whole number, where it is not written as usual</source>
        <translation>完整文号（写法与平常不同时填写）</translation>
    </message>
    <message>
        <source>Day on the paper</source>
        <translation>文书日期</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>Why it was written by hand</source>
        <translation>手写原因</translation>
    </message>
    <message>
        <source>No computer on site</source>
        <translation>现场没有电脑</translation>
    </message>
    <message>
        <source>Before the program was used</source>
        <translation>启用本程序之前</translation>
    </message>
    <message>
        <source>Battery empty</source>
        <translation>电脑没电</translation>
    </message>
    <message>
        <source>Enter into the register</source>
        <translation>补录入册</translation>
    </message>
</context>
<context>
    <name>register</name>
    <message>
        <source>Corrected by {number}.</source>
        <translation>已由{number}更正。</translation>
    </message>
    <message>
        <source>Revoked by {number}.</source>
        <translation>已由{number}撤销。</translation>
    </message>
</context>
</TS>
