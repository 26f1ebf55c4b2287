<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>usb</name>
    <message>
        <source>Choose the stick or a folder</source>
        <translation>选择 U 盘或文件夹</translation>
    </message>
    <message>
        <source>Where the stick is</source>
        <translation>U 盘位置</translation>
    </message>
    <message>
        <source>A folder on it</source>
        <translation>U 盘上的文件夹</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>The office has received everything of this computer.</source>
        <translation>本机的内容单位都已收讫。</translation>
    </message>
    <message>
        <source>{n} acts and {files} files are on no stick yet.</source>
        <translation>还有操作 {n} 项、文件 {files} 个没有导出到 U 盘。</translation>
    </message>
    <message>
        <source>All of it is on a stick; {n} acts and {files} files wait for the office&apos;s receipt.</source>
        <translation>都已导出到 U 盘；操作 {n} 项、文件 {files} 个在等单位的回执。</translation>
    </message>
    <message>
        <source>Bundle {seq} of {time}</source>
        <translation>数据包 {seq} 号（{time}）</translation>
    </message>
    <message>
        <source>{n} acts, {files} files · {names}</source>
        <translation>操作 {n} 项，文件 {files} 个 · {names}</translation>
    </message>
    <message>
        <source>Received in part</source>
        <translation>收到一部分</translation>
    </message>
    <message>
        <source>No receipt yet</source>
        <translation>尚无回执</translation>
    </message>
    <message>
        <source>Say first where the stick is.</source>
        <translation>请先选定 U 盘位置。</translation>
    </message>
    <message>
        <source>At work; leave the stick in …</source>
        <translation>正在处理，请不要拔出 U 盘……</translation>
    </message>
    <message>
        <source>Bundle {seq} is on the stick: {n} acts, {files} files</source>
        <translation>数据包 {seq} 号已写到 U 盘：操作 {n} 项，文件 {files} 个</translation>
    </message>
    <message>
        <source>Bring it to the office&apos;s desk. Everything stays here; it counts as received with the desk&apos;s receipt.</source>
        <translation>请带到办公端。内容仍保存在本机，有了办公端的回执才算收讫。</translation>
    </message>
    <message>
        <source>The office has received bundle {seq}.</source>
        <translation>数据包 {seq} 号，单位已收讫。</translation>
    </message>
    <message>
        <source>Sync by USB stick</source>
        <translation>用 U 盘同步</translation>
    </message>
    <message>
        <source>Without a network: what a sync would send, sealed for the office&apos;s desk and nobody else.</source>
        <translation>没有网络时用：内容与联网同步相同，只有本单位办公端能打开。</translation>
    </message>
    <message>
        <source>Export to the stick</source>
        <translation>导出到 U 盘</translation>
    </message>
    <message>
        <source>Import from the stick</source>
        <translation>从 U 盘导入</translation>
    </message>
    <message>
        <source>Mark as received</source>
        <translation>记为已收讫</translation>
    </message>
    <message>
        <source>Receipt code</source>
        <translation>回执码</translation>
    </message>
    <message>
        <source>12 signs, as the desk reads them out over the phone</source>
        <translation>12 位，办公端在电话里念给您</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing new for this computer lies there.</source>
        <translation>那里没有给本机的新内容。</translation>
    </message>
    <message>
        <source>Taken in: {n} new acts, {files} files</source>
        <translation>已导入：新操作 {n} 项，文件 {files} 个</translation>
    </message>
    <message>
        <source>The office has received what this computer sent before.</source>
        <translation>本机先前送出的内容，单位已收讫。</translation>
    </message>
    <message>
        <source>{file} is damaged: what stands before the damage is stored, the rest is to be exported again.</source>
        <translation>{file} 有损坏：损坏处之前的内容已存好，其余请对方重新导出。</translation>
    </message>
    <message>
        <source>Two copies of {name} are in use; ask the administrator which one goes on.</source>
        <translation>{name} 的资料有两个副本在用；请管理员决定继续用哪一个。</translation>
    </message>
    <message>
        <source>Missing from {name}: file {part} of bundle {seq}.</source>
        <translation>{name} 还缺数据包 {seq} 号的第 {part} 个文件。</translation>
    </message>
    <message>
        <source>Missing from {name}: bundle {seq}.</source>
        <translation>{name} 还缺数据包 {seq} 号。</translation>
    </message>
    <message>
        <source>Bring the missing one, then import this one again.</source>
        <translation>请先带来缺的，再把这一个重新导入。</translation>
    </message>
</context>
</TS>
