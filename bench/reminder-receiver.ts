// A push service in a process of its own that notes when each message came; asked for them, it tells.
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../tests/helpers/certificate.ts';

const { key, cert } = makeCertificate();
const arrivals: Record<string, number[]> = {};
const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
  request.resume().on('end', () => {
    (arrivals[request.url] ??= []).push(Date.now());
    response.writeHead(201).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ host: `127.0.0.1:${(server.address() as AddressInfo).port}`, cert });
});
process.on('message', () => process.send?.({ arrivals }));
process.once('disconnect', () => process.exit());
