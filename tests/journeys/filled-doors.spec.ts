import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as clock from '../../src/lib/server/clock.ts';
import * as database from '../../src/lib/server/db/database.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import * as demo from '../../src/lib/server/demo/village.ts';
import * as sessions from '../../src/lib/server/people/sessions.ts';
import { DOORS, expected, verdictOf, VISITORS, type Visitor } from '../doors.ts';
import { formsFound, guessedFrom, wayOf } from '../helpers/crawl.ts';
import type { FilledForm } from '../helpers/filled-forms.ts';
import { startNatter, type RealNatter } from '../helpers/real-natter.ts';
import { allRows, rowsAbout } from '../helpers/rows-of.ts';
import { expect, test } from './natter.ts';

// doors.spec.ts sends an empty form to every door. Here the forms that stand on pages are sent filled in, so that what is
// only looked at behind a filled form is looked at too: by whoever may not, and with things that are somebody else's.

/** What makes more things, with forms of their own. */
const ADDS = /^\?\/(add\w*|make|draft|away|takeErrand|start|wish|enter|yes|done)$/;
/** What takes things away, or the hand that does it, comes last. */
const ENDS = /^\?\/(cancel|close\w*|end|stop|pause|remove|forget\w*|discard|leaveOut|signOut\w*|erase)$/;

const WAYS = Object.keys(DOORS).filter((way) => way.includes('?/') && DOORS[way] !== 'bearer');
/** Whoever erases themselves is counted on at every meet-up they came to: that is written there, whoever hosts it. */
const COUNTS_ON = '/me/data/erase ?/erase';

test.describe('filled forms', () => {
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'asked over HTTP, without a page');
  test.describe.configure({ mode: 'default' });

  let folder: string;
  let here: demo.Village;
  let elsewhere: demo.Village;
  let db: database.Database;
  let natter: RealNatter;
  /** What stands on the pages of this hub's keeper, of another hub's, and of Dot, who hosts here. */
  let keepers: FilledForm[];
  let others: FilledForm[];
  let dots: FilledForm[];
  let seen: Set<string>;

  test.beforeAll(async ({ browser }) => {
    folder = mkdtempSync(join(tmpdir(), 'natter-forms-'));
    const before = await database.open({ url: `file:${join(folder, 'natter.db')}` });
    await migrate(before, 'migrations', clock.now());
    here = await demo.fill(before, clock.now());
    await before.write((tx) => tx.run(`UPDATE people SET mail = 'not-' || mail`));
    elsewhere = await demo.fill(before, clock.now());
    await before.close();
    natter = await startNatter({ from: folder });
    db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
    const page = await browser.newPage();
    const found = async ({ hub, ids }: demo.Village, name: string) =>
      formsFound({ page, url: natter.url, cookie: await cookieOf(ids[name]!), hub });
    for (const village of [here, elsewhere]) {
      const cookie = await cookieOf(village.ids.Ada!);
      for (const form of await found(village, 'Ada')) if (ADDS.test(form.way)) await send(form, cookie);
    }
    [keepers, others, dots] = [
      await found(here, 'Ada'),
      await found(elsewhere, 'Ada'),
      await found(here, 'Dot'),
    ];
    await page.close();
    seen = new Set([...keepers, ...dots].map(wayOf));
    for (const forms of [keepers, others, dots]) forms.push(...guessedFrom(forms, WAYS));
  });

  test.afterAll(async () => {
    await db?.close();
    await natter?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function cookieOf(person: string): Promise<string> {
    return `natter=${(await sessions.begin(db, person, 'A test', natter.now())).secret}`;
  }

  async function send({ path, way, fields }: FilledForm, cookie: string): Promise<string> {
    const response = await fetch(natter.url + path + (way === '?/default' ? '' : way), {
      method: 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html', origin: natter.url, cookie },
      body: new URLSearchParams(fields),
    });
    await response.arrayBuffer();
    return response.status === 422 ? 'put right' : verdictOf(response);
  }

  test('are found on most pages that have any', () => {
    expect([...seen].filter((way) => !(way in DOORS))).toEqual([]);
    expect(seen.size / WAYS.length).toBeGreaterThan(0.55);
  });

  test('whoever may not is turned away, and nothing changes', async () => {
    const people: Record<Visitor, string | null> = {
      stranger: null,
      outsider: elsewhere.ids.Ada!,
      neighbour: here.ids.Cyd!,
      host: here.ids.Dot!,
      keeper: here.ids.Ada!,
      councillor: here.ids.Eve!,
    };
    const before = await allRows(db);
    const wrong: string[] = [];
    for (const visitor of VISITORS) {
      const cookie = people[visitor] ? await cookieOf(people[visitor]) : '';
      for (const form of keepers) {
        const rule = DOORS[wayOf(form)]!;
        // In this village it is the keeper who says things for somebody.
        const wanted = expected(rule === 'go-between' ? 'keeper' : rule, visitor);
        if (wanted === 'may') continue;
        const verdict = await send(form, cookie);
        if (verdict !== wanted) wrong.push(`${visitor}, ${wayOf(form)}: ${verdict}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await allRows(db)).toEqual(before);
  });

  test('what another hub has is not found through this one', async () => {
    const before = await allRows(db);
    const wrong: string[] = [];
    const cookie = await cookieOf(here.ids.Ada!);
    for (const form of others) {
      if (!/\[id\]/.test(wayOf(form))) continue;
      const path = form.path.replace(`/${elsewhere.hub}/`, `/${here.hub}/`);
      const verdict = await send({ ...form, path }, cookie);
      if (verdict !== 'not found') wrong.push(`${wayOf(form)}: ${verdict}`);
    }
    expect(wrong).toEqual([]);
    expect(await allRows(db)).toEqual(before);
  });

  test('with what another person of the hub has, nothing of theirs is changed', async () => {
    const dot = here.ids.Dot!;
    const about = async () => rowsAbout(await allRows(db), [dot], { deep: false });
    const before = await about();
    const cookie = await cookieOf(here.ids.Cyd!);
    for (const form of inOrder(dots)) {
      if (DOORS[wayOf(form)] === 'signed-in' && wayOf(form) !== COUNTS_ON) await send(form, cookie);
    }
    const after = await about();
    expect([...before].filter((row) => !after.has(row))).toEqual([]);
  });

  test('with what another hub has, nothing is changed there and nobody brought here', async () => {
    const everything = [elsewhere.hub, ...Object.values(elsewhere.ids)];
    const about = async () => rowsAbout(await allRows(db), everything, { deep: true });
    const own = new Map(keepers.map((form) => [wayOf(form), form.path]));
    const before = await about();
    let incomplete = 0;
    for (const form of inOrder(others)) {
      const path = own.get(wayOf(form)) ?? form.path.replace(elsewhere.hub, here.hub);
      const verdict = await send({ ...form, path }, await cookieOf(here.ids.Ada!));
      incomplete += verdict === 'put right' ? 1 : 0;
    }
    expect([...(await about())].filter((row) => !before.has(row))).toEqual([]);
    expect(await about()).toEqual(before);
    // Forms that are sent back to be put right show nothing about what is behind that.
    expect(incomplete).toBeLessThan(others.length / 3);
  });
});

function inOrder(forms: FilledForm[]): FilledForm[] {
  return [...forms.filter(({ way }) => !ENDS.test(way)), ...forms.filter(({ way }) => ENDS.test(way))];
}
