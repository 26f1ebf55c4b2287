<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>PaperEditor</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Issue and number</source>
        <translation>出具并编号</translation>
    </message>
    <message>
        <source>Put the draft away</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>The paper cannot be made like this yet; the pages show how it was before.</source>
        <translation>现在的内容还不能成文；右侧显示的是修改前的页面。</translation>
    </message>
    <message>
        <source>This draft is not here. Nothing was changed.</source>
        <translation>本机没有这份草稿。没有任何改动。</translation>
    </message>
    <message>
        <source>All papers</source>
        <translation>全部文书</translation>
    </message>
    <message>
        <source>This draft was put away. It is kept and takes no number.</source>
        <translation>这份草稿已放弃，内容仍保留，不占文号。</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>恢复草稿</translation>
    </message>
    <message>
        <source>This paper was issued and cannot be changed. A correction is a new paper.</source>
        <translation>此文书已出具，不能修改。如需更正，请制作更正文书。</translation>
    </message>
    <message>
        <source>Open the paper</source>
        <translation>打开文书</translation>
    </message>
    <message>
        <source>Draft: {title}</source>
        <translation>草稿：{title}</translation>
    </message>
    <message>
        <source>Correction of {number}</source>
        <translation>更正 {number}</translation>
    </message>
</context>
</TS>
