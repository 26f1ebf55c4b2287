<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>one less</source>
        <translation>减一份</translation>
    </message>
    <message>
        <source>one more</source>
        <translation>加一份</translation>
    </message>
    <message>
        <source>Print {n} copies</source>
        <translation>打印 {n} 份</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Serials of the stamped sheets</source>
        <translation>预盖章用纸编号</translation>
    </message>
    <message>
        <source>For example 0101-0104, 0120</source>
        <translation>例如 0101-0104、0120</translation>
    </message>
    <message>
        <source>Counterfoil</source>
        <translation>存根</translation>
    </message>
    <message>
        <source>For the party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>For the file</source>
        <translation>附卷</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>双面</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>另存为文件</translation>
    </message>
    <message>
        <source>Did {number} come out right?</source>
        <translation>{number} 打印成功了吗？</translation>
    </message>
    <message>
        <source>Yes, printed</source>
        <translation>打印成功</translation>
    </message>
    <message>
        <source>Print again (same number)</source>
        <translation>重打（不换号）</translation>
    </message>
    <message>
        <source>Print later</source>
        <translation>稍后打印</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>This printer is thermal: its paper fades. Print one more copy on plain paper for the file.</source>
        <translation>这台打印机是热敏打印，不宜归档。请另打一份普通纸存卷。</translation>
    </message>
</context>
</TS>
