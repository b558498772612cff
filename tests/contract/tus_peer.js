// SPDX-License-Identifier: EUPL-1.2
// Sends documents to a loket with tus-js-client, over lines that are cut after a random number of
// bytes in either direction, and asks for them again.
//
// Usage: node tus_peer.js URL CASE_ID SEED COUNT   (NODE_PATH names the folder of the packages)
"use strict";

const crypto = require("crypto");
const net = require("net");
const tus = require("tus-js-client");

const [url, caseId, seedText, countText] = process.argv.slice(2);
const seed = Number(seedText);
const count = Number(countText);

const PIECE_BYTES = 1024 * 1024;
const AT_ONCE = 4;
const RETRIES_MAX = 400;
const SPECIAL_SIZES = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES];

// mulberry32: small, and the same everywhere
function makeChance(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const chance = makeChance(seed);
const figures = { files: 0, whole: 0, bytes: 0, lines: 0, cuts: 0, asked: 0 };

// As many small cuts as large ones: within the headers, and within the third megabyte.
function someBytes(max) {
  return Math.floor(Math.exp(chance() * Math.log(max)));
}

// A line that ends after so many bytes one way or the other; one of four is left alone.
function openProxy(port) {
  const server = net.createServer((near) => {
    const far = net.connect(port, "127.0.0.1");
    const spared = chance() < 0.25;
    const left = { up: spared ? Infinity : someBytes(3e6), down: spared ? Infinity : someBytes(4e3) };
    let ended = false;
    const end = (cut) => {
      if (ended) return;
      ended = true;
      figures.cuts += cut ? 1 : 0;
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
      from.on("close", () => end(false));
      from.on("error", () => end(false));
    };
    figures.lines += 1;
    carry(near, far, "up");
    carry(far, near, "down");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function makeFile(number) {
  const size = number < SPECIAL_SIZES.length ? SPECIAL_SIZES[number] : someBytes(5 * PIECE_BYTES);
  const key = crypto.createHash("sha256").update(`${seed}/${number}`).digest();
  const bytes = crypto.createCipheriv("aes-256-ctr", key, Buffer.alloc(16)).update(Buffer.alloc(size));
  const id = crypto.createHash("sha256").update(`id ${seed}/${number}`).digest("hex");
  return {
    bytes,
    sha256: crypto.createHash("sha256").update(bytes).digest("hex"),
    documentId: `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
    name: `bijlage ${number} é.bin`,
  };
}

function upload(file, endpoint) {
  return new Promise((resolve, reject) => {
    new tus.Upload(file.bytes, {
      endpoint,
      chunkSize: PIECE_BYTES,
      retryDelays: new Array(RETRIES_MAX).fill(0),
      metadata: {
        documentId: file.documentId, caseId, filename: file.name,
        filetype: "application/octet-stream", sha256: file.sha256,
      },
      onBeforeRequest: () => { figures.asked += 1; },
      onError: reject,
      onSuccess: resolve,
    }).start();
  });
}

// In two parts that begin anywhere, asked of the loket itself.
async function fetchBack(file) {
  const address = `${url}/documents/${file.documentId}/content`;
  const middle = Math.floor(chance() * file.bytes.length);
  if (file.bytes.length === 0) return Buffer.from(await (await fetch(address)).arrayBuffer());
  const parts = [];
  for (const range of middle > 0 ? [`bytes=0-${middle - 1}`, `bytes=${middle}-`] : ["bytes=0-"]) {
    const reply = await fetch(address, { headers: { range, "if-range": `"${file.sha256}"` } });
    if (reply.status !== 206 || reply.headers.get("etag") !== `"${file.sha256}"`) return null;
    parts.push(Buffer.from(await reply.arrayBuffer()));
  }
  return Buffer.concat(parts);
}

async function work(endpoint, queue, broken) {
  for (let file = queue.next(); !file.done; file = queue.next()) {
    figures.files += 1;
    figures.bytes += file.value.bytes.length;
    try {
      await upload(file.value, endpoint);
      const back = await fetchBack(file.value);
      if (back !== null && back.equals(file.value.bytes)) figures.whole += 1;
      else broken.push(`${file.value.documentId}: came back otherwise`);
    } catch (error) {
      broken.push(`${file.value.documentId}, ${file.value.bytes.length} bytes: ${error.message}`);
    }
  }
}

function* allFiles() {
  for (let number = 0; number < count; number++) yield makeFile(number);
}

async function main() {
  const proxy = await openProxy(Number(new URL(url).port));
  const endpoint = `http://127.0.0.1:${proxy.address().port}/documents`;
  const queue = allFiles();
  const broken = [];
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(endpoint, queue, broken)));
  broken.forEach((line) => console.log(line));
  console.log(JSON.stringify({ seed, ...figures }));
  process.exit(broken.length > 0 || figures.cuts === 0 ? 1 : 0);
}

main();
