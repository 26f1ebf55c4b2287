<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>VisitState</name>
    <message>
        <source>Already said by: {name}</source>
        <translation>已由另一项写明：{name}</translation>
    </message>
    <message>
        <source>Several wordings fit. Choose one in the review.</source>
        <translation>有几种写法都适用，请在核对时选择。</translation>
    </message>
    <message>
        <source>No month of labour cost is entered yet. Add the months below.</source>
        <translation>还没有录入人工费用，请在下面增加月份。</translation>
    </message>
    <message>
        <source>Labour cost of {n} months: due {due}, paid {paid}, short {short}.</source>
        <translation>{n}个月人工费用：应拨{due}，实拨{paid}，缺口{short}。</translation>
    </message>
    <message>
        <source>No wage sheet of this unit is entered yet.</source>
        <translation>还没有录入该单位的工资表。</translation>
    </message>
</context>
</TS>
