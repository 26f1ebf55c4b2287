<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>papertype</name>
    <message>
        <source>What and to whom</source>
        <translation>对象和日期</translation>
    </message>
    <message>
        <source>What this paper says</source>
        <translation>文书内容</translation>
    </message>
    <message>
        <source>Date of the paper</source>
        <translation>文书日期</translation>
    </message>
    <message>
        <source>Addressees</source>
        <translation>送达对象</translation>
    </message>
    <message>
        <source>Party it is about</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>To be done together with</source>
        <translation>共同履行人</translation>
    </message>
    <message>
        <source>The paper it follows</source>
        <translation>承接的文书</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>涉及的违法行为</translation>
    </message>
    <message>
        <source>Short names of articles, e.g. 条例55(1) or LDJC-30/1.3; left empty, those of the case.</source>
        <translation>填条款简称，如“条例55(1)”或者LDJC-30/1.3；留空则用本案的条款。</translation>
    </message>
    <message>
        <source>One a line: {columns}</source>
        <translation>一行一项：{columns}</translation>
    </message>
    <message>
        <source>Left empty, it comes from the records.</source>
        <translation>留空则取自已有记录。</translation>
    </message>
</context>
</TS>
