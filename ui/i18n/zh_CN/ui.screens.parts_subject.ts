<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>subject</name>
    <message>
        <source>Visit {name}</source>
        <translation>检查 {name}</translation>
    </message>
    <message>
        <source>Project {name}</source>
        <translation>项目 {name}</translation>
    </message>
    <message>
        <source>Unit {name}</source>
        <translation>单位 {name}</translation>
    </message>
    <message>
        <source>Clue {name}</source>
        <translation>线索 {name}</translation>
    </message>
    <message>
        <source>Office, officers, devices and numbers</source>
        <translation>单位、监察员、设备和号段</translation>
    </message>
    <message>
        <source>{n} answers</source>
        <translation>{n} 项答复</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 项答复</translation>
    </message>
    <message>
        <source>{n} pieces of evidence</source>
        <translation>{n} 份证据</translation>
    </message>
    <message>
        <source>1 piece of evidence</source>
        <translation>1 份证据</translation>
    </message>
    <message>
        <source>{n} wage rows</source>
        <translation>{n} 行工资</translation>
    </message>
    <message>
        <source>1 wage row</source>
        <translation>1 行工资</translation>
    </message>
    <message>
        <source>{n} services</source>
        <translation>{n} 次送达</translation>
    </message>
    <message>
        <source>1 service</source>
        <translation>1 次送达</translation>
    </message>
    <message>
        <source>{n} rechecks</source>
        <translation>{n} 次复查</translation>
    </message>
    <message>
        <source>1 recheck</source>
        <translation>1 次复查</translation>
    </message>
    <message>
        <source>{n} drafts</source>
        <translation>{n} 份草稿</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 份草稿</translation>
    </message>
    <message>
        <source>{n} records</source>
        <translation>{n} 条记录</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 条记录</translation>
    </message>
    <message>
        <source>It would alter a paper that is final; the paper stands as it is.</source>
        <translation>它会改动已定稿的文书；文书保持原样。</translation>
    </message>
    <message>
        <source>A newer version of the program wrote it; it is kept and applied after an update.</source>
        <translation>由更新版本的程序写入；已保存，更新后自动采用。</translation>
    </message>
    <message>
        <source>A value does not fit its field ({detail}). It is kept and changes nothing; tell the administrator.</source>
        <translation>有一个值不符合字段要求（{detail}）。已保存，不影响其他内容；请告知管理员。</translation>
    </message>
    <message>
        <source>It names no record that can exist. It is kept and changes nothing; tell the administrator.</source>
        <translation>所指的记录不可能存在。已保存，不影响其他内容；请告知管理员。</translation>
    </message>
    <message>
        <source>It does not say what it saw. It is kept and changes nothing; tell the administrator.</source>
        <translation>没有说明改动前看到的内容。已保存，不影响其他内容；请告知管理员。</translation>
    </message>
    <message>
        <source>It writes one record twice in one act; the first stands. It is kept; tell the administrator.</source>
        <translation>同一次操作两次写入同一条记录，以第一次为准。已保存；请告知管理员。</translation>
    </message>
    <message>
        <source>It is kept and changes nothing; the rest of the same act was applied.</source>
        <translation>已保留但未生效；同一操作的其余部分已生效。</translation>
    </message>
</context>
</TS>
