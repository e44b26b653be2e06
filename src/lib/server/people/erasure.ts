import type { Database, Writer } from '#server/db/database.ts';
import { number } from '#server/db/rows.ts';
import * as takenForms from '#server/hubs/taken-forms.ts';
import * as people from './people.ts';
import * as roleGrants from './role-grants.ts';

/** The log is busy while a query that came before still holds its place in it. */
const TRIES = 5;

/** The slugs of the hubs that need another keeper first. */
export type Erased = { outcome: 'erased' } | { outcome: 'hand-over-first'; hubs: string[] };

/**
 * Erases everything about a person: who they are, how to reach them, their sessions, answers, roles and letters. Their
 * sessions are refused from then on. How many came to what is over stays. The last keeper of a hub hands over first.
 * `before` sees in the same transaction to what they leave behind.
 */
export async function erase(
  db: Database,
  person: string,
  now: number,
  before: (tx: Writer) => Promise<void> = async () => {},
): Promise<Erased> {
  const erased = await db.write(async (tx): Promise<Erased> => {
    const alone = await roleGrants.keptAloneBy(tx, person);
    if (alone.length > 0) return { outcome: 'hand-over-first', hubs: alone.map(({ slug }) => slug) };
    await before(tx);
    await keepCounts(tx, person, now);
    await keepVoices(tx, person);
    await keepTaxis(tx, person, now);
    await dropSuggestions(tx, person);
    await dropAnswers(tx, person);
    await emptyHome(tx, person, now);
    await forgetCodes(tx, person);
    await takenForms.forgetResult(tx, person);
    // Everything else of theirs goes with them, by the rules of the tables.
    await tx.run('DELETE FROM people WHERE id = :person', { person });
    return { outcome: 'erased' };
  });
  if (erased.outcome === 'erased' && db.mode === 'embedded') await emptyLog(db);
  return erased;
}

/** How many came stays as it was, without saying who. */
async function keepCounts(tx: Writer, person: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE meetups
     SET erased = erased + own.party
     FROM rsvps AS own
     WHERE own.person_id = :person AND own.meetup_id = meetups.id AND own.answer = 'coming' AND own.place = 'in'
       AND meetups.ends_at <= :now`,
    { person, now },
  );
}

/** How many stood behind a topic that everybody may read stays, too. */
async function keepVoices(tx: Writer, person: string): Promise<void> {
  await tx.run(
    `UPDATE topics
     SET erased = erased + 1
     WHERE id IN (
       SELECT voices.topic_id
       FROM voices
       WHERE voices.person_id = :person AND voices.level = 4)
       AND NOT EXISTS (
         SELECT 1
         FROM voices
         WHERE voices.topic_id = topics.id AND voices.person_id = :person AND voices.among_hands = 1)`,
    { person },
  );
}

/** A taxi that was ordered for them is still to come: whoever ordered it hears so, without a name. */
async function keepTaxis(tx: Writer, person: string, now: number): Promise<void> {
  await tx.run(
    `INSERT INTO lift_taxi_changes (id, hub, taxi_id, meetup_id, on_date, people, ordered_by, made_at)
     SELECT lower(hex(randomblob(16))), l.hub, o.taxi_id, l.meetup_id, l.on_date, l.party + l.carer,
       NULLIF(o.ordered_by, :person), :now
     FROM lift_requests l
     JOIN lift_taxi_orders o ON o.request_id = l.id
     LEFT JOIN meetups ON meetups.id = l.meetup_id
     WHERE l.person_id = :person AND COALESCE(meetups.ends_at, unixepoch(l.on_date) + 86400) > :now`,
    { person, now },
  );
}

/** What nobody has read yet is theirs alone; what is asked of everybody stays, and says of nobody that it was theirs. */
async function dropSuggestions(tx: Writer, person: string): Promise<void> {
  await tx.run('DELETE FROM agree_statements WHERE made_by = :person AND let_in_at IS NULL', { person });
}

/** Their words go with them, and all they answered about health; how many chose what stays, without saying who. */
async function dropAnswers(tx: Writer, person: string): Promise<void> {
  await tx.run(
    `DELETE FROM ask_sheets
     WHERE person_id = :person AND ask_id IN (SELECT id FROM asks WHERE tender = 'health')`,
    { person },
  );
  await tx.run(
    `DELETE FROM ask_answers
     WHERE words IS NOT NULL AND sheet_id IN (SELECT id FROM ask_sheets WHERE person_id = :person)`,
    { person },
  );
}

/** Where they live is theirs too: only the street that anybody knew stays. */
async function emptyHome(tx: Writer, person: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE venues
     SET name = area, address = '', directions = '', key_with = '', latitude = NULL, longitude = NULL,
       closed_at = COALESCE(closed_at, :now)
     WHERE home_of = :person AND kind = 'home'`,
    { person, now },
  );
}

async function forgetCodes(tx: Writer, id: string): Promise<void> {
  const person = await people.find(tx, id);
  await tx.run('DELETE FROM sign_in_codes WHERE mail = :mail', { mail: person?.mail ?? null });
}

/** What was written before the erasure would otherwise stay readable in the log beside the database file. */
async function emptyLog(db: Database): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    const row = await db.one('PRAGMA wal_checkpoint(TRUNCATE)');
    if (row && number(row, 'busy') === 0) return;
  }
}
