<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Receipt</name>
    <message>
        <source>Receipt</source>
        <translation>送达回证</translation>
    </message>
    <message>
        <source>Check, then record</source>
        <translation>核对后记录</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝签收</translation>
    </message>
    <message>
        <source>Not served: the attempt is recorded. Serve it at the domicile, or by post.</source>
        <translation>未送达：本次情况已记录。请到住所送达，或者邮寄送达。</translation>
    </message>
    <message>
        <source>without a number</source>
        <translation>不编号</translation>
    </message>
    <message>
        <source>Served on</source>
        <translation>送达日期</translation>
    </message>
    <message>
        <source>Served and recorded</source>
        <translation>已送达并记录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Turn to the other party</source>
        <translation>转给对方签收</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Record the service</source>
        <translation>记录送达</translation>
    </message>
    <message>
        <source>Serve again or the next</source>
        <translation>继续送达</translation>
    </message>
    <message>
        <source>This paper is not here. Nothing was changed.</source>
        <translation>本机没有这份文书。没有任何改动。</translation>
    </message>
    <message>
        <source>Serve the paper</source>
        <translation>送达文书</translation>
    </message>
    <message>
        <source>The officers sign</source>
        <translation>监察员签名</translation>
    </message>
    <message>
        <source>Check the service</source>
        <translation>核对送达情况</translation>
    </message>
</context>
</TS>
