<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>A seal is {least} to {most} mm wide and high. Nothing was kept; measure the seal&apos;s outer edge on paper and type it again.</source>
        <translation>印章的宽和高应为 {least} 至 {most} 毫米。没有保存；请在纸上量印章外沿后重新填写。</translation>
    </message>
    <message>
        <source>The seal has no name. Nothing was kept; say which seal it is, as in the list of seals.</source>
        <translation>没有填写印章名称。没有保存；请按印章登记写明是哪一枚印章。</translation>
    </message>
    <message>
        <source>No picture of a seal was chosen yet. Nothing was kept; choose its file.</source>
        <translation>还没有选择印章图片。没有保存；请选择图片文件。</translation>
    </message>
    <message>
        <source>No printer is connected to this device. Connect one, or save the test page and print it elsewhere.</source>
        <translation>这台设备没有连接打印机。请连接打印机，或者把测试页存成文件到别处打印。</translation>
    </message>
    <message>
        <source>This file is no picture that can be used as a seal. Nothing was kept; choose a PNG or SVG file.</source>
        <translation>这个文件不是可以用作印章图样的图片。没有保存；请选择 PNG 或 SVG 文件。</translation>
    </message>
    <message>
        <source>There is no seal in this picture, or nothing but colour. Nothing was kept; choose the picture of the seal alone.</source>
        <translation>这张图片里没有印章，或者整片都是颜色。没有保存；请选择只有印章的图片。</translation>
    </message>
    <message>
        <source>The seal in this picture is not red. Nothing was kept; choose the picture in the seal&apos;s own colour.</source>
        <translation>这张图片里的印章不是红色。没有保存；请选择印章原色的图片。</translation>
    </message>
    <message>
        <source>The picture ({found} dots) has another shape than {given} mm. Nothing was kept; check the size, or choose a picture that is not distorted.</source>
        <translation>图片（{found} 点）与 {given} 毫米的形状不符。没有保存；请核对尺寸，或者选择没有变形的图片。</translation>
    </message>
    <message>
        <source>The picture has {found} dots an inch at this size and needs {least}. Nothing was kept; choose a sharper picture.</source>
        <translation>按这个尺寸，图片每英寸只有 {found} 点，至少需要 {least} 点。没有保存；请选择更清晰的图片。</translation>
    </message>
    <message>
        <source>This seal is not here. Nothing was changed; sync, and look at the list of seals again.</source>
        <translation>这里没有这枚印章。没有改动任何内容；请同步后再查看印章列表。</translation>
    </message>
    <message>
        <source>Who authorised the seal, by which paper, from when to when and for which papers is all needed. Nothing was kept; fill in what is empty.</source>
        <translation>由谁授权、依据什么文件、起止日期、用于哪些文书，都要填写。没有保存；请补全空着的内容。</translation>
    </message>
    <message>
        <source>The last day lies before the first. Nothing was kept; check both days.</source>
        <translation>止日早于起日。没有保存；请核对这两个日期。</translation>
    </message>
    <message>
        <source>This authorisation was withdrawn before. Nothing was changed.</source>
        <translation>这项授权此前已经收回。没有改动任何内容。</translation>
    </message>
    <message>
        <source>No authorisation allows the seal&apos;s picture on {title} on {day}. Nothing was issued; choose another way of sealing, or have the authorisation recorded.</source>
        <translation>{day}没有有效的授权允许在{title}上使用电子印章图样。没有出具；请改用其他盖章方式，或者先登记授权。</translation>
    </message>
    <message>
        <source>Only officers of this office may use its seal, and {name} is none. Nothing was changed; choose another officer or another way of sealing.</source>
        <translation>只有本机关的执法人员可以使用本机关印章，{name}不是。没有改动任何内容；请换人或者改用其他盖章方式。</translation>
    </message>
    <message>
        <source>{title} has no place for a seal&apos;s picture. Nothing was issued; choose another way of sealing.</source>
        <translation>{title}上没有加盖印章图样的位置。没有出具；请改用其他盖章方式。</translation>
    </message>
    <message>
        <source>The copy of {number} was stamped after the paper&apos;s day and before it was handed over. Nothing was changed; check both days.</source>
        <translation>{number}的盖章日期应当不早于文书日期、不晚于送交日期。没有改动任何内容；请核对这两个日期。</translation>
    </message>
    <message>
        <source>The day is missing or no whole date. Nothing was changed; type it as 2026-10-14 or choose it.</source>
        <translation>日期没有填写或者不完整。没有改动任何内容；请按 2026-10-14 的样子填写或者选择。</translation>
    </message>
    <message>
        <source>The print can be moved by up to {most} mm each way. Nothing was changed; check the figure.</source>
        <translation>打印位置每个方向最多可移动 {most} 毫米。没有改动任何内容；请核对数字。</translation>
    </message>
    <message>
        <source>The copy for the stationery could not be made ({reason}). The paper is issued and safe; print it on plain paper.</source>
        <translation>无法生成套打用的打印件（{reason}）。文书已经出具并保存；请打印在普通纸上。</translation>
    </message>
</context>
</TS>
