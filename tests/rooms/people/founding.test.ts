import { expect, it } from 'vitest';
import * as hubs from '#server/hubs/hubs.ts';
import * as setUpLinks from '#server/hubs/set-up-links.ts';
import * as founding from '#server/people/founding.ts';
import * as sessions from '#server/people/sessions.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';

const HUB = { name: 'The shelter', place: 'Stainsacre', zone: 'Europe/London', about: 'Tea' };
const ADA = { firstName: 'Ada', mail: 'ada@example.org', device: 'Firefox', instead: null };

eachDatabase((fresh) => {
  it('whoever holds the set-up link starts the first hub and is its keeper, signed in', async () => {
    const db = await fresh();
    const token = (await setUpLinks.fresh(db, NOW))!;
    expect(await setUpLinks.isGood(db, token)).toBe(true);
    const founded = await founding.foundFirst(db, { ...ADA, token, hub: HUB }, NOW);
    if (founded.outcome !== 'in') throw new Error(founded.outcome);
    expect(founded.hub).toBe('the-shelter');
    expect((await sessions.read(db, founded.secret, NOW))?.viewer).toMatchObject({
      firstName: 'Ada',
      mail: 'ada@example.org',
      hubs: { 'the-shelter': 'keeper' },
    });
  });

  it('the link works once, even when it is used twice at the same moment', async () => {
    const db = await fresh();
    const token = (await setUpLinks.fresh(db, NOW))!;
    const use = (mail: string) => founding.foundFirst(db, { ...ADA, mail, token, hub: HUB }, NOW);
    const outcomes = (await Promise.all([use('ada@example.org'), use('bert@example.org')])).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.sort()).toEqual(['in', 'link-over']);
    expect(await hubs.count(db)).toBe(1);
    expect(await setUpLinks.isGood(db, token)).toBe(false);
  });

  it('the same form sent again soon is the same hub and the same keeper, and later nobody', async () => {
    const db = await fresh();
    const token = (await setUpLinks.fresh(db, NOW))!;
    const use = (now: number) => founding.foundFirst(db, { ...ADA, token, hub: HUB }, now);
    const [first, again] = await Promise.all([use(NOW), use(NOW)]);
    expect(again).toMatchObject({ outcome: 'in', hub: 'the-shelter' });
    expect('person' in first! && 'person' in again! && first.person === again.person).toBe(true);
    expect(await hubs.count(db)).toBe(1);
    expect(await use(NOW + 600)).toEqual({ outcome: 'link-over' });
  });

  it('a new start makes a new link and voids the one before; only its hash is kept', async () => {
    const db = await fresh();
    const [first, second] = [(await setUpLinks.fresh(db, NOW))!, (await setUpLinks.fresh(db, NOW + 1))!];
    expect(await setUpLinks.isGood(db, first)).toBe(false);
    expect(await setUpLinks.isGood(db, second)).toBe(true);
    expect(JSON.stringify(await db.all('SELECT * FROM set_up_links'))).not.toContain(second);
  });

  it('where there is a hub there is no link', async () => {
    const db = await fresh();
    const token = (await setUpLinks.fresh(db, NOW))!;
    await db.write((tx) => hubs.start(tx, HUB, NOW));
    expect(await setUpLinks.isGood(db, token)).toBe(false);
    expect(await founding.foundFirst(db, { ...ADA, token, hub: HUB }, NOW)).toEqual({ outcome: 'link-over' });
    expect(await setUpLinks.fresh(db, NOW)).toBeNull();
  });

  it('a keeper starts another hub, once for each form', async () => {
    const db = await fresh();
    const token = (await setUpLinks.fresh(db, NOW))!;
    const founded = await founding.foundFirst(db, { ...ADA, token, hub: HUB }, NOW);
    if (founded.outcome !== 'in') throw new Error(founded.outcome);
    const start = () => founding.found(db, { keeper: founded.person, hub: HUB, form: 'a-form' }, NOW);
    expect(await Promise.all([start(), start()])).toEqual(['the-shelter-2', 'the-shelter-2']);
    expect((await sessions.read(db, founded.secret, NOW))?.viewer.hubs).toEqual({
      'the-shelter': 'keeper',
      'the-shelter-2': 'keeper',
    });
  });
});
