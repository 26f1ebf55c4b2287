<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>No passphrase was given. Nothing was opened or changed; type it at the prompt or set ANXIN_PASSPHRASE.</source>
        <translation>没有输入口令。没有打开或改动任何内容；请在提示处输入，或者设置 ANXIN_PASSPHRASE。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says {clock}, but the last record here was made at {last}. Nothing is lost; set the clock right before anything is dated.</source>
        <translation>本机时钟显示 {clock}，而本机最后一条记录的时间是 {last}。没有丢失任何内容；请先校准时钟，再填写日期。</translation>
    </message>
    <message>
        <source>There is no file {path}. Nothing was changed.</source>
        <translation>没有文件 {path}。没有任何改动。</translation>
    </message>
</context>
</TS>
