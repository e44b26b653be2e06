import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { bestEncoding } from '../../src/commands/serving/compression.mjs';
import { isHouseName, schemeOf } from '../../src/commands/serving/scheme.mjs';
import { createNatterServer, type Handler } from '../../src/commands/serving/server.mjs';
import { readSettings } from '../../src/commands/serving/settings.mjs';

const long = '<p>Tea at the shelter</p>'.repeat(200);
const page: Handler = (_, response) => {
  response.setHeader('content-type', 'text/html');
  response.setHeader('etag', '"tea"');
  response.writeHead(200);
  response.write(long);
  response.end();
};

let stop = () => {};
afterEach(() => stop());

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Serves `handler` and asks it once. */
async function ask(handler: Handler, headers: Record<string, string> = {}, about: AskAbout = {}) {
  const { port } = await serve(handler, about.origin);
  const sent = request({
    port,
    host: '127.0.0.1',
    method: about.method ?? 'GET',
    path: about.path ?? '/',
    headers,
  });
  sent.end(about.body);
  const [response] = await once(sent, 'response');
  const body = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, body } as Answer;
}

interface AskAbout {
  origin?: string;
  method?: string;
  path?: string;
  body?: string;
}

async function serve(handler: Handler, origin?: string, bodyLimit = '1K') {
  const logged: string[] = [];
  const settings = readSettings({ ORIGIN: origin, BODY_SIZE_LIMIT: bodyLimit });
  const server = createNatterServer(handler, settings, (event) => logged.push(event));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, logged, server };
}

/** Sends bytes as they are and returns what comes back before the connection ends. */
async function sendRaw(text: string, handler: Handler = page): Promise<string> {
  const { port } = await serve(handler);
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return Buffer.concat(await socket.toArray()).toString();
}

const guards = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
];

