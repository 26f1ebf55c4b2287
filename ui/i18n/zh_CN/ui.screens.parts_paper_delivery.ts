<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>serve</name>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>受送达人</translation>
    </message>
    <message>
        <source>Manner of service</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>送达地点</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>In what capacity</source>
        <translation>身份、权限</translation>
    </message>
    <message>
        <source>Posted up because nobody can be found</source>
        <translation>因找不到人而张贴送达</translation>
    </message>
    <message>
        <source>The addressee has fled</source>
        <translation>受送达人已逃匿</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝签收</translation>
    </message>
    <message>
        <source>no reason entered</source>
        <translation>没有填写理由</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>{n} files are in the case file</source>
        <translation>已存入 {n} 个文件</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>影像记录</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>送达人</translation>
    </message>
    <message>
        <source>to be mended by {day}, {left}</source>
        <translation>{day}前改正，{left}</translation>
    </message>
    <message>
        <source> (provisional)</source>
        <translation>（暂算）</translation>
    </message>
</context>
</TS>
