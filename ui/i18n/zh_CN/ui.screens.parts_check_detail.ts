<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CostTable</name>
    <message>
        <source>Add a month</source>
        <translation>增加月份</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>The figures say: meets.</source>
        <translation>按所填数字：符合。</translation>
    </message>
    <message>
        <source>The figures say: fails.</source>
        <translation>按所填数字：不符合。</translation>
    </message>
    <message>
        <source>Attendance and the heads counted differ by more than a tenth. Look again.</source>
        <translation>考勤人数与清点人数相差超过一成，请再核对。</translation>
    </message>
    <message>
        <source>The account was opened later than 30 days after the contract. Look again.</source>
        <translation>专用账户在合同签订30日后才开立，请再核对。</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>meets</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>未查</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>Same as last time ({answer}, {day})</source>
        <translation>同上次（{answer}，{day}）</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Take this answer</source>
        <translation>采用这个回答</translation>
    </message>
    <message>
        <source>Open the wage sheet</source>
        <translation>打开工资表</translation>
    </message>
    <message>
        <source>Look at: {what}</source>
        <translation>查看：{what}</translation>
    </message>
    <message>
        <source>Seen on the spot</source>
        <translation>现场查看</translation>
    </message>
    <message>
        <source>Original shown</source>
        <translation>已出示原件</translation>
    </message>
    <message>
        <source>Could not be shown</source>
        <translation>未能出示</translation>
    </message>
    <message>
        <source>Absent, will be handed in later</source>
        <translation>负责人不在场，称事后补交</translation>
    </message>
</context>
</TS>
