<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SiteRecord</name>
    <message>
        <source>Site inspection record</source>
        <translation>现场检查笔录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Second officer signs again</source>
        <translation>第二名监察员重新签名</translation>
    </message>
    <message>
        <source>There is no visit with a unit to write a record of. Nothing was changed.</source>
        <translation>没有可以制作笔录的检查和单位。没有任何改动。</translation>
    </message>
    <message>
        <source>All papers</source>
        <translation>全部文书</translation>
    </message>
    <message>
        <source>Read it over, then sign</source>
        <translation>核对后签名</translation>
    </message>
    <message>
        <source>Refused to sign the record</source>
        <translation>拒绝签名</translation>
    </message>
    <message>
        <source>The officers sign</source>
        <translation>监察员签名</translation>
    </message>
    <message>
        <source>Seal the record</source>
        <translation>笔录定稿</translation>
    </message>
    <message>
        <source>Read over and sign</source>
        <translation>核对并签名</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
</TS>
