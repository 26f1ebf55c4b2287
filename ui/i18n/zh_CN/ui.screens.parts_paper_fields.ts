<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>paper</name>
    <message>
        <source>Hour</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Standard list again</source>
        <translation>恢复标准清单</translation>
    </message>
    <message>
        <source>What and to whom</source>
        <translation>文种和对象</translation>
    </message>
    <message>
        <source>Days and months</source>
        <translation>日期和月份</translation>
    </message>
    <message>
        <source>Sum as stated (there is no wage roll)</source>
        <translation>陈述的金额（没有工资表）</translation>
    </message>
    <message>
        <source>Appointment and materials</source>
        <translation>询问时间和材料</translation>
    </message>
    <message>
        <source>What is required, each with its own last day</source>
        <translation>责令改正事项（每项一个期限）</translation>
    </message>
    <message>
        <source>Evidence from the file</source>
        <translation>在卷证据</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>文种</translation>
    </message>
    <message>
        <source>Addressees</source>
        <translation>受送达单位（人）</translation>
    </message>
    <message>
        <source>To be done together with</source>
        <translation>共同改正单位</translation>
    </message>
    <message>
        <source>Date of the paper</source>
        <translation>文书日期</translation>
    </message>
    <message>
        <source>Sums as of</source>
        <translation>金额计算截止日</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>None chosen: every month that is overdue on that day.</source>
        <translation>不选则包括截止日已逾期的全部月份。</translation>
    </message>
    <message>
        <source>Workers, as stated</source>
        <translation>人数（陈述）</translation>
    </message>
    <message>
        <source>Amount in yuan, as stated</source>
        <translation>金额（元，陈述）</translation>
    </message>
    <message>
        <source>To appear on, at</source>
        <translation>到场时间</translation>
    </message>
    <message>
        <source>Materials to bring, one a line</source>
        <translation>应提供的材料（每行一项）</translation>
    </message>
    <message>
        <source>Recited in the paper</source>
        <translation>文书中列举的证据</translation>
    </message>
    <message>
        <source>Only what is in the file can be recited.</source>
        <translation>只能列举在卷的证据。</translation>
    </message>
</context>
</TS>
