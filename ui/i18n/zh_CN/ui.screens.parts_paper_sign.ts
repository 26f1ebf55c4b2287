<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>serve</name>
    <message>
        <source>Please read the paper. Your signature says that you received it, not that you agree with it. You may state your case and defend yourself; whom to ask stands in the paper. One copy is yours.</source>
        <translation>请阅读文书。签名只表示收到文书，不表示同意其内容。您有权陈述、申辩，联系方式见文书。其中一份由您保存。</translation>
    </message>
    <message>
        <source>Signature of the recipient</source>
        <translation>收件人签名</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Refuse the paper</source>
        <translation>拒绝签收</translation>
    </message>
    <message>
        <source>Back to the officers</source>
        <translation>交还监察员</translation>
    </message>
    <message>
        <source>First officer</source>
        <translation>送达人（一）</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名监察员</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Signs on paper instead</source>
        <translation>在纸质件上签</translation>
    </message>
    <message>
        <source>To know: this stays in the file and holds nothing up</source>
        <translation>提示：以下记入案卷，不影响送达</translation>
    </message>
</context>
</TS>
