<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>seal</name>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Spoiled</source>
        <translation>打坏</translation>
    </message>
    <message>
        <source>Taken out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>No sheet was written down yet. Printing on stamped sheets asks for them.</source>
        <translation>还没有登记过用纸。在预盖章用纸上打印时会要求填写编号。</translation>
    </message>
    <message>
        <source>Nobody accounts for: {serials}. Look for these sheets, or write down what became of them.</source>
        <translation>去向不明：{serials}。请查找这些用纸，或者登记其去向。</translation>
    </message>
    <message>
        <source>Written down twice: {serials}. Two laptops used the same serial; look at both papers.</source>
        <translation>重复登记：{serials}。两台电脑登记了同一编号，请核对这两份文书。</translation>
    </message>
    <message>
        <source>the paper was ended</source>
        <translation>文书已终止</translation>
    </message>
    <message>
        <source>Sheets stamped before</source>
        <translation>预先盖章的用纸</translation>
    </message>
    <message>
        <source>Older ones</source>
        <translation>更早的</translation>
    </message>
    <message>
        <source>A sheet without a paper</source>
        <translation>没有打出文书的用纸</translation>
    </message>
    <message>
        <source>Serials</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>For example 0101-0104, 0120</source>
        <translation>例如 0101-0104、0120</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>去向</translation>
    </message>
    <message>
        <source>How it came</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Test page for {printer}</source>
        <translation>{printer}的测试页</translation>
    </message>
    <message>
        <source>Upright line: {mm} mm from the left edge of the paper</source>
        <translation>竖线应距纸左边 {mm} 毫米</translation>
    </message>
    <message>
        <source>Level line: {mm} mm from the upper edge of the paper</source>
        <translation>横线应距纸上边 {mm} 毫米</translation>
    </message>
    <message>
        <source>Moved now: {where}</source>
        <translation>目前：{where}</translation>
    </message>
    <message>
        <source>If the upright line stands at 58.8 mm, move 1.2 mm more to the right.</source>
        <translation>例如竖线量得 58.8 毫米，就再向右移动 1.2 毫米。</translation>
    </message>
    <message>
        <source>The printer has the page. Measure both lines with a ruler.</source>
        <translation>测试页已送到打印机。请用尺子量这两条线。</translation>
    </message>
    <message>
        <source>Kept on this device.</source>
        <translation>已保存在这台设备上。</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已存为 {path}</translation>
    </message>
    <message>
        <source>Where the print stands on the sheet</source>
        <translation>套打位置</translation>
    </message>
    <message>
        <source>Print the test page, measure its cross, and type by how much the print must move. Each printer of this device has its own figures.</source>
        <translation>打印测试页，量出十字线的位置，再填写需要移动的距离。这台设备的每台打印机各有自己的数值。</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>To the right, mm</source>
        <translation>向右（毫米）</translation>
    </message>
    <message>
        <source>Negative: to the left</source>
        <translation>负数表示向左</translation>
    </message>
    <message>
        <source>Down, mm</source>
        <translation>向下（毫米）</translation>
    </message>
    <message>
        <source>Negative: up</source>
        <translation>负数表示向上</translation>
    </message>
    <message>
        <source>Print the test page</source>
        <translation>打印测试页</translation>
    </message>
    <message>
        <source>Save the test page</source>
        <translation>测试页存为文件</translation>
    </message>
</context>
</TS>
