import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startNatter } from '../helpers/real-natter.ts';
import { expect, test } from './natter.ts';

const GUARDS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
];

const form = (origin: string) => ({
  method: 'POST',
  headers: { accept: 'text/html', origin, 'content-type': 'application/x-www-form-urlencoded' },
});

test('every answer is guarded, whatever it is', async ({ natter: { url } }) => {
  const script = readdirSync('build/client/_app/immutable/entry').find((name) => name.endsWith('.js'));
  const answers = {
    page: await fetch(url),
    nothing: await fetch(`${url}/nobody/is/here`),
    font: await fetch(`${url}/fonts/atkinson.woff2`),
    script: await fetch(`${url}/_app/immutable/entry/${script}`),
    'not an address': await fetch(`${url}/%E0%A4%A`),
    'form from elsewhere': await fetch(`${url}/sign-in`, form('https://example.com')),
    'form too large': await fetch(`${url}/sign-in`, { ...form(url), body: `mail=${'a'.repeat(1_200_000)}` }),
  };
  const statuses = Object.values(answers).map(({ status }) => status);
  expect(statuses).toEqual([200, 404, 200, 200, 400, 403, 413]);
  for (const [what, { headers }] of Object.entries(answers)) {
    for (const name of GUARDS) expect(headers.get(name), `${name} of ${what}`).toBeTruthy();
    expect(headers.get('content-security-policy'), what).toContain("object-src 'none'");
    expect(headers.get('content-security-policy'), what).toContain("base-uri 'none'");
    expect(headers.get('content-security-policy'), what).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy'), what).not.toMatch(/unsafe-(inline|eval)/);
  }
});

test('a page is compressed, a form on this machine is taken, and one from elsewhere is not', async ({
  natter,
}) => {
  const page = await fetch(natter.url, { headers: { 'accept-encoding': 'br' } });
  expect(page.headers.get('content-encoding')).toBe('br');
  const own = await fetch(`${natter.url}/sign-in?/ask`, { ...form(natter.url), body: 'mail=' });
  expect(own.status).toBe(422);
  for (const origin of ['https://localhost', 'http://localhost', 'null', 'https://example.com']) {
    expect((await fetch(`${natter.url}/sign-in`, form(origin))).status, origin).toBe(403);
  }
});

test('a setting that is malformed stops the start with one line that names it', async () => {
  const malformed = {
    ORIGIN: 'natter.example.org',
    SMTP_URL: 'mail.example.org',
    PUSH_CONTACT: 'me',
    PUSH_EXTRA_HOSTS: 'push.example.org',
    DATABASE_URL: 'postgres://db.example.org',
    BODY_SIZE_LIMIT: 'lots',
    XFF_DEPTH: '-1',
  };
  for (const [name, value] of Object.entries(malformed)) {
    const problem = await startNatter({ env: { [name]: value } }).then(
      () => 'it started',
      (refusal: Error) => refusal.message,
    );
    expect(problem).toMatch(new RegExp(`^Natter ended with 1:\\n${name} must [^\\n]+$`));
  }
});

test('a second Natter on the same folder is refused in one line', async ({ natter }) => {
  const second = spawnSync(process.execPath, ['src/commands/serve.mjs'], {
    env: { PATH: process.env.PATH, NATTER_DATA: natter.folder, PORT: '0' },
    encoding: 'utf8',
  });
  expect(second.status).toBe(1);
  expect(second.stderr).toMatch(/^Natter is already running on [^\n]+\n$/);
});

test('Natter ends in good order when told, and is all there when it was not', async ({ natter }) => {
  const began = Date.now();
  expect(await natter.stop('SIGTERM')).toBe(0);
  expect(Date.now() - began).toBeLessThan(10_000);
  await natter.restart();
  expect(await natter.stop('SIGKILL')).toBeNull();
  await natter.restart();
  expect((await fetch(natter.url)).status).toBe(200);
});

test('a form on its way when Natter is told to end is still answered', async ({ natter }) => {
  const body = 'mail=';
  const socket = connect(Number(new URL(natter.url).port), '127.0.0.1');
  const head = ['POST /sign-in?/ask HTTP/1.1', `Host: ${new URL(natter.url).host}`, `Origin: ${natter.url}`];
  const kind = ['Accept: text/html', 'Content-Type: application/x-www-form-urlencoded'];
  socket.write([...head, ...kind, `Content-Length: ${body.length}`, '', body.slice(0, 2)].join('\r\n'));
  await expect.poll(() => fetch(`${natter.url}/`).then(({ status }) => status)).toBe(200);

  const began = Date.now();
  const ended = natter.stop('SIGTERM');
  await expect.poll(() => fetch(`${natter.url}/`).catch(() => 'nobody listens')).toBe('nobody listens');
  socket.write(body.slice(2));
  const answer = Buffer.concat(await socket.toArray()).toString();
  expect(answer).toMatch(/^HTTP\/1\.1 422 /);
  expect(await ended).toBe(0);
  expect(Date.now() - began).toBeLessThan(4_000);
});

test('the log holds no tokens, no addresses and nothing that was typed', async ({ natter }) => {
  await fetch(`${natter.url}/letters/a-secret-token`);
  await fetch(`${natter.url}/sign-in/once/a-secret-token`);
  await fetch(`${natter.url}/sign-in?next=/a-secret-token`);
  await fetch(`${natter.url}/sign-in?/ask`, { ...form(natter.url), body: 'mail=cyd@stainsacre.example' });
  await natter.stop();
  const log = natter.printed.join('\n');
  expect(log).not.toMatch(/secret-token|cyd@|stainsacre\.example|127\.0\.0\.1/);
  const lines = natter.printed.filter((line) => !/^(Natter is at|Set up) /.test(line));
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('event');
});

test.describe('in the village', () => {
  test.use({ inVillage: true });

  test('a copy made beside a running Natter brings everybody back', async ({ natter }) => {
    const run = (command: string, ...args: string[]) =>
      spawnSync(process.execPath, ['src/commands/with-packages.mjs', '--present', command, ...args], {
        env: { PATH: process.env.PATH, NATTER_DATA: natter.folder },
        encoding: 'utf8',
      });
    const copied = run('src/commands/backup.ts');
    expect(copied.stderr).toBe('');
    const path = /read the copy through: (\S+)/.exec(copied.stdout)?.[1] ?? '';
    expect(existsSync(join(path))).toBe(true);

    await natter.stop('SIGKILL');
    const restored = run('src/commands/restore.ts', path, '--over');
    expect(restored.stdout).toContain('Restored 1 hubs and 40 people');
    await natter.restart();
    expect(await (await fetch(`${natter.url}/stainsacre-social`)).text()).toContain('Tea at the shelter');
  });

  test('no set-up link is printed while there is a hub', async ({ natter }) => {
    expect(natter.printed.join('\n')).not.toContain('/start?');
  });
});
