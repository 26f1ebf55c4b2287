<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>sentences</name>
        <message>
            <source>The disk is full. This last entry was not saved; everything before it is. Free some space and enter it again.</source>
            <translation>磁盘已满。刚才这一项没有保存，此前的内容都已保存。请腾出空间后重新录入。</translation>
        </message>
        <message>
            <source>The disk reported an error. This last entry was not saved; what was saved before is kept. Back up to another disk.</source>
            <translation>磁盘报告错误。刚才这一项没有保存，此前的内容都在。请备份到另一块磁盘。</translation>
        </message>
        <message>
            <source>The disk cannot be written to ({path}). Nothing was changed; what was saved is safe. Remove the write protection.</source>
            <translation>磁盘不能写入（{path}）。没有任何改动，已保存的内容是安全的。请解除写保护。</translation>
        </message>
        <message>
            <source>There are no records at {path}. Nothing was changed; choose the right folder or restore a backup.</source>
            <translation>{path} 没有数据。没有任何改动，请选择正确的文件夹，或者恢复备份。</translation>
        </message>
        <message>
            <source>The records at {path} cannot be opened with this key. Nothing was changed; restore a backup if they are damaged.</source>
            <translation>{path} 的数据不能用这个密钥打开。没有任何改动；如果数据已损坏，请恢复备份。</translation>
        </message>
        <message>
            <source>The records on this disk are damaged. Nothing more is written to them; restore the latest backup, then sync.</source>
            <translation>本机数据已损坏，程序不再写入。请恢复最近一次备份，然后同步。</translation>
        </message>
        <message>
            <source>Another program holds the records. This entry was not saved; close the other program and try again.</source>
            <translation>另一个程序正在使用数据。这一项没有保存，请关闭那个程序后重试。</translation>
        </message>
        <message>
            <source>These records were written by a newer version of the program. Nothing was touched; install that version here.</source>
            <translation>数据是由新版程序写的。没有任何改动，请在本机安装新版程序。</translation>
        </message>
    </context>
</TS>
