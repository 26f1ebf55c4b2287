<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Taken back; the number is open again, and both decisions stand in the register.</source>
        <translation>已收回；文号重新待处理，两次决定都留在台账中。</translation>
    </message>
    <message>
        <source>Settled, with its reason in the register.</source>
        <translation>已处理，理由记入台账。</translation>
    </message>
    <message>
        <source>No number is doubled or doubtful.</source>
        <translation>没有重号或存疑的文号。</translation>
    </message>
    <message>
        <source>on several papers</source>
        <translation>重号</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已处理</translation>
    </message>
</context>
</TS>
