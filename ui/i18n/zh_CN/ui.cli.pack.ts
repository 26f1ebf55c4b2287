<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Pack {id} {version} is in order: {items} questions, {violations} violations, {laws} laws.</source>
        <translation>业务包{id} {version}无误：{items}个问题，{violations}项违法行为，{laws}部法规。</translation>
    </message>
</context>
</TS>
