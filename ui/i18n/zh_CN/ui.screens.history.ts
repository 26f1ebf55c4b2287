<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>HistoryScreen</name>
    <message>
        <source>History</source>
        <translation>改动记录</translation>
    </message>
    <message>
        <source>Everything · {n}</source>
        <translation>全部 · {n}</translation>
    </message>
    <message>
        <source>Conflicts and decisions · {n}</source>
        <translation>分歧和裁定 · {n}</translation>
    </message>
    <message>
        <source>Decide {n} conflicts</source>
        <translation>裁定 {n} 处分歧</translation>
    </message>
    <message>
        <source>Show {n} older</source>
        <translation>再显示 {n} 条更早的</translation>
    </message>
    <message>
        <source>Older history is at the office&apos;s server; what stands now is here in full.</source>
        <translation>更早的记录在中心服务器上；现在的内容本机是完整的。</translation>
    </message>
    <message>
        <source>Fetch the older history</source>
        <translation>取回更早的记录</translation>
    </message>
    <message>
        <source>Nobody disagreed on anything here.</source>
        <translation>这里没有任何分歧。</translation>
    </message>
    <message>
        <source>Nothing was recorded about this on this computer.</source>
        <translation>本机没有与此有关的记录。</translation>
    </message>
    <message>
        <source>{n} acts by {people} on {devices}</source>
        <translation>共 {n} 次改动，人员：{people}，设备：{devices}</translation>
    </message>
    <message>
        <source>Fetching the older history. You can go on working.</source>
        <translation>正在取回更早的记录，可以继续工作。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>The centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>came here {time}</source>
        <translation>{time} 收到</translation>
    </message>
    <message>
        <source>Why: {reason}</source>
        <translation>理由：{reason}</translation>
    </message>
    <message>
        <source>{n} parts of this act are put aside: a newer version of the program knows them.</source>
        <translation>其中 {n} 处已隔离保存：需要更新版本的程序才能识别。</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已裁定</translation>
    </message>
    <message>
        <source>Two at once</source>
        <translation>两人同时改</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>New: {what}</source>
        <translation>新建：{what}</translation>
    </message>
    <message>
        <source>Show {n} more values</source>
        <translation>再显示 {n} 个值</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Party of the project</source>
        <translation>参建单位</translation>
    </message>
    <message>
        <source>Wage account</source>
        <translation>工资专用账户</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>工资保证金</translation>
    </message>
    <message>
        <source>Labour cost of a month</source>
        <translation>人工费用</translation>
    </message>
    <message>
        <source>Wages recovered</source>
        <translation>追回工资</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>预警</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Sum told</source>
        <translation>陈述金额</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
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
        <source>Wages of a month</source>
        <translation>月工资</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文书</translation>
    </message>
    <message>
        <source>Requirement</source>
        <translation>整改要求</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>End of a paper</source>
        <translation>文书终止</translation>
    </message>
    <message>
        <source>Decision on a number</source>
        <translation>号码处理决定</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Stamped sheet</source>
        <translation>预盖章用纸</translation>
    </message>
    <message>
        <source>Stamped copy</source>
        <translation>盖章件</translation>
    </message>
    <message>
        <source>Picture of the seal</source>
        <translation>电子印章图样</translation>
    </message>
    <message>
        <source>Authorisation of the seal</source>
        <translation>用印授权</translation>
    </message>
    <message>
        <source>Authorisation withdrawn</source>
        <translation>收回用印授权</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Recheck</source>
        <translation>复查</translation>
    </message>
    <message>
        <source>Clue</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>监察员</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>单位设置</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>(kept at the office)</source>
        <translation>（保存在中心）</translation>
    </message>
    <message>
        <source>Not knowing of it, {who} wrote: {value}</source>
        <translation>互不知情，{who} 写的是：{value}</translation>
    </message>
</context>
</TS>
