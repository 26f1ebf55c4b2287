<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Issued: {title} {number}, about {old}. The file is {pdf}. It is to be served.</source>
        <translation>已出具：{title}{number}，针对{old}。文件：{pdf}。请送达当事人。</translation>
    </message>
</context>
</TS>
