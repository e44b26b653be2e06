import type { Reader, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import { dayOf } from '#server/meetups/days.ts';
import * as people from '#server/people/people.ts';
import { localOf } from '#server/wall-clock.ts';
import * as callLetters from './call-letters.ts';
import type { Contact, When, Yes } from './call-wishes.ts';

/**
 * Writes down that somebody would like a call. 'has-one': they have one in this hub already; 'no-number': there is
 * none to ring; 'not-here': they do not belong to the hub. The host who enters it looks after it; when they said so
 * themselves the keepers are told.
 */
export async function start(
  tx: Writer,
  wish: When & { hub: string; person: string; contact: Contact | null; yes: Yes; by: string | null },
  now: number,
): Promise<{ outcome: 'started'; id: string } | { outcome: 'has-one' | 'no-number' | 'not-here' }> {
  const { hub, person, contact, yes, by, weekday, part } = wish;
  const known = await people.findInHub(tx, hub, person);
  if (!known) return { outcome: 'not-here' };
  if (!known.telephone) return { outcome: 'no-number' };
  const id = newId();
  const today = await todayIn(tx, hub, now);
  const started = await tx.run(
    `INSERT INTO call_wishes (id, hub, person_id, weekday, part, days_after, said, heard_by, heard_on, contact_name,
       contact_telephone, looked_after_by, started_at)
     VALUES (:id, :hub, :person, :weekday, :part, :today, :said,
       (SELECT person_id FROM memberships WHERE hub = :hub AND person_id = :heardBy), :heardOn, :name, :telephone,
       :by, :now)
     ON CONFLICT DO NOTHING`,
    {
      ...{ id, hub, person, weekday, part, today, by, now, said: yes.said },
      ...(yes.said === 'self'
        ? { heardBy: null, heardOn: today }
        : { heardBy: yes.heardBy, heardOn: yes.heardOn }),
      name: contact?.name ?? null,
      telephone: contact?.telephone ?? null,
    },
  );
  if (started === 0) return { outcome: 'has-one' };
  if (yes.said === 'self') await callLetters.tellOfGap(tx, { id, hub }, 'new', now);
  return { outcome: 'started', id };
}

/** Changes the day, the time of day and the agreed contact. A new day counts from tomorrow on. */
export async function change(
  tx: Writer,
  { id, weekday, part, contact }: When & { id: string; contact: Contact | null },
  today: string,
): Promise<void> {
  await tx.run(
    `UPDATE call_wishes
        SET days_after = CASE WHEN weekday <> :weekday OR part <> :part THEN :today ELSE days_after END,
            weekday = :weekday, part = :part, contact_name = :name, contact_telephone = :telephone
      WHERE id = :id AND stopped_at IS NULL`,
    { id, weekday, part, today, name: contact?.name ?? null, telephone: contact?.telephone ?? null },
  );
}

/** No calls before a day, because the person is away; null: they are back. */
export async function pause(tx: Writer, id: string, backOn: string | null): Promise<void> {
  await tx.run('UPDATE call_wishes SET back_on = :backOn WHERE id = :id AND stopped_at IS NULL', {
    id,
    backOn,
  });
}

/** A host says that they look after it: from then on they are told. */
export async function lookAfter(tx: Writer, id: string, host: string): Promise<void> {
  await tx.run('UPDATE call_wishes SET looked_after_by = :host WHERE id = :id AND stopped_at IS NULL', {
    id,
    host,
  });
}

/** No more calls, at once and without a reason. Whatever was under way ends with it. */
export async function stop(tx: Writer, id: string, by: string, now: number): Promise<void> {
  const args = { id, by, now };
  const stopped = await tx.run(
    'UPDATE call_wishes SET stopped_at = :now, stopped_by = :by WHERE id = :id AND stopped_at IS NULL',
    args,
  );
  if (stopped === 0) return;
  await endOpen(tx, { wish: id, how: 'stopped', by }, now);
  await tx.run(
    `UPDATE call_pairs SET ended_at = :now, ended_by = :by, ended_because = 'host'
      WHERE wish_id = :id AND ended_at IS NULL`,
    args,
  );
}

/** Ends all calls of a wish that are open: it is known now. */
export async function endOpen(
  tx: Writer,
  { wish, how, by }: { wish: string; how: 'spoke' | 'heard' | 'stopped'; by: string },
  at: number,
): Promise<void> {
  await tx.run(
    `UPDATE call_steps SET outcome = 'known', outcome_at = :at, outcome_by = :by
      WHERE outcome IS NULL AND call_id IN (SELECT id FROM calls WHERE wish_id = :wish AND known_at IS NULL)`,
    { wish, by, at },
  );
  await tx.run(
    `UPDATE calls SET known_at = :at, known_how = :how, known_by = :by
      WHERE wish_id = :wish AND known_at IS NULL`,
    { wish, how, by, at },
  );
}

async function todayIn(tx: Reader, hub: string, now: number): Promise<string> {
  const row = await tx.one('SELECT zone FROM hubs WHERE slug = :hub', { hub });
  return dayOf(localOf(now, text(row!, 'zone')));
}
