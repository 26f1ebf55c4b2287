<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>{mode} is no way of sealing a paper. Nothing was issued; choose one of those offered.</source>
        <translation>{mode}不是可用的盖章方式。没有出具文书；请从所列方式中选择。</translation>
    </message>
    <message>
        <source>{text} is no run of serials. Nothing was printed; type them as 0101-0104, 0120.</source>
        <translation>{text}不是连续的用纸编号。没有打印；请按 0101-0104、0120 的样子填写。</translation>
    </message>
    <message>
        <source>Sheet {serial} is in the ledger already ({number}). Nothing was printed; check the serial on the sheet.</source>
        <translation>用纸{serial}已经登记过（{number}）。没有打印；请核对纸上的编号。</translation>
    </message>
    <message>
        <source>No stamped copy of {number} is owed. Nothing was changed; look at the paper&apos;s own page.</source>
        <translation>{number}没有待补送的盖章件。没有改动任何内容；请查看该文书的页面。</translation>
    </message>
    <message>
        <source>No printer is connected. The paper is issued and safe; connect a printer, or save it as a file and print it elsewhere.</source>
        <translation>没有连接打印机。文书已出具并保存；请连接打印机，或者另存为文件到别处打印。</translation>
    </message>
    <message>
        <source>{printer} did not take the paper ({reason}). The paper is issued and safe; check the printer and print again.</source>
        <translation>打印机 {printer} 没有接收文书（{reason}）。文书已出具并保存；请检查打印机后重打。</translation>
    </message>
    <message>
        <source>No file could be written to {path} ({reason}). The paper is safe in the program; choose another folder.</source>
        <translation>无法写入 {path}（{reason}）。文书仍完好保存在本程序中；请换一个文件夹。</translation>
    </message>
    <message>
        <source>{number} was not written from a draft on this device. Nothing was changed; write the correction as a new paper.</source>
        <translation>{number} 不是由本机的草稿出具的。没有任何改动；请新建一份更正文书。</translation>
    </message>
</context>
</TS>
