<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Look</name>
    <message>
        <source>Look, size and language</source>
        <translation>显示、大小和语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of what is pressed</source>
        <translation>按键大小</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Indoors</source>
        <translation>室内</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Outdoors, in the sun</source>
        <translation>户外（强光）</translation>
    </message>
    <message>
        <source>Mouse and keys, 8 mm</source>
        <translation>键鼠 8 毫米</translation>
    </message>
    <message>
        <source>Finger, 11 mm</source>
        <translation>触控 11 毫米</translation>
    </message>
    <message>
        <source>Glove, 15 mm</source>
        <translation>手套 15 毫米</translation>
    </message>
    <message>
        <source>True size</source>
        <translation>实际尺寸</translation>
    </message>
    <message>
        <source>Hold a bank card against the frame and press wider or narrower until both are equally wide.</source>
        <translation>把一张银行卡贴在框上，按加宽或变窄，直到两者一样宽。</translation>
    </message>
    <message>
        <source>Wider</source>
        <translation>加宽</translation>
    </message>
    <message>
        <source>Narrower</source>
        <translation>变窄</translation>
    </message>
    <message>
        <source>Use this size</source>
        <translation>就用这个尺寸</translation>
    </message>
    <message>
        <source>Our office</source>
        <translation>本单位</translation>
    </message>
    <message>
        <source>Address, telephone, officers and their certificates, as papers print them.</source>
        <translation>印在文书上的地址、电话，监察员和执法证件。</translation>
    </message>
    <message>
        <source>Open the office&apos;s data</source>
        <translation>打开本单位资料</translation>
    </message>
    <message>
        <source>Seal, stationery, printers</source>
        <translation>印章、用纸和打印机</translation>
    </message>
    <message>
        <source>How papers get their seal, the picture of the seal, stamped sheets, where a printer prints on them.</source>
        <translation>文书怎样盖章，电子印章图样，预盖章用纸，以及打印机在用纸上的套打位置。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
</TS>
