<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回补正</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>To serve</source>
        <translation>待送达</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>已存卷</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>Dated {day}</source>
        <translation>文书日期：{day}</translation>
    </message>
    <message>
        <source>Issued {at} by {officers}</source>
        <translation>{at} 出具，监察员：{officers}</translation>
    </message>
    <message>
        <source>Served on {who}: {day}</source>
        <translation>{day}送达{who}</translation>
    </message>
    <message>
        <source>{term}: until {day}</source>
        <translation>{term}：至{day}</translation>
    </message>
    <message>
        <source>Printed {n} copies</source>
        <translation>已打印 {n} 份</translation>
    </message>
    <message>
        <source>Corrected by {number}; the rest is in force.</source>
        <translation>已由{number}更正，其余内容仍然有效。</translation>
    </message>
    <message>
        <source>{number} stands in its place.</source>
        <translation>已由{number}代替。</translation>
    </message>
    <message>
        <source>Revoked by {number}: {reason}</source>
        <translation>已由{number}撤销：{reason}</translation>
    </message>
    <message>
        <source>It was voided on another device after it was served here: the service holds.</source>
        <translation>本机已送达，另一台设备又作废：以送达为准。</translation>
    </message>
    <message>
        <source>It was served: it can be revoked or corrected, no longer voided.</source>
        <translation>文书已送达：可以撤销或者更正，不能作废。</translation>
    </message>
    <message>
        <source>Its number stays used whatever happens to the paper.</source>
        <translation>无论如何处理，文号都不再使用。</translation>
    </message>
    <message>
        <source>Serve it</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Write what follows</source>
        <translation>写后续文书</translation>
    </message>
    <message>
        <source>All papers</source>
        <translation>全部文书</translation>
    </message>
    <message>
        <source>If something is wrong with it</source>
        <translation>文书有误时</translation>
    </message>
    <message>
        <source>Write a correction</source>
        <translation>制作更正文书</translation>
    </message>
    <message>
        <source>Write it anew</source>
        <translation>重新制作</translation>
    </message>
    <message>
        <source>Void it</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Revoke it</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>It stands in the register for good.</source>
        <translation>理由永久记入登记簿。</translation>
    </message>
    <message>
        <source>Revoking ends the paper for good; the number stays used and the reason is kept.</source>
        <translation>撤销后文书永久失效；文号不再使用，理由记入登记簿。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>确认撤销</translation>
    </message>
    <message>
        <source>Voiding ends the paper for good; the number stays used and the reason is kept.</source>
        <translation>作废后文书永久失效；文号不再使用，理由记入登记簿。</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>确认作废</translation>
    </message>
</context>
</TS>
