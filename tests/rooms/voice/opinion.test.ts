import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inShape, readFolder } from '../../../bench/opinion.ts';
import { wilson } from '#server/voice/opinion-agreement.ts';
import { nextFor, weightOf } from '#server/voice/opinion-next.ts';
import { tableOf, talliesOf, type Vote } from '#server/voice/opinion-table.ts';
import { sumUp, type Opinion } from '#server/voice/opinion.ts';

const IDS = Array.from({ length: 10 }, (_, index) => `s${index}`);
const statements = IDS.map((id) => ({ id, removed: false }));

/** Two camps that agree on the first two statements and on nothing else. */
function camps(sizes: number[], removed: string[] = []) {
  const votes = sizes.flatMap((size, camp) =>
    Array.from({ length: size }, (_, n) =>
      IDS.map((statement, index) => ({
        person: `${camp === 0 ? 'hill' : 'vale'} ${n}`,
        statement,
        vote: voteOf(camp, n, index),
      })),
    ).flat(),
  );
  return tableOf(
    statements.map(({ id }) => ({ id, removed: removed.includes(id) })),
    votes,
  );
}

function voteOf(camp: number, person: number, index: number): Vote {
  if (index < 2) return 'agree';
  if ((person + index) % 7 === 0) return 'pass';
  return (index + camp) % 2 === 0 ? 'agree' : 'disagree';
}

async function told(table: ReturnType<typeof tableOf>, least = 5): Promise<Opinion> {
  const opinion = await sumUp(table, { least });
  if (!opinion) throw new Error('the thread died');
  return opinion;
}

test('of two votes on one statement the last one counts', () => {
  const table = tableOf(statements.slice(0, 1), [
    { person: 'Ada', statement: 's0', vote: 'agree' },
    { person: 'Bert', statement: 's0', vote: 'pass' },
    { person: 'Ada', statement: 's0', vote: 'disagree' },
    { person: 'Ada', statement: 'no such one', vote: 'agree' },
  ]);
  expect(talliesOf(table, [0, 1])).toEqual([{ agrees: 0, disagrees: 1, seen: 2 }]);
});

