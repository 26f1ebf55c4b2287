<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>visit_card</name>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Domicile</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Project manager</source>
        <translation>项目经理</translation>
    </message>
    <message>
        <source>Wage-affairs officer</source>
        <translation>劳资专管员</translation>
    </message>
    <message>
        <source>Hires workers itself</source>
        <translation>是否直接招用农民工</translation>
    </message>
    <message>
        <source>Works it does</source>
        <translation>承包内容</translation>
    </message>
    <message>
        <source>How it came to the works</source>
        <translation>承接方式</translation>
    </message>
    <message>
        <source>Engaged by</source>
        <translation>由谁招用或发包</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>由谁支付工资</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Take off the project</source>
        <translation>移出本项目</translation>
    </message>
    <message>
        <source>This unit no longer counts as a party of this project. What was recorded about it is kept; it can be entered again.</source>
        <translation>该单位不再作为本项目的参建单位。已记录的内容保留，可以重新录入。</translation>
    </message>
    <message>
        <source>Name of the person</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of the unit</source>
        <translation>单位名称</translation>
    </message>
    <message>
        <source>Subcontract</source>
        <translation>依法分包</translation>
    </message>
    <message>
        <source>Passed on whole</source>
        <translation>转包</translation>
    </message>
    <message>
        <source>Illegal subcontract</source>
        <translation>违法分包</translation>
    </message>
    <message>
        <source>Borrowed name</source>
        <translation>挂靠</translation>
    </message>
    <message>
        <source>Given to a person</source>
        <translation>发包给个人</translation>
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
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>engaged by {name}</source>
        <translation>由{name}招用或发包</translation>
    </message>
    <message>
        <source>paid by {name}</source>
        <translation>由{name}支付</translation>
    </message>
    <message>
        <source>hires workers</source>
        <translation>直接招用农民工</translation>
    </message>
    <message>
        <source>Code fits</source>
        <translation>代码相符</translation>
    </message>
    <message>
        <source>Code doubtful</source>
        <translation>代码存疑</translation>
    </message>
    <message>
        <source>Code does not fit</source>
        <translation>代码不符</translation>
    </message>
    <message>
        <source>Number fits</source>
        <translation>号码相符</translation>
    </message>
    <message>
        <source>Number doubtful</source>
        <translation>号码存疑</translation>
    </message>
    <message>
        <source>Number does not fit</source>
        <translation>号码不符</translation>
    </message>
    <message>
        <source>The same unit is known already: {name}. Take it</source>
        <translation>已有同一单位：{name}。采用</translation>
    </message>
    <message>
        <source>Due (yuan)</source>
        <translation>应拨（元）</translation>
    </message>
    <message>
        <source>Paid (yuan)</source>
        <translation>实拨（元）</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>拨付日期</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>The parties</source>
        <translation>参建各方</translation>
    </message>
    <message>
        <source>Contract and permit</source>
        <translation>合同与许可</translation>
    </message>
    <message>
        <source>Wage account</source>
        <translation>农民工工资专用账户</translation>
    </message>
    <message>
        <source>Wage deposit</source>
        <translation>工资保证金</translation>
    </message>
    <message>
        <source>Labour cost by month</source>
        <translation>人工费用按月拨付</translation>
    </message>
    <message>
        <source>Add {role}</source>
        <translation>增加{role}</translation>
    </message>
    <message>
        <source>Add a month</source>
        <translation>增加一个月</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Investment</source>
        <translation>投资性质</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>合同编号</translation>
    </message>
    <message>
        <source>Contract price (yuan)</source>
        <translation>合同金额（元）</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>签订日期</translation>
    </message>
    <message>
        <source>Works permit</source>
        <translation>施工许可证号</translation>
    </message>
    <message>
        <source>Permit of</source>
        <translation>许可日期</translation>
    </message>
    <message>
        <source>Labour-cost ratio (0.22)</source>
        <translation>人工费用比例（如 0.22）</translation>
    </message>
    <message>
        <source>Paid every … days</source>
        <translation>拨付周期（天）</translation>
    </message>
    <message>
        <source>Completed on</source>
        <translation>完工日期</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>户名</translation>
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
        <translation>备案日期</translation>
    </message>
    <message>
        <source>Three-party agreement of</source>
        <translation>三方协议日期</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Required ratio (0.015)</source>
        <translation>应存比例（如 0.015）</translation>
    </message>
    <message>
        <source>Required (yuan)</source>
        <translation>应存（元）</translation>
    </message>
    <message>
        <source>Lodged (yuan)</source>
        <translation>已存（元）</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期止</translation>
    </message>
</context>
</TS>
