<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>record</name>
    <message>
        <source>Signature of the person present</source>
        <translation>现场人员签名</translation>
    </message>
    <message>
        <source>Signature of the first officer</source>
        <translation>检查人员签名（一）</translation>
    </message>
    <message>
        <source>Signature of the second officer</source>
        <translation>检查人员签名（二）</translation>
    </message>
    <message>
        <source>Please read the record, or have it read to you. You may ask for corrections and have your own words written in. Sign only what is right.</source>
        <translation>请阅读笔录，或者由检查人员宣读。您可以要求更正，并写入自己的意见。确认无误后再签名。</translation>
    </message>
    <message>
        <source>At the end of the record</source>
        <translation>笔录末尾</translation>
    </message>
    <message>
        <source>At the foot of page {n}</source>
        <translation>第 {n} 页页脚</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Refuse to sign</source>
        <translation>拒绝签名</translation>
    </message>
    <message>
        <source>The pages are signed on the print</source>
        <translation>页脚在纸质件上签</translation>
    </message>
</context>
</TS>
