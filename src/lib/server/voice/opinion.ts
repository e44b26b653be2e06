import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  consensusOf,
  groupInformedOf,
  representativeOf,
  surestOf,
  type Held,
  type Representative,
  type Shared,
} from './opinion-agreement.ts';
import { talliesOf, type Tally, type VoteTable } from './opinion-table.ts';

export interface Group {
  id: number;
  size: number;
  members: string[];
}

export interface Opinion {
  /** How many voted on anything. */
  voters: number;
  /** Whose votes said enough to be put into groups; to be handed in again, since once in is in. */
  included: string[];
  /** None under 15 voters, and none where one of them would have fewer people than may be told. */
  groups: Group[];
  /** From −1 to 1: how clear the groups are; null without groups. */
  silhouette: number | null;
  representative: Record<string, Representative[]>;
  consensus: { agree: Shared[]; disagree: Shared[] };
  /** What every group agrees with, the most agreed first. Without groups, everybody is one. */
  groupInformed: Held[];
  /** For under 15 voters: agreement that is at least so much, the most first. Otherwise empty. */
  surest: (Tally & Held)[];
  /** By statement: how far apart people are on it, for what is asked next. */
  extremity: Record<string, number>;
}

export interface Asked {
  /** The fewest people that a group may have. */
  least: number;
  /** Who was in when it was last worked out. */
  stays?: readonly string[];
  /** Groups that are known already, by person. */
  given?: ReadonlyMap<string, number>;
}

interface Found {
  means: Float64Array;
  directions: [Float64Array, Float64Array];
  included: Int32Array;
  /** By included row; null without groups. */
  labels: Int32Array | null;
  silhouette: number | null;
}

const FEWEST_VOTERS = 15;
/** For far more people than a hub has. */
const SECONDS = 60;
/** Taken from where Natter was started, since the built app lies elsewhere. */
const THREAD = 'src/lib/server/voice/opinion-thread.mjs';

/**
 * Where people agree, and which groups their votes make, by the method of Polis in the form of
 * `docs/decisions/039-where-we-agree.md`. The same table gives the same answer to the byte. Works in a thread of its
 * own; null if that ended without an answer.
 */
export async function sumUp(table: VoteTable, asked: Asked): Promise<Opinion | null> {
  const found = await findApart(table, asked);
  return found && tell(table, found, asked);
}

function tell(table: VoteTable, found: Found, { given }: Asked): Opinion {
  const voters = table.people.length;
  const isFew = voters < FEWEST_VOTERS && !given;
  const groups = isFew ? [] : groupsIn(found);
  const everybody = talliesOf(table, table.people.keys());
  const tallies = groups.map(({ rows }) => talliesOf(table, rows));
  const representative = groups.map(({ id }, index) => {
    const others = sumOf(tallies.filter((_, other) => other !== index));
    return [String(id), representativeOf(table, tallies[index]!, others)] as const;
  });
  return {
    voters,
    included: Array.from(found.included, (row) => table.people[row]!),
    groups: groups.map(({ id, rows }) => ({
      id,
      size: rows.length,
      members: rows.map((row) => table.people[row]!),
    })),
    silhouette: groups.length > 0 ? found.silhouette : null,
    representative: Object.fromEntries(representative),
    consensus: consensusOf(table, everybody),
    groupInformed: groupInformedOf(table, groups.length > 0 ? tallies : [everybody]),
    surest: isFew ? surestOf(table, everybody) : [],
    extremity: extremityOf(table, found),
  };
}

function groupsIn({ included, labels }: Found): { id: number; rows: number[] }[] {
  const ids = [...new Set(labels ?? [])].sort((a, b) => a - b);
  return ids.map((id) => ({ id, rows: [...included].filter((_row, at) => labels![at] === id) }));
}

function sumOf(groups: Tally[][]): Tally[] {
  const [first = [], ...rest] = groups;
  return first.map((tally, column) =>
    rest.reduce(
      (sum, group) => ({
        agrees: sum.agrees + group[column]!.agrees,
        disagrees: sum.disagrees + group[column]!.disagrees,
        seen: sum.seen + group[column]!.seen,
      }),
      tally,
    ),
  );
}

/** How far from the middle somebody would stand who voted on this one alone, and not with it. */
function extremityOf({ statements }: VoteTable, { means, directions }: Found): Record<string, number> {
  const [first, second] = directions;
  const stretch = Math.sqrt(statements.length);
  return Object.fromEntries(
    statements.map((id, column) => {
      const loading = Math.sqrt(first[column]! ** 2 + second[column]! ** 2);
      return [id, stretch * Math.abs(-1 - means[column]!) * loading];
    }),
  );
}

function findApart(table: VoteTable, { least, stays = [], given }: Asked): Promise<Found | null> {
  const { people, statements, cells, removed } = table;
  const before = new Set(stays);
  const rows = given ? [...people.keys()].filter((row) => given.has(people[row]!)) : [];
  const worker = new Worker(resolve(THREAD), {
    workerData: {
      table: { people: people.length, statements: statements.length, cells, removed },
      stays: Uint8Array.from(people, (id) => Number(before.has(id))),
      least,
      given: given && {
        rows: Int32Array.from(rows),
        labels: Int32Array.from(rows, (row) => given.get(people[row]!)!),
      },
    },
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  return new Promise((settle) => {
    const end = (found: Found | null) => {
      clearTimeout(limit);
      settle(found);
      void worker.terminate();
    };
    const limit = setTimeout(() => end(null), SECONDS * 1000);
    worker.once('message', end);
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}
