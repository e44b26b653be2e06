import { expect, it } from 'vitest';
import * as carries from '#server/voice/carries.ts';
import * as gathering from '#server/voice/gathering.ts';
import * as joining from '#server/voice/joining.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as topics from '#server/voice/topics.ts';
import * as views from '#server/voice/views.ts';
import { go, type Carried, buildCarried } from '../../helpers/carried-topic.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asHost, asNeighbour, fresh } from '../../helpers/voice.ts';

const DAY = 86_400;

eachDatabase((openFresh) => {
  /** A topic that only its body may read, which was carried there, and another that everyone may. */
  async function build() {
    const first = await buildCarried(await openFresh());
    const { say, cyd, parish } = first;
    const narrow = await say(cyd, 'The stile is broken', { level: 'body', body: parish });
    const topic = await first.gather([narrow], 'The stile');
    const town: Carried = { ...first, topic, view: narrow, plan: { ...first.plan, topic } };
    await go(town);
    return { ...town, open: first.topic };
  }
  type Built = Awaited<ReturnType<typeof build>>;
  const seenByAll = ({ db, hub, topic }: Built) => topics.find(db, hub, topic, asNeighbour(null));

  it('a topic that was carried for few does not become one with one that everyone reads, either way round', async () => {
    const town = await build();
    const { db, hub, topic, open, ada: by } = town;
    await db.write((tx) => tx.run(`UPDATE carries SET ended_at = ${NOW}, ended_how = 'answered'`));
    expect(await joining.join(db, { hub, from: topic, into: open, by }, NOW + 3 * DAY)).toBe('for-fewer');
    expect(await joining.join(db, { hub, from: open, into: topic, by }, NOW + 3 * DAY)).toBe('for-fewer');
    expect(await seenByAll(town)).toBeNull();
    expect(await carries.ofTopic(db, open)).toEqual([]);
  });

  it('while nothing of it was carried the two become one', async () => {
    const town = await build();
    const { db, hub, open, ada: by } = town;
    const from = await town.gather([await town.say(town.bert, 'Seats')]);
    expect(await joining.join(db, { hub, from, into: open, by }, NOW)).toBe('joined');
  });

  it('nothing wider is put into it, by a host or by its author', async () => {
    const town = await build();
    const { db, more, topic, cyd: person } = town;
    const view = await town.say(person, 'The stile, too', { level: 'everyone' });
    const gather = { ...more, views: [view], into: topic, once: fresh() };
    expect(await gathering.gather(db, gather, NOW)).toEqual({ outcome: 'for-fewer' });
    expect(await gathering.joinOwn(db, { person, view, topic })).toBe('for-fewer');
    const same = await town.say(person, 'That stile', { level: 'host' });
    expect(await gathering.joinOwn(db, { person, view: same, topic })).toBe('gathered');
    expect(await seenByAll(town)).toBeNull();
  });

  it('an author who lets everyone see theirs shows nobody what was carried, and stays behind it', async () => {
    const town = await build();
    const { db, hub, topic, view, cyd: person, parish } = town;
    const raise = { person, view, level: 'everyone', meetup: null, body: null, named: false } as const;
    expect(await ownViews.changeLevel(db, raise, NOW + 3 * DAY)).toBe('changed');
    expect(await views.findOwn(db, person, view)).toMatchObject({ level: 'everyone', topic: null });
    expect(await seenByAll(town)).toBeNull();
    const atDesk = await topics.find(db, hub, topic, asHost(town.ada));
    expect(atDesk).toMatchObject({ behind: 1 });
    expect(await carries.toBody(db, parish)).toHaveLength(1);
  });
});
