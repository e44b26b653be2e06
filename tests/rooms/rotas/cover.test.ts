import { expect, test } from 'vitest';
import * as rsvps from '#server/meetups/rsvps.ts';
import type { Rendered } from '#server/outbox/handing-over.ts';
import * as letters from '#server/outbox/letters.ts';
import { createRender } from '#server/reminders/render.ts';
import * as cover from '#server/rotas/cover.ts';
import { addDaytime } from '#server/rotas/daytime.ts';
import * as making from '#server/rotas/making.ts';
import * as proposals from '#server/rotas/proposals.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as swapping from '#server/rotas/swapping.ts';
import * as turns from '#server/rotas/turns.ts';
import { instantOf } from '#server/wall-clock.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { buildRota, type TeaRota } from '../../helpers/rota.ts';

const HOUR = 3600;
const self = (person: string) => ({ person, said: 'self' as const });

/** Who was asked to step in, in the order of asking. */
async function asked({ db }: TeaRota): Promise<string[]> {
  const rows = await db.all(
    `SELECT people.first_name
     FROM letters JOIN people ON people.id = letters.person_id
     WHERE letters.kind = 'cover-asked' ORDER BY letters.made_at, people.first_name`,
  );
  return rows.map((row) => String(row.first_name));
}

/** Pat has the kettle; eight others could do it, from Al, who did least, to Hal. */
async function patHasTheKettle(rota: TeaRota) {
  const kettle = await rota.makeJob();
  const pat = await rota.helper('Pat');
  const people: Record<string, string> = {};
  for (const name of ['Al', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal'])
    people[name] = await rota.helper(name);
  await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW);
  return { kettle, pat, people };
}

eachDatabase((fresh) => {
  test('the three who fit best are asked, two daytime hours later three more, then everybody', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat } = await patHasTheKettle(rota);
    expect(await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW)).toBe('asked');
    expect(await asked(rota)).toEqual(['Al', 'Bo', 'Cy']);
    await cover.goOn(rota.db, NOW + 2 * HOUR - 1);
    expect(await asked(rota)).toHaveLength(3);
    await cover.goOn(rota.db, NOW + 2 * HOUR);
    expect(await asked(rota)).toEqual(['Al', 'Bo', 'Cy', 'Di', 'Ed', 'Flo']);
    await cover.goOn(rota.db, NOW + 4 * HOUR);
    expect((await asked(rota)).slice(6)).toEqual(['Gus', 'Hal']);
    await cover.goOn(rota.db, NOW + 8 * HOUR);
    expect(await asked(rota)).toHaveLength(8);
  });

  test('it stays theirs until somebody accepts, and the first yes counts', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const [turn] = (await rota.shift(kettle)).turns;
    expect(turn).toMatchObject({ person: pat, standing: 'taken', wantsCover: true });
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    const outcomes = await Promise.all(
      [people.Al!, people.Bo!].map((one) => cover.accept(rota.db, open.id, self(one), NOW + 60)),
    );
    expect([...outcomes].sort()).toEqual(['taken', 'taken-over']);
    const winner = outcomes[0] === 'taken' ? 'Al' : 'Bo';
    const taken = (await rota.shift(kettle)).turns.filter(({ standing }) => standing === 'taken');
    expect(taken.map(({ firstName }) => firstName)).toEqual([winner]);
    const told = await rota.db.all(`SELECT person_id FROM letters WHERE kind = 'cover-found'`);
    expect(told.map((row) => row.person_id)).toEqual([pat]);
  });

  test('somebody without what the job needs cannot step in, and it stays with whoever had it', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    await rota.db.write((tx) => tx.run('UPDATE jobs SET first_aid = 1', {}));
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    expect(await cover.accept(rota.db, open.id, self(people.Al!), NOW)).toBe('needs-first-aid');
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({ person: pat, wantsCover: true });
  });

  test('“I can make it after all” ends the asking', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    await cover.keep(rota.db, await rota.shift(kettle), pat, NOW + 60);
    await cover.goOn(rota.db, NOW + 3 * HOUR);
    expect(await asked(rota)).toHaveLength(3);
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({ person: pat, wantsCover: false });
  });

  test('whoever is asked to step in can say so in the notification, which names nobody', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const row = await rota.db.one(`SELECT id FROM letters WHERE kind = 'cover-asked' LIMIT 1`);
    const letter = (await letters.find(rota.db, String(row!.id)))!;
    const render = createRender({ db: rota.db, origin: 'https://natter.example.org', signingKey: 'key' });
    const [{ push }] = [...(await render([letter], NOW)).values()] as [Rendered];
    expect(push.actions?.map(({ action }) => action)).toEqual(['yes', 'cannot']);
    expect(JSON.stringify(push)).not.toContain('Pat');
  });

  test('nobody steps in for somebody whom a host took off, and they do not get it back', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    await turns.waitFor(rota.db, await rota.shift(kettle), self(people.Hal!), NOW);
    await turns.release(rota.db, await rota.shift(kettle), pat, NOW + 60);
    await cover.goOn(rota.db, NOW + 3 * HOUR);
    expect(await asked(rota)).toHaveLength(3);
    expect(await cover.accept(rota.db, open.id, self(people.Al!), NOW + 4 * HOUR)).toBe('taken-over');
    const taken = (await rota.shift(kettle)).turns.filter(({ standing }) => standing === 'taken');
    expect(taken.map(({ firstName }) => firstName)).toEqual(['Hal']);
  });

  test('nobody is asked to step in more than twice in a week', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    // About another date: about this one they would be left in peace anyway.
    const later = await rota.shift(kettle, '2027-05-04');
    const shift = (await rota.db.write((tx) => shifts.keep(tx, later, NOW)))!;
    for (const occasion of ['one', 'two']) {
      await rota.db.write((tx) =>
        tx.run(
          'INSERT INTO asks_to_help (person_id, shift_id, occasion, asked_at) VALUES (:al, :shift, :occasion, :now)',
          {
            al: people.Al!,
            shift,
            occasion,
            now: NOW - 100,
          },
        ),
      );
    }
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    expect(await asked(rota)).toEqual(['Bo', 'Cy', 'Di']);
  });

  test('who says “not this time” to the meet-up is covered for', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat } = await patHasTheKettle(rota);
    await rsvps.answer(
      rota.db,
      await rota.meetup(),
      { person: pat, answer: 'not-this-time', said: 'self' },
      NOW,
    );
    expect(await cover.followAnswers(rota.db, NOW)).toBe(1);
    expect(await cover.followAnswers(rota.db, NOW + 1)).toBe(0);
    await cover.goOn(rota.db, NOW + 1);
    expect(await asked(rota)).toEqual(['Al', 'Bo', 'Cy']);
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({ wantsCover: true });
  });

  test('a turn given up is open to anybody, and the one who takes it has it', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    expect(shifts.gapOf(await rota.shift(kettle))).toBe(0);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    expect(shifts.gapOf(await rota.shift(kettle))).toBe(1);
    expect(await cover.takeAny(rota.db, await rota.shift(kettle), self(people.Hal!), NOW)).toBe('taken');
    const taken = (await rota.shift(kettle)).turns.filter(({ standing }) => standing === 'taken');
    expect(taken.map(({ firstName }) => firstName)).toEqual(['Hal']);
    expect(await cover.takeAny(rota.db, await rota.shift(kettle), self(people.Gus!), NOW)).toBe('full');
  });

  test('a drop-out is mended by asking at most two, and nobody is moved before their yes', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat } = await patHasTheKettle(rota);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const asks = await making.mend(rota.db, await rota.shift(kettle), pat, NOW);
    expect(asks.length).toBeGreaterThan(0);
    expect(asks.length).toBeLessThanOrEqual(2);
    expect(await proposals.askToMend(rota.db, await rota.shift(kettle), NOW)).toBe(asks.length);
    const after = await rota.shift(kettle);
    expect(after.turns.find(({ person }) => person === pat)).toMatchObject({
      standing: 'taken',
      wantsCover: true,
    });
    expect(after.turns.filter(({ standing }) => standing === 'asked')).toHaveLength(1);
    const asked = asks.find(({ to }) => to.meetup.id === after.meetup.id)!.person;
    expect(await cover.takeAny(rota.db, after, self(asked), NOW + 60)).toBe('taken');
  });

  test('a swap gives each the other’s turn, or nobody anything', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    const al = people.Al!;
    await turns.take(rota.db, await rota.shift(kettle, '2027-05-04'), self(al), NOW);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    const theirs = (await rota.shift(kettle, '2027-05-04')).id!;
    expect(await swapping.offer(rota.db, { cover: open.id, by: al, shift: theirs }, NOW)).toBe('offered');
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({ person: pat });
    const row = await rota.db.one('SELECT id FROM swaps_of_turns');
    const id = String(row!.id);
    expect(await swapping.answer(rota.db, id, { by: al, yes: true }, NOW)).toBe('too-late');
    expect(await swapping.answer(rota.db, id, { by: pat, yes: true }, NOW)).toBe('swapped');
    const holders = async (date: string) =>
      (await rota.shift(kettle, date)).turns
        .filter(({ standing }) => standing === 'taken')
        .map((one) => one.firstName);
    expect([await holders('2027-04-06'), await holders('2027-05-04')]).toEqual([['Al'], ['Pat']]);
    expect(await swapping.answer(rota.db, id, { by: pat, yes: true }, NOW)).toBe('too-late');
  });

  test('a swap that only half works changes nothing', async () => {
    const rota = await buildRota(await fresh());
    const { kettle, pat, people } = await patHasTheKettle(rota);
    const al = people.Al!;
    await turns.take(rota.db, await rota.shift(kettle, '2027-05-04'), self(al), NOW);
    await cover.want(rota.db, await rota.shift(kettle), { person: pat, by: pat }, NOW);
    const open = (await cover.openOf(rota.db, (await rota.shift(kettle)).id!, pat))!;
    const theirs = (await rota.shift(kettle, '2027-05-04')).id!;
    await swapping.offer(rota.db, { cover: open.id, by: al, shift: theirs }, NOW);
    await turns.release(rota.db, await rota.shift(kettle, '2027-05-04'), al, NOW);
    await turns.take(rota.db, await rota.shift(kettle, '2027-05-04'), self(people.Bo!), NOW);
    const row = await rota.db.one('SELECT id FROM swaps_of_turns');
    expect(await swapping.answer(rota.db, String(row!.id), { by: pat, yes: true }, NOW)).toBe('too-late');
    expect((await rota.shift(kettle)).turns[0]).toMatchObject({
      person: pat,
      standing: 'taken',
      wantsCover: true,
    });
  });
});

test('daytime hours rest from eight in the evening to eight in the morning, also when the clocks change', () => {
  const at = (local: string) => instantOf(local, 'Europe/London');
  const twoHoursAfter = (local: string) => addDaytime(at(local), 2 * HOUR, 'Europe/London');
  expect(twoHoursAfter('2027-03-27T10:00')).toBe(at('2027-03-27T12:00'));
  expect(twoHoursAfter('2027-03-27T19:00')).toBe(at('2027-03-28T09:00'));
  expect(twoHoursAfter('2027-03-27T23:00')).toBe(at('2027-03-28T10:00'));
  expect(twoHoursAfter('2027-10-31T03:00')).toBe(at('2027-10-31T10:00'));
});
