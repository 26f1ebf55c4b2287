<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>{mm} mm to the right</source>
        <translation>向右移动{mm}毫米</translation>
    </message>
    <message>
        <source>{mm} mm to the left</source>
        <translation>向左移动{mm}毫米</translation>
    </message>
    <message>
        <source>{mm} mm down</source>
        <translation>向下移动{mm}毫米</translation>
    </message>
    <message>
        <source>{mm} mm up</source>
        <translation>向上移动{mm}毫米</translation>
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
        <source>Adjust the print on the sheet</source>
        <translation>调整套打位置</translation>
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
        <source>Printed {n} times before: the number stays, this print is written down.</source>
        <translation>此前已打印{n}次：文号不变，本次打印会登记。</translation>
    </message>
    <message>
        <source>Each copy is marked as printed again.</source>
        <translation>每份都会标明补印。</translation>
    </message>
    <message>
        <source>On this printer moved {where}.</source>
        <translation>在这台打印机上{where}。</translation>
    </message>
    <message>
        <source>The head that stands on the sheets is not printed.</source>
        <translation>用纸上已印好的文头不再打印。</translation>
    </message>
    <message>
        <source>This file is from before: its head is printed with the rest.</source>
        <translation>这份文书是以前出具的：文头会一并打印。</translation>
    </message>
    <message>
        <source>{typed} serials for {need} sheets of paper: check them.</source>
        <translation>填了{typed}个编号，本次打印用纸{need}张：请核对。</translation>
    </message>
    <message>
        <source>This printer is thermal: its paper fades. Print one more copy on plain paper for the file.</source>
        <translation>这台打印机是热敏打印，不宜归档。请另打一份普通纸存卷。</translation>
    </message>
</context>
</TS>
