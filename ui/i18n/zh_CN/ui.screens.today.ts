<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Today</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>To begin</source>
        <translation>待开始</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>Parked</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回补正</translation>
    </message>
    <message>
        <source>Carried out</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>To recheck</source>
        <translation>待复查</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>To serve</source>
        <translation>待送达</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>最急的在前</translation>
    </message>
    <message>
        <source>Make up the approval of the urgent visit</source>
        <translation>补办紧急检查的审批</translation>
    </message>
    <message>
        <source>Clue to be answered</source>
        <translation>线索待答复</translation>
    </message>
    <message>
        <source>The stamped copy is still to be served</source>
        <translation>盖章件待补送</translation>
    </message>
    <message>
        <source>Visit returned by the office</source>
        <translation>检查记录被退回</translation>
    </message>
    <message>
        <source>Start inspection</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Our office</source>
        <translation>本单位</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Nothing waits today.</source>
        <translation>今天没有待办事项。</translation>
    </message>
</context>
</TS>
