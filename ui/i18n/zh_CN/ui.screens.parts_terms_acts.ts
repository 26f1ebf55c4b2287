<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>act</name>
    <message>
        <source>set up this office</source>
        <translation>建立单位</translation>
    </message>
    <message>
        <source>set up this profile</source>
        <translation>建立档案</translation>
    </message>
    <message>
        <source>changed the office&apos;s data</source>
        <translation>修改了本单位资料</translation>
    </message>
    <message>
        <source>added an officer</source>
        <translation>增加了监察员</translation>
    </message>
    <message>
        <source>changed an officer</source>
        <translation>修改了监察员资料</translation>
    </message>
    <message>
        <source>entered a renewed certificate</source>
        <translation>录入了换发的证件</translation>
    </message>
    <message>
        <source>took a party off the project</source>
        <translation>移除了参建单位</translation>
    </message>
    <message>
        <source>took a month out of the wage sheet</source>
        <translation>移除了工资表的一个月份</translation>
    </message>
    <message>
        <source>changed the office&apos;s settings</source>
        <translation>修改单位设置</translation>
    </message>
    <message>
        <source>registered a device</source>
        <translation>登记设备</translation>
    </message>
    <message>
        <source>shut a device out</source>
        <translation>停用设备</translation>
    </message>
    <message>
        <source>granted official numbers</source>
        <translation>发放号段</translation>
    </message>
    <message>
        <source>closed blocks of numbers</source>
        <translation>关闭号段</translation>
    </message>
    <message>
        <source>noted this</source>
        <translation>记下</translation>
    </message>
    <message>
        <source>noted a project</source>
        <translation>记下项目</translation>
    </message>
    <message>
        <source>changed this</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>changed the project card</source>
        <translation>修改项目卡</translation>
    </message>
    <message>
        <source>changed a party</source>
        <translation>修改参建单位</translation>
    </message>
    <message>
        <source>changed a unit</source>
        <translation>修改单位信息</translation>
    </message>
    <message>
        <source>changed a party&apos;s place</source>
        <translation>修改承包关系</translation>
    </message>
    <message>
        <source>added a party</source>
        <translation>添加参建单位</translation>
    </message>
    <message>
        <source>added a month</source>
        <translation>添加月份</translation>
    </message>
    <message>
        <source>planned a visit</source>
        <translation>计划检查</translation>
    </message>
    <message>
        <source>wrote about the visit</source>
        <translation>填写检查情况</translation>
    </message>
    <message>
        <source>recorded the arrival</source>
        <translation>记录到场</translation>
    </message>
    <message>
        <source>recorded the approval</source>
        <translation>记录审批</translation>
    </message>
    <message>
        <source>began the visit</source>
        <translation>开始检查</translation>
    </message>
    <message>
        <source>laid the visit aside</source>
        <translation>挂起检查</translation>
    </message>
    <message>
        <source>went on with the visit</source>
        <translation>继续检查</translation>
    </message>
    <message>
        <source>ended the visit</source>
        <translation>结束检查</translation>
    </message>
    <message>
        <source>answered a question</source>
        <translation>答复检查项</translation>
    </message>
    <message>
        <source>decided on a finding</source>
        <translation>确认问题</translation>
    </message>
    <message>
        <source>chose a wording</source>
        <translation>选定表述</translation>
    </message>
    <message>
        <source>recorded an event</source>
        <translation>记录事件</translation>
    </message>
    <message>
        <source>added evidence</source>
        <translation>添加证据</translation>
    </message>
    <message>
        <source>added a photo</source>
        <translation>添加照片</translation>
    </message>
    <message>
        <source>changed the wage sheet</source>
        <translation>修改工资表</translation>
    </message>
    <message>
        <source>changed the wage sheet&apos;s head</source>
        <translation>修改表头</translation>
    </message>
    <message>
        <source>pasted a wage sheet</source>
        <translation>粘贴工资表</translation>
    </message>
    <message>
        <source>took in a whole case</source>
        <translation>导入案件</translation>
    </message>
    <message>
        <source>noted a sum told</source>
        <translation>记下陈述金额</translation>
    </message>
    <message>
        <source>began a paper</source>
        <translation>起草文书</translation>
    </message>
    <message>
        <source>wrote a draft</source>
        <translation>编写草稿</translation>
    </message>
    <message>
        <source>set a draft aside</source>
        <translation>作废草稿</translation>
    </message>
    <message>
        <source>issued a paper</source>
        <translation>出具文书</translation>
    </message>
    <message>
        <source>issued an approval form</source>
        <translation>出具审批表</translation>
    </message>
    <message>
        <source>sealed the site record</source>
        <translation>封存笔录</translation>
    </message>
    <message>
        <source>entered a paper written by hand</source>
        <translation>补录文书</translation>
    </message>
    <message>
        <source>served the stamped copy of a paper</source>
        <translation>补送了文书的盖章件</translation>
    </message>
    <message>
        <source>printed a paper</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>took in the picture of a seal and who authorised it</source>
        <translation>录入了电子印章图样及其授权</translation>
    </message>
    <message>
        <source>recorded an authorisation of the seal</source>
        <translation>登记了用印授权</translation>
    </message>
    <message>
        <source>withdrew an authorisation of the seal</source>
        <translation>收回了用印授权</translation>
    </message>
    <message>
        <source>wrote down what became of stamped sheets</source>
        <translation>登记了预盖章用纸的去向</translation>
    </message>
    <message>
        <source>recorded a service</source>
        <translation>记录送达</translation>
    </message>
    <message>
        <source>voided a number</source>
        <translation>作废文号</translation>
    </message>
    <message>
        <source>ended a paper</source>
        <translation>终止文书</translation>
    </message>
    <message>
        <source>recorded a recheck</source>
        <translation>记录复查</translation>
    </message>
    <message>
        <source>decided a conflict</source>
        <translation>裁定分歧</translation>
    </message>
    <message>
        <source>settled a doubtful number</source>
        <translation>处理了疑问文号</translation>
    </message>
    <message>
        <source>took back how a number was settled</source>
        <translation>收回了文号的处理决定</translation>
    </message>
    <message>
        <source>chose which wage sheet counts</source>
        <translation>确定了以哪份工资表为准</translation>
    </message>
    <message>
        <source>merged two records</source>
        <translation>合并重复</translation>
    </message>
    <message>
        <source>took a merge back</source>
        <translation>撤销合并</translation>
    </message>
    <message>
        <source>said that two records are different</source>
        <translation>认定不是同一个</translation>
    </message>
    <message>
        <source>settled what was written on a merged record</source>
        <translation>处理并入记录的改动</translation>
    </message>
    <message>
        <source>gave it back to be completed</source>
        <translation>退回补正</translation>
    </message>
    <message>
        <source>wrote down two clocks</source>
        <translation>记录时钟差异</translation>
    </message>
    <message>
        <source>came back from a backup</source>
        <translation>从备份恢复</translation>
    </message>
    <message>
        <source>synced</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>moved on in the checklist</source>
        <translation>移到下一检查项</translation>
    </message>
    <message>
        <source>made this computer the desk</source>
        <translation>设为办公室电脑</translation>
    </message>
    <message>
        <source>wrote the interview record</source>
        <translation>记询问笔录</translation>
    </message>
