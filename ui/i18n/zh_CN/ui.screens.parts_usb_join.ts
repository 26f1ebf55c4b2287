<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>usb</name>
    <message>
        <source>Join the office by USB stick</source>
        <translation>用 U 盘加入单位</translation>
    </message>
    <message>
        <source>The desk&apos;s code and your certificate number are needed.</source>
        <translation>请填写办公端给的加入码和您的执法证号。</translation>
    </message>
    <message>
        <source>Say first where the stick is.</source>
        <translation>请先选定 U 盘位置。</translation>
    </message>
    <message>
        <source>Code of the desk</source>
        <translation>办公端给的加入码</translation>
    </message>
    <message>
        <source>16 signs; the desk tells it, on paper or over the phone.</source>
        <translation>16 位，由办公端写给您或在电话里告知。</translation>
    </message>
    <message>
        <source>The request is on the stick. Now it goes to the office&apos;s desk.</source>
        <translation>加入申请已写到 U 盘，请带到办公端。</translation>
    </message>
    <message>
        <source>The desk lets this laptop in and gives the stick back; then go on here, today or later.</source>
        <translation>办公端准许后把 U 盘交回，再在这里继续；当天或以后都可以。</translation>
    </message>
    <message>
        <source>Write the request anew</source>
        <translation>重新写申请</translation>
    </message>
</context>
<context>
    <name>visit_people</name>
    <message>
        <source>Please choose a passphrase; it is the key to everything recorded here.</source>
        <translation>请设一个口令，它是打开全部记录的钥匙。</translation>
    </message>
    <message>
        <source>Your certificate number</source>
        <translation>本人证件号</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>e.g. Laptop 1</source>
        <translation>例如：一号笔记本</translation>
    </message>
</context>
</TS>
