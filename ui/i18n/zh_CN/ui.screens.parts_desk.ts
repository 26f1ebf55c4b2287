<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>desk</name>
    <message>
        <source>To decide</source>
        <translation>待裁定</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>采用这个</translation>
    </message>
    <message>
        <source>Keep all of them, one below the other</source>
        <translation>全部保留，分段列出</translation>
    </message>
    <message>
        <source>or write what is right</source>
        <translation>或填写正确内容</translation>
    </message>
    <message>
        <source>Why (needed here)</source>
        <translation>理由（必填）</translation>
    </message>
    <message>
        <source>Why (needed: it decides who is meant)</source>
        <translation>理由（必填：涉及当事人）</translation>
    </message>
    <message>
        <source>Why (needed: it decides an amount)</source>
        <translation>理由（必填：涉及金额）</translation>
    </message>
    <message>
        <source>Why (needed: it decides a date)</source>
        <translation>理由（必填：涉及日期）</translation>
    </message>
    <message>
        <source>Why (needed: it decides what is cited)</source>
        <translation>理由（必填：涉及条款）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Checked against the original</source>
        <translation>经核对原件</translation>
    </message>
    <message>
        <source>As the site record says</source>
        <translation>以现场检查笔录为准</translation>
    </message>
    <message>
        <source>Slip of the pen</source>
        <translation>笔误</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Papers that print it wait</source>
        <translation>含此项的文书暂不能出具</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>The other's</source>
        <translation>对方</translation>
    </message>
</context>
</TS>