</context>
<context>
    <name>code</name>
    <message>
        <source>Developer</source>
        <translation>建设单位</translation>
    </message>
    <message>
        <source>General contractor</source>
        <translation>施工总承包单位</translation>
    </message>
    <message>
        <source>Subcontractor</source>
        <translation>分包单位</translation>
    </message>
    <message>
        <source>Foreman</source>
        <translation>包工头</translation>
    </message>
    <message>
        <source>Subcontract</source>
        <translation>分包</translation>
    </message>
    <message>
        <source>Passed on whole</source>
        <translation>转包</translation>
    </message>
    <message>
        <source>Unlawful subcontract</source>
        <translation>违法分包</translation>
    </message>
    <message>
        <source>Name lent</source>
        <translation>挂靠</translation>
    </message>
    <message>
        <source>Lead officer</source>
        <translation>主办</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>协办</translation>
    </message>
    <message>
        <source>Approver</source>
        <translation>审批人</translation>
    </message>
    <message>
        <source>Laptop</source>
        <translation>外勤电脑</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>办公室电脑</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>开放</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>已计划</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Laid aside</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退回</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>已取得</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>不予认定</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Served</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>Partly corrected</source>
        <translation>部分改正</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>未改正</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>The same thing</source>
        <translation>同一个</translation>
    </message>
    <message>
        <source>Two different things</source>
        <translation>不是同一个</translation>
    </message>
    <message>
        <source>Merge taken back</source>
        <translation>撤销合并</translation>
    </message>
    <message>
        <source>Routine</source>
        <translation>日常检查</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>个案检查</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>Special inspection</source>
        <translation>专项检查</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>State-funded</source>
        <translation>政府投资</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>社会投资</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Tip-off</source>
        <translation>举报</translation>
    </message>
    <message>
        <source>Transferred to us</source>
        <translation>移送交办</translation>
    </message>
    <message>
        <source>Yearly plan</source>
        <translation>年度计划</translation>
    </message>
    <message>
        <source>Double-random</source>
        <translation>双随机</translation>
    </message>
    <message>
        <source>Data monitoring</source>
        <translation>数据监测</translation>
    </message>
    <message>
        <source>Request of the unit</source>
        <translation>单位申请</translation>
    </message>
    <message>
        <source>National clue platform</source>
        <translation>全国根治欠薪线索平台</translation>
    </message>
    <message>
        <source>Complaint in person</source>
        <translation>来访投诉</translation>
    </message>
    <message>
        <source>Hotline 12345</source>
        <translation>12345热线</translation>
    </message>
    <message>
        <source>Housing</source>
        <translation>房屋建筑</translation>
    </message>
    <message>
        <source>State-owned</source>
        <translation>国有投资</translation>
    </message>
    <message>
        <source>Government</source>
        <translation>政府投资</translation>
    </message>
    <message>
        <source>Bank letter</source>
        <translation>银行保函</translation>
    </message>
    <message>
        <source>Guarantee</source>
        <translation>担保</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>现金</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>In this program</source>
        <translation>本程序内</translation>
    </message>
    <message>
        <source>Head of the bureau</source>
        <translation>局负责人</translation>
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
        <source>By the figures</source>
        <translation>按数据计算</translation>
    </message>
    <message>
        <source>Chosen below</source>
        <translation>见备注</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>见备注</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>直接送达</translation>
    </message>
    <message>
        <source>Left after refusal</source>
        <translation>留置送达</translation>
    </message>
    <message>
        <source>By post</source>
        <translation>邮寄送达</translation>
    </message>
    <message>
        <source>Electronically</source>
        <translation>电子送达</translation>
    </message>
    <message>
        <source>By another office</source>
        <translation>委托送达</translation>
    </message>
    <message>
        <source>Passed on</source>
        <translation>转交送达</translation>
    </message>
    <message>
        <source>Posted up</source>
        <translation>张贴送达</translation>
    </message>
    <message>
        <source>By public notice</source>
        <translation>公告送达</translation>
    </message>
    <message>
        <source>Project office</source>
        <translation>项目部</translation>
    </message>
    <message>
        <source>Building site</source>
        <translation>施工现场</translation>
    </message>
    <message>
        <source>Our own office</source>
        <translation>本单位办公场所</translation>
    </message>
    <message>
        <source>Registered domicile</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Home of the person</source>
        <translation>住处</translation>
    </message>
    <message>
        <source>Address agreed in writing</source>
        <translation>约定地址</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Agent with written authority</source>
        <translation>受托人</translation>
    </message>
    <message>
        <source>In charge of the mail</source>
        <translation>收发人员</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Person in charge</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Adult family member living together</source>
        <translation>同住成年家属</translation>
    </message>
    <message>
        <source>Developer did not pay</source>
        <translation>建设单位未拨付</translation>
    </message>
    <message>
        <source>Did not come to the inquiry</source>
        <translation>未按通知接受询问</translation>
    </message>
    <message>
        <source>Entry refused</source>
        <translation>拒绝检查</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印成功</translation>
    </message>
    <message>
        <source>To be printed later</source>
        <translation>稍后打印</translation>
    </message>
    <message>
        <source>Stamped by hand at once</source>
        <translation>当场手工盖章</translation>
    </message>
    <message>
        <source>On sheets stamped before</source>
        <translation>打印在预盖章用纸上</translation>
    </message>
    <message>
        <source>Stamped later at the office</source>
        <translation>回机关后盖章</translation>
    </message>
    <message>
        <source>Picture of the seal</source>
        <translation>电子印章图样</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Spoiled</source>
        <translation>打坏</translation>
    </message>
    <message>
        <source>Taken out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>纸质</translation>
    </message>
    <message>
        <source>Main series</source>
        <translation>正常号段</translation>
    </message>
    <message>
        <source>Emergency series</source>
        <translation>应急号段</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
</context>
</TS>
