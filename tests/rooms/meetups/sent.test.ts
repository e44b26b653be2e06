import { describe, expect, it } from 'vitest';
import type { Database } from '#server/db/database.ts';
import { newId } from '#server/ids.ts';
import * as cancelling from '#server/meetups/cancelling.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as sent from '#server/meetups/sent.ts';
import * as tally from '#server/meetups/tally.ts';
import { merge } from '#server/people/merging.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';
import { planTea, TEA_STARTS, type Tea } from '../../helpers/tea.ts';

/** The evening after. */
const AFTER = TEA_STARTS + 8 * 3600;

eachDatabase((fresh) => {
  async function withCyd(limits = {}) {
    const db = await fresh();
    const tea = await planTea(db, limits);
    return { db, tea, cyd: await tea.neighbour('Cyd') };
  }

  async function answer(
    { db, tea, person }: { db: Database; tea: Tea; person: string },
    answer: rsvps.Answer,
    by: { waited: number | null; id?: string },
    now = NOW + 1000,
  ) {
    const given = { person, answer, said: 'self', sent: { id: newId(), ...by } } as const;
    return sent.answer(db, await tea.at(now), given, now);
  }

  describe('an answer that waited for a signal', () => {
    it('is overtaken by what was said since, not by what was said before', async () => {
      const { db, tea, cyd: person } = await withCyd();
      await tea.say(person, 'maybe', {}, NOW + 500);
      expect(await answer({ db, tea, person }, 'coming', { waited: 900 })).toBe('overtaken');
      expect((await rsvps.of(db, tea.id, person))!.answer).toBe('maybe');
      expect(await answer({ db, tea, person }, 'coming', { waited: 400 })).toBe('coming');
    });

    it('sent a second time changes nothing and has the first outcome, whatever was said in between', async () => {
      const { db, tea, cyd: person } = await withCyd();
      const id = newId();
      expect(await answer({ db, tea, person }, 'coming', { waited: null, id }, NOW)).toBe('coming');
      expect(await answer({ db, tea, person }, 'coming', { waited: 60, id }, NOW + 60)).toBe('coming');
      await tea.say(person, 'not-this-time', {}, NOW + 100);
      expect(await answer({ db, tea, person }, 'coming', { waited: 200, id }, NOW + 200)).toBe('coming');
      expect((await rsvps.of(db, tea.id, person))!.answer).toBe('not-this-time');
    });

    it('counts from when it was said: what another device said later and sent first still counts', async () => {
      const { db, tea, cyd: person } = await withCyd();
      // The tablet says "maybe" at 500; the phone said "coming" at 100 and sends it first.
      expect(await answer({ db, tea, person }, 'coming', { waited: 900 })).toBe('coming');
      expect(await answer({ db, tea, person }, 'maybe', { waited: 600 }, NOW + 1100)).toBe('maybe');
      expect((await rsvps.of(db, tea.id, person))!.answer).toBe('maybe');
    });

    it('finds the house full and waits in line, or finds no room at all', async () => {
      const { db, tea, cyd: person } = await withCyd({ exactLimit: 2 });
      const bert = await tea.neighbour('Bert');
      await tea.say(bert, 'coming', { party: 2 });
      expect(await answer({ db, tea, person }, 'coming', { waited: 100 })).toBe('waiting');
      const given = { person, answer: 'coming', party: 3, said: 'self' } as const;
      const late = { ...given, sent: { id: newId(), waited: 100 } };
      expect(await sent.answer(db, await tea.at(), late, NOW + 2000)).toBe('too-many');
    });

    it('finds the date cancelled', async () => {
      const { db, tea, cyd: person } = await withCyd();
      await tea.say(person, 'maybe');
      await cancelling.cancel(db, await tea.at(), { by: tea.dot, because: '' }, NOW + 10);
      expect(await answer({ db, tea, person }, 'coming', { waited: 995 })).toBe('cancelled');
    });
  });

  it('a count that waited for a signal counts once, and not for more than a later one', async () => {
    const { db, tea } = await withCyd();
    const meetup = await tea.at(AFTER);
    const fourteen = { people: 14, newFaces: 3, by: tea.dot, sent: { id: newId(), waited: 3600 } };
    expect(await sent.count(db, meetup, fourteen, AFTER)).toBe('recorded');
    await tally.record(db, meetup, { people: 15, newFaces: 3, by: tea.dot }, AFTER + 10);
    expect(await sent.count(db, meetup, fourteen, AFTER + 20)).toBe('recorded');
    expect((await tally.find(db, tea.id))!.people).toBe(15);
    const late = { ...fourteen, sent: { id: newId(), waited: 60 } };
    expect(await sent.count(db, meetup, late, AFTER + 30)).toBe('overtaken');
    expect((await tally.find(db, tea.id))!.people).toBe(15);
  });

  it('who came, noted without a signal, counts once, and not for more than a later note', async () => {
    const { db, tea, cyd } = await withCyd();
    await tea.say(cyd, 'coming');
    const meetup = await tea.at(AFTER);
    const came = { came: [cyd], by: tea.dot, sent: { id: newId(), waited: 3600 } };
    expect(await sent.noteWhoCame(db, meetup, came, AFTER)).toBe('noted');
    await tally.noteWhoCame(db, meetup, { came: [], by: tea.dot }, AFTER + 10);
    expect(await sent.noteWhoCame(db, meetup, came, AFTER + 20)).toBe('noted');
    expect(await tally.whoCame(db, tea.id)).toEqual(new Map([[cyd, false]]));
    const late = { ...came, sent: { id: newId(), waited: 60 } };
    expect(await sent.noteWhoCame(db, meetup, late, AFTER + 30)).toBe('overtaken');
    expect(await tally.whoCame(db, tea.id)).toEqual(new Map([[cyd, false]]));
  });

  it('when two become one, a change of mind counts from when it was changed', async () => {
    const { db, tea, cyd } = await withCyd();
    const leaflet = await tea.neighbour('Cydney');
    await tea.say(leaflet, 'coming', {}, NOW);
    await tea.say(cyd, 'coming', {}, NOW + 10);
    await tea.say(leaflet, 'not-this-time', {}, NOW + 20);
    await db.write((tx) => merge(tx, leaflet, cyd));
    expect((await rsvps.of(db, tea.id, cyd))!.answer).toBe('not-this-time');
  });
});