describe('groups', () => {
  test('are the camps, the largest first, and each is told by what it thinks', async () => {
    const { groups, silhouette, representative } = await told(camps([9, 14]));
    expect(groups.map(({ id, size }) => [id, size])).toEqual([
      [0, 14],
      [1, 9],
    ]);
    expect(groups[1]!.members.every((id) => id.startsWith('hill'))).toBe(true);
    expect(silhouette).toBeGreaterThan(0.5);
    const saidFor = representative['1']!.map((one) => [one.for, Number(one.statement.slice(1)) % 2]);
    expect(saidFor).toHaveLength(5);
    expect(saidFor.every(([side, odd]) => (side === 'agree') === (odd === 0))).toBe(true);
    expect(representative['1']![0]!.for).toBe('agree');
  });

  test('there are none under fifteen people, and agreement is told by what is sure', async () => {
    const { groups, surest, voters, representative } = await told(camps([7, 7]));
    expect([groups, representative, voters]).toEqual([[], {}, 14]);
    expect(surest.slice(0, 2).map(({ statement, agrees }) => [statement, agrees])).toEqual([
      ['s0', 14],
      ['s1', 14],
    ]);
    expect(surest[0]!.value).toBeCloseTo(0.785, 3);
  });

  test('there are none where one would have fewer people than may be told', async () => {
    expect((await told(camps([12, 4]))).groups).toEqual([]);
    expect((await told(camps([12, 5]))).groups.map(({ size }) => size)).toEqual([12, 5]);
    expect((await told(camps([12, 7]), 8)).groups).toEqual([]);
  });

  test('of the same votes are the same to the byte, in whatever order they came', async () => {
    const votes = fc.sample(
      fc.record({
        person: fc.integer({ min: 1, max: 40 }).map(String),
        statement: fc.constantFrom(...IDS),
        vote: fc.constantFrom<Vote>('agree', 'disagree', 'pass'),
      }),
      { numRuns: 600, seed: 1 },
    );
    const last = [...new Map(votes.map((vote) => [vote.person + vote.statement, vote])).values()];
    const one = await told(tableOf(statements, votes));
    const other = await told(tableOf([...statements].reverse(), last.reverse()));
    expect(one.groups.length).toBeGreaterThan(0);
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  test('keep who was in, whatever is asked later', async () => {
    const once = { person: 'early', statement: 's0', vote: 'agree' as const };
    const others = Array.from({ length: 20 }, (_, n) =>
      IDS.map((statement, index) => ({ person: `p${n}`, statement, vote: voteOf(n % 2, n, index) })),
    ).flat();
    const table = tableOf(statements, [once, ...others]);
    expect((await sumUp(table, { least: 5 }))!.included).not.toContain('early');
    expect((await sumUp(table, { least: 5, stays: ['early'] }))!.included).toContain('early');
  });

  test('are filled up with the most active where few said much', async () => {
    const votes = Array.from({ length: 20 }, (_, n) =>
      IDS.slice(0, n < 3 ? 8 : n < 17 ? 3 : 2).map((statement) => ({
        person: `p${String(n).padStart(2, '0')}`,
        statement,
        vote: 'agree' as const,
      })),
    ).flat();
    const { included } = await told(tableOf(statements, votes));
    expect(included).toEqual(Array.from({ length: 15 }, (_, n) => `p${String(n).padStart(2, '0')}`));
  });
});

test('a statement that was taken away is told nowhere and moves nobody', async () => {
  const opinion = await told(camps([9, 14], ['s2']));
  const { representative, consensus, groupInformed } = opinion;
  const named = [...Object.values(representative).flat(), ...consensus.agree, ...groupInformed];
  expect(named.some(({ statement }) => statement === 's2')).toBe(false);
  expect(opinion.extremity['s2']).toBe(0);
});

test('what everybody agrees with comes first, by their count and by all groups together', async () => {
  const { consensus, groupInformed } = await told(camps([9, 14]));
  expect(consensus.agree.map(({ statement }) => statement)).toEqual(['s0', 's1']);
  expect(consensus.agree[0]).toEqual({
    statement: 's0',
    agrees: 23,
    disagrees: 0,
    seen: 23,
    probability: 24 / 25,
  });
  expect(consensus.disagree).toEqual([]);
  expect(groupInformed.slice(0, 2)).toEqual([
    { statement: 's0', value: (10 / 11) * (15 / 16) },
    { statement: 's1', value: (10 / 11) * (15 / 16) },
  ]);
});

test('nobody at all is summed up as well', async () => {
  expect(await told(tableOf([], []))).toMatchObject({ voters: 0, groups: [], groupInformed: [] });
  expect(await told(tableOf(statements, []))).toMatchObject({ voters: 0, groups: [], surest: [] });
});

test.each([
  [10, 10, 0.7225],
  [1, 1, 0.2065],
  [0, 8, 0],
  [50, 100, 0.4038],
])('%i of %i is at least %f, 95 times in 100', (agrees, seen, low) => {
  expect(wilson(agrees, seen)).toBeCloseTo(low, 4);
});

describe('what is asked next', () => {
  const fresh = { agrees: 0, disagrees: 0, seen: 0, extremity: 0 };

  test('weighs as the formula says', () => {
    // a = 1/2, p = 1/2, E = 0: (½ · 1 · ½ · 9)².
    expect(weightOf({ id: 'x', ...fresh })).toBeCloseTo(5.0625);
    // a = 7/12, p = 3/12, E = 2: (¾ · 3 · 7/12 · 3)².
    expect(weightOf({ id: 'x', agrees: 6, disagrees: 2, seen: 10, extremity: 2 })).toBeCloseTo(15.5039, 4);
  });

  test('is at most five, the same when the page is loaded again, and others for others', () => {
    const candidates = IDS.map((id) => ({ id, ...fresh }));
    expect(nextFor('Ada', candidates, 50)).toHaveLength(5);
    expect(nextFor('Ada', candidates)).toEqual(nextFor('Ada', [...candidates].reverse()));
    expect(nextFor('Ada', candidates)).not.toEqual(nextFor('Bert', candidates));
  });

  test('comes up as often as it weighs', () => {
    const candidates = [
      { id: 'seen', ...fresh, agrees: 8, disagrees: 8, seen: 16 },
      { id: 'new', ...fresh },
    ];
    const [seen, unseen] = candidates.map(weightOf);
    const first = Array.from({ length: 4000 }, (_, n) => nextFor(`p${n}`, candidates, 1)[0]);
    const share = first.filter((id) => id === 'new').length / first.length;
    expect(share).toBeCloseTo(unseen! / (seen! + unseen!), 1);
  });
});

test('a folder of open data is read with its quotes and lines, and told in its own ids', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'natter-polis-'));
  const header = 'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body';
  await writeFile(
    join(folder, 'comments.csv'),
    `${header}\n1,then,2,0,1,1,-1,"Said ""no"",\nand more"\n1,then,10,0,1,1,1,Buses\n`,
  );
  const rows = Array.from({ length: 16 }, (_, n) => `${n},,${n % 2},0,3,1,2,1,-1,${n % 2 ? 1 : -1}`);
  await writeFile(
    join(folder, 'participants-votes.csv'),
    ['participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,10,2,3', ...rows].join('\r\n'),
  );
  const { table, published } = readFolder(folder);
  await rm(folder, { recursive: true });
  expect([table.statements, [...table.removed], table.people.length]).toEqual([
    ['2', '3', '10'],
    [1, 0, 0],
    16,
  ]);
  const shape = inShape((await sumUp(table, { least: 5, given: published }))!);
  expect(shape).toMatchObject({
    groups: [
      { id: 0, size: 8, members: [0, 2, 4, 6, 8, 10, 12, 14] },
      { id: 1, size: 8 },
    ],
    representative: { 0: [{ statement: 3, for: 'disagree', agrees: 0, disagrees: 8, seen: 8 }] },
    consensus: { agree: [{ statement: 10, agrees: 16, disagrees: 0, seen: 16, probability: 17 / 18 }] },
  });
});
