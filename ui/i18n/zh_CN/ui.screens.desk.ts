<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Desk</name>
    <message>
        <source>Office desk</source>
        <translation>办公室</translation>
    </message>
    <message>
        <source>Came in · {n}</source>
        <translation>收到 · {n}</translation>
    </message>
    <message>
        <source>Conflicts · {n}</source>
        <translation>冲突 · {n}</translation>
    </message>
    <message>
        <source>Numbers · {n}</source>
        <translation>疑号 · {n}</translation>
    </message>
    <message>
        <source>Noted twice · {n}</source>
        <translation>重复 · {n}</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>USB stick</source>
        <translation>U 盘</translation>
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
        <source>Since you looked last, {time}</source>
        <translation>上次查看（{time}）以来</translation>
    </message>
    <message>
        <source>All that came so far</source>
        <translation>迄今收到的全部内容</translation>
    </message>
    <message>
        <source>Two people changed the same thing. Choose; the other value is kept in the record.</source>
        <translation>两人改了同一处。请选择，另一个值会保留在记录里。</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>{n} on records of others are decided by the office.</source>
        <translation>另有 {n} 处涉及他人的记录，由办公室裁定。</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>外勤电脑</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>办公室电脑</translation>
    </message>
    <message>
        <source>code {code}</source>
        <translation>代号 {code}</translation>
    </message>
    <message>
        <source>{n} acts</source>
        <translation>{n} 项操作</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>last heard of {time}</source>
        <translation>最近收到 {time}</translation>
    </message>
    <message>
        <source>not heard of yet</source>
        <translation>尚未收到过</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>久未同步</translation>
    </message>
    <message>
        <source>In touch</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>For one laptop</source>
        <translation>供一台外勤电脑加入</translation>
    </message>
    <message>
        <source>For one more desk</source>
        <translation>供一台办公室电脑加入</translation>
    </message>
    <message>
        <source>Good once, until {time}. On the other computer: address {url}, then this code.</source>
        <translation>只能用一次，{time} 前有效。在另一台电脑上填写地址 {url}，再输入此代码。</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Register of numbers</source>
        <translation>发文登记簿</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>I have seen this</source>
        <translation>已看过</translation>
    </message>
    <message>
        <source>Nothing new came since you looked last.</source>
        <translation>上次查看以来没有收到新内容。</translation>
    </message>
    <message>
        <source>Nobody disagrees on anything.</source>
        <translation>没有冲突。</translation>
    </message>
    <message>
        <source>Invite a laptop</source>
        <translation>邀请外勤电脑</translation>
    </message>
    <message>
        <source>Invite another desk</source>
        <translation>邀请办公室电脑</translation>
    </message>
    <message>
        <source>Officers on this computer</source>
        <translation>本机的监察员</translation>
    </message>
</context>
</TS>
