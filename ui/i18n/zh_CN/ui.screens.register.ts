<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Register</name>
    <message>
        <source>Register of numbers</source>
        <translation>发文登记簿</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Numbers used in {year}: {n}</source>
        <translation>{year} 年：已用 {n} 个文号</translation>
    </message>
    <message>
        <source>{type}: {span} belong to no block. Void them with a reason, or enter the paper.</source>
        <translation>{type}：{span} 不属于任何号段。请注明原因作废，或补录文书。</translation>
    </message>
    <message>
        <source>{type}: {span} were left in a closed block. Void them with a reason.</source>
        <translation>{type}：{span} 留在已关闭的号段中。请注明原因作废。</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缺号</translation>
    </message>
    <message>
        <source>To look at · {n}</source>
        <translation>需要查看 · {n}</translation>
    </message>
    <message>
        <source>{type}: {granted} granted = {used} used + {void} void + {reserved} free</source>
        <translation>{type}：领取 {granted} = 已用 {used} + 作废 {void} + 未用 {reserved}</translation>
    </message>
    <message>
        <source>{type}: {span} void: {reason}</source>
        <translation>{type}：{span} 作废：{reason}</translation>
    </message>
    <message>
        <source>{n} more types have numbers and none of them is used yet.</source>
        <translation>另有 {n} 类文书领有号段，尚未使用。</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>served on one device and voided on another; the service holds</source>
        <translation>一台设备已送达、另一台已作废；以送达为准</translation>
    </message>
    <message>
        <source>ordinary series</source>
        <translation>正式文号</translation>
    </message>
    <message>
        <source>emergency series</source>
        <translation>应急文号</translation>
    </message>
    <message>
        <source>written by hand, entered afterwards</source>
        <translation>手写文书，事后补录</translation>
    </message>
    <message>
        <source>Settle this number</source>
        <translation>处理该文号</translation>
    </message>
    <message>
        <source>How it was settled</source>
        <translation>处理情况</translation>
    </message>
    <message>
        <source>It was served: it is revoked or corrected by a new paper, never voided.</source>
        <translation>已送达的文书不能作废，只能另制文书撤销或更正。</translation>
    </message>
    <message>
        <source>It is void; the number stays in the register and is never used again.</source>
        <translation>已作废；文号保留在登记簿中，不再使用。</translation>
    </message>
    <message>
        <source>Deadlines</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Enter a paper written by hand</source>
        <translation>补录手写文书</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Void unused numbers</source>
        <translation>作废空号</translation>
    </message>
    <message>
        <source>One number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>The whole register</source>
        <translation>全部登记</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>查看文书</translation>
    </message>
    <message>
        <source>Why it is voided</source>
        <translation>作废原因</translation>
    </message>
    <message>
        <source>Spoilt in printing</source>
        <translation>打印损坏</translation>
    </message>
    <message>
        <source>Wrong party</source>
        <translation>当事人有误</translation>
    </message>
    <message>
        <source>Issued twice</source>
        <translation>重复出具</translation>
    </message>
    <message>
        <source>The paper loses its force and its number is never used again. Both stay in the register.</source>
        <translation>文书失去效力，文号不再使用。两者都保留在登记簿中。</translation>
    </message>
    <message>
        <source>Void this paper</source>
        <translation>作废此文书</translation>
    </message>
</context>
</TS>
