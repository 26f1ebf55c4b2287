<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>settle</name>
    <message>
        <source>On two papers</source>
        <translation>重号</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>No numbers of this kind were granted to {device} when it took {n}.</source>
        <translation>{device}使用{n}号时，没有领过这类文书的号段。</translation>
    </message>
    <message>
        <source>No certificate of {officer} is known that was good on {date}.</source>
        <translation>未查到{officer}在{date}有效的执法证件。</translation>
    </message>
    <message>
        <source>one officer</source>
        <translation>一名执法人员</translation>
    </message>
    <message>
        <source>{n} lies outside the numbers granted to {device} ({blocks}).</source>
        <translation>{n}号不在{device}领取的号段（{blocks}）内。</translation>
    </message>
    <message>
        <source>The number was voided before: {reason}.</source>
        <translation>该号此前已作废：{reason}。</translation>
    </message>
    <message>
        <source>The paper is dated {date}, the number belongs to {year}.</source>
        <translation>文书日期为{date}，文号属于{year}年。</translation>
    </message>
    <message>
        <source>The paper itself has not arrived here yet.</source>
        <translation>文书本身尚未传到本机。</translation>
    </message>
    <message>
        <source>{device} was shut out at {revoked_at}; it issued the paper at {issued_at}.</source>
        <translation>{device}已于{revoked_at}停用，文书是{issued_at}出具的。</translation>
    </message>
    <message>
        <source>The certificate of {officer} was good from {valid_from} to {valid_until}, not on {date}.</source>
        <translation>{officer}的执法证件有效期为{valid_from}至{valid_until}，{date}不在有效期内。</translation>
    </message>
    <message>
        <source>the number stands on two papers</source>
        <translation>该号出现在两份文书上</translation>
    </message>
    <message>
        <source>outside the numbers granted to the device</source>
        <translation>不在该电脑领取的号段内</translation>
    </message>
    <message>
        <source>the number was void</source>
        <translation>该号已作废</translation>
    </message>
    <message>
        <source>the paper&apos;s day is in another year</source>
        <translation>文书日期不在该年度</translation>
    </message>
    <message>
        <source>its paper has not arrived yet</source>
        <translation>文书尚未传到</translation>
    </message>
    <message>
        <source>issued after the device was shut out</source>
        <translation>电脑停用后出具</translation>
    </message>
    <message>
        <source>an officer&apos;s certificate was not valid that day</source>
        <translation>执法人员证件当日不在有效期内</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Not served</source>
        <translation>未送达</translation>
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
        <source>Not here yet</source>
        <translation>尚未传到</translation>
    </message>
    <message>
        <source>written by hand, entered afterwards</source>
        <translation>手写文书，事后补录</translation>
    </message>
    <message>
        <source>Entered by {by}</source>
        <translation>{by}补录</translation>
    </message>
    <message>
        <source>Issued {time} by {by}</source>
        <translation>{by}于{time}出具</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>a copy of its profile</source>
        <translation>数据副本</translation>
    </message>
    <message>
        <source>To {name}</source>
        <translation>当事人：{name}</translation>
    </message>
    <message>
        <source>Day on the paper {date}</source>
        <translation>文书日期：{date}</translation>
    </message>
    <message>
        <source>On {device}</source>
        <translation>电脑：{device}</translation>
    </message>
    <message>
        <source>Served {date}</source>
        <translation>送达：{date}</translation>
    </message>
    <message>
        <source>{n} papers: {names}</source>
        <translation>{n}份文书：{names}</translation>
    </message>
    <message>
        <source>The paper ({name}) keeps the number</source>
        <translation>该号归这份文书（{name}）</translation>
    </message>
    <message>
        <source>The number stands</source>
        <translation>该号予以确认</translation>
    </message>
    <message>
        <source>Decision taken back</source>
        <translation>收回决定</translation>
    </message>
</context>
</TS>
