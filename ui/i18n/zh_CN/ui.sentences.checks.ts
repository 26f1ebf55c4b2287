<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>There is no picture and no table on the clipboard. Nothing was changed; copy it first, then paste.</source>
        <translation>剪贴板里没有图片，也没有表格。没有任何改动；请先复制，再粘贴。</translation>
    </message>
    <message>
        <source>The file {name} is empty and was not kept. Everything entered before is saved; take the photo again or choose another file.</source>
        <translation>文件{name}是空的，没有收入。此前填写的内容都已保存，请重新拍摄或另选文件。</translation>
    </message>
    <message>
        <source>“{text}” cannot stand under {column}. The cell stays as it was; type a number.</source>
        <translation>“{text}”不能填在{column}这一列。这一格保持原样，请填数字。</translation>
    </message>
</context>
</TS>
