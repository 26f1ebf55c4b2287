<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>usb</name>
    <message>
        <source>Nothing by stick yet</source>
        <translation>没有用过 U 盘</translation>
    </message>
    <message>
        <source>Something missing</source>
        <translation>有缺少</translation>
    </message>
    <message>
        <source>All here</source>
        <translation>已齐</translation>
    </message>
    <message>
        <source>Newest bundle {seq}, taken in {time}</source>
        <translation>最新数据包 {seq} 号，{time} 导入</translation>
    </message>
    <message>
        <source>missing: {what}</source>
        <translation>缺少：{what}</translation>
    </message>
    <message>
        <source>the server did not take it ({reason})</source>
        <translation>服务器没有接收（{reason}）</translation>
    </message>
    <message>
        <source>Not handed on</source>
        <translation>未转交</translation>
    </message>
    <message>
        <source>Write a bundle for it</source>
        <translation>给它写数据包</translation>
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
        <source>Receipt for {name}, bundle {seq}: write it on the stick or read it out</source>
        <translation>{name} 数据包 {seq} 号的回执码：写在 U 盘上带回，或在电话里念给对方</translation>
    </message>
    <message>
        <source>A bundle for {name} is on the stick: {n} acts, {files} files</source>
        <translation>给 {name} 的数据包已写到 U 盘：操作 {n} 项，文件 {files} 个</translation>
    </message>
    <message>
        <source>It brings the receipts too. {names}</source>
        <translation>其中也带着回执。{names}</translation>
    </message>
    <message>
        <source>The server could not be asked for what only the officers on a case may have; the next bundle brings it.</source>
        <translation>未能向服务器索取仅限承办人员的内容；下一个数据包会带上。</translation>
    </message>
    <message>
        <source>Good once, until {day}. Typed on the new laptop at its first start; it writes a request to the stick.</source>
        <translation>只能用一次，{day} 前有效。在新电脑首次启动时输入，它会把加入申请写到 U 盘。</translation>
    </message>
    <message>
        <source>No request to join lies there.</source>
        <translation>那里没有加入申请。</translation>
    </message>
    <message>
        <source>Let in: {names}</source>
        <translation>已准许加入：{names}</translation>
    </message>
    <message>
        <source>The stick goes back to the new laptop: its certificates, numbers and records are on it.</source>
        <translation>把 U 盘带回新电脑：它的证书、文号和记录都在上面。</translation>
    </message>
    <message>
        <source>Take in what laptops brought</source>
        <translation>导入外勤带来的数据包</translation>
    </message>
    <message>
        <source>Laptops</source>
        <translation>外勤电脑</translation>
    </message>
    <message>
        <source>No laptop belongs to this office yet.</source>
        <translation>本单位还没有外勤电脑。</translation>
    </message>
    <message>
        <source>A laptop without a network joins</source>
        <translation>没有网络的电脑加入</translation>
    </message>
    <message>
        <source>Tell it a code; it writes a request to the stick; let it in here; the stick goes back to it.</source>
        <translation>先给它一个加入码；它把申请写到 U 盘；在这里准许；再把 U 盘带回给它。</translation>
    </message>
    <message>
        <source>Code for a laptop</source>
        <translation>生成加入码</translation>
    </message>
    <message>
        <source>Let in who asks on the stick</source>
        <translation>准许 U 盘上的申请</translation>
    </message>
</context>
</TS>
