<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>The field {field} cannot be read. The draft is kept; correct the field.</source>
        <translation>字段{field}无法识别。草稿已保存，请更正该字段。</translation>
    </message>
    <message>
        <source>Before this paper there must be another one: {paper}. Nothing was issued; choose the paper this one follows{article}.</source>
        <translation>出具本文书前应当先有：{paper}。尚未出具，请选择本文书所承接的文书{article}。</translation>
    </message>
    <message>
        <source>{number}, which this paper follows, is no longer in force. Nothing was issued; choose the paper in its place.</source>
        <translation>本文书承接的{number}已经失效。尚未出具，请选择替代它的文书。</translation>
    </message>
    <message>
        <source>{number}, which this paper follows, has not been served on everybody. Nothing was issued; record its service{article}.</source>
        <translation>本文书承接的{number}尚未送达全部当事人。尚未出具，请登记送达{article}。</translation>
    </message>
    <message>
        <source>Something may be said against the service of {number} ({codes}). The paper can be issued; this stays in its file.</source>
        <translation>{number}的送达存在疑点（{codes}）。可以出具，该提示随文书存卷。</translation>
    </message>
    <message>
        <source>The term that began with the service of {number} runs until {until}. Nothing was issued; wait for its end{article}.</source>
        <translation>自{number}送达起算的期限至{until}届满。尚未出具，请待期限届满{article}。</translation>
    </message>
    <message>
        <source>{violation}: the term of {number} runs until {until}. Nothing was issued; take this matter out, or wait for the day{article}.</source>
        <translation>{violation}：{number}规定的期限至{until}届满。尚未出具，请移除该事项，或者待期限届满{article}。</translation>
    </message>
    <message>
        <source>{violation}: no recheck says that {number} was not obeyed. Nothing was issued; record the recheck{article}.</source>
        <translation>{violation}：没有复查记录证明{number}未被履行。尚未出具，请登记复查{article}。</translation>
    </message>
    <message>
        <source>{violation}: this requirement of {number} is not corrected. Nothing was issued; record the recheck, or close the case in another way.</source>
        <translation>{violation}：{number}的该项要求尚未改正。尚未出具，请登记复查，或者以其他方式结案。</translation>
    </message>
    <message>
        <source>The hearing is on {day}; it may be held only after {earliest}. Nothing was issued; choose a later day{article}.</source>
        <translation>听证定于{day}，应当晚于{earliest}。尚未出具，请选择更晚的日期{article}。</translation>
    </message>
    <message>
        <source>A public notice must not show {what}: no worker&apos;s full name and no identity number. Nothing was issued; write it without.</source>
        <translation>公告中不得出现{what}：农民工全名和身份证号码不能公开。没有出具文书，请删去后再出具。</translation>
    </message>
    <message>
        <source>{number} cannot be corrected or revoked by a paper: it is no longer in force, or it was addressed to nobody. Nothing was changed.</source>
        <translation>{number}不能另制文书更正或者撤销：它已经失效，或者没有送达对象。没有改动任何内容。</translation>
    </message>
    <message>
        <source>Requirement {item} and the day {day} do not fit the paper that is corrected. The draft is kept; write the number of the requirement and the day as year-month-day.</source>
        <translation>第{item}项改正要求和期限{day}与被更正的文书对不上。草稿已保留，请填写改正要求的序号和“年-月-日”格式的期限。</translation>
    </message>
    <message>
        <source>“{words}” does not stand in {number}: copy the words exactly as they are printed there.</source>
        <translation>{number}中没有“{words}”：请照原文抄写。</translation>
    </message>
    <message>
        <source>{number} is the ground of {papers}. If it is revoked, look at those papers too.</source>
        <translation>{papers}以{number}为依据。撤销它时，请一并处理这些文书。</translation>
    </message>
    <message>
        <source>The record has no question yet. Nothing was sealed; write what was asked and answered.</source>
        <translation>笔录还没有问答。尚未封存，请记录问答内容。</translation>
    </message>
    <message>
        <source>Question {n} has no answer. Nothing was sealed; write the answer, or take the question away.</source>
        <translation>第{n}问没有回答。尚未封存，请填写回答，或者删除该问。</translation>
    </message>
</context>
</TS>
