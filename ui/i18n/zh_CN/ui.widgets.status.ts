<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>LockButton</name>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
</context>
<context>
    <name>SavedFact</name>
    <message>
        <source>Saved automatically</source>
        <translation>已自动保存</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
</context>
<context>
    <name>SentenceBar</name>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>{n} more below this one</source>
        <translation>下面还有 {n} 条</translation>
    </message>
</context>
</TS>
