<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>{title} {number}: {pages} pages, {pdf}, {text}</source>
        <translation>{title} {number}：{pages}页，{pdf}，{text}</translation>
    </message>
</context>
</TS>
