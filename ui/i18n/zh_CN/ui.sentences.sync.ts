<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>This profile works alone; there is no server to sync with. Everything is kept on this computer; ask the office&apos;s desk for a one-time code and join with it.</source>
        <translation>本机资料独立使用，没有可同步的服务器。全部内容都保存在本机；请向本单位办公端要一个一次性加入码，用它加入。</translation>
    </message>
    <message>
        <source>A sync is under way already. Nothing was changed; wait until it has ended.</source>
        <translation>同步正在进行，没有改动任何内容；请等它结束。</translation>
    </message>
    <message>
        <source>The office&apos;s server {url} cannot be reached from here. Everything is kept on this computer and goes with the next sync; field work goes on without a network.</source>
        <translation>在这里连不上本单位服务器 {url}。全部内容都保存在本机，下次同步时一并上传；没有网络不影响现场工作。</translation>
    </message>
    <message>
        <source>The office&apos;s server {url} does not answer. Everything is kept on this computer; sync again later, and tell the administrator if it stays so.</source>
        <translation>本单位服务器 {url} 没有应答。全部内容都保存在本机；请稍后再同步，一直如此请告知管理员。</translation>
    </message>
    <message>
        <source>The office&apos;s server had a fault of its own. Everything is kept on this computer; sync again later, and tell the administrator if it stays so.</source>
        <translation>本单位服务器自身出错。全部内容都保存在本机；请稍后再同步，一直如此请告知管理员。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full or damaged and took nothing more. Everything is kept on this computer; tell the administrator, then sync again.</source>
        <translation>服务器磁盘已满或损坏，没有再接收内容。全部内容都保存在本机；请告知管理员，之后再同步。</translation>
    </message>
    <message>
        <source>The server refused this request ({reason}). Everything is kept on this computer; tell the administrator this word.</source>
        <translation>服务器拒绝了这次请求（{reason}）。全部内容都保存在本机；请把括号里的词告知管理员。</translation>
    </message>
    <message>
        <source>What {url} answered is damaged or not the answer of the office&apos;s server. Nothing of it was taken; check the address, then sync again.</source>
        <translation>{url} 的应答已损坏，或者不是本单位服务器的应答，内容一概没有采用；请核对地址后再同步。</translation>
    </message>
    <message>
        <source>The certificate of the office&apos;s server {url} is not valid on {date}, the day this computer takes for today. Nothing was sent, everything is kept here. Check this computer&apos;s date; if it is right, the administrator renews the server&apos;s certificate.</source>
        <translation>本单位服务器 {url} 的证书在 {date}（本机显示的日期）无效。没有发送任何内容，全部内容保存在本机。请检查本机日期；日期无误的，由管理员更换服务器证书。</translation>
    </message>
    <message>
        <source>The file given as the server&apos;s certificate is not one. Nothing was sent; ask the administrator for the file.</source>
        <translation>给出的服务器证书文件不是证书。没有发送任何内容；请向管理员要正确的文件。</translation>
    </message>
    <message>
        <source>The address answers, but it is not the office&apos;s server. Nothing was changed; check the address.</source>
        <translation>这个地址有应答，但不是本单位服务器。没有改动任何内容；请核对地址。</translation>
    </message>
    <message>
        <source>{url} is not the address of a server. Nothing was sent; it looks like https://server.example:8470.</source>
        <translation>{url} 不是服务器地址，没有发送任何内容；地址形如 https://server.example:8470。</translation>
    </message>
    <message>
        <source>The office has shut this device out. What was written on it is kept and was handed to the server; ask the desk what to do.</source>
        <translation>本单位已停用这台设备。设备上写下的内容都保留着，并已交给服务器；请询问办公端如何处理。</translation>
    </message>
    <message>
        <source>Two copies of this profile are in use, and the server already has other work of the other copy. Nothing is lost: make a backup of this copy and keep it, work on with the other one, and tell the administrator.</source>
        <translation>同一份资料有两个副本在用，服务器已收到另一副本的不同内容。没有丢失任何内容：请把本副本备份并妥善保存，在另一副本上继续工作，并告知管理员。</translation>
    </message>
    <message>
        <source>This profile was found to be a copy of one that is in use elsewhere; it goes on under a new name. Everything written here is kept; the numbers granted before belong to the other copy. The sync screen says more.</source>
        <translation>发现本机数据是另一份在用数据的副本，已换用新的标识继续工作。本机所写的全部保留；此前领取的文号归另一份使用。详见“同步”页。</translation>
    </message>
    <message>
        <source>The server knows this device already, under another key. Nothing was changed; work goes on here as before: tell the administrator.</source>
        <translation>服务器已登记这台设备，但密钥不同。没有改动任何内容，本机照常工作：请告知管理员。</translation>
    </message>
    <message>
        <source>This program is too old to receive anything more from the office&apos;s server. Everything written here was handed in and work goes on; install the newer version, then sync again.</source>
        <translation>本程序版本过旧，不能再从机关服务器接收数据。这里写下的内容都已交到服务器，工作可以照常进行；请安装新版本后再同步。</translation>
    </message>
    <message>
        <source>{url} is no place for files. Nothing was started; give a folder&apos;s or an object store&apos;s address, such as s3://bucket/folder.</source>
        <translation>{url} 不是可以存放文件的地方。什么也没有启动；请给出文件夹或对象存储的地址，例如 s3://bucket/folder。</translation>
    </message>
    <message>
        <source>The store for photos and signed papers does not answer at {url}. Nothing was started; check its address and the account for it.</source>
        <translation>存放照片和已签文书的地方（{url}）没有应答。什么也没有启动；请检查地址和所用账户。</translation>
    </message>
    <message>
        <source>The server&apos;s key for its files is damaged or does not belong to the files in its store. Nothing was touched; put the right key file (named like the server&apos;s file, ending in .files-key) back from the backup.</source>
        <translation>服务器的文件密钥已损坏，或与存放处的文件不相配。什么也没有改动；请从备份中放回正确的密钥文件（名称与服务器文件相同，以 .files-key 结尾）。</translation>
    </message>
    <message>
        <source>This profile belongs to an office&apos;s server already. Nothing was changed; simply sync.</source>
        <translation>本机资料已加入本单位服务器，没有改动任何内容；直接同步即可。</translation>
    </message>
    <message>
        <source>{url} does not prove that it is the office&apos;s server. Nothing was sent, everything is kept here; ask the administrator for the server&apos;s certificate file and give it when joining, or on the sync screen where it was renewed.</source>
        <translation>{url} 无法证明自己是本单位的服务器。没有发送任何内容，全部内容保存在本机；请向管理员索取服务器的证书文件，加入时提供；证书已更换的，在“同步”页面提供。</translation>
    </message>
    <message>
        <source>The one-time code is not right, or was tried too often. Nothing was changed; check it, or ask the desk for a new one.</source>
        <translation>一次性加入码不对，或者试错次数过多。没有改动任何内容；请核对，或向办公端要一个新的。</translation>
    </message>
    <message>
        <source>The one-time code is too old. Nothing was changed; ask the desk for a new one.</source>
        <translation>一次性加入码已过期。没有改动任何内容；请向办公端要一个新的。</translation>
    </message>
    <message>
        <source>The one-time code was used by another device. Nothing was changed; ask the desk for a new one.</source>
        <translation>一次性加入码已被另一台设备使用。没有改动任何内容；请向办公端要一个新的。</translation>
    </message>
    <message>
        <source>The administrator&apos;s code founds an office on the server, and this profile has none yet. Nothing was changed; make the office here first, then join with the code.</source>
        <translation>管理员加入码用于在服务器上建立单位，而本机资料还没有单位。没有改动任何内容；请先在本机建立单位，再用此码加入。</translation>
    </message>
    <message>
        <source>The code belongs to another office than this profile. Nothing was changed; join with a code of your own office&apos;s desk.</source>
        <translation>加入码属于另一个单位，与本机资料不符。没有改动任何内容；请用本单位办公端给的加入码。</translation>
    </message>
    <message>
        <source>The office has no officer with this certificate number. Nothing was made and the code stays good; check the number, or let the desk enter the officer and sync first.</source>
        <translation>本单位没有持此证号的执法人员。没有建立任何内容，加入码仍然有效；请核对证号，或先由办公端录入该人员并同步。</translation>
    </message>
    <message>
        <source>There is no profile in this folder yet. Nothing was changed; say with --officer whose certificate number it is made for.</source>
        <translation>此文件夹里还没有资料，没有改动任何内容；请用 --officer 写明为哪个证号建立。</translation>
    </message>
    <message>
        <source>Only the office&apos;s desk may do this. Nothing was changed; ask there.</source>
        <translation>只有本单位办公端可以这样做。没有改动任何内容；请到办公端办理。</translation>
    </message>
    <message>
        <source>The server cannot listen on {host}, port {port}. Nothing was changed; another program holds it, or this computer has no such address: choose another with --host and --port.</source>
        <translation>服务器无法在 {host} 端口 {port} 上监听。没有改动任何内容；端口已被占用，或本机没有这个地址：请用 --host 和 --port 另选。</translation>
    </message>
    <message>
        <source>A secure server needs both its certificate and its key. Nothing was started; give --tls-cert and --tls-key.</source>
        <translation>加密服务器需要证书和私钥两个文件。没有启动；请同时给出 --tls-cert 和 --tls-key。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate and key cannot be read or do not belong together. Nothing was started; check the two files.</source>
        <translation>服务器的证书和私钥无法读取，或者不是一对。没有启动；请检查这两个文件。</translation>
    </message>
    <message>
        <source>A newer version of the program wrote the server&apos;s file. Nothing was touched; start that version again.</source>
        <translation>服务器文件由更新版本的程序写成。没有改动；请改用那个版本启动。</translation>
    </message>
</context>
</TS>
