import type { Page } from '@playwright/test';
import * as database from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as keys from '#server/outbox/keys.ts';
import * as letters from '#server/outbox/letters.ts';
import { findLinks, HUB } from './pages.ts';

const OF_DATE = [
  'reminder',
  'changed',
  'place-free',
  'still-on',
  'hosting',
  'help-ring',
  'gaps-left',
] as const;
const OF_SERIES = ['unlisted', 'host-gone'] as const;

/**
 * The pages that whoever holds their secret opens, without signing in: the operator's, and a letter of each kind, to Bert
 * where the village in that data folder has none of its own. Those that are written here are never sent.
 */
export async function secrets(folder: string, page: Page): Promise<{ name: string; path: string }[]> {
  const [meetup] = await findLinks(page, HUB, /\/meetups\/[^/?#]+$/);
  const date = meetup!.split('/').at(-1)!;
  const now = Math.floor(Date.now() / 1000);
  const later = { dueAt: now + 300 * 86_400, useBy: now + 301 * 86_400 };
  const db = await database.open({ url: `file:${folder}/natter.db` });
  try {
    const { signing } = await keys.loadKeys(db, now);
    const bert = text((await db.one(`SELECT id FROM people WHERE first_name = 'Bert'`))!, 'id');
    const about = {
      person: bert,
      hub: HUB.slice(1),
      occasion: 'to look at',
      ways: 'ladder',
      ...later,
    } as const;
    const written = [
      ...OF_DATE.map((kind) => ({ ...about, kind, subject: date })),
      ...OF_SERIES.map((kind) => ({ ...about, kind, subject: date.slice(0, -11) })),
    ];
    await db.write((tx) => letters.writeMany(tx, written, now));
    const rows = await db.all('SELECT kind, MAX(id) AS id FROM letters GROUP BY kind ORDER BY kind');
    const all = rows.map((row) => ({
      name: `letter.${text(row, 'kind')}`,
      path: `/letters/${letters.token(signing, text(row, 'id'))}`,
    }));
    return [...all, { name: 'operator', path: `/operator/${reportLinks.make(signing, now)}` }];
  } finally {
    await db.close();
  }
}
