<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>sentences</name>
    <message>
        <source>That is not the address of a PostgreSQL database. Nothing was started; it looks like postgresql://user@host/name, and the password stands in PGPASSWORD or in the file ~/.pgpass.</source>
        <translation>这不是 PostgreSQL 数据库的地址，没有启动任何程序；地址形如 postgresql://user@host/name，密码写在 PGPASSWORD 或 ~/.pgpass 文件里。</translation>
    </message>
    <message>
        <source>The database {name} on {host} does not answer or does not let this account in. Nothing was started and nothing is lost; start PostgreSQL, check the account and its password, then start the server again.</source>
        <translation>主机 {host} 上的数据库 {name} 没有应答，或不接受这个账号。没有启动任何程序，也没有丢失任何内容；请启动 PostgreSQL，核对账号和密码，再启动服务器。</translation>
    </message>
    <message>
        <source>Several server processes need PostgreSQL. Nothing was started; give --db postgresql://… or leave --workers out: one process over its own file serves an office well.</source>
        <translation>多个服务器进程需要 PostgreSQL，没有启动任何程序；请给出 --db postgresql://…，或去掉 --workers：一个进程加自己的文件足够一个单位使用。</translation>
    </message>
</context>
</TS>
