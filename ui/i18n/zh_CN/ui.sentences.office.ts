<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>This requirement is not in the records here. Nothing was changed; sync, then open it again.</source>
        <translation>本机没有这项改正要求的记录。没有改动任何内容；请同步后重新打开。</translation>
    </message>
    <message>
        <source>A recheck ends with corrected, partly corrected or not corrected. Nothing was changed; choose one of them.</source>
        <translation>复查结果只能是已改正、部分改正或未改正。没有改动任何内容；请选择一项。</translation>
    </message>
    <message>
        <source>The day of the recheck is still to come. Nothing was changed; mend the day.</source>
        <translation>复查日期还没有到。没有改动任何内容；请修改日期。</translation>
    </message>
    <message>
        <source>The day of the recheck is before the paper&apos;s own day ({date}). Nothing was changed; mend the day.</source>
        <translation>复查日期早于文书日期（{date}）。没有改动任何内容；请修改日期。</translation>
    </message>
    <message>
        <source>A recheck is done by two different officers. Nothing was changed; let the second officer come on duty first.</source>
        <translation>复查须由两名不同的监察员进行。没有改动任何内容；请先让第二名监察员到岗。</translation>
    </message>
    <message>
        <source>The numbers {lo} to {hi} belong to another device, which may have used them. Nothing was changed; void them there, or close its block first.</source>
        <translation>{lo} 至 {hi} 号属于另一台设备，可能已经使用。没有改动任何内容；请在该设备上作废，或先关闭其号段。</translation>
    </message>
    <message>
        <source>The paper chosen for {number} is no longer in force, and another one is. Nothing was changed; choose the paper that holds.</source>
        <translation>为{number}选定的文书已失效，而另一份仍有效。没有作任何改动；请选有效的那份。</translation>
    </message>
    <message>
        <source>Nothing is settled about this number, so nothing can be taken back. Nothing was changed.</source>
        <translation>该文号没有处理决定，无从收回。没有作任何改动。</translation>
    </message>
    <message>
        <source>This number stands on papers of other devices: the office&apos;s desk settles it. Nothing was changed; tell the desk.</source>
        <translation>该文号涉及其他电脑出具的文书，由办公室处理。没有作任何改动；请告知办公室。</translation>
    </message>
    <message>
        <source>The number of this paper is neither doubled nor doubtful. Nothing was changed; settle without a paper lists those that are.</source>
        <translation>这份文书的文号既不重号也不存疑。没有作任何改动；不带文书运行 settle 可列出待处理的文号。</translation>
    </message>
    <message>
        <source>Answers, wages or a paper of a visit name this unit, so it stays on the project. Nothing was changed; correct its name instead.</source>
        <translation>检查回答、工资表或者文书已经涉及该单位，不能移出项目。没有改动；请改正其名称或者其他内容。</translation>
    </message>
    <message>
        <source>The officer&apos;s name is missing. Nothing was changed; enter it.</source>
        <translation>没有填写监察员姓名。没有改动；请填写。</translation>
    </message>
    <message>
        <source>A certificate needs its number and the last day it is valid. Nothing was changed; enter both.</source>
        <translation>证件须有证件号和有效期止日。没有改动；请填写这两项。</translation>
    </message>
    <message>
        <source>The certificate would end before it begins. Nothing was changed; mend the days.</source>
        <translation>证件有效期止日早于起日。没有改动；请更正日期。</translation>
    </message>
    <message>
        <source>Another officer holds certificate {number} already. Nothing was changed; check the number.</source>
        <translation>证件号 {number} 已属于另一名监察员。没有改动；请核对证件号。</translation>
    </message>
    <message>
        <source>There are two wage sheets of {unit} for the same months ({months}), and their sums may not be added unseen. Nothing was issued; open the wage sheet and say which one counts.</source>
        <translation>{unit}有两份工资表月份重复（{months}），不能径行相加。没有出具任何文书；请打开工资表，指明以哪份为准。</translation>
    </message>
    <message>
        <source>At least one of the sheets must count. Nothing was changed; choose it.</source>
        <translation>至少要有一份工资表计入。没有作任何改动；请选定。</translation>
    </message>
    <message>
        <source>One of the sheets is not here any more. Nothing was changed; open them again.</source>
        <translation>其中一份工资表已不在本机。没有作任何改动；请重新打开。</translation>
    </message>
    <message>
        <source>One of the two is not here any more, or they are no longer merged. Nothing was changed; open the desk again.</source>
        <translation>其中一个已不在本机，或已不再合并。没有改动任何内容；请重新打开办公室。</translation>
    </message>
    <message>
        <source>These two count as one already. Nothing was changed; open the desk again.</source>
        <translation>这两个已经合并。没有改动任何内容；请重新打开办公室。</translation>
    </message>
</context>
</TS>
