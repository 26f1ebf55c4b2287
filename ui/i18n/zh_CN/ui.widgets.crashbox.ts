<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CrashBox</name>
    <message>
        <source>Something went wrong in the program</source>
        <translation>程序出了问题</translation>
    </message>
    <message>
        <source>Something went wrong in the program. What the screen called saved is safe.</source>
        <translation>程序出了问题。屏幕上显示已保存的内容都安全。</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, give this file to whoever looks after the program; it holds no names:</source>
        <translation>可以继续使用。如果再次出现，请把下面的文件交给维护人员；文件里没有人名：</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
</TS>
