<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>desk</name>
    <message>
        <source>Deleted or kept</source>
        <translation>删除或保留</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Stated number of workers and amount</source>
        <translation>自述人数和金额</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
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
        <source>Received by</source>
        <translation>接待人</translation>
    </message>
    <message>
        <source>Post of who received us</source>
        <translation>接待人职务</translation>
    </message>
    <message>
        <source>Workers on site</source>
        <translation>在场人数</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
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
        <source>Pay day</source>
        <translation>工资支付日</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>工种</translation>
    </message>
    <message>
        <source>Bank card</source>
        <translation>银行卡</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>期限届满日</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Addressees</source>
        <translation>送达对象</translation>
    </message>
    <message>
        <source>Requirements</source>
        <translation>改正要求</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Papers asked for</source>
        <translation>要求提供的材料</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Item last looked at</source>
        <translation>最后查看的项目</translation>
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
        <source>Bank</source>
        <translation>开户银行</translation>
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
        <source>Details</source>
        <translation>详情</translation>
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
        <source>Due</source>
        <translation>应发</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>实发</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>应存</translation>
    </message>
    <message>
        <source>Lodged</source>
        <translation>实存</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Check of the number</source>
        <translation>号码校验</translation>
    </message>
    <message>
        <source>Check of the code</source>
        <translation>代码校验</translation>
    </message>
    <message>
        <source>Why it is taken</source>
        <translation>采用理由</translation>
    </message>
    <message>
        <source>Another field</source>
        <translation>其他内容</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
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
        <source>To decide</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原来</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>采用这个</translation>
    </message>
    <message>
        <source>or write what is right</source>
        <translation>或填写正确内容</translation>
    </message>
    <message>
        <source>Why (needed here)</source>
        <translation>理由（必填）</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Checked against the original</source>
        <translation>经核对原件</translation>
    </message>
    <message>
        <source>As the site record says</source>
        <translation>以现场检查笔录为准</translation>
    </message>
    <message>
        <source>Slip of the pen</source>
        <translation>笔误</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>The other's</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Can open this computer</source>
        <translation>可在本机解锁</translation>
    </message>
    <message>
        <source>No passphrase here yet</source>
        <translation>本机尚无口令</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Let me work on this computer</source>
        <translation>在本机登记</translation>
    </message>
    <message>
        <source>Typed by this officer and nobody else: at least 12 characters, or four words.</source>
        <translation>由本人输入：至少 12 个字符，或四个词。</translation>
    </message>
    <message>
        <source>Own passphrase of {name}</source>
        <translation>{name} 的口令</translation>
    </message>
</context>
</TS>
