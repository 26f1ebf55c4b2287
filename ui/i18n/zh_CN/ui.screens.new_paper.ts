<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>NewPaper</name>
    <message>
        <source>Write a paper</source>
        <translation>写文书</translation>
    </message>
    <message>
        <source>No visit</source>
        <translation>不属于任何检查</translation>
    </message>
    <message>
        <source>What may follow</source>
        <translation>后续可以出具</translation>
    </message>
    <message>
        <source>Notices and orders</source>
        <translation>通知和责令改正</translation>
    </message>
    <message>
        <source>After {number}</source>
        <translation>承接{number}</translation>
    </message>
    <message>
        <source>It is about</source>
        <translation>所属检查</translation>
    </message>
</context>
<context>
    <name>papertype</name>
    <message>
        <source>Complaint and filing</source>
        <translation>受理和立案</translation>
    </message>
    <message>
        <source>Investigation and evidence</source>
        <translation>调查取证</translation>
    </message>
    <message>
        <source>Notices before a decision, decisions</source>
        <translation>告知、审核和决定</translation>
    </message>
    <message>
        <source>Enforcement</source>
        <translation>催告和执行</translation>
    </message>
    <message>
        <source>Transfer to the police</source>
        <translation>移送公安</translation>
    </message>
    <message>
        <source>Joint-punishment list</source>
        <translation>失信联合惩戒</translation>
    </message>
    <message>
        <source>Letters and public notices</source>
        <translation>函告和公告</translation>
    </message>
    <message>
        <source>Closing the case</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Correcting and revoking</source>
        <translation>更正和撤销</translation>
    </message>
</context>
</TS>
