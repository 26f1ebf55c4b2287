<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Papers</name>
    <message>
        <source>Papers</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>To write</source>
        <translation>待制作</translation>
    </message>
    <message>
        <source>All issued</source>
        <translation>全部已出具</translation>
    </message>
    <message>
        <source>No paper follows from the latest visits. Papers come from what a visit finds.</source>
        <translation>最近的检查没有需要制作的文书。文书由检查结果生成。</translation>
    </message>
    <message>
        <source>No draft is waiting.</source>
        <translation>没有待处理的草稿。</translation>
    </message>
    <message>
        <source>Every issued paper has been served.</source>
        <translation>已出具的文书都已送达。</translation>
    </message>
    <message>
        <source>No paper has been served yet.</source>
        <translation>还没有送达过文书。</translation>
    </message>
    <message>
        <source>No paper has been issued yet.</source>
        <translation>还没有出具过文书。</translation>
    </message>
    <message>
        <source>Start inspection</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>Other paper</source>
        <translation>其他文书</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
</context>
</TS>
