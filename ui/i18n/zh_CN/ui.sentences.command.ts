<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>No passphrase was given. Nothing was opened or changed; type it at the prompt or set ANXIN_PASSPHRASE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {path}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
