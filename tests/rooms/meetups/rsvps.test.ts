import { expect, it } from 'vitest';
import { DAY } from '#server/clock.ts';
import * as letters from '#server/outbox/letters.ts';
import * as needs from '#server/people/needs.ts';
import * as people from '#server/people/people.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW, settle, startHub } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS } from '../../helpers/tea.ts';

eachDatabase((fresh) => {
  it('saying "I\'m coming" is enough: the date, the party and the neighbour are known from then on', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const newcomer = await db.write((tx) => people.enter(tx, { firstName: 'Cyd' }, NOW));
    expect(await tea.say(newcomer, 'coming', { party: 2 })).toBe('coming');
    expect(await rsvps.of(db, tea.id, newcomer)).toMatchObject({ answer: 'coming', place: 'in', party: 2 });
    expect(await rsvps.count(db, tea.id)).toBe(2);
    expect((await people.ofHub(db, tea.hub)).map((person) => person.id)).toContain(newcomer);
  });

  it('saying it again changes nothing, even when both arrive at once', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 3 });
    const cyd = await tea.neighbour('Cyd');
    const both = await Promise.all([
      tea.say(cyd, 'coming', { party: 2 }),
      tea.say(cyd, 'coming', { party: 2 }),
    ]);
    expect(both).toEqual(['coming', 'coming']);
    expect(await tea.say(cyd, 'coming')).toBe('coming');
    expect(await rsvps.count(db, tea.id)).toBe(2);
  });

  it('a carer never counts', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 1 });
    const cyd = await tea.neighbour('Cyd');
    expect(await tea.say(cyd, 'coming', { carer: true })).toBe('coming');
    expect(await rsvps.count(db, tea.id)).toBe(1);
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({ party: 1, carer: true });
  });

  it('a mind may be changed until the meet-up has ended, and not after', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    const end = TEA_STARTS + 90 * 60;
    await tea.say(cyd, 'coming');
    expect(await tea.say(cyd, 'maybe')).toBe('maybe');
    expect(await rsvps.count(db, tea.id)).toBe(0);
    expect(await tea.say(cyd, 'not-this-time', {}, TEA_STARTS)).toBe('not-this-time');
    expect(await tea.say(cyd, 'coming', {}, end - 1)).toBe('coming');
    expect(await tea.say(cyd, 'not-this-time', {}, end)).toBe('closed');
    expect(await rsvps.count(db, tea.id)).toBe(1);
  });

  it('a cancelled date takes no answer, even from a page that was read before', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    await tea.say(cyd, 'maybe');
    const readBefore = await tea.at();
    await db.write((tx) =>
      tx.run('UPDATE meetups SET cancelled_at = :now WHERE id = :id', { id: tea.id, now: NOW }),
    );
    expect(await rsvps.answer(db, readBefore, { person: cyd, answer: 'coming', said: 'self' }, NOW)).toBe(
      'cancelled',
    );
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({ answer: 'maybe' });
  });

  it('a full meet-up puts you on the waiting list', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 2 });
    expect(await tea.say(await tea.neighbour('Bert'), 'coming', { party: 2 })).toBe('coming');
    const cyd = await tea.neighbour('Cyd');
    expect(await tea.say(cyd, 'coming')).toBe('waiting');
    expect(await tea.say(cyd, 'coming')).toBe('waiting');
    expect(await rsvps.count(db, tea.id)).toBe(2);
  });

  it('nobody overtakes: while somebody waits, a newcomer waits too, even for a place that is free', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 3 });
    await tea.say(await tea.neighbour('Bert'), 'coming', { party: 2 });
    const [cyd, eve] = [await tea.neighbour('Cyd'), await tea.neighbour('Eve')];
    expect(await tea.say(cyd, 'coming', { party: 2 })).toBe('waiting');
    expect(await tea.say(eve, 'coming')).toBe('waiting');
    // Cyd is first in line, so coming alone fits; then Eve is first, but nothing is left.
    expect(await tea.say(cyd, 'coming', { party: 1 })).toBe('coming');
    expect(await rsvps.of(db, tea.id, eve)).toMatchObject({ place: 'waiting' });
  });

  it('a party that grows past the limit keeps the places it had', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 4 });
    const bert = await tea.neighbour('Bert');
    await tea.say(bert, 'coming', { party: 2 });
    expect(await tea.say(bert, 'coming', { party: 4 })).toBe('coming');
    expect(await tea.say(bert, 'coming', { party: 5 })).toBe('too-many');
    expect(await rsvps.of(db, tea.id, bert)).toMatchObject({ answer: 'coming', place: 'in', party: 4 });
  });

  it('a party larger than the whole limit never waits in vain', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 4 });
    const bert = await tea.neighbour('Bert');
    expect(await tea.say(bert, 'coming', { party: 5 })).toBe('too-many');
    expect(await rsvps.of(db, tea.id, bert)).toBeNull();
  });

  it('changing the size of the party leaves the rest of the answer alone', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.neighbour('Bert');
    await tea.say(bert, 'coming', { party: 3, carer: true, needs: 'No nuts' });
    await tea.say(bert, 'coming', { party: 2 });
    expect(await rsvps.of(db, tea.id, bert)).toMatchObject({ party: 2, carer: true });
    expect(await needs.of(db, tea.id, bert, NOW)).toBe('No nuts');
  });

  it('the line to the host is deleted a week after the meet-up, or when it is taken back', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const bert = await tea.neighbour('Bert');
    await tea.say(bert, 'coming', { needs: ' No nuts, please ' });
    const weekAfter = TEA_STARTS + 90 * 60 + 7 * DAY;
    expect(await needs.of(db, tea.id, bert, weekAfter - 1)).toBe('No nuts, please');
    expect(await needs.of(db, tea.id, bert, weekAfter)).toBe('');
    await tea.say(bert, 'coming', { needs: '' });
    expect(await needs.of(db, tea.id, bert, NOW)).toBe('');
  });

  it('a host adds somebody who told them; who already said so stays as they said', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    const told = { person: cyd, answer: 'coming', said: 'in-person', enteredBy: tea.dot } as const;
    expect(await rsvps.add(db, await tea.at(), told, NOW)).toBe('coming');
    expect(await rsvps.of(db, tea.id, cyd)).toMatchObject({ said: 'in-person', enteredBy: tea.dot });

    const bert = await tea.neighbour('Bert');
    await tea.say(bert, 'coming', { party: 3 });
    expect(await rsvps.add(db, await tea.at(), { ...told, person: bert, party: 1 }, NOW)).toBe('already');
    expect(await rsvps.of(db, tea.id, bert)).toMatchObject({ said: 'self', enteredBy: null, party: 3 });
  });

  it('answering settles the letters about this meet-up', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    await tea.say(cyd, 'coming');
    await db.write((tx) =>
      letters.write(
        tx,
        {
          person: cyd,
          hub: tea.hub,
          kind: 'moved',
          subject: tea.id,
          occasion: 'a change',
          ways: 'all',
          dueAt: NOW,
          useBy: TEA_STARTS,
        },
        NOW,
      ),
    );
    await tea.say(cyd, 'maybe', {}, NOW + 60);
    expect(await db.one('SELECT reached_at, reached_how FROM letters')).toMatchObject({
      reached_at: NOW + 60,
      reached_how: 'answered',
    });
    expect(await db.all(`SELECT way FROM sends WHERE state = 'waiting'`)).toEqual([]);
  });

  it('hosts see who is expected; waiting, maybe and not this time are not', async () => {
    const db = await fresh();
    const tea = await planTea(db, { exactLimit: 2 });
    const bert = await tea.reachable('Bert');
    await tea.say(bert, 'coming', { party: 2 });
    await tea.say(await tea.neighbour('Cyd'), 'coming');
    await tea.say(await tea.neighbour('Eve'), 'maybe');
    expect(await rsvps.expected(db, tea.id)).toEqual([
      expect.objectContaining({ personId: bert, firstName: 'Bert', party: 2, hasDevice: true }),
    ]);
    expect((await rsvps.all(db, tea.id)).map(({ firstName, hasDevice }) => [firstName, hasDevice])).toEqual([
      ['Bert', true],
      ['Eve', false],
      ['Cyd', false],
    ]);
  });

  it('what I said I would do comes soonest first, until it has ended', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const cyd = await tea.neighbour('Cyd');
    await tea.say(cyd, 'coming', { party: 2 });
    expect(await rsvps.ofPerson(db, cyd, NOW)).toEqual([
      expect.objectContaining({
        meetupId: tea.id,
        hub: tea.hub,
        title: 'Tea at the shelter',
        startsLocal: '2027-04-06T10:30',
        answer: 'coming',
        party: 2,
      }),
    ]);
    expect(await rsvps.ofPerson(db, cyd, TEA_STARTS + 90 * 60)).toEqual([]);
    await tea.say(cyd, 'not-this-time');
    expect(await rsvps.ofPerson(db, cyd, NOW)).toEqual([]);
  });

  it('belonging to one hub says nothing about another', async () => {
    const db = await fresh();
    const tea = await planTea(db);
    const street = await startHub(db, 'Mill Street');
    const fay = await settle(db, street, { firstName: 'Fay' });
    await tea.say(fay, 'coming');
    expect((await people.ofHub(db, tea.hub)).map(({ firstName }) => firstName)).toContain('Fay');
    expect((await people.ofHub(db, street)).map(({ firstName }) => firstName)).toEqual(['Fay']);
  });
});
