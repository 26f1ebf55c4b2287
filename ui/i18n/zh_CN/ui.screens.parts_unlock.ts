<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClockPage</name>
    <message>
        <source>Please give the day as 2026-10-09.</source>
        <translation>请按 2026-10-09 的样子填写日期。</translation>
    </message>
    <message>
        <source>The clock went backwards</source>
        <translation>电脑时间倒退了</translation>
    </message>
    <message>
        <source>Today is</source>
        <translation>今天是</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says {clock}, but the last record here was made at {last}. Nothing is lost. Which day is it?</source>
        <translation>本机时间是 {clock}，但最后一条记录是 {last} 保存的。内容没有丢失。请问今天是哪一天？</translation>
    </message>
</context>
<context>
    <name>CodePage</name>
    <message>
        <source>Please type the recovery code.</source>
        <translation>请输入恢复码。</translation>
    </message>
    <message>
        <source>Please type your passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开……</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open with the recovery code</source>
        <translation>用恢复码打开</translation>
    </message>
    <message>
        <source>The recovery code from the office&apos;s safe opens the records; {name} gets a new passphrase.</source>
        <translation>单位保险柜里的恢复码可以打开全部记录，并为{name}设置新口令。</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>At least 12 characters or four words.</source>
        <translation>至少 12 个字符，或者四个词。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>The PIN has six digits.</source>
        <translation>PIN 是六位数字。</translation>
    </message>
    <message>
        <source>Locked after a pause</source>
        <translation>已锁屏</translation>
    </message>
    <message>
        <source>PIN (6 digits)</source>
        <translation>PIN（6 位数字）</translation>
    </message>
    <message>
        <source>Passphrase instead</source>
        <translation>改用口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>RestoredPage</name>
    <message>
        <source>The program ended unexpectedly last time</source>
        <translation>上次意外退出</translation>
    </message>
    <message>
        <source>Everything recorded up to {time} is here.</source>
        <translation>已恢复到 {time} 的内容。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
</TS>
