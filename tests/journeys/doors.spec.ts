import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import * as clock from '../../src/lib/server/clock.ts';
import * as database from '../../src/lib/server/db/database.ts';
import { migrate } from '../../src/lib/server/db/migrate.ts';
import { DOORS, expected, verdictOf, VISITORS, type Visitor } from '../doors.ts';
import { buildTwoHubs, type TwoHubs } from '../helpers/two-hubs.ts';
import { startNatter, type RealNatter } from '../helpers/real-natter.ts';
import { waysOnDisk, type Way } from '../helpers/routes-on-disk.ts';

const ways = waysOnDisk();
const keyOf = ({ route, way }: Way) => `${route} ${way}`;

test.describe('doors', () => {
  // Nothing here is shown in a browser, so once is enough.
  test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'asked over HTTP, without a page');
  test.describe.configure({ mode: 'default' });

  let folder: string;
  let town: TwoHubs;
  let db: database.Database;
  let natter: RealNatter;

  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'natter-doors-'));
    const before = await database.open({ url: `file:${join(folder, 'natter.db')}` });
    await migrate(before, 'migrations', clock.now());
    town = await buildTwoHubs(before, clock.now());
    await before.close();
    natter = await startNatter({ from: folder });
    db = await database.open({ url: `file:${join(natter.folder, 'natter.db')}` });
  });

  test.afterAll(async () => {
    await db?.close();
    await natter?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ask(way: Way, visitor: Visitor, owner: 'own' | 'other') {
    const path = await town.pathOf(db, natter.now(), way.route, owner);
    const cookie = await town.cookieOf(db, natter.now(), visitor);
    const isScript = DOORS[keyOf(way)]?.startsWith('script');
    const isRead = way.way === 'page' || way.way === 'GET';
    const response = await fetch(
      natter.url + path + (way.way.startsWith('?/') && !way.way.endsWith('/default') ? way.way : ''),
      {
        method: isRead ? 'GET' : way.way.startsWith('?/') ? 'POST' : way.way,
        redirect: 'manual',
        headers: {
          accept: way.way === 'page' || way.way.startsWith('?/') ? 'text/html' : 'application/json',
          origin: natter.url,
          cookie,
          ...(isRead
            ? {}
            : { 'content-type': isScript ? 'application/json' : 'application/x-www-form-urlencoded' }),
        },
        ...(isRead ? {} : { body: isScript ? '{}' : '' }),
      },
    );
    await response.arrayBuffer();
    return verdictOf(response);
  }

  test('every way through a door has a rule, and every rule a way', () => {
    expect(Object.keys(DOORS).sort()).toEqual(ways.map(keyOf).sort());
  });

  for (const way of ways) {
    const rule = DOORS[keyOf(way)];
    if (!rule) continue;
    test(`${keyOf(way)} is for ${rule}`, async () => {
      for (const visitor of VISITORS) {
        expect(`${visitor}: ${await ask(way, visitor, 'own')}`).toBe(
          `${visitor}: ${expected(rule, visitor)}`,
        );
      }
      if (!/\[(id|token)\]/.test(way.route)) return;
      for (const visitor of VISITORS) {
        const verdict = expected(rule, visitor) === 'sign in first' ? 'sign in first' : 'not found';
        expect(`${visitor}, another's: ${await ask(way, visitor, 'other')}`).toBe(
          `${visitor}, another's: ${verdict}`,
        );
      }
    });
  }
});
