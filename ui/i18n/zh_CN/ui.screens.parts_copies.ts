<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>copies</name>
    <message>
        <source>Found at the sync of {time}.</source>
        <translation>{time}同步时发现。</translation>
    </message>
    <message>
        <source>Found at the sync of {time}; {name} was signed in.</source>
        <translation>{time}同步时发现，当时登录的是{name}。</translation>
    </message>
    <message>
        <source>a copy of {name}, found {time}</source>
        <translation>{name}的数据副本，{time}发现</translation>
    </message>
    <message>
        <source>Both copies have one key: shutting one out at the desk shuts out both. Work on with one of them, or let the other join anew with a one-time code.</source>
        <translation>两份副本共用一把密钥：在办公室停用其中一份，两份都会停用。请只用其中一份，或让另一份凭一次性加入码重新加入。</translation>
    </message>
    <message>
        <source>The profile of {name} is in use twice: here and in another copy (another computer, or a disk that was set back). This one goes on under a new name; everything written here is kept and goes to the office under it.</source>
        <translation>{name}的数据有两份在使用：本机一份，另有一份副本（另一台电脑，或被还原过的磁盘）。本机换用新的标识继续工作；本机所写的全部保留，并以新标识上传办公室。</translation>
    </message>
    <message>
        <source>The numbers granted before belong to the other copy; this one has received numbers of its own.</source>
        <translation>此前领取的文号归另一份使用；本机已领到自己的文号。</translation>
    </message>
    <message>
        <source>The numbers granted before belong to the other copy. New ones come with the next sync; until then papers take numbers of the emergency series.</source>
        <translation>此前领取的文号归另一份使用。下次同步领取新号；在此之前文书使用应急号。</translation>
    </message>
    <message>
        <source>This computer&apos;s profile is in use twice. The other copy goes on under a new name; this computer keeps its name and the numbers granted to it, and nothing of its records changed.</source>
        <translation>本机的数据有两份在使用。另一份副本换用新的标识；本机的标识和已领文号不变，记录没有任何改动。</translation>
    </message>
    <message>
        <source>This profile is a copy</source>
        <translation>本机数据是一份副本</translation>
    </message>
    <message>
        <source>This profile was copied</source>
        <translation>本机数据有副本在使用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>A number that both used is shown as doubtful, and a person settles it.</source>
        <translation>两份都用过的文号列为重号，由人处理。</translation>
    </message>
</context>
</TS>
