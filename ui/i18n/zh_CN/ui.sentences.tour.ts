<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>The folder {path} is not empty. Nothing was changed; name an empty or a new folder.</source>
        <translation>文件夹 {path} 不是空的。没有改动任何内容；请指定空文件夹或新文件夹。</translation>
    </message>
    <message>
        <source>The virtual screen (Xvfb) is not installed. Nothing was done; install it or use --screen offscreen.</source>
        <translation>没有安装虚拟屏幕（Xvfb）。没有进行任何操作；请安装，或使用 --screen offscreen。</translation>
    </message>
</context>
</TS>
