// SPDX-License-Identifier: EUPL-1.2
// A small server that speaks HTTP/2 over TLS, as a loket behind a modern gateway does. Tells in each
// answer which version was spoken, on which line, and how much came; /leave ends the line politely.
"use strict";

const crypto = require("crypto");
const fs = require("fs");
const http2 = require("http2");

const pem = fs.readFileSync(process.argv[2]);
const server = http2.createSecureServer({ key: pem, cert: pem, allowHTTP1: true });
let lines = 0;

server.on("session", (session) => {
  lines += 1;
  session.loketLine = lines;
});
server.on("request", (request, response) => {
  const hash = crypto.createHash("sha256");
  let bytes = 0;
  request.on("data", (chunk) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  request.on("end", () => {
    const session = request.stream && request.stream.session;
    const line = session ? session.loketLine : 0;
    const body = { version: request.httpVersion, line, bytes, sha256: hash.digest("hex"),
      authorization: request.headers.authorization };
    response.setHeader("content-type", "application/json");
    if (request.url === "/large") {
      response.end(JSON.stringify({ ...body, filling: "x".repeat(800000) }));
    } else if (request.url === "/reset") {
      response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    } else {
      response.end(JSON.stringify(body));
      if (request.url === "/leave") session.close();
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
