<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>awaited</name>
    <message>
        <source>New official numbers come later: the centre first waits for every device of the office. The numbers here stay valid, and where they run out papers take numbers of the device&apos;s own series.</source>
        <translation>新文号稍后发放：中心先要等本单位每台设备都同步过。本机已领取的文号继续有效，用完后文书使用本机应急号段。</translation>
    </message>
    <message>
        <source>The server went on from an older copy of itself (a backup, or a power cut). Numbers in hand stay valid and none is issued twice: new ones come as soon as each device named here has synced once, over the network or by stick; one that is lost is shut out.</source>
        <translation>服务器从较早的副本（备份恢复或断电）继续运行。已领取的文号继续有效，同一文号不会发出两次：下列每台设备通过网络或 U 盘同步一次后，即发放新文号；已丢失的设备请停用。</translation>
    </message>
    <message>
        <source>Since {time} the server goes on from an older copy of itself (a backup, or a power cut). Numbers in hand stay valid and none is issued twice: new ones come as soon as each device named here has synced once, over the network or by stick; one that is lost is shut out.</source>
        <translation>服务器自 {time} 起从较早的副本（备份恢复或断电）继续运行。已领取的文号继续有效，同一文号不会发出两次：下列每台设备通过网络或 U 盘同步一次后，即发放新文号；已丢失的设备请停用。</translation>
    </message>
    <message>
        <source>Waited for: {devices}</source>
        <translation>正在等待：{devices}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>last heard of {time}</source>
        <translation>最近收到 {time}</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>代号 {code}</translation>
    </message>
    <message>
        <source>not heard of yet</source>
        <translation>尚未收到过</translation>
    </message>
    <message>
        <source>New official numbers wait</source>
        <translation>新文号暂缓发放</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>To the devices</source>
        <translation>查看设备</translation>
    </message>
    <message>
        <source>Waited for</source>
        <translation>正在等待</translation>
    </message>
    <message>
        <source>Shut out…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Shut out {name}?</source>
        <translation>停用 {name}？</translation>
    </message>
    <message>
        <source>What it sent stays, and what it has not sent it can still hand in; it gets nothing more from the office, and its free numbers are closed. This cannot be taken back: it would have to join anew. Should a paper turn up that it alone knew, with a number used twice, both are shown and a person settles it.</source>
        <translation>它已发送的内容保留，尚未发送的内容仍可交回；它不再收到本单位的任何内容，未用的文号随之关闭。停用不能撤回，再次使用须重新加入。如果日后出现只有它知道的文书，且文号重复，两份都会列出，由人来处理。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>No longer in use</source>
        <translation>不再使用</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不停用</translation>
    </message>
    <message>
        <source>Shut it out</source>
        <translation>确认停用</translation>
    </message>
</context>
<context>
    <name>desk</name>
    <message>
        <source>Laptop</source>
        <translation>外勤电脑</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>办公室电脑</translation>
    </message>
</context>
</TS>
