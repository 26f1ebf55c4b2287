<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>Stamp it by hand now</source>
        <translation>打印后当场盖章</translation>
    </message>
    <message>
        <source>Sheets stamped before</source>
        <translation>预盖章编号用纸</translation>
    </message>
    <message>
        <source>Picture of the seal</source>
        <translation>电子印章图样</translation>
    </message>
    <message>
        <source>Stamp it later at the office</source>
        <translation>回单位补盖章</translation>
    </message>
    <message>
        <source>The second officer confirms in person</source>
        <translation>第二名监察员当面确认</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名监察员</translation>
    </message>
    <message>
        <source>Passphrase or PIN of {name}</source>
        <translation>{name}的口令或 PIN</translation>
    </message>
    <message>
        <source>Typed by this officer and nobody else.</source>
        <translation>由本人输入，他人不得代输。</translation>
    </message>
    <message>
        <source>Issuing… Nothing counts as issued before the number stands here.</source>
        <translation>正在出具……文号显示之前不算出具。</translation>
    </message>
    <message>
        <source>What is named above has to be mended first.</source>
        <translation>请先处理上面列出的事项。</translation>
    </message>
    <message>
        <source>The second officer first chooses the name and types the secret.</source>
        <translation>请第二名监察员先选姓名，再输入口令或 PIN。</translation>
    </message>
    <message>
        <source>The seal</source>
        <translation>盖章方式</translation>
    </message>
    <message>
        <source>Seals of the office</source>
        <translation>本机关印章设置</translation>
    </message>
    <message>
        <source>The serials of the sheets are asked for at printing.</source>
        <translation>打印时填写用纸编号。</translation>
    </message>
    <message>
        <source>The stamped copy is to be served within {n} days; it stays under Today until then.</source>
        <translation>盖章件应在{n}日内补送；送达前一直列在“今日”。</translation>
    </message>
    <message>
        <source>{name}: authorised by {who}, {paper}, until {day}. Its use stands in the ledger of the seal for good.</source>
        <translation>{name}：经{who}授权，依据{paper}，有效至{day}。本次用印将永久登记在用印登记中。</translation>
    </message>
    <message>
        <source>The number that is next</source>
        <translation>下一个文号</translation>
    </message>
    <message>
        <source>The granted numbers are used up: this one is of the device&apos;s own series and is final. Nothing is lost; sync to get new numbers.</source>
        <translation>领取的文号已用完：本文号属于本机应急号段，为正式文号。没有丢失任何内容；请同步以领取新文号。</translation>
    </message>
    <message>
        <source>{n} numbers left on this device</source>
        <translation>本机还剩 {n} 个文号</translation>
    </message>
    <message>
        <source>Issuing takes the number and locks the paper for good. A mistake can only be mended by a new paper.</source>
        <translation>出具后占用文号，文书永久锁定。如有错误，只能另行制作更正文书。</translation>
    </message>
    <message>
        <source>Issue and number</source>
        <translation>出具并编号</translation>
    </message>
</context>
</TS>
