<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>field</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of the worker</source>
        <translation>工人姓名</translation>
    </message>
    <message>
        <source>Name of the signer</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Name of the device</source>
        <translation>设备名称</translation>
    </message>
    <message>
        <source>Name of the evidence</source>
        <translation>证据名称</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Prefix of numbers</source>
        <translation>发文机关代字</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮编</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Brigade</source>
        <translation>大队</translation>
    </message>
    <message>
        <source>Government for review</source>
        <translation>复议机关（政府）</translation>
    </message>
    <message>
        <source>Court</source>
        <translation>管辖法院</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>公安机关</translation>
    </message>
    <message>
        <source>Procuratorate</source>
        <translation>检察机关</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>行政区划</translation>
    </message>
    <message>
        <source>Complaint telephone</source>
        <translation>投诉电话</translation>
    </message>
    <message>
        <source>How numbers are written</source>
        <translation>文号格式</translation>
    </message>
    <message>
        <source>Titles of papers</source>
        <translation>文书名称</translation>
    </message>
    <message>
        <source>Settings of the office</source>
        <translation>单位设置</translation>
    </message>
    <message>
        <source>Pack of the law</source>
        <translation>法规包</translation>
    </message>
    <message>
        <source>Version of the pack</source>
        <translation>法规包版本</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>职责</translation>
    </message>
    <message>
        <source>Role on the project</source>
        <translation>在项目上的角色</translation>
    </message>
    <message>
        <source>On the staff</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>监察员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Kind of inspection</source>
        <translation>检查类别</translation>
    </message>
    <message>
        <source>Kind of evidence</source>
        <translation>证据种类</translation>
    </message>
    <message>
        <source>Official number</source>
        <translation>文号</translation>
    </message>
    <message>
        <source>Certificate number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Code of the device</source>
        <translation>设备代码</translation>
    </message>
    <message>
        <source>Identity of the device</source>
        <translation>设备标识</translation>
    </message>
    <message>
        <source>Key of the device</source>
        <translation>设备公钥</translation>
    </message>
    <message>
        <source>Certificate for papers</source>
        <translation>文书签名证书</translation>
    </message>
    <message>
        <source>Certificate of the device</source>
        <translation>设备证书</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登记时间</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>停用时间</translation>
    </message>
    <message>
        <source>Identity before</source>
        <translation>原设备标识</translation>
    </message>
    <message>
        <source>Check of the code</source>
        <translation>代码校验</translation>
    </message>
    <message>
        <source>Why the code is taken</source>
        <translation>代码存疑仍采用的理由</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Check of the number</source>
        <translation>号码校验</translation>
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
        <source>Domicile</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>To complete</source>
        <translation>待补全</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Who invests</source>
        <translation>投资性质</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>合同编号</translation>
    </message>
    <message>
        <source>Contract sum</source>
        <translation>合同价款</translation>
    </message>
    <message>
        <source>Contract signed</source>
        <translation>合同签订日期</translation>
    </message>
    <message>
        <source>Building permit</source>
        <translation>施工许可证号</translation>
    </message>
    <message>
        <source>Date of the permit</source>
        <translation>许可证日期</translation>
    </message>
    <message>
        <source>Share of labour cost</source>
        <translation>人工费用比例</translation>
    </message>
    <message>
        <source>Days between payments</source>
        <translation>拨付周期（天）</translation>
    </message>
    <message>
        <source>Completed on</source>
        <translation>完工日期</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>专项行动</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Engaged by</source>
        <translation>发包方</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>付款方</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>How it came to the works</source>
        <translation>承包形式</translation>
    </message>
    <message>
        <source>Form of the deposit</source>
        <translation>保证金形式</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>承包内容</translation>
    </message>
    <message>
        <source>Employs workers</source>
        <translation>直接用工</translation>
    </message>
    <message>
        <source>Project manager</source>
        <translation>项目经理</translation>
    </message>
    <message>
        <source>Wage officer</source>
        <translation>劳资专管员</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>开户银行</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Opened on</source>
        <translation>开户日期</translation>
    </message>
    <message>
        <source>Filed on</source>
        <translation>立案日期</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>备案日期</translation>
    </message>
    <message>
        <source>Three-party agreement</source>
        <translation>三方协议日期</translation>
    </message>
    <message>
        <source>Required share</source>
        <translation>应缴比例</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>应缴</translation>
    </message>
    <message>
        <source>Lodged</source>
        <translation>已缴</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实付</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>支付日期</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>来源渠道</translation>
    </message>
    <message>
        <source>How it was paid</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Number at the source</source>
        <translation>来源编号</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>接收日期</translation>
    </message>
    <message>
        <source>Stated number of workers and amount</source>
        <translation>陈述的人数和金额</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Who owes</source>
        <translation>欠薪主体</translation>
    </message>
    <message>
        <source>Place and unit</source>
        <translation>地点和单位</translation>
    </message>
    <message>
        <source>Other procedure</source>
        <translation>是否已走其他程序</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>办理期限</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Representatives</source>
        <translation>代表人</translation>
    </message>
    <message>
        <source>Clue</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>案由</translation>
    </message>
    <message>
        <source>Filing number</source>
        <translation>立案号</translation>
    </message>
    <message>
        <source>Lead officer</source>
        <translation>主办监察员</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>协办监察员</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>结案</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>结案日期</translation>
    </message>
    <message>
        <source>Type of paper</source>
        <translation>文书种类</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Applied on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Approved on</source>
        <translation>批准日期</translation>
    </message>
    <message>
        <source>Approved at</source>
        <translation>批准时间</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>How it was approved</source>
        <translation>批准方式</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>紧急情况</translation>
    </message>
    <message>
        <source>Why it was urgent</source>
        <translation>紧急理由</translation>
    </message>
    <message>
        <source>Reported to</source>
        <translation>报告对象</translation>
    </message>
    <message>
        <source>Reported at</source>
        <translation>报告时间</translation>
    </message>
    <message>
        <source>How it was reported</source>
        <translation>报告方式</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Units named</source>
        <translation>所列单位</translation>
    </message>
    <message>
        <source>Matters</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>监察员</translation>
    </message>
    <message>
        <source>Valid on</source>
        <translation>有效日</translation>
    </message>
    <message>
        <source>Task source</source>
        <translation>任务来源</translation>
    </message>
    <message>
        <source>Planned for</source>
        <translation>计划日期</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Helpers</source>
        <translation>协助人数</translation>
    </message>
    <message>
        <source>Certificate of the lead officer</source>
        <translation>主办证件</translation>
    </message>
    <message>
        <source>Certificate of the second officer</source>
        <translation>协办证件</translation>
    </message>
    <message>
        <source>Certificates shown</source>
        <translation>出示证件时间</translation>
    </message>
    <message>
        <source>Rights told</source>
        <translation>告知权利时间</translation>
    </message>
    <message>
        <source>Recusal</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>Lead officer has no conflict of interest</source>
        <translation>主办无利害关系</translation>
    </message>
    <message>
        <source>Second officer has no conflict of interest</source>
        <translation>协办无利害关系</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>接待人</translation>
    </message>
    <message>
        <source>Post of who received us</source>
        <translation>接待人职务</translation>
    </message>
    <message>
        <source>Telephone of who received us</source>
        <translation>接待人电话</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Place in the sheet</source>
        <translation>表中顺序</translation>
    </message>
    <message>
        <source>Place in the record</source>
        <translation>笔录中顺序</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>定位</translation>
    </message>
    <message>
        <source>Entry scan</source>
        <translation>扫码入企时间</translation>
    </message>
    <message>
        <source>Why no entry scan</source>
        <translation>未扫码原因</translation>
    </message>
    <message>
        <source>Number of the notice</source>
        <translation>通知书文号</translation>
    </message>
    <message>
        <source>Date of the notice</source>
        <translation>通知书日期</translation>
    </message>
    <message>
        <source>Notice handed to</source>
        <translation>通知书交给</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>检查通知书</translation>
    </message>
    <message>
        <source>Visits this year</source>
        <translation>本年检查次数</translation>
    </message>
    <message>
        <source>Yearly cap</source>
        <translation>年度频次上限</translation>
    </message>
    <message>
        <source>Counts against the cap</source>
        <translation>计入频次</translation>
    </message>
    <message>
        <source>Recorded in sound and picture</source>
        <translation>全程音像记录</translation>
    </message>
    <message>
        <source>Workers on site</source>
        <translation>现场人数</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Version of the checklist</source>
        <translation>清单版本</translation>
    </message>
    <message>
        <source>Item last looked at</source>
        <translation>停留的检查项</translation>
    </message>
    <message>
        <source>Result told on</source>
        <translation>结果告知日期</translation>
    </message>
    <message>
        <source>How the result was told</source>
        <translation>告知方式</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>答复时间</translation>
    </message>
    <message>
        <source>Violation</source>
        <translation>违法行为</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>责任单位</translation>
    </message>
    <message>
        <source>Addressee of the service</source>
        <translation>受送达人</translation>
    </message>
    <message>
        <source>Answered for</source>
        <translation>所答单位</translation>
    </message>
    <message>
        <source>Questions behind it</source>
        <translation>对应检查项</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>表述</translation>
    </message>
    <message>
        <source>Said by another finding</source>
        <translation>并入的问题</translation>
    </message>
    <message>
        <source>Why this unit</source>
        <translation>责任依据</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Articles as they stood</source>
        <translation>引用条文</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Taken on</source>
        <translation>取得日期</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>文件类型</translation>
    </message>
    <message>
        <source>Taken at</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>取证人</translation>
    </message>
    <message>
        <source>Name of the file</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Pay day</source>
        <translation>发薪日</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至日期</translation>
    </message>
    <message>
        <source>What the sheet rests on</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Provided by</source>
        <translation>提供人</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡号</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>工种</translation>
    </message>
    <message>
        <source>Day rate</source>
        <translation>日工资</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>用工单位</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>Wage sheet</source>
        <translation>工资表</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>工人</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>出勤天数</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Stated by</source>
        <translation>陈述人</translation>
    </message>
    <message>
        <source>Stated on</source>
        <translation>陈述日期</translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation>整改要求</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>凭证</translation>
    </message>
    <message>
        <source>Addressees</source>
        <translation>受送达单位</translation>
    </message>
    <message>
        <source>Jointly with</source>
        <translation>连带单位</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Months it speaks of</source>
        <translation>所涉月份</translation>
    </message>
    <message>
        <source>Serial of the draft</source>
        <translation>草稿序号</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>What was seen</source>
        <translation>复查情况</translation>
    </message>
    <message>
        <source>Requirements</source>
        <translation>整改要求</translation>
    </message>
    <message>
        <source>Appointment</source>
        <translation>到场时间</translation>
    </message>
    <message>
        <source>Papers asked for</source>
        <translation>要求携带的材料</translation>
    </message>
    <message>
        <source>More details</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>Corrects</source>
        <translation>所更正文书</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Question asked</source>
        <translation>问</translation>
    </message>
    <message>
        <source>Answer given</source>
        <translation>答</translation>
    </message>
    <message>
        <source>Before the correction</source>
        <translation>更正前</translation>
    </message>
    <message>
        <source>Running number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Serial number of the sheet</source>
        <translation>用纸编号</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>号段系列</translation>
    </message>
    <message>
        <source>Papers of this number</source>
        <translation>该号的文书</translation>
    </message>
    <message>
        <source>Which one stands</source>
        <translation>有效的一份</translation>
    </message>
    <message>
        <source>Replaces</source>
        <translation>替代</translation>
    </message>
    <message>
        <source>Doubts</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>Number used</source>
        <translation>用号</translation>
    </message>
    <message>
        <source>Issued at</source>
        <translation>出具时间</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>出具人</translation>
    </message>
    <message>
        <source>Confirmed by</source>
        <translation>确认人</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Hash of the content</source>
        <translation>内容校验值</translation>
    </message>
    <message>
        <source>File of the paper</source>
        <translation>文书文件</translation>
    </message>
    <message>
        <source>How it is sealed</source>
        <translation>盖章方式</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来历</translation>
    </message>
    <message>
        <source>Notes when it was made</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Code on the paper</source>
        <translation>二维码</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>暂算</translation>
    </message>
    <message>
        <source>Only after an order ran out</source>
        <translation>须在期满后</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>By paper</source>
        <translation>依据文书</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Printed again</source>
        <translation>重打</translation>
    </message>
    <message>
        <source>Copies for whom</source>
        <translation>各份去向</translation>
    </message>
    <message>
        <source>Marked as printed again</source>
        <translation>标明补印</translation>
    </message>
    <message>
        <source>Counterfoil</source>
        <translation>存根</translation>
    </message>
    <message>
        <source>For the party</source>
        <translation>当事人</translation>
    </message>
    <message>
        <source>For the file</source>
        <translation>附卷</translation>
    </message>
    <message>
        <source>Stamped on</source>
        <translation>盖章日期</translation>
    </message>
    <message>
        <source>Handed to</source>
        <translation>送交</translation>
    </message>
    <message>
        <source>Authorisation of the seal</source>
        <translation>用印授权</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>印章</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图样</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Width, tenths of a millimetre</source>
        <translation>宽（0.1毫米）</translation>
    </message>
    <message>
        <source>Height, tenths of a millimetre</source>
        <translation>高（0.1毫米）</translation>
    </message>
    <message>
        <source>File it was read from</source>
        <translation>来源文件</translation>
    </message>
    <message>
        <source>Hash of the file</source>
        <translation>文件哈希值</translation>
    </message>
    <message>
        <source>Authorised by</source>
        <translation>授权人</translation>
    </message>
    <message>
        <source>By which paper</source>
        <translation>依据文件</translation>
    </message>
    <message>
        <source>For which papers</source>
        <translation>适用文书</translation>
    </message>
    <message>
        <source>Party</source>
        <translation>签名方</translation>
    </message>
    <message>
        <source>Handwriting</source>
        <translation>笔迹</translation>
    </message>
    <message>
        <source>Signed at</source>
        <translation>签名时间</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒签</translation>
    </message>
    <message>
        <source>Manner of service</source>
        <translation>送达方式</translation>
    </message>
    <message>
        <source>Kind of place</source>
        <translation>地点类别</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>签收人</translation>
    </message>
    <message>
        <source>Post of the recipient</source>
        <translation>签收人职务</translation>
    </message>
    <message>
        <source>Authority to receive</source>
        <translation>代收权限</translation>
    </message>
    <message>
        <source>Paper of authority</source>
        <translation>授权文件</translation>
    </message>
    <message>
        <source>Date of the authority</source>
        <translation>授权日期</translation>
    </message>
    <message>
        <source>Reason for refusing</source>
        <translation>拒签理由</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Organisation of the witness</source>
        <translation>见证人单位</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>送达回证</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Served on</source>
        <translation>送达生效日</translation>
    </message>
    <message>
        <source>For the unit</source>
        <translation>单位在场人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起号</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止号</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Granted at</source>
        <translation>发放时间</translation>
    </message>
    <message>
        <source>Why it was closed</source>
        <translation>关闭原因</translation>
    </message>
    <message>
        <source>Block of numbers</source>
        <translation>号段</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>认定</translation>
    </message>
    <message>
        <source>Merged record</source>
        <translation>并入的记录</translation>
    </message>
    <message>
        <source>Record kept</source>
        <translation>保留的记录</translation>
    </message>
    <message>
        <source>Seen by who merged</source>
        <translation>合并时已见</translation>
    </message>
    <message>
        <source>Filled in</source>
        <translation>补入的内容</translation>
    </message>
    <message>
        <source>Takes back</source>
        <translation>撤销的合并</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>预警指标</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Raised on</source>
        <translation>预警日期</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>解除人</translation>
    </message>
    <message>
        <source>Deleted or kept</source>
        <translation>删除或保留</translation>
    </message>
</context>
</TS>
