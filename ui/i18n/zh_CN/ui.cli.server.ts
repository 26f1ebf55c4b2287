<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Without --tls-cert and --tls-key everything travels readable for this network.</source>
        <translation>没有给出 --tls-cert 和 --tls-key：传送的内容在本网络上可被他人看到。</translation>
    </message>
    <message>
        <source>The server answers at {url}.</source>
        <translation>服务器地址：{url}</translation>
    </message>
    <message>
        <source>Administrator&apos;s one-time code, good until {time}: {code}
At the office&apos;s desk, with its profile: enrol {url} {code}</source>
        <translation>管理员一次性加入码（{time} 前有效）：{code}
在办公端的资料上执行：enrol {url} {code}</translation>
    </message>
    <message>
        <source>One-time code, good until {time}: {code}</source>
        <translation>一次性加入码（{time} 前有效）：{code}</translation>
    </message>
    <message>
        <source>Joined {office} as device {code}. Sync as often as there is a network.</source>
        <translation>已加入{office}，设备代号 {code}。有网络时随时同步。</translation>
    </message>
    <message>
        <source>Sent {n} acts and {files} files; received {m} acts and {more} files.</source>
        <translation>已上传操作 {n} 项、文件 {files} 个；收到操作 {m} 项、文件 {more} 个。</translation>
    </message>
    <message>
        <source>Still waiting: {n} acts, {files} files. Conflicts to decide: {conflicts}.</source>
        <translation>尚待传送：操作 {n} 项、文件 {files} 个。待处理的冲突：{conflicts} 项。</translation>
    </message>
    <message>
        <source>This computer and the server hold the same records.</source>
        <translation>本机与服务器内容一致。</translation>
    </message>
    <message>
        <source>This computer and the server do not hold the same records yet; sync again.</source>
        <translation>本机与服务器内容尚不一致，请再同步一次。</translation>
    </message>
    <message>
        <source>New official numbers wait: the server went on from an older copy of itself. Numbers in hand stay valid and none is issued twice; new ones come once every device has synced, over the network or by stick.</source>
        <translation>新文号暂缓发放：服务器从较早的副本继续运行。已领取的文号继续有效，同一文号不会发出两次；每台设备通过网络或 U 盘同步一次后，即发放新文号。</translation>
    </message>
    <message>
        <source>Waited for: {name}, code {code}, last heard of {time}. If it is lost, shut it out in the desk&apos;s window: Sync, Office desk, Devices.</source>
        <translation>正在等待：{name}，代号 {code}，最近收到 {time}。如已丢失，请在办公端窗口中停用：同步、办公室、设备。</translation>
    </message>
</context>
</TS>
