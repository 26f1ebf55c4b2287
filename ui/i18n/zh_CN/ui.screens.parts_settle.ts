<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>settle</name>
    <message>
        <source>Settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>These papers are real and stay as they are. A person looks at each number and says why.</source>
        <translation>这些文书确系本单位出具，保持原样。每个文号由人核对并写明理由。</translation>
    </message>
    <message>
        <source>No number is doubled or doubtful.</source>
        <translation>没有重号或存疑的文号。</translation>
    </message>
    <message>
        <source>Settled so far</source>
        <translation>已处理的文号</translation>
    </message>
    <message>
        <source>This paper keeps the number</source>
        <translation>该号归这份文书</translation>
    </message>
    <message>
        <source>Open this paper</source>
        <translation>打开这份文书</translation>
    </message>
    <message>
        <source>The paper itself lies in the file; there are no pages of it here.</source>
        <translation>文书原件在案卷中，本机没有它的页面。</translation>
    </message>
    <message>
        <source>This number stands on {n} papers. None of them is changed or renumbered: say which one keeps the number. A paper nobody was served with is voided; one that was served is first revoked or corrected by a paper of its own.</source>
        <translation>该号出现在{n}份文书上。任何一份都不改号、不改内容：请指明该号归哪一份。其余未送达的作废；已送达的，先另行制作文书撤销或更正。</translation>
    </message>
    <message>
        <source>This paper is real, but its number is irregular. It stays as it is: say why the number stands, or open the paper to void, revoke or correct it.</source>
        <translation>文书确系本单位出具，但文号不合规范。文书保持原样：请写明该号为何有效，或打开文书予以作废、撤销或更正。</translation>
    </message>
    <message>
        <source>The office decides this: it stands on papers of other devices.</source>
        <translation>由办公室处理：涉及其他电脑出具的文书。</translation>
    </message>
    <message>
        <source>Several of them were served and hold. Open the one that is to give the number up and revoke or correct it; then come back here.</source>
        <translation>其中不止一份已送达且有效。请打开要让出该号的文书，予以撤销或更正，再回到这里。</translation>
    </message>
    <message>
        <source>One of the papers has not arrived here yet. Sync, then decide.</source>
        <translation>有一份文书尚未传到本机。请先同步，再处理。</translation>
    </message>
    <message>
        <source>Which paper keeps the number?</source>
        <translation>该号归哪份文书？</translation>
    </message>
    <message>
        <source>Why (needed; it stands in the register for good)</source>
        <translation>理由（必填，永久记入台账）</translation>
    </message>
    <message>
        <source>Why the decision is taken back (needed)</source>
        <translation>为何收回决定（必填）</translation>
    </message>
    <message>
        <source>A paper that was voided by it stays void; the number is then open again.</source>
        <translation>因该决定作废的文书仍为作废；文号重新待处理。</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>The number stands</source>
        <translation>该号予以确认</translation>
    </message>
    <message>
        <source>Take the decision back</source>
        <translation>收回决定</translation>
    </message>
    <message>
        <source>Decided by mistake</source>
        <translation>处理有误</translation>
    </message>
    <message>
        <source>New facts came to light</source>
        <translation>发现新的事实</translation>
    </message>
    <message>
        <source>Served first</source>
        <translation>送达在先</translation>
    </message>
    <message>
        <source>The other was never handed over</source>
        <translation>另一份从未交付</translation>
    </message>
    <message>
        <source>The computer&apos;s disk was set back</source>
        <translation>电脑磁盘曾被还原</translation>
    </message>
    <message>
        <source>Checked against the paper in the file</source>
        <translation>已与案卷原件核对</translation>
    </message>
    <message>
        <source>Handed over on site before the device was shut out</source>
        <translation>停用前已在现场交付</translation>
    </message>
    <message>
        <source>The certificate had been renewed</source>
        <translation>证件已换发</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>处理记录</translation>
    </message>
    <message>
        <source>Nothing was decided yet.</source>
        <translation>尚未处理。</translation>
    </message>
</context>
</TS>
