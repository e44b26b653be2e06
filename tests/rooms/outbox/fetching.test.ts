import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetcher } from '#server/outbox/fetching.ts';
import { packed, startCalendarServer, type CalendarServer } from '../../helpers/calendar-server.ts';

const MOST = 10_000;
const CALENDAR = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

describe('an address may be asked', () => {
  const { mayAsk } = createFetcher({
    extraHosts: ['nas.example.org:8443', '127.0.0.1:5000', 'hall.lan:443'],
  });
  test.each([
    'https://hall.example.org/calendar.ics',
    'https://hall.example.org:443/calendar.ics?key=a%20b',
    'https://xn--caf-dma.example/x.ics',
    'https://nas.example.org:8443/a.ics',
    'http://127.0.0.1:5000/a.ics',
    'https://hall.lan/a.ics',
  ])('%s', (address) => expect(mayAsk(address)).toBe(true));
});

describe('an address may not be asked', () => {
  const { mayAsk } = createFetcher({ extraHosts: ['nas.example.org:8443', 'nas.example.org:80'] });
  test.each([
    'http://hall.example.org/calendar.ics',
    'https://hall.example.org:8443/calendar.ics',
    'https://ada:secret@hall.example.org/calendar.ics',
    'https://ada@hall.example.org/calendar.ics',
    'https://127.0.0.1/calendar.ics',
    'https://0x7f.1/calendar.ics',
    'https://2130706433/calendar.ics',
    'https://[::1]/calendar.ics',
    'https://localhost/calendar.ics',
    'https://hall/calendar.ics',
    'https://hall.example.org./calendar.ics',
    'http://nas.example.org/calendar.ics',
    'ftp://hall.example.org/calendar.ics',
    'file:///etc/passwd',
    `https://hall.example.org/${'a'.repeat(2_000)}`,
    '',
  ])('%s', (address) => expect(mayAsk(address)).toBe(false));
});

describe('over https', () => {
  let server: CalendarServer;
  const fetcher = (waitMs?: number) =>
    createFetcher({ extraHosts: [server.host], ca: server.ca, ...(waitMs ? { waitMs } : {}) });
  const fetch = (path: string) => fetcher().fetch(server.origin + path, MOST);

  beforeAll(async () => {
    server = await startCalendarServer();
  });
  afterAll(() => server.stop());

  test('what lies there is read, packed or not, with the marks to ask again', async () => {
    const headers = { etag: '"one"', 'last-modified': 'Tue, 02 Mar 2027 09:00:00 GMT' };
    server.answer('/a.ics', { headers, body: CALENDAR });
    server.answer('/packed.ics', packed(CALENDAR));
    const read = await fetch('/a.ics');
    expect(read).toMatchObject({ is: 'read', tag: '"one"', changed: headers['last-modified'] });
    expect(read.is === 'read' && Buffer.from(read.body).toString()).toBe(CALENDAR);
    const other = await fetch('/packed.ics');
    expect(other.is === 'read' && Buffer.from(other.body).toString()).toBe(CALENDAR);
    const known = { tag: '"one"', changed: headers['last-modified'] };
    expect(await fetcher().fetch(`${server.origin}/a.ics`, MOST, known)).toEqual({ is: 'unchanged' });
    expect(server.asked.at(-1)!.headers).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': headers['last-modified'],
    });
    expect(JSON.stringify(server.asked)).not.toMatch(/cookie|authorization|referer/);
  });

  test('what is too large is not read to its end, also when it is packed very small', async () => {
    server.answer('/large.ics', {
      body: Buffer.alloc(MOST + 1, 'a'),
      headers: { 'transfer-encoding': 'chunked' },
    });
    server.answer('/said.ics', {
      body: Buffer.alloc(MOST + 1, 'a'),
      headers: { 'content-length': String(MOST + 1) },
    });
    const bomb = packed(Buffer.alloc(200_000_000, 'a'));
    server.answer('/bomb.ics', bomb);
    expect(await fetch('/large.ics')).toEqual({ is: 'too-large' });
    expect(await fetch('/said.ics')).toEqual({ is: 'too-large' });
    const before = process.memoryUsage().rss;
    expect(await fetcher().fetch(`${server.origin}/bomb.ics`, 1_000_000)).toEqual({ is: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000);
  });

  test('it says in one word why nothing came', async () => {
    const cases: [string, Parameters<CalendarServer['answer']>[1], string][] = [
      ['/gone', { status: 410 }, 'not-there'],
      ['/shut', { status: 403 }, 'not-for-us'],
      ['/down', { status: 503 }, 'trouble'],
      ['/odd', { headers: { 'content-encoding': 'br' }, body: 'x' }, 'trouble'],
      ['/false', { headers: { 'content-encoding': 'gzip' }, body: 'not packed' }, 'trouble'],
      ['/broken', { body: CALENDAR, manner: 'broken' }, 'no-answer'],
    ];
    for (const [path, answer, is] of cases) {
      server.answer(path, answer);
      expect(await fetch(path), path).toEqual({ is });
    }
    server.answer('/silent', { manner: 'silent' });
    expect(await fetcher(200).fetch(`${server.origin}/silent`, MOST)).toEqual({ is: 'no-answer' });
    expect(await fetcher(200).fetch(`${server.origin.replace('localhost', 'localhost.')}/a`, MOST)).toEqual({
      is: 'not-allowed',
    });
  });

  test('a redirect is followed three times, and only to where one may ask', async () => {
    const to = (location: string) => ({ status: 302, headers: { location } });
    server.answer('/a.ics', { body: CALENDAR });
    server.answer('/1', to('/2'));
    server.answer('/2', to(`${server.origin}/3`));
    server.answer('/3', to('a.ics'));
    expect(await fetch('/1')).toMatchObject({ is: 'read' });
    server.answer('/0', to('/1'));
    expect(await fetch('/0')).toEqual({ is: 'trouble' });
    for (const inward of [
      'https://127.0.0.1/',
      'http://hall.example.org/',
      'file:///etc/passwd',
      'https://[::1]/',
    ]) {
      server.answer('/out', to(inward));
      expect(await fetch('/out'), inward).toEqual({ is: 'not-allowed' });
    }
  });

  test('a certificate that nobody vouches for is no answer', async () => {
    const trusting = createFetcher({ extraHosts: [server.host] });
    expect(await trusting.fetch(`${server.origin}/a.ics`, MOST)).toEqual({ is: 'no-answer' });
  });
});

test.each([
  ['this machine', '127.0.0.1', 4],
  ['a private network', '192.168.1.20', 4],
  ['the address of clouds for themselves', '169.254.169.254', 4],
  ['a private network of the newer kind', 'fd00::1', 6],
  ['this machine in disguise', '::ffff:127.0.0.1', 6],
])('a name that leads to %s is not connected to', async (_, address, family) => {
  const lookup: LookupFunction = (_, options, done) => {
    const found = [
      { address: '93.184.215.14', family: 4 },
      { address, family },
    ];
    if (options.all) done(null, found);
    else done(null, address, family);
  };
  const fetcher = createFetcher({ extraHosts: [], lookup });
  expect(await fetcher.fetch('https://hall.example.org/a.ics', MOST)).toEqual({ is: 'inward' });
});
