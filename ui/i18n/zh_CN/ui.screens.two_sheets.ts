<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>TwoSheets</name>
    <message>
        <source>Two wage sheets</source>
        <translation>两份工资表</translation>
    </message>
    <message>
        <source>These sheets of one employer have the same months: {months}. Both are kept as they are. Say which one counts in these months; until then no paper prints their sums.</source>
        <translation>同一用人单位有工资表月份重复：{months}。两份都原样保留。请指明这些月份以哪一份为准；在此之前，文书不列其金额。</translation>
    </message>
    <message>
        <source>Wage sheet</source>
        <translation>工资表</translation>
    </message>
    <message>
        <source>Why (needed)</source>
        <translation>理由（必填）</translation>
    </message>
    <message>
        <source>Stamped by the employer</source>
        <translation>加盖单位公章</translation>
    </message>
    <message>
        <source>Signed by the workers</source>
        <translation>有工人签字</translation>
    </message>
    <message>
        <source>Different teams</source>
        <translation>班组不同</translation>
    </message>
    <message>
        <source>Their sums are added. This is right only where they name different workers; compare the names.</source>
        <translation>两份金额将相加。只有所列工人不同时才可以这样，请核对姓名。</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>No two sheets of this employer have the same month.</source>
        <translation>该用人单位没有月份重复的工资表。</translation>
    </message>
</context>
<context>
    <name>two_sheets</name>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>This sheet counts</source>
        <translation>以这份为准</translation>
    </message>
    <message>
        <source>Lines of the sheet</source>
        <translation>工资表明细</translation>
    </message>
    <message>
        <source>{n} workers, {months}: owed {sum} yuan</source>
        <translation>{n}人，{months}：欠付{sum}元</translation>
    </message>
    <message>
        <source>Begun by {by}</source>
        <translation>录入：{by}</translation>
    </message>
    <message>
        <source>Rests on {basis}</source>
        <translation>依据：{basis}</translation>
    </message>
</context>
</TS>
