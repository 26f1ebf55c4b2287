<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>The page could not be shown. What was recorded is safe; open the paper again or print it from the register.</source>
        <translation>这一页无法显示。已记录的内容都安全；请重新打开文书，或从台账打印。</translation>
    </message>
    <message>
        <source>“{text}” is not whole yet and is not saved; what was recorded before is kept. Please look again.</source>
        <translation>“{text}”还没有填完整，暂未保存；此前的记录仍然保留。请再看一下。</translation>
    </message>
    <message>
        <source>The copied table has {columns} columns from here, only {room} fit. Nothing was changed; copy fewer columns or start further left.</source>
        <translation>复制的表格从此处起有 {columns} 列，只放得下 {room} 列。没有任何改动；请少复制几列，或从更左边的格子开始粘贴。</translation>
    </message>
</context>
</TS>
