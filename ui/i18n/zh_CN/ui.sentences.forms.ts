<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>No font of the program can print these characters: {characters} ({codes}). The paper was not made and nothing was changed; correct the text, or write it in another form, and try again.</source>
        <translation>程序自带的字体打印不出这些字：{characters}（{codes}）。文书没有生成，任何内容都没有改动；请改正文字或者换一种写法后再试。</translation>
    </message>
    <message>
        <source>The font file {name} that belongs to the program is damaged. Your records are safe, but no paper can be made; install the program again.</source>
        <translation>程序自带的字体文件 {name} 已损坏。您的记录是安全的，但无法生成文书；请重新安装程序。</translation>
    </message>
    <message>
        <source>This file cannot be read as a PDF. Nothing was changed; check that it is the right file and that the copy is complete.</source>
        <translation>这个文件不能作为 PDF 读取。任何内容都没有改动；请核对是不是这个文件、复制是否完整。</translation>
    </message>
    <message>
        <source>This is not a code that the program prints on its papers. Nothing was changed; scan the code at the top right of the first page again.</source>
        <translation>这不是本程序印在文书上的二维码。任何内容都没有改动；请重新扫描首页右上角的二维码。</translation>
    </message>
    <message>
        <source>The paper could not be signed with this device&apos;s key ({reason}). Nothing was issued and no number was used; try again, and enrol the device anew if it happens again.</source>
        <translation>无法用本机密钥给文书签名（{reason}）。文书没有出具，文号没有使用；请再试一次，仍不成功的，请重新登记本设备。</translation>
    </message>
</context>
</TS>
