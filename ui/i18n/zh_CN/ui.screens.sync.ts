<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Sync</name>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>上传中</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未上传</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收讫</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>Nothing was recorded on this computer yet.</source>
        <translation>本机还没有记录。</translation>
    </message>
    <message>
        <source>Photos {sent}/{all} sent</source>
        <translation>照片已上传 {sent}/{all}</translation>
    </message>
    <message>
        <source>Papers as PDF {sent}/{all} sent</source>
        <translation>文书 PDF 已上传 {sent}/{all}</translation>
    </message>
    <message>
        <source>{n} files that others recorded</source>
        <translation>其他设备记录的 {n} 个文件</translation>
    </message>
    <message>
        <source>They come once the other device has sent them.</source>
        <translation>对方设备上传后即可收到。</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>待接收</translation>
    </message>
    <message>
        <source>The centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>New here</source>
        <translation>新收到</translation>
    </message>
    <message>
        <source>Whether the centre has something new is known after the next sync.</source>
        <translation>中心有没有新内容，同步后才知道。</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>被退回</translation>
    </message>
    <message>
        <source>Two people changed the same thing: {n} to decide</source>
        <translation>两人改了同一处：{n} 处待决定</translation>
    </message>
    <message>
        <source>The other value is kept in the record.</source>
        <translation>另一个值会保留在记录里。</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Units or projects noted twice: {n} to decide</source>
        <translation>单位或项目重复登记：{n} 处待裁定</translation>
    </message>
    <message>
        <source>Nothing is lost by it.</source>
        <translation>不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Noted twice</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>A change by {device} is put aside</source>
        <translation>{device} 的一处修改已隔离</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>已隔离</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>没有需要处理的事项。</translation>
    </message>
    <message>
        <source>Needs you · {n}</source>
        <translation>需要处理 · {n}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Last successful sync: {time}</source>
        <translation>上次成功同步：{time}</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>同步中</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>{n} records on this computer</source>
        <translation>本机 {n} 条</translation>
    </message>
    <message>
        <source>Not synced yet</source>
        <translation>尚未同步</translation>
    </message>
    <message>
        <source>The oldest waits since {time}: {days} days. Sync, or carry it over by stick.</source>
        <translation>最早的一条自 {time} 起已等待 {days} 天。请同步，或用 U 盘导出。</translation>
    </message>
    <message>
        <source>No network. Everything is kept on this computer; you can go on working.</source>
        <translation>没有网络。内容已保存在本机，可以继续工作。</translation>
    </message>
    <message>
        <source>The last sync did not end. Sync again.</source>
        <translation>上次同步没有完成，请再同步一次。</translation>
    </message>
    <message>
        <source>{n} acts are not sent yet; this computer keeps them.</source>
        <translation>{n} 项操作还没有上传，本机会一直保留。</translation>
    </message>
    <message>
        <source>From here · {n} to send</source>
        <translation>本机的 · 待上传 {n}</translation>
    </message>
    <message>
        <source>From others · {n} to come</source>
        <translation>他人的 · 待接收 {n}</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>没有网络</translation>
    </message>
    <message>
        <source>The centre does not answer. Everything is kept on this computer; you can go on working.</source>
        <translation>中心没有回应。内容已保存在本机，可以继续工作。</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>无回应</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The sync did not end</source>
        <translation>同步没有完成</translation>
    </message>
    <message>
        <source>This computer {n} records, the centre {m}: the same</source>
        <translation>本机 {n} 条，中心 {m} 条，一致</translation>
    </message>
    <message>
        <source>This computer {n} records, the centre {m}: not the same yet</source>
        <translation>本机 {n} 条，中心 {m} 条，尚不一致</translation>
    </message>
    <message>
        <source>This profile was found to be a copy and goes on under a new name: see below.</source>
        <translation>发现本机数据是一份副本，已换用新的标识：见下方说明。</translation>
    </message>
    <message>
        <source>Sent {n} acts and {files} files; received {m} acts and {more} files.</source>
        <translation>已上传 {n} 项操作、{files} 个文件；已接收 {m} 项操作、{more} 个文件。</translation>
    </message>
    <message>
        <source>New official numbers came: {n} blocks.</source>
        <translation>领到新文号 {n} 段。</translation>
    </message>
    <message>
        <source>{n} acts were written meanwhile and go next time.</source>
        <translation>同步期间又记录了 {n} 项操作，下次上传。</translation>
    </message>
    <message>
        <source>Sync again; if it stays so, tell the administrator.</source>
        <translation>请再同步一次；仍不一致请告知管理员。</translation>
    </message>
    <message>
        <source>{n} files still have to travel; stay online.</source>
        <translation>还有 {n} 个文件未传完，请保持联网。</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Sending records: {n} acts</source>
        <translation>正在上传记录：{n} 项操作</translation>
    </message>
    <message>
        <source>Receiving records: {n} acts</source>
        <translation>正在接收记录：{n} 项操作</translation>
    </message>
    <message>
        <source>Receiving the office&apos;s records at once: {n} of {m} kB</source>
        <translation>正在一次接收本机关的全部记录：{n}/{m} kB</translation>
    </message>
    <message>
        <source>Sending files: {n}/{m}</source>
        <translation>正在上传文件：{n}/{m}</translation>
    </message>
    <message>
        <source>Receiving files: {n}/{m}</source>
        <translation>正在接收文件：{n}/{m}</translation>
    </message>
    <message>
        <source>Stopping after this step; nothing is lost</source>
        <translation>这一步完成后停止，不会丢失内容</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Office desk</source>
        <translation>办公室</translation>
    </message>
    <message>
        <source>This computer works alone</source>
        <translation>本机单独工作</translation>
    </message>
    <message>
        <source>Join the office&apos;s server too</source>
        <translation>也可加入本单位服务器</translation>
    </message>
    <message>
        <source>Everything is kept here. To join the office, ask its desk for a one-time code.</source>
        <translation>内容都保存在本机。要加入本单位的中心，请向办公室领取一次性代码。</translation>
    </message>
    <message>
        <source>Address of the office&apos;s server</source>
        <translation>中心服务器地址</translation>
    </message>
    <message>
        <source>e.g. https://10.1.2.3:8470</source>
        <translation>例如 https://10.1.2.3:8470</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>一次性代码</translation>
    </message>
    <message>
        <source>Join the office</source>
        <translation>加入</translation>
    </message>
</context>
</TS>
