<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Missing</name>
    <message>
        <source>This part is not in this version. Everything recorded is safe.</source>
        <translation>本版本没有这一部分。已记录的内容都安全。</translation>
    </message>
</context>
</TS>
