<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>serve</name>
    <message>
        <source>How and where</source>
        <translation>送达方式和地点</translation>
    </message>
    <message>
        <source>Who receives it</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Posted up because nobody can be found</source>
        <translation>因找不到人而张贴送达</translation>
    </message>
    <message>
        <source>The addressee has fled</source>
        <translation>受送达人已逃匿</translation>
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
</context>
</TS>
