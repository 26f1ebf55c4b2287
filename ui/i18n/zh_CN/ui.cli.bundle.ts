<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Bundle {seq}: {n} acts and {files} files in {parts}.</source>
        <translation>数据包 {seq} 号：操作 {n} 项、文件 {files} 个，写在 {parts}。</translation>
    </message>
    <message>
        <source>The server could not be asked for what only the officers on a case may have; the next bundle brings it.</source>
        <translation>未能向服务器索取仅限承办人员的内容；下一个数据包会带上。</translation>
    </message>
    <message>
        <source>Joined {office} as device {code}, by stick.</source>
        <translation>已用 U 盘加入{office}，设备代码 {code}。</translation>
    </message>
    <message>
        <source>{file}: bundle {seq} of {name}: {n} new acts, {m} known, {files} files.</source>
        <translation>{file}：{name} 的数据包 {seq} 号；新操作 {n} 项，已有 {m} 项，文件 {files} 个。</translation>
    </message>
    <message>
        <source>Damaged from its part number {frame} on; what stands before it is stored.</source>
        <translation>从第 {frame} 段起已损坏；之前的内容已经存好。</translation>
    </message>
    <message>
        <source>Some of it waits for an earlier bundle and is to be imported again after it.</source>
        <translation>其中一部分要等前面的数据包；先导入前面的，再导入它一次。</translation>
    </message>
    <message>
        <source>Missing: part {part} of bundle {seq}.</source>
        <translation>缺少：数据包 {seq} 号的第 {part} 个文件。</translation>
    </message>
    <message>
        <source>Missing: bundle {seq}.</source>
        <translation>缺少：数据包 {seq} 号。</translation>
    </message>
    <message>
        <source>Receipt code for the sender: {code}</source>
        <translation>给对方的回执码：{code}</translation>
    </message>
    <message>
        <source>The office received what this computer sent: {n} receipts.</source>
        <translation>本单位已收到本机送出的内容：回执 {n} 个。</translation>
    </message>
    <message>
        <source>Received by the office. Still without a receipt: {n} acts, {files} files.</source>
        <translation>本单位已收到。仍无回执：操作 {n} 项、文件 {files} 个。</translation>
    </message>
    <message>
        <source>Without a receipt: {n} acts, {files} files; on no bundle yet: {m} acts, {more} files.</source>
        <translation>没有回执：操作 {n} 项、文件 {files} 个；尚未放进数据包：操作 {m} 项、文件 {more} 个。</translation>
    </message>
    <message>
        <source>One-time code for joining by stick, good until {day}: {code}</source>
        <translation>用 U 盘加入的一次性加入码（{day} 前有效）：{code}</translation>
    </message>
    <message>
        <source>Bring {file} to the desk; then import the bundle it gives back.</source>
        <translation>把 {file} 带到办公端；之后导入它给回的数据包。</translation>
    </message>
    <message>
        <source>{name} is let in. Bring {file} back to it.</source>
        <translation>已准许 {name} 加入。请把 {file} 带回给它。</translation>
    </message>
</context>
</TS>
