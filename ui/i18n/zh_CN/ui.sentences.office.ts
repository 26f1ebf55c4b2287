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
        <source>The day of the recheck is before the paper's own day ({date}). Nothing was changed; mend the day.</source>
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
        <source>One of the two is not here any more, or they are no longer merged. Nothing was changed; open the desk again.</source>
        <translation>其中一个已不在本机，或已不再合并。没有改动任何内容；请重新打开办公室。</translation>
    </message>
    <message>
        <source>These two count as one already. Nothing was changed; open the desk again.</source>
        <translation>这两个已经合并。没有改动任何内容；请重新打开办公室。</translation>
    </message>
</context>
</TS>
