<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>certificate</name>
    <message>
        <source>Was the server&apos;s certificate renewed?</source>
        <translation>服务器证书更换了吗？</translation>
    </message>
    <message>
        <source>Then take the file from the administrator himself, not from a message of strangers. It is used once the server has proved itself by it; nothing is sent before.</source>
        <translation>如已更换，请直接向管理员索取证书文件，不要使用陌生人发来的文件。服务器用该证书证明身份后才会启用；在此之前不发送任何内容。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate</source>
        <translation>服务器证书</translation>
    </message>
    <message>
        <source>A .pem file</source>
        <translation>.pem 文件</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Use this certificate</source>
        <translation>使用这份证书</translation>
    </message>
</context>
</TS>
