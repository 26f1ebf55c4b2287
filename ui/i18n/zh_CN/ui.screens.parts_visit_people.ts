<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit_people</name>
    <message>
        <source>Officer 1, uses this computer</source>
        <translation>监察员 1（使用这台电脑）</translation>
    </message>
    <message>
        <source>Officer {n}</source>
        <translation>监察员 {n}</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Certificate number</source>
        <translation>证件号</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证件种类</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期止</translation>
    </message>
    <message>
        <source>Labour inspection certificate</source>
        <translation>劳动保障监察证</translation>
    </message>
    <message>
        <source>Administrative enforcement certificate</source>
        <translation>行政执法证</translation>
    </message>
    <message>
        <source>Officers and certificates</source>
        <translation>监察员与证件</translation>
    </message>
    <message>
        <source>Please enter the officer who uses this computer.</source>
        <translation>请填写使用这台电脑的监察员。</translation>
    </message>
    <message>
        <source>Officer {n}: name, certificate number and the last day it is valid are needed.</source>
        <translation>监察员 {n}：姓名、证件号和有效期止日必须填写。</translation>
    </message>
    <message>
        <source>A visit needs two officers. Please enter the second one as well.</source>
        <translation>检查须有两名监察员，请把第二位也填上。</translation>
    </message>
    <message>
        <source>Two officers have the same certificate number.</source>
        <translation>两名监察员的证件号相同。</translation>
    </message>
    <message>
        <source>One more officer</source>
        <translation>再加一名监察员</translation>
    </message>
    <message>
        <source>Only officers of this register can be named in a paper; nobody is typed in later.</source>
        <translation>文书上只能出现名册里的监察员，以后不能临时手填。</translation>
    </message>
    <message>
        <source>May be set later, by this officer, on this computer.</source>
        <translation>可以以后由本人在这台电脑上设置。</translation>
    </message>
    <message>
        <source>At least 12 characters, or four words.</source>
        <translation>至少 12 个字符，或者四个词。</translation>
    </message>
    <message>
        <source>Too short.</source>
        <translation>太短。</translation>
    </message>
    <message>
        <source>Easy to guess. Enough only where this computer&apos;s keystore helps.</source>
        <translation>容易猜到，只有本机系统密钥库可用时才够。</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>可以。</translation>
    </message>
    <message>
        <source>Very good. Write it down once and keep it in the office&apos;s safe.</source>
        <translation>很好。请抄一份放进单位保险柜。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Suggest one</source>
        <translation>推荐一个</translation>
    </message>
    <message>
        <source>Passphrases</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Please choose a passphrase; it is the key to everything recorded here.</source>
        <translation>请设一个口令，它是打开全部记录的钥匙。</translation>
    </message>
    <message>
        <source>The PIN has six digits. It may also stay empty.</source>
        <translation>PIN 是六位数字，也可以不填。</translation>
    </message>
    <message>
        <source>PIN for pauses (6 digits)</source>
        <translation>锁屏 PIN（6 位数字）</translation>
    </message>
    <message>
        <source>May stay empty.</source>
        <translation>可以不填。</translation>
    </message>
    <message>
        <source>Name of this computer</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>e.g. Laptop 1</source>
        <translation>例如：一号笔记本</translation>
    </message>
    <message>
        <source>Join the office</source>
        <translation>加入单位</translation>
    </message>
    <message>
        <source>The address, the one-time code and your certificate number are needed.</source>
        <translation>服务器地址、一次性加入码和本人证件号都要填写。</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>一次性加入码</translation>
    </message>
    <message>
        <source>The office&apos;s desk gives it.</source>
        <translation>由单位内勤提供。</translation>
    </message>
    <message>
        <source>Your certificate number</source>
        <translation>本人证件号</translation>
    </message>
    <message>
        <source>{name} has no passphrase on this computer yet. Papers need the confirmation of both officers in person.</source>
        <translation>{name}在这台电脑上还没有口令。出具文书须两名监察员本人确认。</translation>
    </message>
    <message>
        <source>Set my passphrase</source>
        <translation>设置我的口令</translation>
    </message>
</context>
</TS>
