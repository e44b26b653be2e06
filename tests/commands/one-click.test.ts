import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNatterServer } from '../../src/commands/serving/server.mjs';
import { readSettings } from '../../src/commands/serving/settings.mjs';

let stop = () => {};
afterEach(() => stop());

/** The type under which a form posted by a mail program reaches the app. */
async function typeSeen(path: string): Promise<string | undefined> {
  let seen: IncomingMessage | undefined;
  const server = createNatterServer(
    (asked, response) => {
      seen = asked;
      response.end();
    },
    readSettings({}),
    () => {},
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path, headers });
  sent.end('List-Unsubscribe=One-Click');
  const [response] = await once(sent, 'response');
  response.resume();
  return seen!.headers['content-type'];
}

test('one click in a mail program is no form to the framework, which would ask for an Origin', async () => {
  expect(await typeSeen('/letters/abc-_1.def/stop')).toBeUndefined();
});

test.each([
  '/letters/abc.def',
  '/letters/abc.def/stop/more',
  '/letters/abc.def/stop?x',
  '/me/told',
  '/letters//stop',
])('a form posted to %s stays a form', async (path) => {
  expect(await typeSeen(path)).toBe('application/x-www-form-urlencoded');
});
