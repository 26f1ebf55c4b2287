<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>sentences</name>
        <message>
            <source>This could not be done ({code}). What was saved before is safe.</source>
            <translation>这一步没有完成（{code}）。此前保存的内容是安全的。</translation>
        </message>
    </context>
</TS>
