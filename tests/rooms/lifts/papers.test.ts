import { expect, test } from 'vitest';
import { text } from '#server/db/rows.ts';
import * as papers from '#server/lifts/papers.ts';
import * as rules from '#server/lifts/rules.ts';
import * as letters from '#server/outbox/letters.ts';
import { erase } from '#server/people/erasure.ts';
import * as ownData from '#server/people/own-data.ts';
import * as opened from '#server/reminders/opened.ts';
import { remindOfPapers } from '#server/reminders/papers.ts';
import { createRender } from '#server/reminders/render.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { buildLifts, type LiftVillage } from '../../helpers/lifts.ts';
import { NOW } from '../../helpers/neighbours.ts';

const at = (local: string) => instantOf(local, 'Europe/London');
const GOOD = { licence: '2030-01-01', insurance: '2027-05-20', mot: '2027-05-20' };

async function schemeWithBea(town: LiftVillage) {
  const { db, hub, ada: by } = town;
  const scheme = { hub, by, arrangedBy: 'scheme', scheme: 'Esk Wheels', toCare: true } as const;
  await db.write((tx) => rules.say(tx, scheme, NOW));
  const bea = await town.neighbour('Bea');
  await town.offer(bea);
  const say = (changes: Partial<papers.Papers> = {}, now = NOW) =>
    db.write((tx) => papers.say(tx, { hub, person: bea, papers: { ...GOOD, ...changes }, by: null }, now));
  return { bea, say };
}

async function told({ db }: LiftVillage): Promise<string[]> {
  const rows = await db.all(`SELECT occasion FROM letters WHERE kind = 'papers-due' ORDER BY occasion`);
  return rows.map((row) => text(row, 'occasion'));
}

eachDatabase((fresh) => {
  test('a driver is written to 30 days before, at nine, once for what runs out on one day', async () => {
    const town = await buildLifts(await fresh());
    const { say } = await schemeWithBea(town);
    await say();
    await remindOfPapers(town.db, at('2027-04-20T08:59'));
    expect(await told(town)).toEqual([]);
    for (const later of ['2027-04-20T09:00', '2027-04-21T09:00', '2027-05-20T23:00'])
      await remindOfPapers(town.db, at(later));
    expect(await told(town)).toEqual(['2027-05-20']);
    await remindOfPapers(town.db, at('2027-05-21T09:00'));
    await say({ insurance: '2028-05-20' });
    await remindOfPapers(town.db, at('2028-04-21T09:00'));
    expect(await told(town)).toEqual(['2027-05-20', '2028-05-20']);
  });

  test('the letter names no paper, and is answered by the new date', async () => {
    const town = await buildLifts(await fresh());
    const { db } = town;
    const { say } = await schemeWithBea(town);
    await say();
    const now = at('2027-04-20T09:00');
    await remindOfPapers(db, now);
    const row = await db.one(`SELECT id FROM letters WHERE kind = 'papers-due'`);
    const letter = (await letters.find(db, text(row!, 'id')))!;
    const render = createRender({ db, origin: 'https://natter.example', signingKey: 'key' });
    const words = JSON.stringify([...(await render([letter], now)).values()]);
    expect(words).toContain('runs out on Thursday 20 May');
    expect(words).not.toMatch(/licence|MOT|insur|Esk/i);
    expect([...(await render([letter], at('2027-05-21T09:00'))).values()]).toEqual([null]);
    expect(await opened.open(db, letter.id, now)).toMatchObject({ kind: 'papers-due', knows: false });
    await say({ insurance: '2028-05-20', mot: '2028-05-20' }, now);
    expect(await opened.open(db, letter.id, now)).toMatchObject({ knows: true });
  });

  test('what has run out is said to hosts and to the driver alone, for as long as they give lifts', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub } = town;
    const { bea, say } = await schemeWithBea(town);
    const lackingOn = async (today: string) =>
      (await papers.driversIn(db, hub, today))
        .filter((one) => one.lacking.length > 0)
        .map((one) => [one.firstName, one.lacking]);
    const none = { kind: 'mot', since: null };
    await say({ mot: null });
    expect(await lackingOn('2027-03-02')).toEqual([['Bea', [none]]]);
    const own = await papers.ownLacking(db, bea, { hubs: [hub], today: '2027-03-02' });
    expect(own).toEqual([{ scheme: 'Esk Wheels', lacking: [none] }]);
    expect(await papers.ownLacking(db, town.dot, { hubs: [], today: '2027-03-02' })).toEqual([]);
    await say({ mot: '2027-03-10' });
    expect(await lackingOn('2027-03-10')).toEqual([]);
    expect(await lackingOn('2027-03-11')).toEqual([['Bea', [{ kind: 'mot', since: '2027-03-10' }]]]);
    expect(await lackingOn('2027-04-07')).toEqual([]);
  });

  test('between neighbours nobody is asked, nudged or kept', async () => {
    const town = await buildLifts(await fresh());
    const { db, hub, ada: by } = town;
    const { bea, say } = await schemeWithBea(town);
    await say();
    const neighbours = { hub, by, arrangedBy: 'neighbours', scheme: '', toCare: false } as const;
    await db.write((tx) => rules.say(tx, neighbours, NOW));
    expect(await papers.askedIn(db, bea)).toEqual([]);
    expect(await remindOfPapers(db, at('2027-04-20T09:00'))).toBe(0);
    await papers.tidy(db, NOW);
    expect((await papers.of(db, hub, bea)).mot).toBe('2027-05-20');
    await papers.tidy(db, NOW + 31 * 86_400);
    expect(await papers.of(db, hub, bea)).toEqual({ licence: null, insurance: null, mot: null });
  });

  test('dates are in a driver’s own data, go with them, and go a year after they ran out', async () => {
    const town = await buildLifts(await fresh());
    const { bea, say } = await schemeWithBea(town);
    await say();
    expect((await ownData.gather(town.db, bea)).papers_for_driving).toHaveLength(3);
    await papers.tidy(town.db, at('2028-05-18T12:00'));
    expect(await town.db.all('SELECT kind FROM driver_papers')).toHaveLength(3);
    await papers.tidy(town.db, at('2028-05-22T12:00'));
    expect(await town.db.all('SELECT kind FROM driver_papers')).toHaveLength(1);
    await erase(town.db, bea, NOW);
    expect(await town.db.all('SELECT kind FROM driver_papers')).toEqual([]);
  });
});
