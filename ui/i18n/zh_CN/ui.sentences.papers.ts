<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>This visit has no approval of the bureau&apos;s head. What was recorded is kept; record the approval, or the urgent report to the head.</source>
        <translation>本次检查没有负责人批准的记录。已记录的内容都保留；请补记审批，或者记录紧急情况报告。</translation>
    </message>
    <message>
        <source>The head refused this visit. What was recorded is kept.</source>
        <translation>负责人没有批准本次检查。已记录的内容都保留。</translation>
    </message>
    <message>
        <source>The head refused this urgent visit afterwards. Its papers carry this warning.</source>
        <translation>本次紧急检查事后未获批准。由此出具的文书带有本提示。</translation>
    </message>
    <message>
        <source>The approval does not say who approved, when and how. What was recorded is kept; complete it.</source>
        <translation>审批记录缺少批准人、日期或者方式。已记录的内容都保留；请补全。</translation>
    </message>
    <message>
        <source>The approval is of {approved_on}, after the visit. What was recorded is kept; correct the day, or record the visit as urgent.</source>
        <translation>批准日期 {approved_on} 晚于检查日期。已记录的内容都保留；请更正日期，或者按紧急检查记录。</translation>
    </message>
    <message>
        <source>One of the two officers approved the visit himself. What was recorded is kept; the bureau&apos;s head approves.</source>
        <translation>批准人是两名监察员之一。已记录的内容都保留；应当由负责人批准。</translation>
    </message>
    <message>
        <source>The approval is for {day}, not for the day of this visit. What was recorded is kept; record the approval of this visit.</source>
        <translation>批准的检查日期是 {day}，与本次检查不符。已记录的内容都保留；请记录本次检查的审批。</translation>
    </message>
    <message>
        <source>The approval names other units. What was recorded is kept; record an approval that covers this unit.</source>
        <translation>审批中没有列明该单位。已记录的内容都保留；请记录包含该单位的审批。</translation>
    </message>
    <message>
        <source>The approval is for other matters ({matters}). What was recorded is kept; record an approval that covers these.</source>
        <translation>批准的检查事项（{matters}）与本次不同。已记录的内容都保留；请记录包含本次事项的审批。</translation>
    </message>
    <message>
        <source>The approval names other officers. What was recorded is kept; record an approval that names these two.</source>
        <translation>审批中列明的是其他监察员。已记录的内容都保留；请记录包含这两名监察员的审批。</translation>
    </message>
    <message>
        <source>This visit was urgent: the approval form is due by {due}.</source>
        <translation>本次为紧急检查：请在 {due} 前补办审批。</translation>
    </message>
    <message>
        <source>This visit was urgent and its approval form has been overdue since {due}.</source>
        <translation>本次为紧急检查，补办审批已逾期（应于 {due} 前）。</translation>
    </message>
    <message>
        <source>An urgent visit needs the reason, who was told, when and how. What was recorded is kept; complete the report.</source>
        <translation>紧急检查须写明理由、报告对象、时间和方式。已记录的内容都保留；请补全报告。</translation>
    </message>
    <message>
        <source>No inspection notice with a number is recorded for this visit. What was recorded is kept; write the notice, or enter its number.</source>
        <translation>本次检查没有登记行政检查通知书文号。已记录的内容都保留；请制作通知书，或者录入文号。</translation>
    </message>
    <message>
        <source>Two officers are needed. What was recorded is kept; choose the second officer from the register.</source>
        <translation>须有两名监察员。已记录的内容都保留；请从名册中选择第二名监察员。</translation>
    </message>
    <message>
        <source>The two officers must be different persons. What was recorded is kept; choose another second officer.</source>
        <translation>两名监察员不能是同一人。已记录的内容都保留；请另选一名。</translation>
    </message>
    <message>
        <source>This officer does not stand in the office&apos;s register. What was recorded is kept; choose one from the register.</source>
        <translation>名册中没有这名监察员。已记录的内容都保留；请从名册中选择。</translation>
    </message>
    <message>
        <source>{name} no longer serves as an officer. What was recorded is kept; choose another one.</source>
        <translation>{name} 已不在任。已记录的内容都保留；请另选一名监察员。</translation>
    </message>
    <message>
        <source>{name} has no certificate that is valid on {day}. What was recorded is kept; enter the renewed certificate or choose another officer.</source>
        <translation>{name} 在 {day} 没有有效的执法证件。已记录的内容都保留；请录入换发的证件，或者另选监察员。</translation>
    </message>
    <message>
        <source>It is not recorded that the certificates were shown. What was recorded is kept; record it with its time.</source>
        <translation>没有记录出示执法证件。已记录的内容都保留；请记录出示时间。</translation>
    </message>
    <message>
        <source>It is not recorded that matters and rights were told. What was recorded is kept; record it with its time.</source>
        <translation>没有记录告知检查内容和权利义务。已记录的内容都保留；请记录告知时间。</translation>
    </message>
    <message>
        <source>It is not recorded that recusal was offered. What was recorded is kept; ask, and record the answer.</source>
        <translation>没有记录是否申请回避。已记录的内容都保留；请询问并记录。</translation>
    </message>
    <message>
        <source>Recusal was asked for and is not decided. What was recorded is kept; record the decision first.</source>
        <translation>回避申请尚未决定。已记录的内容都保留；请先记录决定。</translation>
    </message>
    <message>
        <source>An officer has not confirmed that he has no interest in the unit. What was recorded is kept; each confirms for himself.</source>
        <translation>监察员尚未逐人确认与被检查单位无利害关系。已记录的内容都保留；请逐人确认。</translation>
    </message>
    <message>
        <source>One of the two officers was not at the visit this paper comes from.</source>
        <translation>两名监察员中有一人没有参加本次检查。</translation>
    </message>
    <message>
        <source>The paper is dated {date}, which has not come yet. Nothing was issued; set today&apos;s date.</source>
        <translation>文书日期 {date} 尚未到来。没有出具文书；请改为今天的日期。</translation>
    </message>
    <message>
        <source>The paper is dated {date}, not today.</source>
        <translation>文书日期是 {date}，不是今天。</translation>
    </message>
    <message>
        <source>The paper is dated {date}: only numbers of {year} can be used now. Nothing was issued; set today&apos;s date.</source>
        <translation>文书日期是 {date}：现在只能使用 {year} 年的文号。没有出具文书；请改为今天的日期。</translation>
    </message>
    <message>
        <source>There is no draft {draft}. Nothing was changed.</source>
        <translation>没有草稿 {draft}。没有任何改动。</translation>
    </message>
    <message>
        <source>This draft was issued already. Nothing was changed; a correction is a new paper.</source>
        <translation>该草稿已经出具。没有任何改动；需要更正请制作新文书。</translation>
    </message>
    <message>
        <source>This draft was withdrawn. Nothing was issued; make a new one.</source>
        <translation>该草稿已经撤下。没有出具文书；请另起草。</translation>
    </message>
    <message>
        <source>The draft has no date. Nothing was issued; set the date.</source>
        <translation>草稿没有日期。没有出具文书；请填写日期。</translation>
    </message>
    <message>
        <source>The paper still has blanks ({facts}). No number was used; fill them in.</source>
        <translation>文书还有空白（{facts}）。没有占用文号；请补填。</translation>
    </message>
    <message>
        <source>Two values stand for {field}, which this paper prints. No number was used; decide which one holds.</source>
        <translation>文书要打印的 {field} 有两个不同的值。没有占用文号；请先确定以哪个为准。</translation>
    </message>
    <message>
        <source>The records kept changing while the paper was made. Nothing was issued; the draft is safe, try again.</source>
        <translation>制作文书时记录一直在变动。没有出具文书；草稿安全，请重试。</translation>
    </message>
    <message>
        <source>The granted numbers are used up: {number} is of this device&apos;s own series and is final. Nothing is lost; sync to get new numbers.</source>
        <translation>领取的文号已用完：{number} 属于本机应急号段，为正式文号。没有丢失任何内容；请同步以领取新文号。</translation>
    </message>
    <message>
        <source>The office&apos;s own record is not here yet. Nothing was changed; sync first.</source>
        <translation>本机还没有本机关的资料。没有任何改动；请先同步。</translation>
    </message>
    <message>
        <source>Numbers {lo} to {hi} are no proper range. Nothing was changed; give a first and a last number.</source>
        <translation>{lo} 至 {hi} 不是有效的号段。没有任何改动；请填写起止号。</translation>
    </message>
    <message>
        <source>Numbers {lo} to {hi} overlap {first} to {last}, which were granted or voided before. Nothing was changed; start above them.</source>
        <translation>{lo} 至 {hi} 与已发放或者已作废的 {first} 至 {last} 重叠。没有任何改动；请从其后开始。</translation>
    </message>
    <message>
        <source>There is no block {block}. Nothing was changed.</source>
        <translation>没有号段 {block}。没有任何改动。</translation>
    </message>
    <message>
        <source>Number {n} is on a paper. Nothing was voided; void the paper itself.</source>
        <translation>第 {n} 号已经用于文书。没有作废；如需作废，请作废该文书。</translation>
    </message>
    <message>
        <source>Number {n} was voided before. Nothing was changed.</source>
        <translation>第 {n} 号已经作废。没有任何改动。</translation>
    </message>
    <message>
        <source>Number {n} was never granted. Nothing was voided; check the range.</source>
        <translation>第 {n} 号没有发放过。没有作废；请核对号段。</translation>
    </message>
    <message>
        <source>The paper&apos;s number is missing. Nothing was entered; give it as it stands on the paper.</source>
        <translation>没有填写文号。没有补录；请按纸质文书填写。</translation>
    </message>
    <message>
        <source>A reason is needed. Nothing was changed; it stands in the register for good.</source>
        <translation>须写明理由。没有任何改动；理由将留在登记簿中。</translation>
    </message>
    <message>
        <source>There is no paper {document} here. Nothing was changed; sync, or check the id.</source>
        <translation>本机没有文书 {document}。没有任何改动；请同步或者核对编号。</translation>
    </message>
    <message>
        <source>The number {number} stands on several papers here. Nothing was changed; name the paper by its id.</source>
        <translation>文号{number}在本机对应多份文书。没有改动任何内容，请改用文书的标识。</translation>
    </message>
    <message>
        <source>{number} was voided, revoked or corrected before. Nothing was changed.</source>
        <translation>{number} 已经作废、撤销或者更正。没有任何改动。</translation>
    </message>
    <message>
        <source>{number} was served and cannot be voided. Nothing was changed; revoke it or issue a correction.</source>
        <translation>{number} 已经送达，不能作废。没有任何改动；请撤销，或者出具更正文书。</translation>
    </message>
    <message>
        <source>The file of {number} was made on another device and has not arrived yet. The record is safe; sync to fetch it.</source>
        <translation>{number} 的文件在另一台设备上，尚未传到。记录安全；请同步。</translation>
    </message>
    <message>
        <source>{file} is no certificate. Nothing was checked; give the office&apos;s .crt file.</source>
        <translation>{file} 不是证书文件。没有核验；请提供本机关的 .crt 文件。</translation>
    </message>
    <message>
        <source>The paper is not addressed to this unit. Nothing was recorded; choose one of its addressees.</source>
        <translation>该单位不是文书的受送达人。没有记录；请选择文书所列的单位。</translation>
    </message>
    <message>
        <source>The service would be earlier than the paper&apos;s date {date}. Nothing was recorded; check the day.</source>
        <translation>送达日期早于文书日期 {date}。没有记录；请核对日期。</translation>
    </message>
    <message>
        <source>The time of service has not come yet. Nothing was recorded; check day and hour.</source>
        <translation>送达时间尚未到来。没有记录；请核对日期和时间。</translation>
    </message>
    <message>
        <source>{value} is not a value of {field}. Nothing was recorded; choose one from the list.</source>
        <translation>{field} 没有 {value} 这个值。没有记录；请从列表中选择。</translation>
    </message>
    <message>
        <source>The record is not signed by all: the person present and both officers sign, or the refusal is noted. Nothing was sealed.</source>
        <translation>笔录签名不全：须由现场人员和两名监察员签名，或者注明拒签情况。没有封存。</translation>
    </message>
    <message>
        <source>The paper would name the person who reported the matter. No number was used; take the passage out.</source>
        <translation>文书会暴露举报人。没有占用文号；请删去有关内容。</translation>
    </message>
    <message>
        <source>A worker on this paper has the name of the person who reported the matter; check that it may stand there.</source>
        <translation>文书中有一名农民工与举报人同名；请核对可否列入。</translation>
    </message>
    <message>
        <source>The record of this visit is not sealed. The visit stays open; have it read and signed, or note the refusal.</source>
        <translation>现场检查笔录尚未封存。本次检查不能办结；请交当事人阅核签名，或者注明拒签。</translation>
    </message>
    <message>
        <source>No sound or picture recording of the visit is noted.</source>
        <translation>没有登记全过程音像记录。</translation>
    </message>
    <message>
        <source>The receipt of {number} lacks the kind of place or the recipient&apos;s authority. The visit stays open; complete it.</source>
        <translation>{number} 的送达回证缺少送达地点种类或者收件人权限。本次检查不能办结；请补全。</translation>
    </message>
    <message>
        <source>{number} has not been served yet.</source>
        <translation>{number} 尚未送达。</translation>
    </message>
    <message>
        <source>There is no such approval here. Nothing was changed.</source>
        <translation>本机没有这份审批记录。没有任何改动。</translation>
    </message>
    <message>
        <source>This approval has the number {number} already. Nothing was issued; its form can be printed again.</source>
        <translation>该审批已有文号 {number}。没有重新出具；可以再次打印审批表。</translation>
    </message>
    <message>
        <source>The drill&apos;s own server did not start. Nothing was acknowledged; look at the lines above.</source>
        <translation>演练自带的服务器没有启动。没有确认任何操作；请看上面的信息。</translation>
    </message>
    <message>
        <source>Line {row} of {file} is no acknowledgement of a drill. Nothing was compared; give the drill&apos;s own lines.</source>
        <translation>{file} 第 {row} 行不是演练的确认记录。没有比对；请使用演练输出的各行。</translation>
    </message>
    <message>
        <source>Left at a place that is not the domicile. Leave it at the registered address too, or post it; the later date counts.</source>
        <translation>留置地点不是受送达人住所。请再到登记住所留置，或者邮寄送达；以较后的日期为准。</translation>
    </message>
    <message>
        <source>The person who signed has no written authority. Ask for an authorisation or an agreed address, or serve the legal representative.</source>
        <translation>签收人没有书面授权。请取得授权委托书或者送达地址确认书，或者向法定代表人、收发室送达。</translation>
    </message>
    <message>
        <source>The person who refused has no authority: the refusal is not the addressee&apos;s.</source>
        <translation>拒收人没有授权：不能视为受送达人拒收。</translation>
    </message>
    <message>
        <source>Left without two officers&apos; signatures, or with neither a witness nor a photo or video.</source>
        <translation>留置送达缺少两名送达人签名，或者既无见证人又无影像记录。</translation>
    </message>
    <message>
        <source>Posted although nobody fled, or without a photo or video of it.</source>
        <translation>张贴送达但行为人没有逃匿，或者没有影像记录。</translation>
    </message>
    <message>
        <source>The agent&apos;s authorisation is not recorded.</source>
        <translation>没有记录代理人的授权材料。</translation>
    </message>
    <message>
        <source>The reason of the refusal is not recorded.</source>
        <translation>没有记录拒收事由。</translation>
    </message>
    <message>
        <source>Posted without its return slip in the file: add a photo of the slip; its date is the day of service.</source>
        <translation>邮寄送达，但案卷中没有回执：请补拍回执，回执上的日期为送达日期。</translation>
    </message>
    <message>
        <source>Sent electronically, but no confirmation of the party that agrees to it is in the file.</source>
        <translation>电子送达，但案卷中没有当事人同意电子送达的确认书。</translation>
    </message>
    <message>
        <source>Served by public notice, but no public notice of this paper was issued: write it, with the reason.</source>
        <translation>公告送达，但没有出具本文书的公告：请制作公告并写明原因。</translation>
    </message>
    <message>
        <source>Served more than {days} days after it was issued.</source>
        <translation>文书出具后超过 {days} 日才送达。</translation>
    </message>
    <message>
        <source>Served after the last day it sets ({due}).</source>
        <translation>送达时已过文书规定的期限（{due}）。</translation>
    </message>
</context>
</TS>
