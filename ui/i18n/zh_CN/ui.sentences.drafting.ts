<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>{file} cannot be read as a case ({reason}). Nothing was written; check the file.</source>
        <translation>{file}无法作为案件读取（{reason}）。没有写入任何内容，请检查该文件。</translation>
    </message>
    <message>
        <source>The case says {value} under {field}, which cannot be used. Nothing was written; mend that field.</source>
        <translation>案件文件的{field}写的是{value}，无法使用。没有写入任何内容，请改正该项。</translation>
    </message>
    <message>
        <source>{file} describes no draft. Nothing was written; add one under drafts.</source>
        <translation>{file}中没有文书草稿。没有写入任何内容，请在drafts下增加。</translation>
    </message>
    <message>
        <source>Nothing can be written to {path} ({reason}). Choose another folder.</source>
        <translation>无法写入{path}（{reason}）。请另选文件夹。</translation>
    </message>
    <message>
        <source>There is no wording for a paper of the type {type}. Nothing was drafted; choose another type.</source>
        <translation>没有{type}这类文书的文字。没有拟稿，请选择其他类型。</translation>
    </message>
    <message>
        <source>The installed pack knows no paper of the type {type}. Nothing was changed.</source>
        <translation>已安装的业务包没有{type}这类文书。没有改动任何内容。</translation>
    </message>
    <message>
        <source>The paper has no addressee. Nothing was drafted; choose at least one unit or person.</source>
        <translation>文书没有受送达人。没有拟稿，请至少选择一个单位或者个人。</translation>
    </message>
    <message>
        <source>{unit} stands among the addressees twice. Nothing was drafted; name it once.</source>
        <translation>受送达人中{unit}出现两次。没有拟稿，请只列一次。</translation>
    </message>
    <message>
        <source>No unit {unit} is known on this project. Nothing was changed; add the unit first.</source>
        <translation>本项目没有{unit}这个单位。没有改动任何内容，请先登记该单位。</translation>
    </message>
    <message>
        <source>The order requires nothing. Nothing was drafted; choose at least one finding.</source>
        <translation>指令书没有任何要求。没有拟稿，请至少选择一项违法行为。</translation>
    </message>
    <message>
        <source>The answers do not decide which wording of {violation} applies. Nothing was drafted; choose the wording.</source>
        <translation>检查表答案不能确定{violation}采用哪种表述。没有拟稿，请选定表述。</translation>
    </message>
    <message>
        <source>No wages of these months are overdue on {as_of}. Nothing was drafted; wait for the pay day or choose other months.</source>
        <translation>截至{as_of}，这些月份没有到期未付的工资。没有拟稿，请待支付日届满或者另选月份。</translation>
    </message>
    <message>
        <source>The labour costs of these months were paid in full. Nothing was drafted; choose other months.</source>
        <translation>这些月份的人工费用已足额拨付。没有拟稿，请另选月份。</translation>
    </message>
    <message>
        <source>The pay day is not known, so nobody can say what is overdue. Nothing was drafted; enter the pay day.</source>
        <translation>工资支付日不明，无法确定哪些工资已经到期。没有拟稿，请填写工资支付日。</translation>
    </message>
    <message>
        <source>The last day {due} lies before the paper&apos;s own date. Nothing was drafted; choose a later day.</source>
        <translation>期限{due}早于文书日期。没有拟稿，请选择较晚的日期。</translation>
    </message>
    <message>
        <source>The sum is stated as of {as_of}, after the paper&apos;s own date. Nothing was drafted; choose an earlier day.</source>
        <translation>金额统计截止日{as_of}晚于文书日期。没有拟稿，请选择较早的日期。</translation>
    </message>
    <message>
        <source>The appointment lies before the paper&apos;s own date {date}. Nothing was drafted; choose a later day.</source>
        <translation>约定的询问时间早于文书日期{date}。没有拟稿，请选择较晚的时间。</translation>
    </message>
    <message>
        <source>The number pattern “{pattern}” cannot be used. Nothing was changed; it needs {{n}} and may have {{year}}.</source>
        <translation>文号格式“{pattern}”无法使用。没有改动任何内容；格式须含{{n}}，可含{{year}}。</translation>
    </message>
    <message>
        <source>{value} cannot stand for {fact}. Nothing was drafted; enter it again.</source>
        <translation>{value}不能作为{fact}的内容。没有拟稿，请重新填写。</translation>
    </message>
    <message>
        <source>No visit is recorded for this paper. Nothing was drafted; record the visit first.</source>
        <translation>没有本文书所依据的检查记录。没有拟稿，请先登记检查。</translation>
    </message>
    <message>
        <source>A paper of enforcement needs two officers with certificates; {found} are named.</source>
        <translation>执法文书须有两名持证监察员，现只有{found}名。</translation>
    </message>
    <message>
        <source>The validity of {name}&apos;s certificate {cert_no} is not recorded.</source>
        <translation>未登记{name}的执法证件{cert_no}的有效期。</translation>
    </message>
    <message>
        <source>{name}&apos;s certificate {cert_no} is not valid on the paper&apos;s date.</source>
        <translation>{name}的执法证件{cert_no}在文书日期不在有效期内。</translation>
    </message>
    <message>
        <source>The visit this paper comes from has no approval; the warning stays with the paper.</source>
        <translation>本文书所依据的检查未经审批，此提示随文书保留。</translation>
    </message>
    <message>
        <source>{violation} is not stated: nothing was overdue or short on that day, or the pay day is not known.</source>
        <translation>{violation}未写入：当日没有到期或者短缺的款项，或者支付日不明。</translation>
    </message>
    <message>
        <source>There is no wage roll: the sum and the head-count are as stated, not computed.</source>
        <translation>没有工资明细：金额和人数为陈述数，未经计算。</translation>
    </message>
    <message>
        <source>Two amounts differ: {stated} yuan was stated, the wage roll gives {computed} yuan and is printed.</source>
        <translation>两个金额不一致：陈述金额{stated}元，工资明细合计{computed}元，文书采用工资明细。</translation>
    </message>
    <message>
        <source>Two head-counts differ: {stated} was stated, the wage roll gives {computed} and is printed.</source>
        <translation>两个人数不一致：陈述人数{stated}，工资明细{computed}，文书采用工资明细。</translation>
    </message>
    <message>
        <source>Wages of {months} are not yet overdue on {as_of} and are not in the sum.</source>
        <translation>{months}工资截至{as_of}尚未到期，未计入金额。</translation>
    </message>
    <message>
        <source>The amount of {lines} overdue wage lines is not known, so the paper states no sum.</source>
        <translation>有{lines}条已到期的工资金额不明，文书不写金额。</translation>
    </message>
    <message>
        <source>{workers} workers asked not to be named: they are neither in the sum nor in the appendix.</source>
        <translation>有{workers}名农民工要求不具名：未计入金额，也未列入附件。</translation>
    </message>
    <message>
        <source>What is overdue on {as_of} is provisional: a pay day lies outside the installed calendar.</source>
        <translation>截至{as_of}的到期情况为暂算：有支付日在已安装的日历之外。</translation>
    </message>
    <message>
        <source>{workers} workers and {amount} yuan reach the amount from which refusing to pay may be a crime; offer the transfer if the order expires unpaid.</source>
        <translation>{workers}人、{amount}元，已达到拒不支付劳动报酬罪的数额标准；指令到期仍不支付的，请提请移送。</translation>
    </message>
    <message>
        <source>{violation} is reported or referred to another authority rather than ordered.</source>
        <translation>{violation}宜报告或者移送其他部门，不宜下达指令。</translation>
    </message>
    <message>
        <source>{variant} cites an article that speaks of the employer only. Ask the legal reviewer once and store the answer in the office&apos;s options.</source>
        <translation>{variant}引用的条文只针对用人单位。请法制审核人员确认一次，并将结论存入本局设置。</translation>
    </message>
    <message>
        <source>{violation} is already said by {variant}; leave one of them out.</source>
        <translation>{violation}已由{variant}涵盖，请去掉其中一项。</translation>
    </message>
    <message>
        <source>The same requirement {variant} stands in the order twice.</source>
        <translation>同一要求{variant}在指令书中出现两次。</translation>
    </message>
    <message>
        <source>{article} is not printed: its text is not verified and nobody confirmed it for this office.</source>
        <translation>{article}未印出：原文未经核对，本局也无人确认。</translation>
    </message>
    <message>
        <source>{name} is not in the file and is not recited.</source>
        <translation>案卷中没有{name}，未列为证据。</translation>
    </message>
    <message>
        <source>{name} came into the file after the paper&apos;s date and is not recited.</source>
        <translation>{name}在文书日期之后才入卷，未列为证据。</translation>
    </message>
    <message>
        <source>No evidence of the file can be recited on the paper&apos;s date.</source>
        <translation>截至文书日期，案卷中没有可以列明的证据。</translation>
    </message>
    <message>
        <source>The last day {due} of {violation} is not a working day.</source>
        <translation>{violation}的期限{due}不是工作日。</translation>
    </message>
    <message>
        <source>The last day {due} of {violation} is provisional: it lies outside the installed calendar.</source>
        <translation>{violation}的期限{due}为暂算：在已安装的日历之外。</translation>
    </message>
    <message>
        <source>The labour-cost table is not complete ({months}): the amounts are left blank.</source>
        <translation>人工费用拨付表不完整（{months}）：金额留空。</translation>
    </message>
    <message>
        <source>No article on an order that is not obeyed can be printed; the paper says nothing about it.</source>
        <translation>没有可以印出的逾期不改正处理依据，文书不作记载。</translation>
    </message>
    <message>
        <source>Left blank, fill in before issuing: {facts}.</source>
        <translation>以下内容空缺，出具前请补全：{facts}。</translation>
    </message>
</context>
</TS>
