import { expect, test } from 'vitest';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as venues from '#server/meetups/venues.ts';
import * as checks from '#server/rotas/checks.ts';
import * as cover from '#server/rotas/cover.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as oneDate from '#server/rotas/one-date.ts';
import * as promised from '#server/rotas/promised.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as turns from '#server/rotas/turns.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, startHub } from '../../helpers/neighbours.ts';
import { lettersAbout } from '../../helpers/plans.ts';
import { buildRota, KETTLE } from '../../helpers/rota.ts';

const self = (person: string) => ({ person, said: 'self' as const });

eachDatabase((fresh) => {
  test('whoever takes a job is coming, and the job is theirs on that date alone', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const pat = await rota.helper('Pat');
    expect(await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW)).toBe('taken');
    const meetup = await rota.meetup();
    expect((await rsvps.of(rota.db, meetup.id, pat))?.answer).toBe('coming');
    expect((await rota.shift(kettle)).turns.map(({ firstName }) => firstName)).toEqual(['Pat']);
    expect((await rota.shift(kettle, '2027-05-04')).turns).toEqual([]);
    expect(await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW)).toBe('taken');
    expect((await promised.ofPerson(rota.db, pat, NOW)).map(({ job }) => job)).toEqual(['Kettle']);
  });

  test('of two who take the last place at once one gets it, and the other may wait in line', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const shift = await rota.shift(kettle);
    const outcomes = await Promise.all([pat, jo].map((one) => turns.take(rota.db, shift, self(one), NOW)));
    expect([...outcomes].sort()).toEqual(['full', 'taken']);
    const late = outcomes[0] === 'full' ? pat : jo;
    const meetup = await rota.meetup();
    expect(await rsvps.of(rota.db, meetup.id, late)).toBeNull();
    expect(await turns.waitFor(rota.db, await rota.shift(kettle), self(late), NOW)).toBe('waiting');
    const early = late === pat ? jo : pat;
    await turns.release(rota.db, await rota.shift(kettle), early, NOW + 60);
    const { id, turns: now } = await rota.shift(kettle);
    expect(now.filter(({ standing }) => standing === 'taken').map(({ person }) => person)).toEqual([late]);
    expect(await lettersAbout(rota, id!)).toEqual([`shift-yours ${late === pat ? 'Pat' : 'Jo'}`]);
  });

  test('nobody has a job at a meet-up that is full, cancelled or over', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob({ most: 3 });
    const pat = await rota.helper('Pat');
    const shift = await rota.shift(kettle);
    expect(await turns.take(rota.db, shift, self(pat), shift.meetup.endsAt)).toBe('over');
    await rota.db.write((tx) => tx.run('UPDATE series SET exact_limit = 1', {}));
    const jo = await rota.helper('Jo');
    expect(await turns.take(rota.db, await rota.shift(kettle), self(jo), NOW)).toBe('taken');
    expect(await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW)).toBe('meetup-full');
    expect((await rota.shift(kettle)).turns.map(({ standing }) => standing)).toEqual([
      'taken',
      'stepped-back',
    ]);
    await cancelling.cancel(rota.db, await rota.meetup(), { by: rota.ada, because: '' }, NOW);
    expect(await turns.take(rota.db, await rota.shift(kettle), self(pat), NOW)).toBe('over');
  });

  test('a job that must be shown is for those who were, on that day still', async () => {
    const rota = await buildRota(await fresh());
    const urn = await rota.makeJob({ name: 'Urn', shownHow: true, learnerWelcome: true, most: 2 });
    const [pat, jo, kim] = [await rota.helper('Pat'), await rota.helper('Jo'), await rota.helper('Kim')];
    const known = { hub: rota.hub, kind: 'shown-how' as const, job: urn, venue: null, by: rota.ada };
    await checks.note(rota.db, { ...known, person: pat, checkedOn: '2026-04-01', goodUntil: '2027-04-06' });
    expect(await turns.take(rota.db, await rota.shift(urn), self(jo), NOW)).toBe('needs-showing');
    const learner = { ...self(jo), learning: true };
    expect(await turns.take(rota.db, await rota.shift(urn), learner, NOW)).toBe('nobody-to-learn-from');
    expect(await turns.take(rota.db, await rota.shift(urn), self(pat), NOW)).toBe('taken');
    expect(await turns.take(rota.db, await rota.shift(urn), learner, NOW)).toBe('learning');
    expect(await checks.learnersAlone(rota.db, await rota.shift(urn))).toBe(0);
    const second = { ...self(kim), learning: true };
    expect(await turns.take(rota.db, await rota.shift(urn), second, NOW)).toBe('nobody-to-learn-from');
    expect(await turns.take(rota.db, await rota.shift(urn, '2027-05-04'), self(pat), NOW)).toBe(
      'needs-showing',
    );
    // Whoever cannot make it teaches nobody, and the host is told of the one who is left alone.
    await cover.want(rota.db, await rota.shift(urn), { person: pat, by: pat }, NOW);
    expect(await checks.learnersAlone(rota.db, await rota.shift(urn))).toBe(1);
    await turns.release(rota.db, await rota.shift(urn), jo, NOW);
    expect(await turns.take(rota.db, await rota.shift(urn), second, NOW)).toBe('nobody-to-learn-from');
  });

  test('nothing is noted of somebody about a job or a place of another hub', async () => {
    const rota = await buildRota(await fresh());
    const pat = await rota.helper('Pat');
    const hub = await startHub(rota.db, 'Elsewhere');
    const job = await rota.db.write((tx) => jobs.make(tx, { hub, by: rota.ada, card: KETTLE }, NOW));
    const venue = await venues.add(rota.db, { hub, by: rota.ada, kind: 'public', name: 'The pump' }, NOW);
    const check = { hub: rota.hub, person: pat, by: rota.ada, checkedOn: '2027-03-02', goodUntil: null };
    await checks.note(rota.db, { ...check, kind: 'shown-how', job, venue: null });
    await checks.note(rota.db, { ...check, kind: 'key', job: null, venue });
    expect(await checks.ofHub(rota.db, rota.hub)).toEqual([]);
  });

  test('a place somebody was asked about is theirs for four days, then anybody’s', async () => {
    const rota = await buildRota(await fresh());
    const kettle = await rota.makeJob();
    const [pat, jo] = [await rota.helper('Pat'), await rota.helper('Jo')];
    const id = await rota.db.write(async (tx) => shifts.keep(tx, await rota.shift(kettle), NOW));
    await rota.db.write((tx) =>
      tx.run(
        `INSERT INTO turns (shift_id, person_id, standing, asked_at, changed_at) VALUES (:id, :pat, 'asked', :now, :now)`,
        { id, pat, now: NOW },
      ),
    );
    const soon = NOW + shifts.SILENCE - 1;
    expect(await turns.take(rota.db, await rota.shift(kettle), self(jo), soon)).toBe('full');
    expect(await turns.take(rota.db, await rota.shift(kettle), self(jo), soon + 2)).toBe('taken');
    expect(await turns.take(rota.db, await rota.shift(kettle), self(pat), soon + 3)).toBe('full');
  });

  test('a job left out on one date tells whoever had it, and stays on the others', async () => {
    const rota = await buildRota(await fresh());
    const cake = await rota.makeJob({ name: 'Cake' });
    const pat = await rota.helper('Pat');
    await turns.take(rota.db, await rota.shift(cake), self(pat), NOW);
    const { id } = await rota.shift(cake);
    await oneDate.leaveOut(rota.db, [await rota.shift(cake)], rota.ada, NOW);
    expect(await rota.shift(cake)).toBeNull();
    expect(await rota.shift(cake, '2027-05-04')).not.toBeNull();
    expect(await lettersAbout(rota, id!)).toEqual(['shift-not-needed Pat']);
    expect(await promised.ofPerson(rota.db, pat, NOW)).toEqual([]);
  });
});
