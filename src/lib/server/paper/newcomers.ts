import { asOf, dateTimeInWords } from '#lib/dates.ts';
import type { Reader } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as promises from '#server/voice/promises.ts';
import * as weDid from '#server/voice/we-did.ts';
import { localOf } from '#server/wall-clock.ts';
import { qrOf } from './qr.ts';
import type { Cell, Sheet } from './sheet.ts';

/** No more words than this are on it, however much there is to tell. */
export const MOST_WORDS = 400;

/** What somebody new may want to know: nothing that not everybody may read. */
export interface ForNewcomers {
  about: string;
  next: { title: string; startsLocal: string; where: string }[];
  hosts: string[];
  jobs: string[];
  changed: string[];
  going: string[];
  promised: string[];
}

/** Gathers it from what the hub has. */
export async function gather(db: Reader, hub: Hub, now: number): Promise<ForNewcomers> {
  const ahead = await meetups.upcoming(db, hub.slug, now, { limit: 12 });
  const next = ahead.filter(({ cancelledAt }) => cancelledAt === null).slice(0, 3);
  const topics = await weDid.ofHub(db, hub.slug);
  const open = (await promises.ofHub(db, hub.slug, now)).filter(({ settledOn }) => settledOn === null);
  return {
    about: hub.about,
    next: next.map(({ title, startsLocal, venue }) => ({
      ...{ title, startsLocal },
      where: venue.kind === 'home' ? `a house in ${venue.area}` : venue.name,
    })),
    hosts: [...new Set(next.flatMap(({ hosts }) => hosts.map(({ firstName }) => firstName)))],
    jobs: (await jobs.ofHub(db, hub.slug)).map(({ name }) => name),
    changed: topics.filter(({ verdict }) => verdict === 'happened').map(({ name }) => name),
    going: topics.filter(({ verdict }) => verdict !== 'happened').map(({ name }) => name),
    promised: open.map(({ what }) => what),
  };
}

/** One page for somebody new, on the screen and on paper, of at most 400 words. `origin` is the address of this Natter. */
export function newcomersSheet(hub: Hub, found: ForNewcomers, origin: string, now: number): Sheet {
  const today = localOf(now, hub.zone);
  const told: [heading: string, words: string][] = [
    ['What this is', first(found.about, 60)],
    ['When and where', dates(found, today)],
    [
      'How to join',
      'You need no account. Say “I’m coming” with your first name, tell a host, or just turn up.',
    ],
    ['Who to ask', list(found.hosts, 4, 2)],
    ['No way to get there', 'Ask for a lift, on the page or by telling a host. Neighbours drive you.'],
    ['Something to do', list(found.jobs, 3, 6)],
    ['Have your say', 'One sentence is enough. We take it to those who decide, and read you the answer.'],
    ['What has changed', list(found.changed, 2, 12)],
    ['What we are at', list(found.going, 2, 12)],
    ['Who has promised what', list(found.promised, 2, 20)],
  ];
  return within({
    hubName: hub.name,
    title: `New here? Welcome to ${first(hub.name, 10)}`,
    lines: [asOf(today)],
    columns: [
      { heading: '', share: 0.3 },
      { heading: '', share: 0.7 },
    ],
    rows: told
      .filter(([, words]) => words !== '')
      .map(([heading, words]): Cell[] => [{ text: heading, strong: true }, { text: words }]),
    foot: ['Point your phone at the code, or ask anybody with a cup in their hand.'],
    qr: qrOf(`${origin}/${hub.slug}`),
    size: 14,
    oneSide: (left) => `${left} more, on the page.`,
  });
}

/** How many words stand on a sheet. */
export function wordsOn({ hubName, title, lines, rows, foot }: Omit<Sheet, 'oneSide'>): number {
  const cells = rows.flat().flatMap((cell) => (typeof cell === 'string' ? [] : [cell.text, cell.sub ?? '']));
  return [hubName, title, ...lines, ...cells, ...foot].join(' ').split(/\s+/).filter(Boolean).length;
}

/** What is told last is left out first. */
function within(sheet: Sheet): Sheet {
  return wordsOn(sheet) <= MOST_WORDS || sheet.rows.length === 0
    ? sheet
    : within({ ...sheet, rows: sheet.rows.slice(0, -1) });
}

function dates({ next }: ForNewcomers, today: string): string {
  if (next.length === 0) return 'Nothing is planned just now. Look again soon.';
  return next
    .map(
      ({ title, startsLocal, where }) =>
        `${first(title, 8)}: ${dateTimeInWords(startsLocal, today)}, ${first(where, 8)}.`,
    )
    .join(' ');
}

/** The first few of a list, none of them longer than so many words. */
function list(all: string[], most: number, words: number): string {
  const some = all.slice(0, most).map((one) => first(one, words));
  return some.length === 0 ? '' : `${some.join(' · ')}${all.length > most ? ' · and more' : ''}`;
}

function first(text: string, most: number): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.length <= most ? words.join(' ') : `${words.slice(0, most).join(' ')} …`;
}
