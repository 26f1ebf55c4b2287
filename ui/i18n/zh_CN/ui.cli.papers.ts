<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>cli</name>
    <message>
        <source>Issued: {title} {number}. The file is {pdf}.</source>
        <translation>已出具：{title} {number}。文件：{pdf}。</translation>
    </message>
    <message>
        <source>Register of numbers {year}, {office}</source>
        <translation>{office} {year} 年发文登记簿</translation>
    </message>
    <message>
        <source>corrected by {by}</source>
        <translation>已由{by}更正</translation>
    </message>
    <message>
        <source>revoked by {by}</source>
        <translation>已由{by}撤销</translation>
    </message>
    <message>
        <source>{type}: granted {granted}, used {used}, void {void}, reserved {reserved}</source>
        <translation>{type}：发放 {granted}，使用 {used}，作废 {void}，留存 {reserved}</translation>
    </message>
    <message>
        <source>Void: {type} {lo}–{hi}, {reason}</source>
        <translation>作废：{type} {lo}–{hi}，{reason}</translation>
    </message>
    <message>
        <source>Duplicate: {number} stands on {n} papers</source>
        <translation>重号：{number} 用于 {n} 份文书</translation>
    </message>
    <message>
        <source>Not explained: {type} {lo}–{hi}</source>
        <translation>去向不明：{type} {lo}–{hi}</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>served</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>voided</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Voided, with its reason in the register.</source>
        <translation>已作废，理由已记入登记簿。</translation>
    </message>
    <message>
        <source>This paper is ours.</source>
        <translation>该文书由本机关出具。</translation>
    </message>
    <message>
        <source>This paper is not ours.</source>
        <translation>该文书不是本机关出具的。</translation>
    </message>
    <message>
        <source>Whether this paper is ours cannot be told on this machine.</source>
        <translation>本机无法判断该文书是否由本机关出具。</translation>
    </message>
    <message>
        <source>It is unchanged since it was issued.</source>
        <translation>自出具以来没有改动。</translation>
    </message>
    <message>
        <source>It is not what was issued: it was changed or cut back.</source>
        <translation>与出具时不一致：被改动或者删减。</translation>
    </message>
    <message>
        <source>Whether it was changed cannot be told.</source>
        <translation>无法判断是否被改动。</translation>
    </message>
    <message>
        <source>It was served and voided: the service holds, the desk must look at it.</source>
        <translation>该文书既有送达记录又有作废记录：以送达为准，请办公室处理。</translation>
    </message>
    <message>
        <source>As far as known at {at} it is in force.</source>
        <translation>截至 {at} 所知，该文书有效。</translation>
    </message>
    <message>
        <source>As far as known at {at} it was corrected by {by}.</source>
        <translation>截至 {at} 所知，该文书已由 {by} 更正。</translation>
    </message>
    <message>
        <source>As far as known at {at} it was revoked.</source>
        <translation>截至 {at} 所知，该文书已撤销。</translation>
    </message>
    <message>
        <source>As far as known at {at} it was revoked by {by}.</source>
        <translation>据{at}所知，它已由{by}撤销。</translation>
    </message>
    <message>
        <source>As far as known at {at} it is in force as corrected by {by}.</source>
        <translation>据{at}所知，它已由{by}更正，其余内容仍然有效。</translation>
    </message>
    <message>
        <source>As far as known at {at} it was voided.</source>
        <translation>截至 {at} 所知，该文书已作废。</translation>
    </message>
    <message>
        <source>It was to be stamped by hand when it was issued.</source>
        <translation>出具时定为当场手工盖章。</translation>
    </message>
    <message>
        <source>It was printed on sheets stamped before.</source>
        <translation>打印在预先盖章的编号用纸上。</translation>
    </message>
    <message>
        <source>It was handed over unstamped; a stamped copy was to follow.</source>
        <translation>交付时未盖章，随后补送盖章件。</translation>
    </message>
    <message>
        <source>The picture of the seal ({name}) is on it: authorised by {authorised_by}, {paper}, from {valid_from} to {valid_until}.</source>
        <translation>文书上有电子印章图样（{name}）：经{authorised_by}授权，依据{paper}，有效期{valid_from}至{valid_until}。</translation>
    </message>
    <message>
        <source>It carries no signature.</source>
        <translation>文件没有签名。</translation>
    </message>
    <message>
        <source>Its content was changed after signing.</source>
        <translation>签名后内容被改动。</translation>
    </message>
    <message>
        <source>Something was added after signing.</source>
        <translation>签名后被添加了内容。</translation>
    </message>
    <message>
        <source>It was signed by a device this machine does not know.</source>
        <translation>签名设备不为本机所知。</translation>
    </message>
    <message>
        <source>This machine holds no certificate of the office.</source>
        <translation>本机没有该机关的证书。</translation>
    </message>
    <message>
        <source>It differs from what the record holds.</source>
        <translation>与登记的内容不一致。</translation>
    </message>
    <message>
        <source>A signature that the record counts is missing.</source>
        <translation>缺少登记中应有的签名。</translation>
    </message>
    <message>
        <source>The code&apos;s signature is false.</source>
        <translation>二维码签名是伪造的。</translation>
    </message>
    <message>
        <source>The office&apos;s certificate alone cannot judge a code: check the file of the paper, or ask the office, whose records hold the keys of its devices.</source>
        <translation>仅凭机关证书不能查验二维码：请查验文书的电子文件，或者向出具机关核实，机关的记录里有各设备的公钥。</translation>
    </message>
    <message>
        <source>The records on this machine do not hold it yet.</source>
        <translation>本机记录中还没有该文书。</translation>
    </message>
</context>
</TS>
