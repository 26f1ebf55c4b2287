<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>reasons</name>
    <message>
        <source>Nothing was given.</source>
        <translation>没有填写内容。</translation>
    </message>
    <message>
        <source>This is neither a person's number nor a unit's code.</source>
        <translation>这既不是个人证件号码，也不是单位代码。</translation>
    </message>
    <message>
        <source>Some characters are hidden by stars: ask for the whole number.</source>
        <translation>部分字符被星号遮盖，请索取完整号码。</translation>
    </message>
    <message>
        <source>A spreadsheet has kept only 15 digits and the last ones are lost: ask for the number again, as text.</source>
        <translation>电子表格只保留了15位数字，末尾数字已丢失，请按文本格式重新索取号码。</translation>
    </message>
    <message>
        <source>The check digit does not fit: one character at least is wrong.</source>
        <translation>校验码不符，至少有一位错误。</translation>
    </message>
    <message>
        <source>It has {length} characters; an identity number has 18, an old one 15.</source>
        <translation>共{length}位；公民身份号码为18位，旧式号码为15位。</translation>
    </message>
    <message>
        <source>An identity number has digits only; the last character may be X. Other papers look different too.</source>
        <translation>公民身份号码只含数字，末位可为X；也不符合其他证件的格式。</translation>
    </message>
    <message>
        <source>No province has the code {code}.</source>
        <translation>没有代码为{code}的省级行政区。</translation>
    </message>
    <message>
        <source>The county code {code} is not in the table; codes get abolished, so compare with the card.</source>
        <translation>区县代码{code}不在代码表中；代码可能已撤销，请与证件核对。</translation>
    </message>
    <message>
        <source>The birth date {digits} cannot be.</source>
        <translation>出生日期{digits}不存在。</translation>
    </message>
    <message>
        <source>The birth date {day} is still to come.</source>
        <translation>出生日期{day}尚未到来。</translation>
    </message>
    <message>
        <source>The person would be {age} years old: compare with the card.</source>
        <translation>按号码计算已{age}周岁，请与证件核对。</translation>
    </message>
    <message>
        <source>An old number of 15 digits: let the person confirm the form of 18 digits.</source>
        <translation>15位旧式号码，请本人确认18位号码。</translation>
    </message>
    <message>
        <source>An old number whose order code was kept for people over 100: ask in which century they were born.</source>
        <translation>旧式号码的顺序码属于百岁以上老人专用，请询问出生于哪个世纪。</translation>
    </message>
    <message>
        <source>Residence permit for Hong Kong, Macao and Taiwan residents.</source>
        <translation>港澳台居民居住证。</translation>
    </message>
    <message>
        <source>Mainland travel permit for Hong Kong and Macao residents.</source>
        <translation>港澳居民来往内地通行证。</translation>
    </message>
    <message>
        <source>Mainland travel permit for Taiwan residents.</source>
        <translation>台湾居民来往大陆通行证。</translation>
    </message>
    <message>
        <source>Foreigner's permanent residence identity card.</source>
        <translation>外国人永久居留身份证。</translation>
    </message>
    <message>
        <source>Chinese passport.</source>
        <translation>中国护照。</translation>
    </message>
    <message>
        <source>The check character of the credit code does not fit: one character at least is wrong.</source>
        <translation>统一社会信用代码校验码不符，至少有一位错误。</translation>
    </message>
    <message>
        <source>The check character does not fit, but the organisation code inside does: an old registration or a slip. Compare with the licence.</source>
        <translation>统一社会信用代码校验码不符，但其中的组织机构代码相符：可能是早期登记，也可能是笔误，请与营业执照核对。</translation>
    </message>
    <message>
        <source>A credit code never has the letters I, O, S, V, Z or other marks; found: {letters}.</source>
        <translation>统一社会信用代码不使用字母I、O、S、V、Z和其他符号，发现：{letters}。</translation>
    </message>
    <message>
        <source>Characters 3 to 8 of a credit code are the region's digits, not {digits}.</source>
        <translation>统一社会信用代码第3至8位应为行政区划数字，不能是{digits}。</translation>
    </message>
    <message>
        <source>No kind of unit begins with {code}: compare with the licence.</source>
        <translation>没有以{code}开头的机构类别，请与营业执照核对。</translation>
    </message>
    <message>
        <source>It has {length} characters; a credit code has 18.</source>
        <translation>共{length}位；统一社会信用代码为18位。</translation>
    </message>
    <message>
        <source>A credit code has digits and capital letters only.</source>
        <translation>统一社会信用代码只含数字和大写字母。</translation>
    </message>
    <message>
        <source>An organisation code of the old kind: ask for the credit code of 18 characters.</source>
        <translation>这是旧的组织机构代码，请索取18位统一社会信用代码。</translation>
    </message>
    <message>
        <source>The check digit of the organisation code does not fit: compare with the licence.</source>
        <translation>组织机构代码校验码不符，请与营业执照核对。</translation>
    </message>
    <message>
        <source>A business registration number of the old kind: ask for the credit code of 18 characters.</source>
        <translation>这是旧的工商注册号，请索取18位统一社会信用代码。</translation>
    </message>
    <message>
        <source>The check digit of the business registration number does not fit.</source>
        <translation>工商注册号校验码不符。</translation>
    </message>
    <message>
        <source>A name has at most 50 characters, this one {length}.</source>
        <translation>姓名最多50个字符，现为{length}个。</translation>
    </message>
    <message>
        <source>A character of the name was lost or is not a common one ({characters}): copy it from the card.</source>
        <translation>姓名中有字符丢失或属于自造字（{characters}），请照证件录入。</translation>
    </message>
    <message>
        <source>There are spaces inside the name.</source>
        <translation>姓名中间有空格。</translation>
    </message>
    <message>
        <source>The name has look-alike characters of another block ({characters}): compare with the card.</source>
        <translation>姓名中有形似的兼容字符（{characters}），请与证件核对。</translation>
    </message>
    <message>
        <source>Not all characters are Han characters: {characters}.</source>
        <translation>姓名中有非汉字字符：{characters}。</translation>
    </message>
    <message>
        <source>This is neither a mobile number of 11 digits nor a landline with its area code.</source>
        <translation>这既不是11位手机号码，也不是带区号的固定电话。</translation>
    </message>
    <message>
        <source>A bank card has 12 to 19 digits, this one {length} characters.</source>
        <translation>银行卡号为12至19位数字，现为{length}位。</translation>
    </message>
    <message>
        <source>The check digit of the card does not fit; some social-security cards have none. Compare.</source>
        <translation>银行卡号校验位不符；部分社会保障卡不设校验位，请核对。</translation>
    </message>
    <message>
        <source>{name}, {month}: more was paid than was due. Nothing is set off; check both amounts.</source>
        <translation>{name}，{month}：实发大于应发，不作抵扣，请核对两项金额。</translation>
    </message>
    <message>
        <source>{name}, {month}: the month stands twice. Both are summed; check.</source>
        <translation>{name}，{month}：该月出现两次，均已计入合计，请核对。</translation>
    </message>
    <message>
        <source>{name}, {month}: what is owed is not known, so it is in no sum.</source>
        <translation>{name}，{month}：欠发金额不明，未计入合计。</translation>
    </message>
    <message>
        <source>{name}, {month}: days times rate gives {expected}, the roll says something else.</source>
        <translation>{name}，{month}：天数乘以日工资为{expected}元，与表中应发不符。</translation>
    </message>
    <message>
        <source>{name}, {month}: more days than the month has.</source>
        <translation>{name}，{month}：天数多于该月天数。</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>No amount was given. Nothing was changed; type the amount in yuan, or leave it unknown.</source>
        <translation>没有填写金额。未作任何更改；请以元为单位填写，不清楚的可留空。</translation>
    </message>
    <message>
        <source>An amount cannot be below zero: {text}. Nothing was changed; type it without a minus sign.</source>
        <translation>金额不能为负数：{text}。未作任何更改；请去掉负号重新填写。</translation>
    </message>
    <message>
        <source>{text} has more than two decimals. Nothing was changed; type the amount in yuan and fen.</source>
        <translation>{text}的小数超过两位。未作任何更改；请填写到分。</translation>
    </message>
    <message>
        <source>{text} has more than 14 digits. Nothing was changed; check the amount (yuan, not fen).</source>
        <translation>{text}超过14位数字。未作任何更改；请核对金额（单位为元，不是分）。</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Nothing was changed; type it in yuan, for example 228855.00.</source>
        <translation>“{text}”不是金额。未作任何更改；请以元为单位填写，例如228855.00。</translation>
    </message>
    <message>
        <source>“{text}” is not a number of days. Nothing was changed; type for example 26 or 25.5.</source>
        <translation>“{text}”不是天数。未作任何更改；请填写如26或25.5。</translation>
    </message>
    <message>
        <source>“{text}” is not a day of the calendar. Nothing was changed; type it as 2026-09-24.</source>
        <translation>“{text}”不是有效日期。未作任何更改；请按2026-09-24的格式填写。</translation>
    </message>
    <message>
        <source>“{text}” is not a month. Nothing was changed; type it as 2026-09.</source>
        <translation>“{text}”不是有效月份。未作任何更改；请按2026-09的格式填写。</translation>
    </message>
    <message>
        <source>The pay day “{text}” does not say which day of which month. Nothing was changed; type for example 次月10日, 当月25日 or 次月末.</source>
        <translation>工资支付日“{text}”没有说明是哪个月的哪一天。未作任何更改；请填写如：次月10日、当月25日、次月末。</translation>
    </message>
    <message>
        <source>“{text}” is not a term. Nothing was changed; type + and a whole number, for example +5.</source>
        <translation>“{text}”不是期限。未作任何更改；请填写加号和整数，例如+5。</translation>
    </message>
    <message>
        <source>A term has at least one day, not {n}. Nothing was changed; give a number from 1.</source>
        <translation>期限至少为1，不能是{n}。未作任何更改；请填写1以上的整数。</translation>
    </message>
    <message>
        <source>A term of {n} is too long; at most {most} can be counted. Nothing was changed.</source>
        <translation>期限{n}过长，最多可计算{most}。未作任何更改。</translation>
    </message>
    <message>
        <source>The term from {day} leaves the calendar of years. Nothing was changed; check the day.</source>
        <translation>自{day}起的期限超出可计算的年份。未作任何更改；请核对日期。</translation>
    </message>
    <message>
        <source>{end} is before {start}. Nothing was changed; give the earlier day first.</source>
        <translation>{end}早于{start}。未作任何更改；请先填较早的日期。</translation>
    </message>
    <message>
        <source>There is no region {region}. Nothing was changed; give CN, or a region code that begins with a province's two digits, for example 64 or 640100.</source>
        <translation>没有地区{region}。未作任何更改；请填写CN，或以省级两位代码开头的地区代码，例如64或640100。</translation>
    </message>
    <message>
        <source>The calendar of working days cannot be read ({reason}). Nothing was changed; check the pack or the notice that was imported.</source>
        <translation>工作日历无法读取（{reason}）。未作任何更改；请检查规则包或导入的放假通知。</translation>
    </message>
    <message>
        <source>The calendar of working days lacks the year {year}. Nothing was changed; import that year's notice first.</source>
        <translation>工作日历缺少{year}年。未作任何更改；请先导入该年的放假通知。</translation>
    </message>
</context>
</TS>
