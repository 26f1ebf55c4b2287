<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>{n} working days after {start} (that day not counted) end on {end}, {weekday}.</source>
        <translation>自{start}起（当日不计）{n}个工作日，届满日为{end}（{weekday}）。</translation>
    </message>
    <message>
        <source>{n} days after {start} (that day not counted) end on {end}, {weekday}.</source>
        <translation>自{start}起（当日不计）{n}日，届满日为{end}（{weekday}）。</translation>
    </message>
    <message>
        <source>{n} months after {start} (that day not counted) end on {end}, {weekday}.</source>
        <translation>自{start}起（当日不计）{n}个月，届满日为{end}（{weekday}）。</translation>
    </message>
    <message>
        <source>{n} years after {start} (that day not counted) end on {end}, {weekday}.</source>
        <translation>自{start}起（当日不计）{n}年，届满日为{end}（{weekday}）。</translation>
    </message>
    <message>
        <source>The last day was {day}, {weekday}, a rest day, and moved to the next working day.</source>
        <translation>原届满日{day}（{weekday}）为休息日，顺延至下一个工作日。</translation>
    </message>
    <message>
        <source>Not counted: {days}</source>
        <translation>不计入：{days}</translation>
    </message>
    <message>
        <source>From {start} (not counted) to {end} (counted): {workdays} working days, {days} days.</source>
        <translation>自{start}（不计）至{end}（计入）：{workdays}个工作日，{days}日。</translation>
    </message>
    <message>
        <source>Provisional: this region has holidays of its own, and the notice of that year is not installed.</source>
        <translation>暂算：本地区另有地方节假日，当年的放假通知尚未导入。</translation>
    </message>
    <message>
        <source>Provisional: days off are known from {first} to {last} only; count again when the notice is out.</source>
        <translation>暂算：已安装的放假安排仅为{first}至{last}，新的放假通知公布后请重新计算。</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>holiday</source>
        <translation>放假</translation>
    </message>
    <message>
        <source>weekend</source>
        <translation>周末</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>{days} ({why})</source>
        <translation>{days}（{why}）</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Person's number</source>
        <translation>个人证件号码</translation>
    </message>
    <message>
        <source>Unit's code</source>
        <translation>单位代码</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>未能识别的号码</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>valid, old form</source>
        <translation>有效（旧式号码）</translation>
    </message>
    <message>
        <source>doubtful, to be compared</source>
        <translation>存疑，请核对</translation>
    </message>
    <message>
        <source>invalid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>digits lost, ask again</source>
        <translation>数字已丢失，请重新索取</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已遮盖</translation>
    </message>
    <message>
        <source>another kind of paper</source>
        <translation>其他证件</translation>
    </message>
    <message>
        <source>{kind}: {status}</source>
        <translation>{kind}：{status}</translation>
    </message>
    <message>
        <source>To be stored as: {form}</source>
        <translation>保存为：{form}</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>Born {birth}, {sex}, {age} years old today</source>
        <translation>{birth}出生，{sex}，今日{age}周岁</translation>
    </message>
</context>
</TS>
