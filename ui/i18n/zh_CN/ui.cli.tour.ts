<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>{n} papers and {m} pictures are in {path}.</source>
        <translation>{n} 份文书和 {m} 张截图已写入 {path}。</translation>
    </message>
    <message>
        <source>{good} of {all} checks passed.</source>
        <translation>{all} 项检查通过 {good} 项。</translation>
    </message>
    <message>
        <source>The profiles open with the passphrase: {passphrase}</source>
        <translation>各数据目录的口令：{passphrase}</translation>
    </message>
</context>
</TS>
