<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>Seal: {how}</source>
        <translation>盖章方式：{how}</translation>
    </message>
    <message>
        <source>{name}: authorised by {who}, {paper}, valid {first} to {last}</source>
        <translation>{name}：经{who}授权，依据{paper}，有效期{first}至{last}</translation>
    </message>
    <message>
        <source>Stamped sheets: {serials}</source>
        <translation>用纸编号：{serials}</translation>
    </message>
    <message>
        <source>Spoiled sheets: {serials}</source>
        <translation>打坏的用纸：{serials}</translation>
    </message>
    <message>
        <source>Stamped copy served on {day}</source>
        <translation>{day}已补送盖章件</translation>
    </message>
    <message>
        <source>Stamped at the office on {day}</source>
        <translation>{day}在机关盖章</translation>
    </message>
    <message>
        <source>handed to {who}</source>
        <translation>送交{who}</translation>
    </message>
    <message>
        <source>The stamped copy</source>
        <translation>补送盖章件</translation>
    </message>
    <message>
        <source>It was handed over without a seal. Its stamped copy is due by {day}.</source>
        <translation>交付时未盖章，盖章件应在{day}前补送。</translation>
    </message>
    <message>
        <source>Stamped at the office on</source>
        <translation>在机关盖章的日期</translation>
    </message>
    <message>
        <source>Handed over on</source>
        <translation>送交日期</translation>
    </message>
    <message>
        <source>Handed to</source>
        <translation>送交</translation>
    </message>
    <message>
        <source>Stamped copy served</source>
        <translation>盖章件已送交</translation>
    </message>
</context>
</TS>