describe('headers', () => {
  test('every answer carries them', async () => {
    const { headers } = await ask(page);
    for (const name of guards) expect(headers, name).toHaveProperty(name);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('a refusal of too much carries them', async () => {
    const { status, headers } = await ask(
      page,
      { 'content-length': '1025' },
      { method: 'POST', body: 'a'.repeat(1025) },
    );
    expect(status).toBe(413);
    for (const name of guards) expect(headers, name).toHaveProperty(name);
  });

  test('a mishap of the app carries them and tells nothing', async () => {
    const { status, headers, body } = await ask(() => Promise.reject(new Error('Ada lives in Mill Lane')));
    expect(status).toBe(500);
    expect(body.toString()).toBe('Internal Server Error\n');
    for (const name of guards) expect(headers, name).toHaveProperty(name);
  });

  test('a body that nobody read keeps no later request on that connection waiting', async () => {
    // As the app reads: it stops whenever it has enough for now.
    const halfRead: Handler = (asked, response) => {
      asked.on('data', () => asked.pause());
      response.end('answered\n');
    };
    const { port } = await serve(halfRead, undefined, '1M');
    const socket = connect(port, '127.0.0.1');
    const answers = socket.toArray();
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n${'a'.repeat(900_000)}`,
    );
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(
      Buffer.concat(await answers)
        .toString()
        .match(/answered/g),
    ).toHaveLength(2);
  });

  test('what is not HTTP is refused with them', async () => {
    const answer = await sendRaw('NONSENSE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const name of guards) expect(answer).toContain(`${name}: `);
  });

  test('headers that are too long are refused', async () => {
    expect(await sendRaw(`GET / HTTP/1.1\r\nHost: localhost\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  test('an address of another site in the request line is refused', async () => {
    expect(
      await sendRaw('GET http://example.com/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("the app's own policy wins over the fallback", async () => {
    const { headers } = await ask((_, response) => {
      response.setHeader('content-security-policy', "default-src 'self'");
      response.end();
    });
    expect(headers['content-security-policy']).toBe("default-src 'self'");
  });

  test('only https is promised to stay https', async () => {
    expect((await ask(page, { host: 'natter.example.org' })).headers).toHaveProperty(
      'strict-transport-security',
    );
    stop();
    expect((await ask(page, { host: 'localhost:3000' })).headers).not.toHaveProperty(
      'strict-transport-security',
    );
  });
});

describe('the scheme', () => {
  const seen: Handler = (request, response) => {
    response.end(String(request.headers['x-natter-scheme']));
  };

  test('is http on this machine and on the house network', () => {
    const houses = [
      'localhost:3000',
      '127.0.0.1',
      '[::1]:3000',
      '192.168.1.20:3000',
      '10.0.0.5',
      '172.31.0.1',
    ];
    const names = [
      'pi',
      'pi:3000',
      'natter.local',
      'natter.lan:80',
      'tea.home.arpa',
      '[fd00::1]',
      '[fe80::1]',
    ];
    for (const host of [...houses, ...names]) expect(schemeOf({ host }, null), host).toBe('http');
  });

  test('is https for every name that others may have', () => {
    const names = [
      'natter.example.org',
      'localhost.example.org',
      '8.8.8.8',
      '172.32.0.1',
      '[2001:db8::1]',
      '',
      'a/b',
    ];
    const tricks = ['user@localhost', 'localhost#', '127.0.0.1.example.org', '2130706433', '0x7f.1'];
    for (const host of names) expect(isHouseName(host), host).toBe(false);
    for (const host of tricks) expect(isHouseName(host), host).toBe(false);
  });

  test('is https behind a proxy, whatever the Host', () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip']) {
      expect(schemeOf({ host: 'localhost:3000', [name]: 'http' }, null), name).toBe('https');
    }
  });

  test('is what the operator set', () => {
    expect(schemeOf({ host: 'localhost' }, 'https://natter.example.org')).toBe('https');
    expect(schemeOf({ host: 'natter.example.org' }, 'http://natter.example.org')).toBe('http');
  });

  test('is never what the visitor says', async () => {
    const { body } = await ask(seen, { host: 'natter.example.org', 'x-natter-scheme': 'http' });
    expect(body.toString()).toBe('https');
  });

  test('the log says once that cookies have no prefix on a plain house network', async () => {
    const { port, logged } = await serve(page);
    for (const host of ['localhost', 'pi.local', 'pi.local']) {
      await fetchPage(port, host);
    }
    expect(logged).toEqual(['cookies-without-host-prefix']);
  });

  test('the log says once that behind the proxy all visitors count as one', async () => {
    const { port, logged } = await serve(page);
    for (let i = 0; i < 2; i++) await fetchPage(port, 'localhost', { 'x-forwarded-for': '192.0.2.1' });
    expect(logged).toEqual(['visitors-count-as-one']);
    expect(readSettings({ ADDRESS_HEADER: 'X-Forwarded-For' }).tellsVisitorsApart).toBe(true);
  });
});

async function fetchPage(port: number, host: string, headers: Record<string, string> = {}) {
  const sent = request({ port, host: '127.0.0.1', headers: { host, ...headers } });
  sent.end();
  const [response] = await once(sent, 'response');
  await response.toArray();
}

describe('compression', () => {
  test('a page comes as brotli to who takes it', async () => {
    const { headers, body } = await ask(page, { 'accept-encoding': 'gzip, deflate, br' });
    expect(headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(body).toString()).toBe(long);
    expect(headers).toMatchObject({
      vary: 'accept-encoding',
      etag: 'W/"tea"',
      'content-length': String(body.length),
    });
  });

  test('a page comes as gzip to older browsers', async () => {
    const { headers, body } = await ask(page, { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(long);
  });

  test('a page comes as it is to who asks for nothing', async () => {
    const { headers, body } = await ask(page);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.vary).toBe('accept-encoding');
    expect(body.toString()).toBe(long);
  });

  test('short answers, pictures and event streams are left alone', async () => {
    const kinds = { 'text/html': 'Tea', 'image/png': long, 'text/event-stream': long };
    for (const [kind, words] of Object.entries(kinds)) {
      const { headers, body } = await ask(
        (_, response) => {
          response.setHeader('content-type', kind);
          response.writeHead(200);
          response.end(words);
        },
        { 'accept-encoding': 'br' },
      );
      expect(headers['content-encoding'], kind).toBeUndefined();
      expect(body.toString()).toBe(words);
      stop();
    }
  });

  test('a signed-in browser that another site sent gets no compressed answer', async () => {
    const sent = { 'accept-encoding': 'br', cookie: 'session=1', 'sec-fetch-site': 'cross-site' };
    expect((await ask(page, sent)).headers['content-encoding']).toBeUndefined();
  });

  test('an encoding may be refused by weight', () => {
    expect(bestEncoding('br;q=0, gzip;q=0.5')).toBe('gzip');
    expect(bestEncoding('br;q=0.0, identity')).toBeNull();
    expect(bestEncoding('br;q=0.1')).toBe('br');
  });
});

describe('what comes along', () => {
  const count: Handler = async (asked, response) => {
    let bytes = 0;
    for await (const piece of asked) bytes += (piece as Buffer).length;
    response.end(`${bytes} bytes, ${asked.headers['x-natter-too-large'] ?? 'all'}`);
  };
  const send = (path: string, lines: string, body = '', handler = count) =>
    sendRaw(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines}\r\n\r\n${body}`,
      handler,
    );

  test('a file that is too large is left out, and the app is told so that it can say so in words', async () => {
    const tell: Handler = ({ headers }, response) =>
      response.end(`${headers['content-length']} bytes, ${headers['x-natter-too-large'] ?? 'all'}`);
    const file = 'Content-Type: multipart/form-data; boundary=x\r\nX-Natter-Too-Large: no\r\nContent-Length:';
    expect(await send('/', `${file} 500000`, 'a'.repeat(500_000), tell)).toMatch(/\r\n0 bytes, yes$/);
    expect(await send('/', `${file} 3`, 'abc', tell)).toMatch(/\r\n3 bytes, all$/);
  });

  test('only where a host brings a file may more come in, and not without end', async () => {
    const large = 'a'.repeat(2_000_000);
    for (const path of ['/village/desk/buses?/bring', '/village/desk/calendars?/file'])
      expect(await send(path, 'Content-Length: 2000000', large)).toMatch(/2000000 bytes, all$/);
    for (const path of ['/village/desk/buses?/add', '/village/desk/buses?/bring&x', '/a/b/desk/buses?/bring'])
      expect(await send(path, 'Content-Length: 2000000'), path).toMatch(/^HTTP\/1\.1 413 /);
    expect(await send('/village/desk/buses?/bring', 'Content-Length: 8200000')).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('one that does not say how long it is ends where it is too long', async () => {
    const pieces = (length: number) => `${length.toString(16)}\r\n${'a'.repeat(length)}\r\n0\r\n\r\n`;
    expect(await send('/', 'Transfer-Encoding: chunked', pieces(1_024))).toMatch(/1024 bytes, all/);
    expect(await send('/', 'Transfer-Encoding: chunked', pieces(1_025))).not.toContain('bytes');
  });
});

describe('settings', () => {
  test.each([
    [{ PORT: 'tea' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ ORIGIN: 'natter.example.org' }, 'ORIGIN'],
    [{ ORIGIN: 'https://natter.example.org/tea' }, 'ORIGIN'],
    [{ BODY_SIZE_LIMIT: 'lots' }, 'BODY_SIZE_LIMIT'],
    [{ ADDRESS_HEADER: 'X Forwarded' }, 'ADDRESS_HEADER'],
    [{ XFF_DEPTH: '0' }, 'XFF_DEPTH'],
  ])('a malformed %o is named in one line', (env, name) => {
    expect(() => readSettings(env)).toThrow(new RegExp(`^${name} must be [^\\n]+$`));
  });

  test('nothing needs to be set', () => {
    expect(readSettings({})).toEqual({
      host: undefined,
      port: 3000,
      origin: null,
      bodyLimit: 1_126_400,
      tellsVisitorsApart: false,
    });
  });
});
