import { request as ask } from 'node:http';
import { expect, test } from './natter.ts';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'asked over HTTP, without a page');
test.use({ inVillage: true });

const HUB = '/stainsacre-social';

/** Signs one of the cast in over HTTP; gives their cookie. */
async function cookieOf(url: string, card: string): Promise<string> {
  const signedIn = await fetch(`${url}${card}?/use`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
  });
  return signedIn.headers.get('set-cookie')!.split(';')[0]!;
}

test('a cookie is never handed out with an answer that is kept on the way', async ({ natter, village }) => {
  const cookie = await cookieOf(natter.url, village.cards.Cyd!);
  const feed = () => fetch(`${natter.url}${HUB}/calendar.ics`, { headers: { cookie } });
  const first = await feed();
  expect(first.headers.get('cache-control')).toMatch(/^public/);
  expect(first.headers.get('natter-for')).toBeNull();
  // From here on the cookie is made to last longer.
  natter.moveTo(natter.now() + 40 * 86_400);
  const renewing = await feed();
  expect(renewing.headers.get('set-cookie')).toContain(cookie);
  expect(renewing.headers.get('cache-control')).toBe('private, no-store');
});

test('what waited for a signal is never taken from the next one who signs in on that device', async ({
  natter,
  village,
}) => {
  const [cyd, bert] = [
    await cookieOf(natter.url, village.cards.Cyd!),
    await cookieOf(natter.url, village.cards.Bert!),
  ];
  const home = await fetch(`${natter.url}${HUB}`, { headers: { cookie: cyd } });
  const person = home.headers.get('natter-for')!;
  const [path] = /\/stainsacre-social\/meetups\/[\w-]+/.exec(await home.text())!;
  const say = (cookie: string) =>
    fetch(`${natter.url}${path}?/maybe`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        origin: natter.url,
        accept: 'application/json',
        'x-sveltekit-action': 'true',
        'content-type': 'application/x-www-form-urlencoded',
        'natter-by': person,
        'natter-waited': '60',
        cookie,
      },
      body: 'party=1&once=waited',
    });
  const saidOf = async (cookie: string) =>
    (await fetch(`${natter.url}/me/data/download`, { headers: { cookie } })).text();
  const before = await saidOf(bert);
  expect((await say(bert)).status).toBe(403);
  expect(await saidOf(bert)).toBe(before);
  expect(await (await say('')).json()).toEqual({ type: 'redirect', status: 303, location: '/sign-in' });
  expect(await (await say(cyd)).json()).toMatchObject({ type: 'redirect', status: 303 });
});

test('a form of tens of thousands of fields holds nobody up', async ({ natter }) => {
  const body = Array.from({ length: 60_000 }, (_, i) => `f${i}=`).join('&');
  const path = `${HUB}/meetups/nothing-2027-03-02?/coming`;
  const headers = {
    origin: natter.url,
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const page = await (await fetch(natter.url + HUB)).text();
  const [meetup] = /\/stainsacre-social\/meetups\/[\w-]+/.exec(page)!;
  for (const to of [path, `${meetup}?/coming`, '/text-size', '/sign-in?/ask']) {
    const started = performance.now();
    const { status } = await fetch(natter.url + to, { method: 'POST', headers, body, redirect: 'manual' });
    expect([404, 413]).toContain(status);
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});

test('a form on its way while its person erases themselves is told that they are signed out', async ({
  natter,
  village,
}) => {
  const cookie = await cookieOf(natter.url, village.cards.Bert!);
  const home = await (await fetch(natter.url + HUB)).text();
  const [path] = /\/stainsacre-social\/meetups\/[\w-]+/.exec(home)!;
  const headers = {
    cookie,
    origin: natter.url,
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const forms = [{}, { accept: 'application/json', 'x-sveltekit-action': 'true' }].map((more) => {
    const form = ask(`${natter.url}${path}?/coming`, { method: 'POST', headers: { ...headers, ...more } });
    form.write('party=1&');
    return form;
  });
  const answers = forms.map(
    (form) => new Promise<import('node:http').IncomingMessage>((told) => form.once('response', told)),
  );
  // The beginning of both has come, and who sent them is known, once others that came later are answered.
  for (let round = 0; round < 5; round++) await fetch(`${natter.url}/healthz`);
  const erased = await fetch(`${natter.url}/me/data/erase?/erase`, {
    ...{ method: 'POST', redirect: 'manual' },
    ...{ headers, body: 'sure=yes' },
  });
  expect(erased.headers.get('location')).toBe('/me/data/erased');
  for (const form of forms) form.end('once=while-erased');
  const [plain, scripted] = await Promise.all(answers);
  expect([plain!.statusCode, plain!.headers.location]).toEqual([303, '/sign-in?out=yes']);
  expect([scripted!.statusCode, scripted!.headers['natter-why']]).toEqual([200, 'signed-out']);
  expect(plain!.headers['natter-for']).toBe('nobody');
  expect(natter.printed.join('\n')).not.toContain('"mishap"');
});
