import { expect, it } from 'vitest';
import * as reportLinks from '#server/hubs/report-links.ts';
import * as reports from '#server/hubs/reports.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  async function village() {
    const db = await fresh();
    const hub = await startHub(db);
    const ada = await settle(db, hub, { firstName: 'Ada' });
    const make = (words: string, goesTo: reports.GoesTo, form: string | null = null) =>
      reports.make(db, { hub, about: `/${hub}`, words, goesTo, madeBy: null, form }, NOW);
    return { db, hub, ada, make };
  }

  it('a report about a keeper goes past the keepers to the operator', async () => {
    const { db, hub, make } = await village();
    await make('rude words', 'keeper');
    await make('the keeper', 'operator');
    expect((await reports.forKeepers(db, hub)).map(({ words }) => words)).toEqual(['rude words']);
    expect((await reports.forOperator(db)).map(({ words }) => words)).toEqual(['the keeper']);
  });

  it('keepers settle reports of their own hub, and none about keepers', async () => {
    const { db, hub, ada, make } = await village();
    const street = await startHub(db, 'Mill Street');
    const [mine, theirs] = [await make('rude', 'keeper'), await make('the keeper', 'operator')];
    expect(await reports.settle(db, { hub: street, report: mine, by: ada }, NOW)).toBe('not-here');
    expect(await reports.settle(db, { hub, report: theirs, by: ada }, NOW)).toBe('not-here');
    expect(await reports.settle(db, { hub, report: mine, by: ada }, NOW)).toBe('settled');
    expect(await reports.settle(db, { hub, report: mine, by: ada }, NOW)).toBe('not-here');
    expect(await reports.forKeepers(db, hub)).toMatchObject([{ settledAt: NOW }]);
  });

  it('a report sent twice is one report', async () => {
    const { db, hub, make } = await village();
    expect(await make('rude', 'keeper', 'f')).toBe(await make('rude', 'keeper', 'f'));
    expect(await reports.forKeepers(db, hub)).toHaveLength(1);
  });

  it('whoever runs Natter settles reports about keepers alone', async () => {
    const { db, hub, make } = await village();
    const [mine, theirs] = [await make('rude', 'keeper'), await make('the keeper', 'operator')];
    for (const report of [mine, theirs]) await reports.settleForOperator(db, report, NOW);
    expect(await reports.forOperator(db)).toEqual([]);
    expect((await reports.forKeepers(db, hub))[0]).toMatchObject({ id: mine, settledAt: null });
  });
});

it('the address where reports about keepers are read is ours alone, and good for 30 days', () => {
  const token = reportLinks.make('key', NOW);
  expect(reportLinks.isGood('key', token, NOW)).toBe(true);
  expect(reportLinks.isGood('key', token, NOW + 30 * 86_400)).toBe(false);
  expect(reportLinks.isGood('another', token, NOW)).toBe(false);
  const [, signature] = token.split('.');
  for (const made of [`${NOW + 9e6}.${signature}`, `${token}.x`, 'x', '', `.${signature}`]) {
    expect(reportLinks.isGood('key', made, NOW)).toBe(false);
  }
});
