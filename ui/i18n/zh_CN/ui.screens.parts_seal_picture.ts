<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>seal</name>
    <message>
        <source>Withdrawn</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>Not yet valid</source>
        <translation>尚未生效</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Valid today</source>
        <translation>今天有效</translation>
    </message>
    <message>
        <source>{width} × {height} mm</source>
        <translation>{width} × {height} 毫米</translation>
    </message>
    <message>
        <source>Authorised by {who}, {paper}</source>
        <translation>授权人：{who}，依据：{paper}</translation>
    </message>
    <message>
        <source>From {first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>For: {types}</source>
        <translation>用于：{types}</translation>
    </message>
    <message>
        <source>Recorded {day} by {officer}</source>
        <translation>{day}由{officer}登记</translation>
    </message>
    <message>
        <source>Withdrawn from {day}: {reason}</source>
        <translation>{day}起收回：{reason}</translation>
    </message>
    <message>
        <source>Authorise again</source>
        <translation>再次授权</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Why it is withdrawn</source>
        <translation>收回的原因</translation>
    </message>
    <message>
        <source>From today no paper can be sealed under it; papers sealed before stay as they are.</source>
        <translation>从今天起不能再依此用印；此前已用印的文书不受影响。</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>收回授权</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>图片 (*.png *.svg)</translation>
    </message>
    <message>
        <source>Another authorisation of {name}</source>
        <translation>{name}的另一项授权</translation>
    </message>
    <message>
        <source>Take in the picture of a seal</source>
        <translation>录入电子印章图样</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Picture (PNG or SVG)</source>
        <translation>图片（PNG 或 SVG）</translation>
    </message>
    <message>
        <source>The seal alone, red, without background</source>
        <translation>只有印章，红色，没有底色</translation>
    </message>
    <message>
        <source>Name of the seal</source>
        <translation>印章名称</translation>
    </message>
    <message>
        <source>Width in mm</source>
        <translation>宽（毫米）</translation>
    </message>
    <message>
        <source>Height in mm</source>
        <translation>高（毫米）</translation>
    </message>
    <message>
        <source>Authorised by</source>
        <translation>授权人</translation>
    </message>
    <message>
        <source>By which paper, its number</source>
        <translation>依据文件及文号</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>起日</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>止日</translation>
    </message>
    <message>
        <source>For which papers</source>
        <translation>适用文书</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>全部选上</translation>
    </message>
    <message>
        <source>From now on officers of this office can seal papers with this picture. Who recorded it, and each use, stands in the ledger for good.</source>
        <translation>此后本机关执法人员可以用这个图样在文书上用印。由谁登记、每一次用印，都永久登记在用印登记中。</translation>
    </message>
    <message>
        <source>Keep the authorisation</source>
        <translation>保存授权</translation>
    </message>
</context>
</TS>
