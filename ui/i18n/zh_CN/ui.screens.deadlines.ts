<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Deadlines</name>
    <message>
        <source>Deadlines</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>{n} terms, {late} over</source>
        <translation>共 {n} 项期限，其中 {late} 项已过期</translation>
    </message>
    <message>
        <source>Open ones · {n}</source>
        <translation>未了结 · {n}</translation>
    </message>
    <message>
        <source>Settled · {n}</source>
        <translation>已了结 · {n}</translation>
    </message>
    <message>
        <source>{left} (provisional)</source>
        <translation>{left}（暂算）</translation>
    </message>
    <message>
        <source>Not served</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>期限内</translation>
    </message>
    <message>
        <source>Ends soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>To recheck</source>
        <translation>待复查</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>Partly corrected</source>
        <translation>部分改正</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>未改正</translation>
    </message>
    <message>
        <source>Paper withdrawn</source>
        <translation>文书已作废或撤销</translation>
    </message>
    <message>
        <source>served {day}</source>
        <translation>{day} 送达</translation>
    </message>
    <message>
        <source>not served yet</source>
        <translation>尚未送达</translation>
    </message>
    <message>
        <source>Rechecked before: {list}</source>
        <translation>此前复查：{list}</translation>
    </message>
    <message>
        <source>Recheck</source>
        <translation>复查</translation>
    </message>
    <message>
        <source>All deadlines</source>
        <translation>全部期限</translation>
    </message>
    <message>
        <source>No term is running. Terms appear when a paper is served.</source>
        <translation>没有在走的期限。文书送达后期限会出现在这里。</translation>
    </message>
    <message>
        <source>Day of the recheck</source>
        <translation>复查日期</translation>
    </message>
    <message>
        <source>Present for the unit</source>
        <translation>单位在场人员</translation>
    </message>
    <message>
        <source>What proves it</source>
        <translation>改正情况和凭据</translation>
    </message>
    <message>
        <source>Wages recovered, yuan (if any)</source>
        <translation>追发工资（元，如有）</translation>
    </message>
    <message>
        <source>for how many workers</source>
        <translation>涉及人数</translation>
    </message>
    <message>
        <source>rectification report; </source>
        <translation>整改报告；</translation>
    </message>
    <message>
        <source>bank vouchers; </source>
        <translation>银行回单；</translation>
    </message>
    <message>
        <source>photos on site; </source>
        <translation>现场照片；</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>查看文书</translation>
    </message>
    <message>
        <source>The visit</source>
        <translation>查看检查</translation>
    </message>
</context>
</TS>
