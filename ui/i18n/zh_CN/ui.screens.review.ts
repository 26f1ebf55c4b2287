<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Review</name>
    <message>
        <source>Review</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Something else happened</source>
        <translation>其他情况</translation>
    </message>
    <message>
        <source>Which unit</source>
        <translation>哪个单位</translation>
    </message>
    <message>
        <source>{n} things need your hand</source>
        <translation>有 {n} 处需要处理</translation>
    </message>
    <message>
        <source>Nothing needs your hand.</source>
        <translation>没有需要处理的。</translation>
    </message>
    <message>
        <source>{n} questions wait for a unit that is not entered: {role}</source>
        <translation>有 {n} 个问题要等录入单位后才能检查：{role}</translation>
    </message>
    <message>
        <source>{n} questions are not looked at</source>
        <translation>还有 {n} 个问题未查</translation>
    </message>
    <message>
        <source>Choose the wording: {name}</source>
        <translation>请选择写法：{name}</translation>
    </message>
    <message>
        <source>{name}: not stated yet: {facts}</source>
        <translation>{name}：还没有写明{facts}</translation>
    </message>
    <message>
        <source>The pay day is not known: {unit}</source>
        <translation>不知道工资支付日：{unit}</translation>
    </message>
    <message>
        <source>{n} wage sheets of the same months, say which one counts: {unit}</source>
        <translation>{n}份工资表月份重复，请指明以哪份为准：{unit}</translation>
    </message>
    <message>
        <source>{n} cells of the wage sheet need a second look: {unit}</source>
        <translation>工资表有 {n} 处要再看一眼：{unit}</translation>
    </message>
    <message>
        <source>Wages are owed, but neither a wage sheet nor a sum is entered: {unit}</source>
        <translation>有欠薪，但没有录入工资表，也没有录入金额：{unit}</translation>
    </message>
    <message>
        <source>Who received you is not entered</source>
        <translation>没有录入接待人</translation>
    </message>
    <message>
        <source>The place is not entered</source>
        <translation>没有录入检查地点</translation>
    </message>
    <message>
        <source>The number of people on site is not entered</source>
        <translation>没有录入现场人数</translation>
    </message>
    <message>
        <source>Whether the visit was recorded is not entered</source>
        <translation>没有说明是否全过程音像记录</translation>
    </message>
    <message>
        <source>The entry code was not scanned and no reason is given</source>
        <translation>没有扫码入企，也没有写明原因</translation>
    </message>
    <message>
        <source>{done} of {all} answered, {bad} fail</source>
        <translation>已查 {done}/{all}，{bad} 项不符合</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>到场</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Wages</source>
        <translation>工资</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>{unit}: {text}</source>
        <translation>{unit}：{text}</translation>
    </message>
    <message>
        <source>{n} findings</source>
        <translation>发现 {n} 个问题</translation>
    </message>
    <message>
        <source>No violation was found.</source>
        <translation>没有发现违法行为。</translation>
    </message>
    <message>
        <source>Choose the wording first.</source>
        <translation>请先选择写法。</translation>
    </message>
    <message>
        <source>Order to correct</source>
        <translation>限期改正指令书</translation>
    </message>
    <message>
        <source>Inquiry notice</source>
        <translation>询问通知书</translation>
    </message>
    <message>
        <source>Inquiry notice to</source>
        <translation>询问通知书发给</translation>
    </message>
    <message>
        <source>Site record</source>
        <translation>现场检查笔录</translation>
    </message>
    <message>
        <source>Case file</source>
        <translation>案卷</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>No visit is open. Choose where to go first.</source>
        <translation>还没有打开检查，请先选择检查对象。</translation>
    </message>
    <message>
        <source>Choose a project</source>
        <translation>选择项目</translation>
    </message>
</context>
</TS>
