<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Search</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Articles of the law</source>
        <translation>法律条文</translation>
    </message>
    <message>
        <source>Nothing found. Fewer characters find more.</source>
        <translation>没有找到。少输几个字可以找到更多。</translation>
    </message>
    <message>
        <source>Any part of a name, pinyin initials, a code, a paper&apos;s number, an article of the law.</source>
        <translation>可输入名称中的任意几个字、拼音首字母、代码、文号或法条。</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 条</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Clue</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>农民工</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>监察员</translation>
    </message>
    <message>
        <source>Name, initials, code, number, article</source>
        <translation>名称、首字母、代码、文号、法条</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部记录</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Its history</source>
        <translation>改动记录</translation>
    </message>
    <message>
        <source>A tap on a line</source>
        <translation>点一行时</translation>
    </message>
</context>
</TS>
