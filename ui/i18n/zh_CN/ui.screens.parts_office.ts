<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>office</name>
    <message>
        <source>This stands on every paper and cannot be empty; it was not changed.</source>
        <translation>每份文书上都要印，不能为空；没有改动。</translation>
    </message>
    <message>
        <source>Where summoned people come, and whom they call.</source>
        <translation>被通知询问的人到这里接受询问，按此电话联系。</translation>
    </message>
    <message>
        <source>Public security organ (transfers)</source>
        <translation>公安机关（移送用）</translation>
    </message>
    <message>
        <source>People&apos;s procuratorate (transfers)</source>
        <translation>人民检察院（移送用）</translation>
    </message>
    <message>
        <source>valid until {day}</source>
        <translation>有效期至 {day}</translation>
    </message>
    <message>
        <source>No longer serves</source>
        <translation>已离岗</translation>
    </message>
    <message>
        <source>Days missing</source>
        <translation>缺有效期</translation>
    </message>
    <message>
        <source>Certificate expired</source>
        <translation>证件已过期</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>证件有效</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>在岗情况</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>在岗</translation>
    </message>
    <message>
        <source>Enter a renewed certificate</source>
        <translation>录入换发的证件</translation>
    </message>
    <message>
        <source>Add this certificate</source>
        <translation>增加此证件</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Add to the register</source>
        <translation>加入名册</translation>
    </message>
</context>
<context>
    <name>visit_people</name>
    <message>
        <source>Certificate number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证件</translation>
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
        <source>Labour inspection certificate</source>
        <translation>劳动保障监察证</translation>
    </message>
    <message>
        <source>Administrative enforcement certificate</source>
        <translation>行政执法证</translation>
    </message>
    <message>
        <source>Name of the officer</source>
        <translation>姓名</translation>
    </message>
</context>
<context>
    <name>visit_setup</name>
    <message>
        <source>The region code has six digits. It may also stay empty.</source>
        <translation>行政区划代码是六位数字，也可以不填。</translation>
    </message>
    <message>
        <source>Full name of the office</source>
        <translation>单位全称</translation>
    </message>
    <message>
        <source>Short form in numbers</source>
        <translation>文号简称</translation>
    </message>
    <message>
        <source>e.g. 星晨人社</source>
        <translation>例如：星晨人社</translation>
    </message>
    <message>
        <source>Inspection brigade</source>
        <translation>劳动保障监察机构</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮政编码</translation>
    </message>
    <message>
        <source>Complaint telephone</source>
        <translation>举报投诉电话</translation>
    </message>
    <message>
        <source>Region code (6 digits)</source>
        <translation>行政区划代码（6 位）</translation>
    </message>
    <message>
        <source>People&apos;s government (reconsideration)</source>
        <translation>人民政府（行政复议）</translation>
    </message>
    <message>
        <source>People&apos;s court (lawsuit)</source>
        <translation>人民法院（行政诉讼）</translation>
    </message>
</context>
</TS>
