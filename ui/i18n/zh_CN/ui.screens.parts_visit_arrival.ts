<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit_arrival</name>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>To make up</source>
        <translation>待补办</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>已齐</translation>
    </message>
    <message>
        <source>Head of the bureau</source>
        <translation>局负责人</translation>
    </message>
    <message>
        <source>1 · Approval and notice</source>
        <translation>1 · 审批与通知书</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批情况</translation>
    </message>
    <message>
        <source>Approved beforehand</source>
        <translation>事先已批准</translation>
    </message>
    <message>
        <source>Urgent, reported</source>
        <translation>情况紧急，已报告</translation>
    </message>
    <message>
        <source>Kind of inspection</source>
        <translation>检查类型</translation>
    </message>
    <message>
        <source>Source of the task</source>
        <translation>任务来源</translation>
    </message>
    <message>
        <source>Number of the inspection notice</source>
        <translation>行政检查通知书文号</translation>
    </message>
    <message>
        <source>Notice handed to</source>
        <translation>通知书交给</translation>
    </message>
    <message>
        <source>Approved by (head of the bureau)</source>
        <translation>批准人（局负责人）</translation>
    </message>
    <message>
        <source>Approved on</source>
        <translation>批准日期</translation>
    </message>
    <message>
        <source>Number of the approval form</source>
        <translation>审批表编号</translation>
    </message>
    <message>
        <source>Approved how</source>
        <translation>批准方式</translation>
    </message>
    <message>
        <source>What cannot wait</source>
        <translation>不能等待的情况</translation>
    </message>
    <message>
        <source>Reported to (head of the bureau)</source>
        <translation>向谁报告（局负责人）</translation>
    </message>
    <message>
        <source>Reported how</source>
        <translation>报告方式</translation>
    </message>
    <message>
        <source>Reported now</source>
        <translation>现在已报告</translation>
    </message>
    <message>
        <source>Reported {time}</source>
        <translation>{time} 已报告</translation>
    </message>
    <message>
        <source>Open the inspection notice</source>
        <translation>查看行政检查通知书</translation>
    </message>
    <message>
        <source>Write the inspection notice here</source>
        <translation>在此制作行政检查通知书</translation>
    </message>
    <message>
        <source>The passphrase of {name} is set on this computer.</source>
        <translation>{name} 的口令已在本机设好。</translation>
    </message>
    <message>
        <source>{name} · no valid certificate</source>
        <translation>{name} · 没有有效证件</translation>
    </message>
    <message>
        <source>2 · Officers</source>
        <translation>2 · 监察员</translation>
    </message>
    <message>
        <source>Lead officer</source>
        <translation>主办监察员</translation>
    </message>
    <message>
        <source>Assisting officer</source>
        <translation>协办监察员</translation>
    </message>
    <message>
        <source>Officers and certificates</source>
        <translation>监察员与证件</translation>
    </message>
    <message>
        <source>3 · Certificates shown</source>
        <translation>3 · 出示证件</translation>
    </message>
    <message>
        <source>Certificates shown now</source>
        <translation>现在出示证件</translation>
    </message>
    <message>
        <source>Shown {time}</source>
        <translation>{time} 已出示</translation>
    </message>
    <message>
        <source>4 · Rights told, recusal offered</source>
        <translation>4 · 告知权利、询问回避</translation>
    </message>
    <message>
        <source>Tell content, rights and duties now</source>
        <translation>现在告知检查内容和权利义务</translation>
    </message>
    <message>
        <source>Told {time}</source>
        <translation>{time} 已告知</translation>
    </message>
    <message>
        <source>Does the unit ask for recusal?</source>
        <translation>是否申请回避？</translation>
    </message>
    <message>
        <source>Not asked for</source>
        <translation>不申请回避</translation>
    </message>
    <message>
        <source>Asked for, to be decided</source>
        <translation>申请回避，待决定</translation>
    </message>
    <message>
        <source>Decided, may go on</source>
        <translation>已作出决定，继续检查</translation>
    </message>
    <message>
        <source>{name}: no conflict of interest</source>
        <translation>{name}：无利害关系</translation>
    </message>
    <message>
        <source>5 · No conflict of interest</source>
        <translation>5 · 无利害关系</translation>
    </message>
    <message>
        <source>{n} may be completed later</source>
        <translation>{n} 项可以以后补</translation>
    </message>
    <message>
        <source>6 · Received by, place, entry scan</source>
        <translation>6 · 接待人、地点、扫码入企</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>接待人</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Workers on site</source>
        <translation>现场人数</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>检查地点</translation>
    </message>
    <message>
        <source>Not scanned because</source>
        <translation>未扫码的原因</translation>
    </message>
    <message>
        <source>Sound and picture recorded</source>
        <translation>全过程音像记录</translation>
    </message>
    <message>
        <source>Entry code scanned</source>
        <translation>现在已扫码入企</translation>
    </message>
    <message>
        <source>Scanned {time}</source>
        <translation>{time} 已扫码</translation>
    </message>
    <message>
        <source>There is no entry-scan system here</source>
        <translation>当地没有扫码入企系统</translation>
    </message>
    <message>
        <source>No network on site</source>
        <translation>现场没有网络</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>情况紧急</translation>
    </message>
    <message>
        <source>On</source>
        <translation>已开启</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>未开启</translation>
    </message>
</context>
</TS>
