<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit_setup</name>
    <message>
        <source>How it looks</source>
        <translation>显示方式</translation>
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
        <source>Indoors</source>
        <translation>室内</translation>
    </message>
    <message>
        <source>Outdoors, in the sun</source>
        <translation>户外（阳光下）</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Mouse and keys, 8 mm</source>
        <translation>键鼠，8 毫米</translation>
    </message>
    <message>
        <source>Finger, 11 mm</source>
        <translation>触控，11 毫米</translation>
    </message>
    <message>
        <source>Glove, 15 mm</source>
        <translation>手套，15 毫米</translation>
    </message>
    <message>
        <source>Measure the screen with a bank card</source>
        <translation>用银行卡校准屏幕</translation>
    </message>
    <message>
        <source>F9 changes it at any time.</source>
        <translation>按 F9 可随时更换。</translation>
    </message>
    <message>
        <source>Hold a bank card against the frame and press wider or narrower until it fits.</source>
        <translation>把银行卡贴在方框上，按“加宽”或“变窄”，直到一样宽。</translation>
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
        <translation>采用这个尺寸</translation>
    </message>
    <message>
        <source>How this computer works</source>
        <translation>这台电脑怎么用</translation>
    </message>
    <message>
        <source>Set up a new office</source>
        <translation>建立新单位</translation>
    </message>
    <message>
        <source>Join an office</source>
        <translation>加入已有单位</translation>
    </message>
    <message>
        <source>Join an office by USB stick</source>
        <translation>用 U 盘加入单位</translation>
    </message>
    <message>
        <source>No network here: a request goes to the office&apos;s desk by stick, and everything comes back.</source>
        <translation>这里没有网络：把申请用 U 盘带到办公端，全部内容再用 U 盘带回来。</translation>
    </message>
    <message>
        <source>Works alone, without a network. It can join a server later; nothing is lost by it.</source>
        <translation>单独使用，不需要网络。以后可以再加入服务器，内容不会丢失。</translation>
    </message>
    <message>
        <source>The office has a server: its address and a one-time code bring everything here.</source>
        <translation>单位有服务器：填写地址和一次性加入码，资料就会取到本机。</translation>
    </message>
    <message>
        <source>Your office</source>
        <translation>本单位</translation>
    </message>
    <message>
        <source>{title}: first number</source>
        <translation>{title}：起始号</translation>
    </message>
    <message>
        <source>Please give the full name of the office; it stands on every paper.</source>
        <translation>请填写单位全称，每份文书上都要印。</translation>
    </message>
    <message>
        <source>Please give the short form for numbers, e.g. 星晨人社.</source>
        <translation>请填写文号用的简称，例如“星晨人社”。</translation>
    </message>
    <message>
        <source>The region code has six digits. It may also stay empty.</source>
        <translation>行政区划代码是六位数字，也可以不填。</translation>
    </message>
    <message>
        <source>One pattern of numbers cannot be used; see below.</source>
        <translation>有一种文号格式不能用，请看下面。</translation>
    </message>
    <message>
        <source>Notices summon people to this address; needed before the first one.</source>
        <translation>通知书写明到此接受询问；出具第一份前须填写。</translation>
    </message>
    <message>
        <source>Numbers of papers</source>
        <translation>文书编号</translation>
    </message>
    <message>
        <source>Where papers were numbered by hand this year, give the number that comes next.</source>
        <translation>今年已有手工编号的，请填接下来的号。</translation>
    </message>
    <message>
        <source>{year} is the year, {n:03d} the number with three digits.</source>
        <translation>{year} 为年份，{n:03d} 为三位序号。</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>文号格式</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>This code opens the records when every passphrase is forgotten. It is shown only now: write it down and put it into the office&apos;s safe, not beside the computer.</source>
        <translation>所有口令都忘记时，用这个恢复码可以打开全部记录。它只显示这一次：请抄下来放进单位保险柜，不要和电脑放在一起。</translation>
    </message>
</context>
</TS>
