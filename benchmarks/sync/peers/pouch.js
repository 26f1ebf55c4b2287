// PouchDB in the sync benchmark: two clients on disk (LevelDB) and pouchdb-server, each inspection a document.
'use strict';
const fs = require('fs');
const net = require('net');
const path = require('path');
const { spawn } = require('child_process');
const PouchDB = require('pouchdb');

const folder = process.env.SYNC_BENCH;
const data = JSON.parse(fs.readFileSync(process.env.SYNC_DATA, 'utf8'));
const way = { batch_size: 1000, batches_limit: 10 };

function say(words) {
  fs.writeSync(1, JSON.stringify(words) + '\n');
  const one = Buffer.alloc(1);
  for (;;) {
    let got = 0;
    try { got = fs.readSync(0, one, 0, 1); } catch (error) { if (error.code === 'EAGAIN') continue; throw error; }
    if (got === 0) process.exit(1);
    if (one[0] === 10) return;
  }
}

async function workload(name, count, step, times = 1) {
  say({ begin: name });
  const found = [];
  for (let n = 0; n < times; n++) {
    const start = process.hrtime.bigint();
    await step();
    found.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  found.sort((a, b) => a - b);
  say({ end: name, count, times, wall: found[times >> 1] });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function served() {
  const port = await freePort();
  const place = path.join(folder, 'server');
  fs.mkdirSync(place);
  const program = path.join(process.env.NODE_PATH, 'pouchdb-server', 'bin', 'pouchdb-server');
  const words = [program, '--port', String(port), '--host', '127.0.0.1', '--dir', place, '--no-stdout-logs'];
  const child = spawn('node', words, { cwd: place, stdio: 'ignore' });
  process.on('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}/`;
  for (let n = 0; n < 300; n++) {
    try { await fetch(url); break; } catch (error) { await new Promise((done) => setTimeout(done, 100)); }
  }
  return { child, url };
}

async function edit(db, edits) {
  const keys = Object.keys(edits).map((place) => data.rows[place].id);
  const docs = (await db.allDocs({ keys, include_docs: true })).rows.map((row) => row.doc);
  await db.bulkDocs(Object.values(edits).map((fields, n) => Object.assign({}, docs[n], fields)));
}

async function outcome(a, b) {
  const last = {};
  let equal = true, shown = 0, behind = 0;
  for (let place = 0; place < 900; place++) {
    const one = await a.get(data.rows[place].id, { conflicts: true });
    equal = equal && one._rev === (await b.get(data.rows[place].id))._rev;
    if (one._conflicts) {
      behind++;
      if (place >= 400 && place < 450) shown++;
    }
    last[place] = one;
  }
  const holds = (place, wanted) => Object.keys(wanted).every((name) => last[place][name] === wanted[name]);
  let apart = 0, others = 0;
  for (let place = 450; place < 500; place++) {
    if (holds(place, Object.assign({}, data.A[place], data.B[place]))) apart++;
  }
  for (let place = 400; place < 450; place++) {
    const wanted = Object.assign({}, data.A[place], data.B[place]);
    delete wanted.state;
    if (holds(place, wanted)) others++;
  }
  say({ outcome: {
    conflicts_kept_with_both_values: `${shown} as revisions behind the shown one, with ${behind - shown} more`,
    different_fields_merged: apart, other_fields_of_conflicts_kept: others, equal,
  } });
}

async function main() {
  const { child, url } = await served();
  say({ server: child.pid });
  const remote = new PouchDB(`${url}inspections`);
  await remote.info();
  const a = new PouchDB(path.join(folder, 'a')), b = new PouchDB(path.join(folder, 'b'));
  for (let start = 0; start < data.rows.length; start += 1000) {
    await a.bulkDocs(data.rows.slice(start, start + 1000).map(({ id, ...rest }) => ({ _id: id, ...rest })));
  }
  await workload('W1', data.rows.length, () => a.replicate.to(remote, way));
  await workload('W2', data.rows.length, () => b.replicate.from(remote, way));
  const sync = (db) => db.sync(remote, way);
  await sync(a);
  await sync(b);
  await edit(a, data.delta);
  await workload('W3', 100, () => sync(a));
  await sync(b);
  await edit(a, data.A);
  await edit(b, data.B);
  await workload('W4', 1000, async () => { await sync(a); await sync(b); await sync(a); });
  await outcome(a, b);
  await workload('W5', 0, () => sync(a), 20);
  process.exit(0);
}

main().catch((error) => { console.error(error); process.exit(1); });
