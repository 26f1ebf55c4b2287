<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>void_numbers</name>
    <message>
        <source>Unused: {spans}</source>
        <translation>未使用：{spans}</translation>
    </message>
    <message>
        <source>Numbers that were never used</source>
        <translation>从未使用的文号</translation>
    </message>
    <message>
        <source>Only numbers nobody else can use: this computer's own, and those of closed blocks.</source>
        <translation>只能作废他人不会再用的文号：本机的号段和已关闭的号段。</translation>
    </message>
    <message>
        <source>This computer has no unused numbers of this year.</source>
        <translation>本机没有本年未使用的文号。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>From number</source>
        <translation>起号</translation>
    </message>
    <message>
        <source>To number</source>
        <translation>止号</translation>
    </message>
    <message>
        <source>Why they are voided</source>
        <translation>作废理由</translation>
    </message>
    <message>
        <source>End of the year</source>
        <translation>年终清理</translation>
    </message>
    <message>
        <source>Numbers returned</source>
        <translation>交回号段</translation>
    </message>
    <message>
        <source>Used on paper elsewhere</source>
        <translation>已另行手写使用</translation>
    </message>
    <message>
        <source>These numbers are never used again. They stay in the register with the reason.</source>
        <translation>这些文号不再使用，连同理由保留在登记簿中。</translation>
    </message>
    <message>
        <source>Void these numbers</source>
        <translation>作废这些文号</translation>
    </message>
</context>
</TS>
