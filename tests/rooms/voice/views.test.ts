import { expect, it } from 'vitest';
import * as people from '#server/people/people.ts';
import * as keyedIn from '#server/voice/keyed-in.ts';
import * as newcomers from '#server/voice/newcomers.ts';
import * as ownViews from '#server/voice/own-views.ts';
import * as said from '#server/voice/said.ts';
import * as similar from '#server/voice/similar.ts';
import * as topics from '#server/voice/topics.ts';
import * as views from '#server/voice/views.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asHost, asNeighbour, buildSpeaking, fresh, viewOf, type Speaking } from '../../helpers/voice.ts';

eachDatabase((openFresh) => {
  const build = async () => buildSpeaking(await openFresh());
  const toHosts = (town: Speaking) =>
    said.toGather(town.db, town.hub, asHost(town.ada), { most: 50, tender: false });
  const toAnybody = (town: Speaking) =>
    said.toGather(town.db, town.hub, asNeighbour(null), { most: 50, tender: false });

  it('what is said is for the hosts, with the name, and for nobody else', async () => {
    const town = await build();
    await town.say(town.cyd, 'The step at the hall is too high');
    expect(await toHosts(town)).toMatchObject([{ words: 'The step at the hall is too high', by: 'Cyd' }]);
    expect(await toAnybody(town)).toEqual([]);
  });

  it('everyone sees the words of what is for everyone, and a name only where its owner lets them', async () => {
    const town = await build();
    await town.say(town.cyd, 'No name', { level: 'everyone' });
    await town.say(town.bert, 'With a name', { level: 'everyone', named: true });
    const all = (await toAnybody(town)).map(({ words, by }) => [words, by]).sort();
    expect(all).toEqual([
      ['No name', null],
      ['With a name', 'Bert'],
    ]);
  });

  it('"only me" is read by nobody else, not by hosts either', async () => {
    const town = await build();
    await town.say(town.cyd, 'A note to myself', { level: 'me' });
    expect(await toHosts(town)).toEqual([]);
    expect(await views.ofPerson(town.db, town.cyd)).toMatchObject([{ words: 'A note to myself' }]);
  });

  it('the same form sent twice is one view', async () => {
    const town = await build();
    const view = { ...viewOf(town.hub, 'A bench'), person: town.cyd, once: fresh() };
    expect(await views.say(town.db, view, NOW)).toEqual(await views.say(town.db, view, NOW));
    expect(await views.ofPerson(town.db, town.cyd)).toHaveLength(1);
  });

  it('about health nothing is kept without an explicit yes, and then apart', async () => {
    const town = await build();
    const health = { ...viewOf(town.hub, 'My knees'), tender: 'health' as const, person: town.cyd };
    expect(await views.say(town.db, { ...health, once: fresh() }, NOW)).toEqual({ outcome: 'needs-consent' });
    await views.say(town.db, { ...health, consented: true, once: fresh() }, NOW);
    expect(await toHosts(town)).toEqual([]);
    const apart = await said.toGather(town.db, town.hub, asHost(town.ada), { most: 5, tender: true });
    expect(apart).toMatchObject([{ words: 'My knees', tender: 'health' }]);
  });

  it('a meet-up or a body has to be one of this hub', async () => {
    const town = await build();
    const view = { ...viewOf(town.hub, 'A bench'), person: town.cyd };
    const say = (given: Partial<views.NewView>) =>
      views.say(town.db, { ...view, ...given, once: fresh() }, NOW);
    expect(await say({ level: 'meetup', meetup: 'elsewhere' })).toEqual({ outcome: 'no-meetup' });
    expect(await say({ level: 'body', body: 'elsewhere' })).toEqual({ outcome: 'no-body' });
    expect(await say({ level: 'body', body: town.parish })).toMatchObject({ outcome: 'said' });
  });

  it('only the author raises or lowers it, and lowering works at once', async () => {
    const town = await build();
    const view = await town.say(town.cyd, 'A bench', { level: 'everyone' });
    const lower = { view, level: 'host', meetup: null, body: null, named: false } as const;
    expect(await ownViews.changeLevel(town.db, { ...lower, person: town.ada }, NOW)).toBe('not-found');
    expect(await toAnybody(town)).toHaveLength(1);
    expect(await ownViews.changeLevel(town.db, { ...lower, person: town.cyd }, NOW)).toBe('changed');
    expect(await toAnybody(town)).toEqual([]);
  });

  it('what is taken back is gone from the table, and its author still knows that there was something', async () => {
    const town = await build();
    const view = await town.say(town.cyd, 'Something private', { level: 'everyone' });
    expect(await ownViews.withdraw(town.db, { person: town.ada, view }, NOW)).toBe('not-found');
    expect(await ownViews.withdraw(town.db, { person: town.cyd, view }, NOW + 1)).toBe('withdrawn');
    expect(JSON.stringify(await town.db.all('SELECT * FROM views'))).not.toContain('private');
    expect(await toAnybody(town)).toEqual([]);
    expect(await views.ofPerson(town.db, town.cyd)).toMatchObject([{ withdrawnAt: NOW + 1 }]);
    const words = { person: town.cyd, view, words: 'Again' };
    expect(await ownViews.correct(town.db, words, NOW)).toBe('not-found');
  });

  it('each reading by a host is in the log of the author, and of nobody else', async () => {
    const town = await build();
    const view = await town.say(town.cyd, 'A bench');
    const own = await town.say(town.ada, 'A lamp');
    const read = { views: [view, own], reader: town.ada, role: 'host' as const };
    await said.noteReading(town.db, read, NOW);
    await said.noteReading(town.db, read, NOW + 60);
    await said.noteReading(town.db, read, NOW + 3600);
    expect(await ownViews.readingsOf(town.db, view)).toEqual([
      { role: 'host', firstName: 'Ada', at: NOW + 3600 },
      { role: 'host', firstName: 'Ada', at: NOW },
    ]);
    expect(await ownViews.readingsOf(town.db, own)).toEqual([]);
  });

  it('somebody new says something with a first name, once, and nobody is entered for nothing', async () => {
    const town = await build();
    const gwen = { firstName: 'Gwen', once: fresh(), device: 'A telephone', instead: null };
    const refused = { ...viewOf(town.hub, 'My knees'), tender: 'health' as const };
    expect(await newcomers.say(town.db, refused, gwen, NOW)).toMatchObject({ outcome: 'needs-consent' });
    const before = (await people.ofHub(town.db, town.hub)).length;
    const first = await newcomers.say(town.db, viewOf(town.hub, 'A bench'), gwen, NOW);
    const again = await newcomers.say(town.db, viewOf(town.hub, 'A bench'), gwen, NOW + 5);
    expect(first.outcome === 'said' && again.outcome === 'said' && first.view === again.view).toBe(true);
    expect(await people.ofHub(town.db, town.hub)).toHaveLength(before + 1);
  });

  it('whoever sends an old form again is not let in as whoever sent it first', async () => {
    const town = await build();
    const gwen = { firstName: 'Gwen', once: fresh(), device: 'A telephone', instead: null };
    await newcomers.say(town.db, viewOf(town.hub, 'Mine', 'me'), gwen, NOW);
    await newcomers.say(town.db, viewOf(town.hub, 'Theirs', 'me'), gwen, NOW + 3 * 86_400);
    const rows = await town.db.all(`SELECT DISTINCT person_id FROM views`);
    expect(rows).toHaveLength(2);
  });

  it('a host writes down what was said aloud by someone, by initials, and by somebody known', async () => {
    const town = await build();
    const slip = { ...viewOf(town.hub, 'A bench'), said: 'in-person', by: town.ada } as const;
    const key = (who: keyedIn.Sayer) => keyedIn.say(town.db, { ...slip, who, once: fresh() }, NOW);
    await key({ initials: '' });
    await key({ initials: 'M. T.' });
    await key({ person: town.cyd });
    await key({ firstName: 'Mabel', telephone: '01947 600 222' });
    expect(await key({ person: 'nobody' })).toEqual({ outcome: 'not-in-hub' });
    const by = (await toHosts(town)).map(({ by }) => by ?? 'someone').sort();
    expect(by).toEqual(['Cyd', 'M. T.', 'Mabel', 'someone']);
  });

  it('earlier topics that say the same are found by what a host called them, and only those one may read', async () => {
    const town = await build();
    await town.gather([await town.say(town.bert, 'x', { level: 'everyone' })], 'Benches at the bus stop');
    await town.gather([await town.say(town.bert, 'y')], 'The bench by the pond');
    const like = await similar.like(town.db, town.hub, 'We need a bench!', asNeighbour(town.cyd));
    expect(like.map(({ name }) => name)).toEqual(['Benches at the bus stop']);
    expect(await similar.like(town.db, town.hub, 'the of and', asNeighbour(null))).toEqual([]);
  });

  it('a host takes an ugly one off all pages, and its author reads why', async () => {
    const town = await build();
    const { putAside } = await import('#server/voice/gathering.ts');
    const view = await town.say(town.cyd, 'Ugly', { level: 'everyone' });
    await putAside(town.db, { hub: town.hub, view, because: 'It names a neighbour', by: town.ada }, NOW);
    expect(await toAnybody(town)).toEqual([]);
    expect(await views.ofPerson(town.db, town.cyd)).toMatchObject([{ aside: 'It names a neighbour' }]);
    expect(await topics.ofHub(town.db, town.hub, asHost(town.ada), { most: 9 })).toEqual([]);
  });
});
