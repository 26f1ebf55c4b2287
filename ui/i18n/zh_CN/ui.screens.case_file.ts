<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CaseFile</name>
    <message>
        <source>Case file</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>Making the file …</source>
        <translation>正在生成……</translation>
    </message>
    <message>
        <source>Make the file as PDF</source>
        <translation>生成案卷PDF</translation>
    </message>
    <message>
        <source>Choose a visit first: its file is shown here.</source>
        <translation>请先选择一次检查，其案卷显示在这里。</translation>
    </message>
    <message>
        <source>Kept as {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>{papers} papers, {proofs} pieces of evidence</source>
        <translation>文书{papers}件，证据{proofs}件</translation>
    </message>
    <message>
        <source>{reached} of {all} points</source>
        <translation>{all}分中得{reached}分</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>不合格（一项否决）</translation>
    </message>
    <message>
        <source>{open} points wait for a reviewer&apos;s eye; blocks this case does not need are left out.</source>
        <translation>另有{open}分要由评查人判定；本案不适用的部分不计分。</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Lost: {n}, tap to mend</source>
        <translation>失分{n}项，点一下去补正</translation>
    </message>
    <message>
        <source>Nothing is lost</source>
        <translation>没有失分</translation>
    </message>
    <message>
        <source>Only a person can judge: {n}</source>
        <translation>要由评查人判定：{n}项</translation>
    </message>
    <message>
        <source>{n} points</source>
        <translation>{n}分</translation>
    </message>
</context>
<context>
    <name>casefile</name>
    <message>
        <source> (proposed)</source>
        <translation>（拟）</translation>
    </message>
    <message>
        <source>fails the file</source>
        <translation>一项否决</translation>
    </message>
    <message>
        <source>to mend</source>
        <translation>要补正</translation>
    </message>
</context>
</TS>
