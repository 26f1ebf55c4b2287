<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Office</name>
    <message>
        <source>Our office</source>
        <translation>本单位</translation>
    </message>
    <message>
        <source>What stands here is printed on papers issued from now on; issued ones stay as they are.</source>
        <translation>这里的内容印在以后出具的文书上；已出具的文书不变。</translation>
    </message>
    <message>
        <source>Only the office&apos;s desk changes this; it comes here with the next sync.</source>
        <translation>这里由办公室电脑修改，同步后更新到本机。</translation>
    </message>
    <message>
        <source>Officers and certificates</source>
        <translation>监察员与证件</translation>
    </message>
    <message>
        <source>One more officer</source>
        <translation>增加一名</translation>
    </message>
</context>
</TS>
