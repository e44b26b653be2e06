// Stands in for a push service, in a process of its own so that its work is not counted as the sender's.
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../tests/helpers/certificate.ts';

const { key, cert } = makeCertificate();
const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
  request.resume().on('end', () => response.writeHead(201).end());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ host: `127.0.0.1:${(server.address() as AddressInfo).port}`, cert });
});
process.once('disconnect', () => process.exit());
