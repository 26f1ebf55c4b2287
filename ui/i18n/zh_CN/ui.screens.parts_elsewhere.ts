<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>elsewhere</name>
    <message>
        <source>1 photo</source>
        <translation>1 张</translation>
    </message>
    <message>
        <source>{n} photos</source>
        <translation>{n} 张</translation>
    </message>
    <message>
        <source>{photos}, {size}</source>
        <translation>{photos}，{size}</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>不在本机</translation>
    </message>
    <message>
        <source>At the office</source>
        <translation>在局里</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>在服务器上</translation>
    </message>
    <message>
        <source>Comes with a bundle of the office</source>
        <translation>随局里的数据包带来</translation>
    </message>
    <message>
        <source>Comes with the next sync</source>
        <translation>下次同步时取来</translation>
    </message>
    <message>
        <source>photos {n}/{all} sent</source>
        <translation>照片已上传 {n}/{all}</translation>
    </message>
    <message>
        <source>photos {n}/{all} here</source>
        <translation>本机已有照片 {n}/{all}</translation>
    </message>
    <message>
        <source>{n} at the office only</source>
        <translation>{n} 张只在局里</translation>
    </message>
    <message>
        <source>{n} on the server only</source>
        <translation>{n} 张只在服务器上</translation>
    </message>
    <message>
        <source>{n} to send</source>
        <translation>{n} 张待上传</translation>
    </message>
    <message>
        <source>{n} to come</source>
        <translation>{n} 张待取来</translation>
    </message>
    <message>
        <source>{n} not on this computer</source>
        <translation>{n} 张不在本机</translation>
    </message>
    <message>
        <source>This computer&apos;s next bundle tells the office; the office&apos;s bundle after it brings them.</source>
        <translation>本机下一个数据包告诉局里，局里随后的数据包会带来。</translation>
    </message>
    <message>
        <source>Ask the office for it</source>
        <translation>向局里要</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取来</translation>
    </message>
    <message>
        <source>At the office: {photos} of this site. A bundle of the office brings what is asked for.</source>
        <translation>本项目照片有 {photos}在局里。要了之后，由局里的数据包带来。</translation>
    </message>
    <message>
        <source>At the office: {photos} of this file. A bundle of the office brings what is asked for.</source>
        <translation>本案卷照片有 {photos}在局里。要了之后，由局里的数据包带来。</translation>
    </message>
    <message>
        <source>On the server and not on this computer: {photos} of this site.</source>
        <translation>本项目照片有 {photos}在服务器上，不在本机。</translation>
    </message>
    <message>
        <source>On the server and not on this computer: {photos} of this file.</source>
        <translation>本案卷照片有 {photos}在服务器上，不在本机。</translation>
    </message>
    <message>
        <source>Not on this computer: {photos}.</source>
        <translation>不在本机：{photos}。</translation>
    </message>
    <message>
        <source>Asked for: {photos}. This computer&apos;s next bundle tells the office; the office&apos;s bundle after it brings them.</source>
        <translation>已登记要 {photos}：本机下一个数据包告诉局里，局里随后的数据包会带来。</translation>
    </message>
    <message>
        <source>With the next sync: {photos}.</source>
        <translation>下次同步时取来 {photos}。</translation>
    </message>
    <message>
        <source>None now. Photos of sites on which nobody of this laptop is named stay at the office until asked for.</source>
        <translation>目前没有。没有列本机人员的项目，照片留在局里，要时再取。</translation>
    </message>
    <message>
        <source>Ask the office for this site&apos;s photos ({photos})</source>
        <translation>向局里要本项目照片（{photos}）</translation>
    </message>
    <message>
        <source>Ask the office for this file&apos;s photos ({photos})</source>
        <translation>向局里要本案卷照片（{photos}）</translation>
    </message>
    <message>
        <source>Fetch this site&apos;s photos ({photos})</source>
        <translation>取来本项目照片（{photos}）</translation>
    </message>
    <message>
        <source>Fetch this file&apos;s photos ({photos})</source>
        <translation>取来本案卷照片（{photos}）</translation>
    </message>
    <message>
        <source>Photos of other sites</source>
        <translation>其他项目的照片</translation>
    </message>
    <message>
        <source>This laptop takes every photo of the office out of the office&apos;s bundles.</source>
        <translation>本机从局里的数据包接收全单位的照片。</translation>
    </message>
    <message>
        <source>This laptop fetches every photo of the office.</source>
        <translation>本机取来全单位的照片。</translation>
    </message>
    <message>
        <source>At the office only: {photos}. Their sites name nobody of this laptop. A bundle of the office brings what is asked for at the photo or on the project.</source>
        <translation>只在局里：{photos}，其项目没有列本机人员。在照片处或项目卡上要了之后，由局里的数据包带来。</translation>
    </message>
    <message>
        <source>On the server only: {photos}. Their sites name nobody of this laptop. They are fetched at the photo or on the project.</source>
        <translation>只在服务器上：{photos}，其项目没有列本机人员。可在照片处或项目卡上取来。</translation>
    </message>
    <message>
        <source>Only the photos of our own sites</source>
        <translation>只要本机人员所办项目的照片</translation>
    </message>
    <message>
        <source>Ask the office for all photos</source>
        <translation>向局里要全部照片</translation>
    </message>
    <message>
        <source>Fetch all photos to this laptop</source>
        <translation>把全部照片取到本机</translation>
    </message>
</context>
</TS>
