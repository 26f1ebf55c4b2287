<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FindingCard</name>
    <message>
        <source>Say why it is no violation; the reason stays in the file.</source>
        <translation>请写明为什么不成立，理由会留在案卷里。</translation>
    </message>
    <message>
        <source>To be decided</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>Still missing: {facts}</source>
        <translation>还没有写明：{facts}</translation>
    </message>
    <message>
        <source>Already said by: {name}. It has no requirement of its own.</source>
        <translation>已由另一项写明：{name}。不再单独要求。</translation>
    </message>
    <message>
        <source>To be reported to the authority in charge, not ordered: {text}</source>
        <translation>应报告、移送主管部门，不宜下达指令：{text}</translation>
    </message>
    <message>
        <source>To do: {text}</source>
        <translation>要求：{text}</translation>
    </message>
    <message>
        <source>Usual term: {n} {unit}, until {day} ({workdays} working days)</source>
        <translation>默认期限：{n}{unit}，至{day}（{workdays}个工作日）</translation>
    </message>
    <message>
        <source>{unit} must act because {other} owes: {article}</source>
        <translation>由{unit}承担，因为{other}欠薪：{article}</translation>
    </message>
    <message>
        <source>{unit} must act: its own duty</source>
        <translation>由{unit}改正：本单位的义务</translation>
    </message>
    <message>
        <source>May also be addressed to: {units}</source>
        <translation>也可以向这些单位提出：{units}</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>写法</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Decide who pays</source>
        <translation>判定清偿责任</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>No violation</source>
        <translation>不成立</translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation>重新判定</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>按此理由不成立</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Mended on the spot</source>
        <translation>已当场改正</translation>
    </message>
    <message>
        <source>Shown to be right by papers</source>
        <translation>有材料证明符合规定</translation>
    </message>
    <message>
        <source>Entered by mistake</source>
        <translation>录入有误</translation>
    </message>
</context>
</TS>
