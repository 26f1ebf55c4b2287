<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>duplicates</name>
    <message>
        <source>{n} projects</source>
        <translation>{n} 个项目</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} 个单位</translation>
    </message>
    <message>
        <source>{n} visits</source>
        <translation>{n} 次检查</translation>
    </message>
    <message>
        <source>{n} papers</source>
        <translation>{n} 份文书</translation>
    </message>
    <message>
        <source>{n} wage rows</source>
        <translation>{n} 行工资</translation>
    </message>
    <message>
        <source>{n} clues</source>
        <translation>{n} 条线索</translation>
    </message>
    <message>
        <source>{n} cases</source>
        <translation>{n} 个案件</translation>
    </message>
    <message>
        <source>nothing hangs on it</source>
        <translation>没有关联的记录</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留这一个</translation>
    </message>
    <message>
        <source>The same credit code</source>
        <translation>统一社会信用代码相同</translation>
    </message>
    <message>
        <source>The same identity number</source>
        <translation>公民身份号码相同</translation>
    </message>
    <message>
        <source>The same building permit</source>
        <translation>施工许可证号相同</translation>
    </message>
    <message>
        <source>The same name (only a hint)</source>
        <translation>名称相同（仅供参考）</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>由您选定</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待裁定</translation>
    </message>
    <message>
        <source>Both stand on {n} visits: compare their answers and wage sheets first.</source>
        <translation>两者同在 {n} 次检查中：请先核对各自的答复和工资表。</translation>
    </message>
    <message>
        <source>Why they are one, or are not (needed)</source>
        <translation>是同一个或不是同一个的理由（必填）</translation>
    </message>
    <message>
        <source>One licence</source>
        <translation>同一营业执照</translation>
    </message>
    <message>
        <source>Noted twice</source>
        <translation>重复登记</translation>
    </message>
    <message>
        <source>A branch of its own</source>
        <translation>独立的分支机构</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>不是同一个</translation>
    </message>
    <message>
        <source>Nothing is moved or lost: it can be taken back at any time.</source>
        <translation>不移动、不丢失任何记录，可随时撤销。</translation>
    </message>
    <message>
        <source>Written after the merge</source>
        <translation>合并后的改动</translation>
    </message>
    <message>
        <source>{who} wrote: {value}</source>
        <translation>{who} 写的是：{value}</translation>
    </message>
    <message>
        <source>Here stands: {value}</source>
        <translation>现在的内容：{value}</translation>
    </message>
    <message>
        <source>Take it over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Leave what stands here</source>
        <translation>保持现在的内容</translation>
    </message>
    <message>
        <source>Merged into two: look</source>
        <translation>并入两处，请核对</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>{gone} is {kept}</source>
        <translation>{gone} 即 {kept}</translation>
    </message>
    <message>
        <source>Why they are two after all (needed)</source>
        <translation>不是同一个的理由（必填）</translation>
    </message>
    <message>
        <source>Take {name} out</source>
        <translation>分出 {name}</translation>
    </message>
</context>
</TS>
