<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>This passphrase does not open it. Nothing was touched; check the keyboard and try again.</source>
        <translation>口令不对，打不开。数据没有动过；请检查键盘和大小写后再试。</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess, and this computer has no keystore to help it. Nothing was changed; take at least 12 characters or four words.</source>
        <translation>口令太容易猜，而这台电脑没有可用的系统密钥库。什么都没有改动；请用至少12个字符，或者四个词语。</translation>
    </message>
    <message>
        <source>The passphrase needs at least 6 characters. Nothing was changed; choose a longer one.</source>
        <translation>口令至少要6个字符。什么都没有改动；请换一个长一些的。</translation>
    </message>
    <message>
        <source>No officer with certificate {cert_no} can unlock this computer. Nothing was changed; choose another officer, or let someone who can unlock it add this one.</source>
        <translation>证号{cert_no}的监察员不能在这台电脑上解锁。什么都没有改动；请选别的监察员，或者由能解锁的人把他加进来。</translation>
    </message>
    <message>
        <source>Certificate number {cert_no} is empty or given twice. Nothing was made; each officer needs his own number.</source>
        <translation>证号“{cert_no}”为空或者重复。什么都没有建立；每名监察员须有自己的证号。</translation>
    </message>
    <message>
        <source>There is no officer to unlock this profile. Nothing was made; enter at least one officer.</source>
        <translation>没有填写任何监察员，无人能解锁。什么都没有建立；请至少填一名监察员。</translation>
    </message>
    <message>
        <source>This is the only officer who can unlock this computer. Nothing was removed; add another officer first.</source>
        <translation>只有这一名监察员能解锁这台电脑。没有移除；请先加入另一名监察员。</translation>
    </message>
    <message>
        <source>This computer&apos;s keystore does not hold the secret that belongs to these records. They are untouched; open them on the computer and account they were made with, or use the recovery code or a backup.</source>
        <translation>这台电脑的系统密钥库里没有与这些数据配套的密钥。数据没有动过；请在原来的电脑和账户上打开，或者使用恢复码、备份。</translation>
    </message>
    <message>
        <source>The system&apos;s keystore is locked or refused. Nothing was changed; unlock it and try again.</source>
        <translation>系统密钥库被锁定或者拒绝了请求。什么都没有改动；请先解锁密钥库再试。</translation>
    </message>
    <message>
        <source>This recovery code does not open it. Nothing was touched; compare it with the printed sheet.</source>
        <translation>恢复码不对，打不开。数据没有动过；请与打印件逐字核对。</translation>
    </message>
    <message>
        <source>This office key does not open it. Nothing was touched; take the key this device was enrolled with.</source>
        <translation>这把单位密钥打不开。数据没有动过；请用登记这台设备时的那一把。</translation>
    </message>
    <message>
        <source>The records are locked. What was saved is safe; unlock them with a passphrase and try again.</source>
        <translation>数据已锁定。已保存的都在；请用口令解锁后再试。</translation>
    </message>
    <message>
        <source>The file with the key slots is missing ({path}). The records are untouched; put the file back or restore a backup.</source>
        <translation>找不到密钥槽文件（{path}）。数据没有动过；请把文件放回原处，或者恢复备份。</translation>
    </message>
    <message>
        <source>The file with the key slots is damaged. The records are untouched; restore the file or a backup.</source>
        <translation>密钥槽文件已损坏。数据没有动过；请恢复这个文件或者恢复备份。</translation>
    </message>
    <message>
        <source>The file with the key slots is not of a kind this version knows. Nothing was touched; install the newer program.</source>
        <translation>密钥槽文件的版本这个程序不认识。什么都没有动过；请安装新版程序。</translation>
    </message>
    <message>
        <source>A PIN is six digits, not a simple row. Nothing was changed; choose another.</source>
        <translation>PIN是六位数字，不能是简单的连号或重复。什么都没有改动；请换一个。</translation>
    </message>
    <message>
        <source>Wrong PIN, {left} tries left. Nothing was lost; after that the passphrase is asked.</source>
        <translation>PIN不对，还可以试{left}次。什么都没有丢；用完之后要输口令。</translation>
    </message>
    <message>
        <source>The PIN was wrong five times. Nothing was lost; use the passphrase instead.</source>
        <translation>PIN已经错了五次。什么都没有丢；请改用口令。</translation>
    </message>
    <message>
        <source>No PIN has been set for this officer here. Nothing was changed; use the passphrase.</source>
        <translation>这名监察员在这里还没有设PIN。什么都没有改动；请用口令。</translation>
    </message>
    <message>
        <source>There is no profile in {path}. Nothing was changed; choose the right folder, or make a profile first.</source>
        <translation>{path} 里没有数据。什么都没有改动；请选对文件夹，或者先新建。</translation>
    </message>
    <message>
        <source>There is a profile in {path} already. Nothing was changed; choose another folder or open this one.</source>
        <translation>{path} 里已经有数据。什么都没有改动；请换一个文件夹，或者打开它。</translation>
    </message>
    <message>
        <source>Another window or program has this profile open (process {process}). Nothing was changed; go on there or close it first.</source>
        <translation>另一个窗口或程序正开着这份数据（进程{process}）。什么都没有改动；请在那边继续，或者先把它关掉。</translation>
    </message>
    <message>
        <source>This photo or file is not on this computer. The record is safe; fetch it from the office or a backup.</source>
        <translation>这张照片或文件不在本机。记录是安全的；请从局里取来，或从备份恢复。</translation>
    </message>
    <message>
        <source>This photo or file is damaged on this disk and is not shown. The record is safe; sync or add the original again to mend it.</source>
        <translation>这张照片或文件在本机磁盘上已损坏，不予显示。记录完好；同步或者重新添加原件即可修复。</translation>
    </message>
    <message>
        <source>The file that arrived is not the one expected. Nothing was stored; it will be fetched again.</source>
        <translation>收到的文件不是应收的那一份。没有保存；将重新获取。</translation>
    </message>
    <message>
        <source>This backup is damaged or not complete ({file}). Nothing was restored; use another backup.</source>
        <translation>这份备份已损坏或者不完整（{file}）。什么都没有恢复；请换另一份备份。</translation>
    </message>
    <message>
        <source>This backup was made by a newer version of the program. Nothing was restored; install that version first.</source>
        <translation>这份备份由更新版本的程序制作。什么都没有恢复；请先安装那个版本。</translation>
    </message>
    <message>
        <source>The records failed their check, so no backup was made of them. Earlier backups are untouched; run the check and keep the latest good backup.</source>
        <translation>数据没有通过检查，因此没有做备份。以前的备份都没有动；请运行检查，并保留最近一份好的备份。</translation>
    </message>
    <message>
        <source>This backup can be opened only on the computer it was made on, or with the recovery code. Nothing was restored.</source>
        <translation>这份备份只能在制作它的电脑上打开，或者用恢复码打开。什么都没有恢复。</translation>
    </message>
    <message>
        <source>There is no folder {path}. Nothing was written; choose a folder that exists.</source>
        <translation>没有文件夹 {path}。什么都没有写入；请选一个已有的文件夹。</translation>
    </message>
    <message>
        <source>The folder {path} is not empty. Nothing was restored; choose an empty or a new folder.</source>
        <translation>文件夹 {path} 不是空的。什么都没有恢复；请选空文件夹或者新文件夹。</translation>
    </message>
    <message>
        <source>The file {file} is not a case in JSON ({reason}). Nothing was stored; check the file and load it again.</source>
        <translation>文件 {file} 不是JSON格式的案件（{reason}）。什么都没有保存；请检查后重新载入。</translation>
    </message>
</context>
</TS>
