import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BLANK } from '#server/voice/opinion-places.mjs';
import { byId, type VoteTable } from '#server/voice/opinion-table.ts';
import { sumUp, type Opinion } from '#server/voice/opinion.ts';
import { atMost, type Figure } from './figures.ts';
import { readCsv } from './csv.ts';

/*
 * npx tsx bench/opinion.ts DIR [--groups published]: what an open-data folder of Polis says by our sums, as one
 * object of JSON. As a bench: how long the sums take, and whether the process goes on meanwhile.
 */

const LEAST = 5;
/** In ms. */
const BEAT = 5;
/** Polis keeps statements that its moderators took away. */
const TAKEN_AWAY = '-1';

export async function run(): Promise<Figure[]> {
  return [...(await measure(400, 60, 1)), ...(await measure(5000, 200, 20))];
}

/** A published conversation as a table, and the groups that were published with it. */
export function readFolder(folder: string): { table: VoteTable; published: Map<string, number> } {
  const read = (name: string) => readCsv(readFileSync(join(folder, name), 'utf8'));
  const removed = new Set(
    read('comments.csv').flatMap((row) => (row['moderated'] === TAKEN_AWAY ? [row['comment-id']] : [])),
  );
  const rows = read('participants-votes.csv').sort((a, b) => byId(a['participant']!, b['participant']!));
  const statements = Object.keys(rows[0] ?? {})
    .filter((name) => /^\d+$/.test(name))
    .sort(byId);
  const voters = rows.filter((row) => statements.some((id) => row[id] !== ''));
  const cells = voters.flatMap((row) => statements.map((id) => cellOf(row[id])));
  const published = voters.flatMap((row) =>
    row['group-id'] ? [[row['participant']!, Number(row['group-id'])] as const] : [],
  );
  return {
    table: {
      people: voters.map((row) => row['participant']!),
      statements,
      removed: Uint8Array.from(statements, (id) => Number(removed.has(id))),
      cells: Int8Array.from(cells),
    },
    published: new Map(published),
  };
}

/** The shape that is compared: ids as the folder has them. */
export function inShape({ groups, silhouette, representative, consensus, groupInformed }: Opinion): object {
  const named = <Row extends { statement: string }>(rows: Row[]) =>
    rows.map((row) => ({ ...row, statement: Number(row.statement) }));
  return {
    groups: groups.map((group) => ({ ...group, members: group.members.map(Number) })),
    silhouette,
    representative: Object.fromEntries(
      Object.entries(representative).map(([group, rows]) => [group, named(rows)]),
    ),
    consensus: { agree: named(consensus.agree), disagree: named(consensus.disagree) },
    groupInformed: named(groupInformed),
  };
}

/** Three leanings, with some noise and two in five left blank. */
export function crowdOf(people: number, statements: number): VoteTable {
  const chance = chanceFrom(1);
  const cells = Int8Array.from({ length: people * statements }, (_, at) => {
    const [row, column] = [Math.floor(at / statements), at % statements];
    if (chance() < 0.4) return BLANK;
    if (chance() < 0.15) return 0;
    const leans = (row % 3) + 1;
    return chance() < 0.25 || Math.floor(column / leans) % 2 === 0 ? 1 : -1;
  });
  return {
    people: Array.from({ length: people }, (_, row) => String(row)),
    statements: Array.from({ length: statements }, (_, column) => String(column)),
    removed: new Uint8Array(statements),
    cells,
  };
}

async function measure(people: number, statements: number, most: number): Promise<Figure[]> {
  const table = crowdOf(people, statements);
  let latest = performance.now();
  let longest = 0;
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - latest - BEAT);
    latest = performance.now();
  }, BEAT);
  const began = performance.now();
  const opinion = await sumUp(table, { least: LEAST });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(beat);
  if (!opinion) throw new Error('The sums ended without an answer.');
  const name = `opinion-${people}x${statements}`;
  return [
    atMost(`${name}: worked out in`, 's', seconds, most, null),
    atMost(`${name}: the process held up for`, 'ms', longest, 250, null),
  ];
}

function cellOf(text: string | undefined): number {
  return text === undefined || text === '' ? BLANK : Math.sign(Number(text));
}

/** Source: Park and Miller, 1988. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

async function print(folder: string, usePublished: boolean): Promise<void> {
  const { table, published } = readFolder(folder);
  const opinion = await sumUp(table, { least: LEAST, ...(usePublished && { given: published }) });
  console.log(JSON.stringify(opinion && inShape(opinion)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder) throw new Error('Say which folder: npx tsx bench/opinion.ts DIR [--groups published]');
  await print(folder, rest.join(' ') === '--groups published');
}
