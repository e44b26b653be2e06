import { expect, it } from 'vitest';
import * as healthKept from '#server/voice/health-kept.ts';
import * as joining from '#server/voice/joining.ts';
import * as supports from '#server/voice/supports.ts';
import { buildCarried, go } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asNeighbour, buildSpeaking } from '../../helpers/voice.ts';

const DAY = 86_400;
const YEAR = 365 * DAY;
const HEALTH = { level: 'everyone', tender: 'health', consented: true } as const;

eachDatabase((openFresh) => {
  it('what was said about health is gone a year after it came to rest, and how many they were stays', async () => {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, cyd, dot } = town;
    const topic = await town.gather([await town.say(cyd, 'My knee', HEALTH)], 'Knees', 'health');
    await supports.support(db, { hub, topic, person: dot, said: 'self' }, asNeighbour(dot), NOW);
    await town.say(dot, 'My hip', HEALTH);
    const bench = await town.say(cyd, 'A bench', { level: 'everyone' });
    const left = async () =>
      (await db.all('SELECT words FROM views ORDER BY words')).map(({ words }) => words);
    await healthKept.forget(db, NOW + YEAR - 1);
    expect(await left()).toEqual(['A bench', 'My hip', 'My knee']);
    await healthKept.forget(db, NOW + YEAR);
    expect(await left()).toEqual(['A bench']);
    expect(await db.all('SELECT person_id FROM supports')).toEqual([]);
    expect(await db.one('SELECT erased FROM topics WHERE id = :topic', { topic })).toMatchObject({
      erased: 2,
    });
    await healthKept.forget(db, NOW + 2 * YEAR);
    expect(await db.one('SELECT erased FROM topics WHERE id = :topic', { topic })).toMatchObject({
      erased: 2,
    });
    expect(bench).toBeTruthy();
  });

  it('what is about health makes a topic about health, whatever else it was called', async () => {
    const town = await buildSpeaking(await openFresh());
    const { db, hub, ada: by } = town;
    const money = await town.gather([await town.say(town.bert, 'The fare')], 'The fare', 'money');
    const knee = await town.gather([await town.say(town.cyd, 'My knee', HEALTH)], 'Knees', 'health');
    await joining.join(db, { hub, from: knee, into: money, by }, NOW);
    const tender = 'SELECT tender FROM topics WHERE id = :money';
    expect(await db.one(tender, { money })).toMatchObject({ tender: 'health' });
    await healthKept.forget(db, NOW + YEAR);
    expect(await db.all(`SELECT id FROM views WHERE tender = 'health'`)).toEqual([]);
  });

  it('while it is on its way to those who decide nothing of it is forgotten', async () => {
    const town = await buildCarried(await openFresh());
    await town.db.write((tx) => tx.run(`UPDATE topics SET tender = 'health'`));
    await go(town);
    await healthKept.forget(town.db, NOW + 3 * YEAR);
    expect(await town.db.all('SELECT id FROM views')).toHaveLength(1);
  });
});
