<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>faults</name>
    <message>
        <source>the points do not add up: {value}</source>
        <translation>分值合计不符：{value}</translation>
    </message>
    <message>
        <source>unknown value {value}</source>
        <translation>未知的取值{value}</translation>
    </message>
    <message>
        <source>unknown document type {value}</source>
        <translation>未知的文书类型{value}</translation>
    </message>
    <message>
        <source>unknown answer type {value}</source>
        <translation>未知的答案类型{value}</translation>
    </message>
    <message>
        <source>{value} is not an answer</source>
        <translation>{value}不是答案</translation>
    </message>
    <message>
        <source>there is no article {value}</source>
        <translation>没有{value}这一条文</translation>
    </message>
    <message>
        <source>{value} would be printed, but its text is not verified</source>
        <translation>{value}将印在文书上，但原文未经核对</translation>
    </message>
    <message>
        <source>a brace is not closed: {value}</source>
        <translation>花括号没有闭合：{value}</translation>
    </message>
    <message>
        <source>the calendar has no days off for {value}</source>
        <translation>日历缺少{value}的放假安排</translation>
    </message>
    <message>
        <source>unknown confidence {value}</source>
        <translation>未知的核对程度{value}</translation>
    </message>
    <message>
        <source>the count {value} does not follow from the days</source>
        <translation>天数{value}与日历不符</translation>
    </message>
    <message>
        <source>{value} is not a day</source>
        <translation>{value}不是日期</translation>
    </message>
    <message>
        <source>{value} stands in the calendar twice</source>
        <translation>{value}在日历中出现两次</translation>
    </message>
    <message>
        <source>{value} lies outside the years of the notices</source>
        <translation>{value}不在放假通知的年份之内</translation>
    </message>
    <message>
        <source>the default {value} is not allowed</source>
        <translation>默认值{value}不在允许范围</translation>
    </message>
    <message>
        <source>unknown event {value}</source>
        <translation>未知的情形{value}</translation>
    </message>
    <message>
        <source>unknown fact {value}</source>
        <translation>未知的事实要素{value}</translation>
    </message>
    <message>
        <source>the fact {value} is asked for but no sentence uses it</source>
        <translation>要求填写{value}，但没有句子使用它</translation>
    </message>
    <message>
        <source>unknown field type {value}</source>
        <translation>未知的字段类型{value}</translation>
    </message>
    <message>
        <source>there is no field {value}</source>
        <translation>没有{value}这个字段</translation>
    </message>
    <message>
        <source>the file is missing</source>
        <translation>缺少该文件</translation>
    </message>
    <message>
        <source>the file is not listed in pack.json</source>
        <translation>该文件未列入pack.json</translation>
    </message>
    <message>
        <source>the file is not a JSON object: {value}</source>
        <translation>该文件不是JSON对象：{value}</translation>
    </message>
    <message>
        <source>unknown format {value}</source>
        <translation>未知的格式{value}</translation>
    </message>
    <message>
        <source>{value} is not an id of this place</source>
        <translation>{value}不是此处的编号</translation>
    </message>
    <message>
        <source>the id is missing</source>
        <translation>缺少编号</translation>
    </message>
    <message>
        <source>{value} stands here twice</source>
        <translation>{value}在此出现两次</translation>
    </message>
    <message>
        <source>there is no question {value}</source>
        <translation>没有{value}这个问题</translation>
    </message>
    <message>
        <source>{value} points to nothing</source>
        <translation>{value}没有指向任何内容</translation>
    </message>
    <message>
        <source>there is no label for {value}</source>
        <translation>{value}没有名称</translation>
    </message>
    <message>
        <source>unknown law {value}</source>
        <translation>未知的法规{value}</translation>
    </message>
    <message>
        <source>the make-up day {value} is not a Saturday or Sunday</source>
        <translation>调休上班日{value}不是星期六、星期日</translation>
    </message>
    <message>
        <source>unknown condition {value}</source>
        <translation>未知的条件{value}</translation>
    </message>
    <message>
        <source>the last entry must hold for everything</source>
        <translation>最后一项必须适用于所有情形</translation>
    </message>
    <message>
        <source>a list is missing</source>
        <translation>缺少列表</translation>
    </message>
    <message>
        <source>{value} is not an object</source>
        <translation>{value}不是对象</translation>
    </message>
    <message>
        <source>{value} is not a number that can stand here</source>
        <translation>{value}不是可用的数值</translation>
    </message>
    <message>
        <source>unknown comparison {value}</source>
        <translation>未知的比较符{value}</translation>
    </message>
    <message>
        <source>unknown option type {value}</source>
        <translation>未知的设置类型{value}</translation>
    </message>
    <message>
        <source>there is no such office option or value: {value}</source>
        <translation>没有这项本局设置或者取值：{value}</translation>
    </message>
    <message>
        <source>a choice without options</source>
        <translation>单选项没有选项</translation>
    </message>
    <message>
        <source>{value} is missing here or is no violation</source>
        <translation>{value}在此缺失或者不是违法行为</translation>
    </message>
    <message>
        <source>the paragraphs are not numbered 1, 2, 3 …: {value}</source>
        <translation>各款没有依次编号：{value}</translation>
    </message>
    <message>
        <source>{value} lies outside the pack</source>
        <translation>{value}在业务包之外</translation>
    </message>
    <message>
        <source>the number pattern {value} cannot be used</source>
        <translation>文号格式{value}无法使用</translation>
    </message>
    <message>
        <source>unknown placeholder {value}</source>
        <translation>未知的占位符{value}</translation>
    </message>
    <message>
        <source>unknown role {value}</source>
        <translation>未知的角色{value}</translation>
    </message>
    <message>
        <source>unknown section {value}</source>
        <translation>未知的章节{value}</translation>
    </message>
    <message>
        <source>the structure is broken: {value}</source>
        <translation>结构有误：{value}</translation>
    </message>
    <message>
        <source>{value} is not a term</source>
        <translation>{value}不是期限</translation>
    </message>
    <message>
        <source>the text is missing</source>
        <translation>缺少文字</translation>
    </message>
    <message>
        <source>the translation is missing</source>
        <translation>缺少译文</translation>
    </message>
    <message>
        <source>unknown unit {value}</source>
        <translation>未知的单位{value}</translation>
    </message>
    <message>
        <source>there is no wording {value}</source>
        <translation>没有{value}这种表述</translation>
    </message>
    <message>
        <source>a violation without any wording</source>
        <translation>违法行为没有任何表述</translation>
    </message>
    <message>
        <source>{value} is never preselected: an earlier wording always holds</source>
        <translation>{value}永远不会被选中：前面的表述总是成立</translation>
    </message>
    <message>
        <source>there is no violation {value}</source>
        <translation>没有{value}这项违法行为</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>The pack has no file {file}. Nothing was changed; install the pack again.</source>
        <translation>业务包缺少文件{file}。没有改动任何内容，请重新安装业务包。</translation>
    </message>
    <message>
        <source>The pack&apos;s file {file} cannot be used ({reason}). Nothing was changed; install the pack again.</source>
        <translation>业务包的文件{file}无法使用（{reason}）。没有改动任何内容，请重新安装业务包。</translation>
    </message>
    <message>
        <source>The pack has format {format}, which this version does not know. Nothing was changed; update the program.</source>
        <translation>业务包的格式为{format}，本版程序不能识别。没有改动任何内容，请更新程序。</translation>
    </message>
    <message>
        <source>The pack has {count} faults and must not be used. Nothing was changed; mend them and check again.</source>
        <translation>业务包有{count}处错误，不得使用。没有改动任何内容，请改正后再检查。</translation>
    </message>
    <message>
        <source>There is no folder {path}. Nothing was changed.</source>
        <translation>没有文件夹{path}。没有改动任何内容。</translation>
    </message>
    <message>
        <source>{value} is not a value of the office option {option}. Nothing was changed; choose another.</source>
        <translation>{value}不是本局设置{option}的可选值。没有改动任何内容，请另选。</translation>
    </message>
    <message>
        <source>The installed checklist has no question {item}. Nothing was changed; update the pack.</source>
        <translation>已安装的检查表没有{item}这个问题。没有改动任何内容，请更新业务包。</translation>
    </message>
    <message>
        <source>The installed catalogue has no violation {violation}. Nothing was changed; update the pack.</source>
        <translation>已安装的目录没有{violation}这项违法行为。没有改动任何内容，请更新业务包。</translation>
    </message>
    <message>
        <source>The installed catalogue has no wording {variant}. Nothing was changed; choose another.</source>
        <translation>已安装的目录没有{variant}这种表述。没有改动任何内容，请另选。</translation>
    </message>
    <message>
        <source>{article} may mean several articles: {choices}. The draft is kept; write which one.</source>
        <translation>{article}可能指几个条款：{choices}。草稿已保留，请写明是哪一条。</translation>
    </message>
    <message>
        <source>The installed statutes have no article {article}. Nothing was changed; update the pack.</source>
        <translation>已安装的法规库没有{article}这一条文。没有改动任何内容，请更新业务包。</translation>
    </message>
    <message>
        <source>The installed catalogue knows no event {event}. Nothing was changed; update the pack.</source>
        <translation>已安装的目录没有{event}这种情形。没有改动任何内容，请更新业务包。</translation>
    </message>
    <message>
        <source>{value} does not answer question {item}. Nothing was saved; choose one of its answers.</source>
        <translation>{value}不是问题{item}的答案。没有保存，请选择其中一个答案。</translation>
    </message>
    <message>
        <source>Question {item} has no field {field}. Nothing was saved; update the pack.</source>
        <translation>问题{item}没有{field}这一项。没有保存，请更新业务包。</translation>
    </message>
    <message>
        <source>{value} cannot stand in the field {field} of question {item}. Nothing was saved; enter it again.</source>
        <translation>{value}不能填入问题{item}的{field}。没有保存，请重新填写。</translation>
    </message>
</context>
</TS>
