<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>serve</name>
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
        <source>Registered domicile</source>
        <translation>住所</translation>
    </message>
    <message>
        <source>Other office of the unit</source>
        <translation>其他办公地点</translation>
    </message>
    <message>
        <source>Project office</source>
        <translation>工程项目部</translation>
    </message>
    <message>
        <source>Building site</source>
        <translation>施工现场</translation>
    </message>
    <message>
        <source>Our own office</source>
        <translation>本机关</translation>
    </message>
    <message>
        <source>Address agreed in writing</source>
        <translation>确认书载明的地址</translation>
    </message>
    <message>
        <source>Home of the person</source>
        <translation>自然人住所</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>主要负责人</translation>
    </message>
    <message>
        <source>In charge of the mail</source>
        <translation>负责收件的人</translation>
    </message>
    <message>
        <source>Agent with written authority</source>
        <translation>授权代理人</translation>
    </message>
    <message>
        <source>Adult family member living together</source>
        <translation>同住成年家属</translation>
    </message>
    <message>
        <source>The person himself</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>No authority, or not known</source>
        <translation>无授权或者不明</translation>
    </message>
    <message>
        <source>How and where</source>
        <translation>送达方式和地点</translation>
    </message>
    <message>
        <source>Who receives it</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Addressee</source>
        <translation>受送达人</translation>
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
        <source>Place</source>
        <translation>送达地点</translation>
    </message>
    <message>
        <source>Name of the recipient</source>
        <translation>收件人姓名</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>In what capacity</source>
        <translation>身份、权限</translation>
    </message>
    <message>
        <source>Paper that proves the authority</source>
        <translation>权限证明材料</translation>
    </message>
    <message>
        <source>Day of that paper</source>
        <translation>材料日期</translation>
    </message>
    <message>
        <source>Please read the paper. Your signature says that you received it, not that you agree with it. You may state your case and defend yourself; whom to ask stands in the paper. One copy is yours.</source>
        <translation>请阅读文书。签名只表示收到文书，不表示同意其内容。您有权陈述、申辩，联系方式见文书。其中一份由您保存。</translation>
    </message>
    <message>
        <source>Signature of the recipient</source>
        <translation>收件人签名</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>签收</translation>
    </message>
    <message>
        <source>Refuse the paper</source>
        <translation>拒绝签收</translation>
    </message>
    <message>
        <source>Back to the officers</source>
        <translation>交还监察员</translation>
    </message>
    <message>
        <source>Choose photos or a video</source>
        <translation>选择照片或录像</translation>
    </message>
    <message>
        <source>Why it was refused, and what became of the paper</source>
        <translation>拒收理由和文书去向</translation>
    </message>
    <message>
        <source>Who saw it, or a photo or video</source>
        <translation>见证人或者照片、录像</translation>
    </message>
    <message>
        <source>Refused to sign, gave no reason</source>
        <translation>拒绝签收，未说明理由</translation>
    </message>
    <message>
        <source>Says he has no authority to sign</source>
        <translation>称无权签收</translation>
    </message>
    <message>
        <source>Says the company has to be asked first</source>
        <translation>称须请示公司</translation>
    </message>
    <message>
        <source>Left there</source>
        <translation>留置在该处</translation>
    </message>
    <message>
        <source>Taken back, serve again elsewhere</source>
        <translation>带回，另行送达</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>Reason of the refusal</source>
        <translation>拒收理由</translation>
    </message>
    <message>
        <source>The paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Witness is from</source>
        <translation>见证人单位</translation>
    </message>
    <message>
        <source>Recorded by</source>
        <translation>影像记录</translation>
    </message>
    <message>
        <source>Add photo or file</source>
        <translation>添加照片或文件</translation>
    </message>
    <message>
        <source>{n} files are in the case file</source>
        <translation>已存入 {n} 个文件</translation>
    </message>
    <message>
        <source>First officer</source>
        <translation>送达人（一）</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>第二名监察员</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Signs on paper instead</source>
        <translation>在纸质件上签</translation>
    </message>
    <message>
        <source>To know: this stays in the file and holds nothing up</source>
        <translation>提示：以下记入案卷，不影响送达</translation>
    </message>
</context>
</TS>
