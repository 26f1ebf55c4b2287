<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>serve</name>
    <message>
        <source>Handed over</source>
        <translation>直接送达</translation>
    </message>
    <message>
        <source>Left after refusal</source>
        <translation>留置送达</translation>
    </message>
    <message>
        <source>By post</source>
        <translation>邮寄送达</translation>
    </message>
    <message>
        <source>Electronically</source>
        <translation>电子送达</translation>
    </message>
    <message>
        <source>By another office</source>
        <translation>委托送达</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>转交送达</translation>
    </message>
    <message>
        <source>Posted up</source>
        <translation>张贴送达</translation>
    </message>
    <message>
        <source>By public notice</source>
        <translation>公告送达</translation>
    </message>
    <message>
        <source>Registered domicile</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Other office of the unit</source>
        <translation>其他办公地点</translation>
    </message>
    <message>
        <source>Project office</source>
        <translation>工程项目部</translation>
    </message>
    <message>
        <source>Building site</source>
        <translation>施工现场</translation>
    </message>
    <message>
        <source>Our own office</source>
        <translation>本机关</translation>
    </message>
    <message>
        <source>Address agreed in writing</source>
        <translation>确认书载明的地址</translation>
    </message>
    <message>
        <source>Home of the person</source>
        <translation>自然人住所</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>主要负责人</translation>
    </message>
    <message>
        <source>In charge of the mail</source>
        <translation>负责收件的人</translation>
    </message>
    <message>
        <source>Agent with written authority</source>
        <translation>授权代理人</translation>
    </message>
    <message>
        <source>Adult family member living together</source>
        <translation>同住成年家属</translation>
    </message>
    <message>
        <source>The person himself</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>No authority, or not known</source>
        <translation>无授权或者不明</translation>
    </message>
</context>
</TS>
