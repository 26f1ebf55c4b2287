<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>seal</name>
    <message>
        <source>As a rule in this office</source>
        <translation>本机关的通常做法</translation>
    </message>
    <message>
        <source>Papers get their seal</source>
        <translation>文书的盖章方式</translation>
    </message>
    <message>
        <source>Each paper can be sealed otherwise when it is issued.</source>
        <translation>每份文书出具时可以另选。</translation>
    </message>
    <message>
        <source>Printed on the stamped sheets already</source>
        <translation>预盖章用纸上已经印好</translation>
    </message>
    <message>
        <source>It is left out when a paper is printed on them; the stored file stays whole.</source>
        <translation>套打时不再打印这些内容；保存的文件保持完整。</translation>
    </message>
    <message>
        <source>Name of the office</source>
        <translation>机关名称</translation>
    </message>
    <message>
        <source>Title of the paper</source>
        <translation>文书标题</translation>
    </message>
    <message>
        <source>Copies printed again</source>
        <translation>补印的文书</translation>
    </message>
    <message>
        <source>A print after one that came out well is always written down.</source>
        <translation>打印成功之后再次打印，总会登记。</translation>
    </message>
    <message>
        <source>Say so on each page</source>
        <translation>每页标明补印</translation>
    </message>
    <message>
        <source>Look like the first</source>
        <translation>与首次打印相同</translation>
    </message>
    <message>
        <source>{n} papers carry the picture of the seal.</source>
        <translation>共有{n}份文书使用了电子印章图样。</translation>
    </message>
    <message>
        <source>The picture of the seal was not used yet.</source>
        <translation>还没有使用过电子印章图样。</translation>
    </message>
    <message>
        <source>{n} copies printed</source>
        <translation>已打印{n}份</translation>
    </message>
    <message>
        <source>After the withdrawal</source>
        <translation>收回授权之后用印</translation>
    </message>
    <message>
        <source>Paper ended</source>
        <translation>文书已终止</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Ledger of the seal</source>
        <translation>用印登记</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>更早的</translation>
    </message>
</context>
</TS>
