import { describe, expect, test } from 'vitest';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import { reasons, type Reason } from '#server/rotas/fill-reasons.ts';
import { reasonInWords, whyNotInWords } from '#server/rotas/fill-wording.ts';
import { draft } from '#server/rotas/fill.ts';
import { village } from '../../../bench/rota-village.ts';
import { kettle, person, standing, weeks } from './small-rota.ts';

const JOB = kettle([]).jobs[0]!;
const nameOf = (id: string) => id;
const wordsFor = (problem: RotaProblem) =>
  reasons(problem, draft(problem).cells).map((reason) => reasonInWords(reason, nameOf));

test('the reason names the share, and who comes to mind but is away', () => {
  const people = [
    person('Pat', { pledge: 3 }),
    person('Jo', { away: [weeks[0]!] }),
    person('Kit', { recent: 9 }),
  ];
  expect(wordsFor(kettle(people))).toEqual([
    'Pat, because they have one turn of the three turns they pledged; Jo is away; Kit has done more already.',
  ]);
});

describe('an empty place says why', () => {
  test.each<[string, RotaProblem]>([
    ['Nobody can do this job yet; Ada has not been shown how.', kettle([person('Ada', { jobs: {} })])],
    [
      'Nobody can do this job yet; Ada would rather not do it.',
      kettle([person('Ada', { jobs: {}, barred: { s0: 'rather not' } })]),
    ],
    [
      'Nobody can do this job yet; Ada has no key or certificate for it.',
      kettle([person('Ada')], 1, { jobs: [{ ...JOB, needs: ['first-aid'] }] }),
    ],
    ['Nobody who can do it is free; Ada is away.', kettle([person('Ada', { away: [weeks[0]!] })])],
    [
      'Nobody is free to show a learner how; Ada is still learning it.',
      kettle([person('Ada', { jobs: { kettle: standing({ standing: 'learning' }) } })]),
    ],
    [
      'Nobody with the key is free; Ada has no key.',
      kettle([person('Ada')], 1, { meetups: [{ id: 'm0', date: weeks[0]!, key: 'key' }] }),
    ],
  ])('%s', (words, problem) => {
    expect(wordsFor(problem)).toEqual([words]);
  });
});

test('why not somebody else is said for everybody', () => {
  const people = [person('Ada'), person('Bert', { away: [weeks[0]!] }), person('Cyd', { jobs: {} })];
  const problem = kettle(people);
  const [{ others }] = reasons(problem, draft(problem).cells) as [Reason];
  expect(others.map((other) => whyNotInWords(other, nameOf))).toEqual([
    'Bert is away',
    'Cyd has not been shown how',
  ]);
});

test('that two people are to be apart is told to nobody', () => {
  const problem = kettle([person('Ada'), person('Bert')], 1, { apart: [['Ada', 'Bert']] });
  problem.shifts[0]!.must = 2;
  expect(wordsFor(problem).join(' ')).not.toMatch(/apart|together|Ada and/);
  const empty = reasons(problem, draft(problem).cells).find(({ person }) => person === null)!;
  expect(whyNotInWords(empty.others[0]!, nameOf)).toBe('Bert does not fit in that day');
});

test('every cell of a village has one sentence', () => {
  const problem = village({ people: 12, jobs: 4, meetups: 6 }, 3);
  const words = wordsFor(problem);
  expect(words).toHaveLength(draft(problem).cells.length);
  for (const sentence of words) expect(sentence).toMatch(/^[A-Zp][^.]+\.$/);
});
