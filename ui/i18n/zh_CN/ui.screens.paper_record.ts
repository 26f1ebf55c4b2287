<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PaperRecord</name>
    <message>
        <source>Record</source>
        <translation>笔录</translation>
    </message>
    <message>
        <source>This record is not here. Nothing was changed.</source>
        <translation>没有这份笔录。未作任何更改。</translation>
    </message>
    <message>
        <source>All papers</source>
        <translation>全部文书</translation>
    </message>
</context>
</TS>
