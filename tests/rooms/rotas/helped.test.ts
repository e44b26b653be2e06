import { expect, test } from 'vitest';
import * as gaps from '#server/rotas/gaps.ts';
import * as drafts from '#server/rotas/drafts.ts';
import * as fitting from '#server/rotas/fitting.ts';
import * as making from '#server/rotas/making.ts';
import * as proposals from '#server/rotas/proposals.ts';
import * as helping from '#server/rotas/helping.ts';
import * as oneDate from '#server/meetups/one-date.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { asItIs } from '../../helpers/plans.ts';
import { buildRota, type TeaRota } from '../../helpers/rota.ts';

const CARD = { name: "Host's helper", forHost: true };

/** A tea at Dot's, with Ada and Bert as its hosts; all three like to help. */
async function teaAtDots(rota: TeaRota): Promise<string> {
  const { db, hub, ada, bert, dot, house } = rota;
  const job = await rota.makeJob(CARD);
  const meetup = await rota.meetup();
  const to = { ...asItIs(meetup), venueId: house };
  await oneDate.change(db, meetup, { by: ada, to, tellSmall: false }, NOW);
  for (const person of [ada, bert, dot]) {
    await helping.say(db, { person, hub, pledge: 6, remindHours: null, likings: { [job]: 3 } }, NOW);
  }
  return job;
}

eachDatabase((fresh) => {
  test('no host is asked to be their own help, nor whoever’s home it is', async () => {
    const rota = await buildRota(await fresh());
    const job = await teaAtDots(rota);
    expect(await fitting.forShift(rota.db, await rota.shift(job), NOW)).toEqual([]);
    await gaps.show(rota.db, (await rota.meetup()).startsAt - 9 * 86_400);
    expect(await rota.db.all(`SELECT id FROM letters WHERE kind = 'gap'`)).toEqual([]);
    const pat = await rota.helper('Pat');
    const asked = await fitting.forShift(rota.db, await rota.shift(job), NOW);
    expect(asked.map(({ person }) => person)).toEqual([pat]);
  });

  test('a draft gives a host no help of their own to do, and asks none whom a host put there', async () => {
    const rota = await buildRota(await fresh());
    const { db, hub, ada, dot } = rota;
    const job = await teaAtDots(rota);
    await making.make(db, { slug: hub, zone: 'Europe/London' }, ada, NOW);
    const [first] = (await drafts.of(db, hub))!.cells.filter(({ meetup }) => meetup.endsWith('2027-04-06'));
    expect(first?.person).toBeNull();
    const shift = await rota.shift(job);
    expect(await db.write((tx) => proposals.propose(tx, shift, dot, NOW))).toBe(false);
    // At the shelter she is a neighbour like others.
    const another = await rota.shift(job, '2027-05-04');
    expect(await db.write((tx) => proposals.propose(tx, another, dot, NOW))).toBe(true);
  });
});
