<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>papertype</name>
    <message>
        <source>Questions and answers</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>It was read over: an answer changed now is printed as a correction with its old words.</source>
        <translation>笔录已宣读：现在修改的回答，将连同原记录作为更正印出。</translation>
    </message>
    <message>
        <source>Another question</source>
        <translation>增加一问</translation>
    </message>
    <message>
        <source>Question {n}</source>
        <translation>第{n}问</translation>
    </message>
    <message>
        <source>Answer {n}</source>
        <translation>第{n}答</translation>
    </message>
    <message>
        <source>Take question {n} away</source>
        <translation>删除第{n}问</translation>
    </message>
</context>
</TS>
