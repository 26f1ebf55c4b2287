<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>wages</name>
    <message>
        <source>{year}-{month:02d}-{day:02d}</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message>
        <source>{year}-{month}</source>
        <translation>{year}年{bare}月</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>{figures} yuan ({words})</source>
        <translation>{figures}元（{words}）</translation>
    </message>
    <message>
        <source>As of {day} no wages are overdue.</source>
        <translation>截至{day}，没有到期未付的工资。</translation>
    </message>
    <message>
        <source>As of {day}, {n} workers are owed {amount} for {months}.</source>
        <translation>截至{day}，拖欠{n}人工资{amount}，涉及{months}。</translation>
    </message>
    <message>
        <source>{months}: the pay day has not passed yet.</source>
        <translation>{months}的支付日还没有过。</translation>
    </message>
    <message>
        <source>{n} amounts are not known, so more may be owed.</source>
        <translation>有{n}处金额不明，实际欠薪可能更多。</translation>
    </message>
    <message>
        <source>The calendar of that year is not installed; the days are provisional.</source>
        <translation>该年度的放假安排尚未安装，日期为暂算。</translation>
    </message>
    <message>
        <source>Told by {who}:</source>
        <translation>据{who}陈述：</translation>
    </message>
    <message>
        <source>{n} workers</source>
        <translation>{n}人</translation>
    </message>
    <message>
        <source>number of workers not known</source>
        <translation>人数不明</translation>
    </message>
    <message>
        <source>sum not known</source>
        <translation>金额不明</translation>
    </message>
    <message>
        <source>The same number as {name}. Both lines are kept; check which is right.</source>
        <translation>与{name}的证件号码相同。两行都保留，请核对哪一个正确。</translation>
    </message>
</context>
</TS>
