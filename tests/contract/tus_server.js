// SPDX-License-Identifier: EUPL-1.2
// A server of somebody else that speaks tus, @tus/server, behind a proxy that cuts its lines after a
// random number of bytes in either direction. Ends with its standard input; then tells its figures.
//
// Usage: node tus_server.js FOLDER SEED   (NODE_PATH names the folder of the packages)
"use strict";

const http = require("http");
const net = require("net");
const { Server } = require("@tus/server");
const { FileStore } = require("@tus/file-store");

const [folder, seedText] = process.argv.slice(2);
const figures = { requests: 0, lines: 0, cuts: 0 };

// mulberry32: small, and the same everywhere
function makeChance(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const chance = makeChance(Number(seedText));

// As many small cuts as large ones: within the headers, and within the third megabyte.
const someBytes = (max) => Math.floor(Math.exp(chance() * Math.log(max)));

const tus = new Server({
  path: "/documents",
  datastore: new FileStore({ directory: folder }),
  relativeLocation: Number(seedText) % 2 === 0,
  namingFunction: (request, metadata) => metadata.documentId,
});
const server = http.createServer((request, response) => {
  figures.requests += 1;
  tus.handle(request, response);
});

// One line of four is left alone.
function carryLine(near, port) {
  const far = net.connect(port, "127.0.0.1");
  const spared = chance() < 0.25;
  const left = { up: spared ? Infinity : someBytes(3e6), down: spared ? Infinity : someBytes(4e3) };
  let ended = false;
  const end = () => {
    ended = true;
    near.destroy();
    far.destroy();
  };
  const carry = (from, to, way) => {
    from.on("data", (bytes) => {
      if (ended) return;
      const passed = bytes.subarray(0, Math.min(bytes.length, left[way]));
      left[way] -= passed.length;
      if (left[way] > 0) {
        to.write(passed);
      } else {
        ended = true;
        figures.cuts += 1;
        from.destroy();
        to.end(passed);
      }
    });
    from.on("close", () => { if (!ended) end(); });
    from.on("error", () => { if (!ended) end(); });
  };
  figures.lines += 1;
  carry(near, far, "up");
  carry(far, near, "down");
}

server.listen(0, "127.0.0.1", () => {
  const proxy = net.createServer((near) => carryLine(near, server.address().port));
  proxy.listen(0, "127.0.0.1", () => console.log(`listening http://127.0.0.1:${proxy.address().port}`));
});
process.stdin.on("end", () => {
  console.log(JSON.stringify(figures));
  process.exit(0);
});
process.stdin.resume();
