<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>{file} is not a bundle of this program. Nothing was changed; choose the file that was exported.</source>
        <translation>{file} 不是本程序的数据包。没有改动任何内容；请选择导出时生成的文件。</translation>
    </message>
    <message>
        <source>{file} is damaged from its beginning, so nothing of it can be used. Nothing was changed, and whoever made it still has everything; export it once more.</source>
        <translation>{file} 从开头就已损坏，无法使用。没有改动任何内容，制作它的电脑上数据都在；请重新导出一次。</translation>
    </message>
    <message>
        <source>{file} was made for another office or another computer and cannot be opened here. Nothing was changed; bring it where it belongs.</source>
        <translation>{file} 是给其他单位或其他电脑的，在本机打不开。没有改动任何内容；请拿到该用的地方导入。</translation>
    </message>
    <message>
        <source>{file} belongs to another office. Nothing was changed; bring it to the office it belongs to.</source>
        <translation>{file} 属于其他单位。没有改动任何内容；请交给它所属的单位。</translation>
    </message>
    <message>
        <source>The computer “{name}” is none of this office&apos;s as far as this computer knows. Nothing was changed; sync this computer first, or let that one join.</source>
        <translation>就本机所知，“{name}”不是本单位的电脑。没有改动任何内容；请先让本机同步，或先让那台电脑加入。</translation>
    </message>
    <message>
        <source>{file} is not signed by the computer it names. What was stored before is unchanged; do not use it, and tell the administrator.</source>
        <translation>{file} 没有它所写电脑的签名。原有内容没有改动；请不要使用它，并告知管理员。</translation>
    </message>
    <message>
        <source>{file} was made by a newer version of this program. Nothing was changed; update this computer, then import it again.</source>
        <translation>{file} 由更新版本的程序制作。没有改动任何内容；请先升级本机程序再导入。</translation>
    </message>
    <message>
        <source>This computer knows no desk of the office that could open a bundle. Everything is kept here; sync once, or bring a bundle from the desk first.</source>
        <translation>本机不知道本单位哪个办公端能打开数据包。内容都保存在本机；请先同步一次，或先从办公端带来一个数据包。</translation>
    </message>
    <message>
        <source>This computer is the office&apos;s desk: its bundles go to one laptop. Nothing was made; say for which laptop.</source>
        <translation>本机是办公端，它的数据包只给某一台外勤电脑。没有生成文件；请指明给哪一台。</translation>
    </message>
    <message>
        <source>Only a desk of the office can do this. Nothing was changed; do it at the desk.</source>
        <translation>这件事只有办公端能做。没有改动任何内容；请到办公端操作。</translation>
    </message>
    <message>
        <source>No single computer of the office is called {name}. Nothing was made; name one of: {known}.</source>
        <translation>没有唯一一台名为 {name} 的电脑。没有生成文件；可选：{known}。</translation>
    </message>
    <message>
        <source>This desk does not hold the office&apos;s records from their beginning, and its server does not give them, so it cannot hand them to a laptop. Nothing was made; make the bundle at the desk that founded the office.</source>
        <translation>本机没有办公室自始至今的全部记录，服务器也未能提供，因此无法交给执法电脑。什么也没有生成；请在最初建立办公室的那台电脑上制作。</translation>
    </message>
    <message>
        <source>There is no room left for {file}. Nothing half was left there and everything is kept on this computer; make room or take another stick, then export again.</source>
        <translation>{file} 放不下，空间不足。没有留下半个文件，内容都保存在本机；请腾出空间或换一个 U 盘，再导出一次。</translation>
    </message>
    <message>
        <source>{file} could not be written: the stick is away, write-protected or broken. Everything is kept on this computer; export again to another place.</source>
        <translation>{file} 写不进去：U 盘已拔出、写保护或已损坏。内容都保存在本机；请换个位置再导出一次。</translation>
    </message>
    <message>
        <source>A receipt code has 12 letters and digits. Nothing was changed; ask for it once more.</source>
        <translation>回执码是 12 位字母和数字。没有改动任何内容；请再核对一遍。</translation>
    </message>
    <message>
        <source>This receipt fits no bundle made on this computer. Nothing counts as received; compare the code with the desk, sign by sign.</source>
        <translation>这个回执码与本机做过的数据包都对不上。没有任何内容被记为已收到；请与办公端逐位核对。</translation>
    </message>
    <message>
        <source>{file} is not a request to join. Nothing was changed; choose the file the new laptop wrote.</source>
        <translation>{file} 不是加入申请。没有改动任何内容；请选择新电脑写出的文件。</translation>
    </message>
    <message>
        <source>{file} was changed since the laptop wrote it. Nobody was let in; write the request anew on the laptop.</source>
        <translation>{file} 在写出之后被改动过。没有让任何电脑加入；请在那台电脑上重新写一次申请。</translation>
    </message>
    <message>
        <source>A joining code has 16 letters and digits. Nothing was made; type all of it as the desk told it.</source>
        <translation>加入码是 16 位字母和数字。没有生成文件；请照办公端给的完整输入。</translation>
    </message>
    <message>
        <source>No request to join was made on this computer. Nothing was changed; write one first and bring it to the desk.</source>
        <translation>本机没有做过加入申请。没有改动任何内容；请先写出申请并带到办公端。</translation>
    </message>
    <message>
        <source>This bundle does not let this computer in. Nothing was changed; at the desk, grant the request and bring the bundle made then.</source>
        <translation>这个数据包里没有让本机加入的内容。没有改动任何内容；请在办公端准许加入，再带来那时生成的数据包。</translation>
    </message>
    <message>
        <source>Whoever made this bundle does not know the code this computer joins with. Nothing was changed; bring the bundle from the desk that told the code.</source>
        <translation>制作这个数据包的一方不知道本机的加入码。没有改动任何内容；请使用给出加入码的办公端所做的数据包。</translation>
    </message>
    <message>
        <source>This computer joined by USB stick and knows no server. Everything is kept here; exchange bundles by stick, or join the server with a one-time code.</source>
        <translation>本机是用 U 盘加入的，没有服务器地址。内容都保存在本机；请用 U 盘交换数据包，或用一次性加入码加入服务器。</translation>
    </message>
</context>
</TS>
