<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Made the profile {path} of {office}; {n} officers can unlock it.</source>
        <translation>已在 {path} 为{office}建立数据；{n}名监察员可以解锁。</translation>
    </message>
    <message>
        <source>Stored {n} records; drafts ready to issue: {drafts}.</source>
        <translation>已保存{n}条记录；可以出具的草稿：{drafts}。</translation>
    </message>
    <message>
        <source>Backup written: {file} ({size} bytes).</source>
        <translation>备份已写好：{file}（{size}字节）。</translation>
    </message>
    <message>
        <source>{n} photos are not on this computer and not in this backup; the office has them.</source>
        <translation>有 {n} 张照片不在本机，也不在这份备份里；局里有。</translation>
    </message>
    <message>
        <source>Only this computer can restore it: no officer&apos;s passphrase is long enough alone.</source>
        <translation>只有这台电脑能恢复它：没有哪名监察员的口令单独够长。</translation>
    </message>
    <message>
        <source>Restored into {path}. Its old numbers are closed: papers are numbered in the emergency series until the next sync.</source>
        <translation>已恢复到 {path}。原来的文号已停用：下次同步之前，文书使用应急文号。</translation>
    </message>
    <message>
        <source>Checking the database…</source>
        <translation>正在检查数据库……</translation>
    </message>
    <message>
        <source>Checking the journal…</source>
        <translation>正在检查操作日志……</translation>
    </message>
    <message>
        <source>Checking photos and papers…</source>
        <translation>正在检查照片和文书……</translation>
    </message>
    <message>
        <source>Checking the register of numbers…</source>
        <translation>正在检查文号登记……</translation>
    </message>
    <message>
        <source>{operations} operations; {present} of {referenced} photos and papers are here, {bad} damaged or lost.</source>
        <translation>共{operations}项操作；照片和文书应有{referenced}件，在本机{present}件，损坏或丢失{bad}件。</translation>
    </message>
    <message>
        <source>{n} are not on this computer: the office&apos;s server or whoever recorded them has them.</source>
        <translation>有 {n} 个不在本机：在单位服务器上，或在录入者的电脑上。</translation>
    </message>
    <message>
        <source>Everything is whole.</source>
        <translation>一切完好。</translation>
    </message>
    <message>
        <source>The file with the key slots was altered</source>
        <translation>密钥槽文件被改动过</translation>
    </message>
    <message>
        <source>The database is damaged; restore the latest backup, then sync</source>
        <translation>数据库已损坏；请恢复最近的备份，然后同步</translation>
    </message>
    <message>
        <source>An operation is missing in the journal</source>
        <translation>操作日志缺少一项</translation>
    </message>
    <message>
        <source>The journal&apos;s chain is broken</source>
        <translation>操作日志的链条断了</translation>
    </message>
    <message>
        <source>An operation was altered</source>
        <translation>有一项操作被改动过</translation>
    </message>
    <message>
        <source>An operation cannot be read</source>
        <translation>有一项操作无法读取</translation>
    </message>
    <message>
        <source>A photo or paper made here is missing; restore it from a backup</source>
        <translation>本机制作的一件照片或文书丢失；请从备份恢复</translation>
    </message>
    <message>
        <source>A photo or paper is damaged; sync or a backup brings it back</source>
        <translation>一件照片或文书已损坏；同步或恢复备份即可找回</translation>
    </message>
    <message>
        <source>A number stands on two papers</source>
        <translation>有文号重复（重号）</translation>
    </message>
    <message>
        <source>Numbers that nobody accounts for</source>
        <translation>有文号没有去向</translation>
    </message>
</context>
</TS>
