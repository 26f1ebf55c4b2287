<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>review</name>
    <message>
        <source>No paper names a party yet.</source>
        <translation>还没有文书载明当事人。</translation>
    </message>
    <message>
        <source>{name}: name, credit code with its check digit and legal representative are not all there.</source>
        <translation>{name}：名称、统一社会信用代码（校验位相符）、法定代表人没有填全。</translation>
    </message>
    <message>
        <source>{number} does not name two different officers.</source>
        <translation>{number}没有载明两名不同的监察员。</translation>
    </message>
    <message>
        <source>{number}: an officer&apos;s certificate was not valid on the day of the paper.</source>
        <translation>{number}：文书日期当天有监察员证件不在有效期内。</translation>
    </message>
    <message>
        <source>No paper was issued yet.</source>
        <translation>还没有出具文书。</translation>
    </message>
    <message>
        <source>{number}: the article {article} is not in the pack with a checked text, or was not in force that day.</source>
        <translation>{number}：{article}在法规包中没有核对过的条文，或者当日尚未施行。</translation>
    </message>
    <message>
        <source>Where the case came from was not entered.</source>
        <translation>没有填写案件来源。</translation>
    </message>
    <message>
        <source>The visit does not name two different officers.</source>
        <translation>检查没有载明两名不同的监察员。</translation>
    </message>
    <message>
        <source>{number} carries neither a signature nor a refusal.</source>
        <translation>{number}既没有签名也没有拒签说明。</translation>
    </message>
    <message>
        <source>{number}: a requirement has no last day.</source>
        <translation>{number}：有改正要求没有写明期限。</translation>
    </message>
    <message>
        <source>{number}: the sum stated is not the sum of its wage table.</source>
        <translation>{number}：正文金额与工资明细表合计不一致。</translation>
    </message>
    <message>
        <source>A piece of evidence has no name or kind: {name}</source>
        <translation>有证据没有写明名称或者种类：{name}</translation>
    </message>
    <message>
        <source>There is no evidence in the file.</source>
        <translation>卷内没有证据。</translation>
    </message>
    <message>
        <source>{number} recites “{name}”, which is not in the file.</source>
        <translation>{number}引用的“{name}”不在卷内。</translation>
    </message>
    <message>
        <source>{number} was decided without a notice beforehand.</source>
        <translation>{number}作出前没有事先告知。</translation>
    </message>
    <message>
        <source>{number} has no receipt: it was not served, or not recorded.</source>
        <translation>{number}没有送达回证：没有送达，或者没有记录。</translation>
    </message>
    <message>
        <source>{number} was handed over without a seal and its stamped copy was never served.</source>
        <translation>{number}交付时未盖章，盖章件一直没有补送。</translation>
    </message>
    <message>
        <source>{number} carries the picture of the seal although its use was no longer allowed.</source>
        <translation>{number}使用电子印章图样时，用印授权已被收回。</translation>
    </message>
    <message>
        <source>{number} was served against a warning; its receipt can be attacked.</source>
        <translation>{number}的送达有警告事项，送达程序有瑕疵。</translation>
    </message>
    <message>
        <source>{number} was served more than seven days after its date.</source>
        <translation>{number}超过七日才送达。</translation>
    </message>
    <message>
        <source>Served electronically without a confirmed address in the file.</source>
        <translation>采用电子送达，但卷内没有送达地址确认书。</translation>
    </message>
    <message>
        <source>{number} was served at another place than the domicile, or to somebody without a right to receive it.</source>
        <translation>{number}的送达地点不是住所，或者收件人无权签收。</translation>
    </message>
    <message>
        <source>The visit&apos;s approval is missing or not complete.</source>
        <translation>检查缺少审批，或者审批不完整。</translation>
    </message>
    <message>
        <source>The visit has no inspection notice.</source>
        <translation>检查没有行政检查通知书。</translation>
    </message>
    <message>
        <source>It was not recorded that the result of the visit was told.</source>
        <translation>没有记录检查结果已告知。</translation>
    </message>
    <message>
        <source>It was not said whether the visit was recorded in sound and picture.</source>
        <translation>没有说明是否全过程音像记录。</translation>
    </message>
    <message>
        <source>Decided {days} days after filing.</source>
        <translation>立案后{days}日才作出决定。</translation>
    </message>
    <message>
        <source>{number} does not name review and court with their terms.</source>
        <translation>{number}没有写明复议和诉讼的机关与期限。</translation>
    </message>
    <message>
        <source>Not in the file: {type}</source>
        <translation>卷内没有：{type}</translation>
    </message>
    <message>
        <source>The cover lacks the party, the project or the day it began.</source>
        <translation>卷皮缺少当事人、工程项目或者起始日期。</translation>
    </message>
    <message>
        <source>{number}: its pages are not kept here.</source>
        <translation>{number}：本机没有保存其页面。</translation>
    </message>
    <message>
        <source>{number} came before the order&apos;s term ended on {due}.</source>
        <translation>{number}作出时，改正期限（{due}）尚未届满。</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>This file holds no paper yet. Nothing was made; issue a paper first, then make the file.</source>
        <translation>本卷还没有文书。没有生成任何文件；请先出具文书，再生成案卷。</translation>
    </message>
    <message>
        <source>Photos of this file are not on this computer ({n}). The file was not made and nothing was changed; fetch them, or bring them back from a backup, then make the file.</source>
        <translation>本案卷有照片不在本机（{n} 张）。案卷没有生成，也没有改动任何内容；请先取来照片，或从备份恢复，再生成案卷。</translation>
    </message>
    <message>
        <source>The pages of {number} cannot be read here. The file was not made and nothing was changed; run the check of this computer&apos;s records.</source>
        <translation>本机读不出{number}的页面。案卷没有生成，也没有改动任何内容；请对本机记录做一次检查。</translation>
    </message>
    <message>
        <source>This visit is not on this computer. Nothing was changed; sync, then open it again.</source>
        <translation>本机没有这次检查。没有改动任何内容；请同步后再打开。</translation>
    </message>
</context>
</TS>
