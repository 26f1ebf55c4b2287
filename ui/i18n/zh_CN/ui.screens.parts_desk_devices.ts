<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>desk</name>
    <message>
        <source>Can open this computer</source>
        <translation>可在本机解锁</translation>
    </message>
    <message>
        <source>No passphrase here yet</source>
        <translation>本机尚无口令</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Let me work on this computer</source>
        <translation>在本机登记</translation>
    </message>
    <message>
        <source>Typed by this officer and nobody else: at least 12 characters, or four words.</source>
        <translation>由本人输入：至少 12 个字符，或四个词。</translation>
    </message>
    <message>
        <source>Own passphrase of {name}</source>
        <translation>{name} 的口令</translation>
    </message>
</context>
</TS>
