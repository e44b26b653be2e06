import { DAY, now as present } from '#server/clock.ts';
import { open, type Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { hash } from '#server/secrets.ts';

const PEOPLE_A_HUB = 100;
const SERIES_A_HUB = 3;
const DATES_A_SERIES = 100;
const ANSWERS_A_DATE = 7;
const HUBS_AT_ONCE = 50;

export interface Crowd {
  db: Database;
  now: number;
  /** Any of the hubs, people or meet-ups, by number. */
  hub(i: number): string;
  person(i: number): string;
  meetup(i: number): { hub: string; id: string };
  secret(i: number): string;
}

/**
 * A database with so many hubs; each has 100 people, 300 meet-ups, half of them past, and 2,100 answers. Written
 * with SQL, since asking the rooms for millions of answers would take a night.
 */
export async function fillCrowd(url: string, hubs: number): Promise<Crowd> {
  const db = await open({ url });
  const now = present();
  await migrate(db, 'migrations', now);
  for (let from = 0; from < hubs; from += HUBS_AT_ONCE) {
    await db.write((tx) => tx.script(sqlFor(from, Math.min(hubs, from + HUBS_AT_ONCE), now)));
  }
  await signIn(db, now);
  await db.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return {
    db,
    now,
    hub: (i) => `hub-${i % hubs}`,
    person: (i) => `person-${i % (hubs * PEOPLE_A_HUB)}`,
    meetup: (i) => meetupOf(i % hubs, i % SERIES_A_HUB, i % DATES_A_SERIES, now),
    secret: (i) => `secret-${i % PEOPLE_A_HUB}`,
  };
}

function meetupOf(hub: number, series: number, week: number, now: number): { hub: string; id: string } {
  const date = new Date((now + (week - DATES_A_SERIES / 2) * 7 * DAY) * 1000).toISOString().slice(0, 10);
  return { hub: `hub-${hub}`, id: `series-${hub * SERIES_A_HUB + series}-${date}` };
}

async function signIn(db: Database, now: number): Promise<void> {
  for (let i = 0; i < PEOPLE_A_HUB; i++) {
    await db.write((tx) =>
      tx.run(
        `INSERT INTO sessions (hash, person_id, created_at, expires_at, seen_at)
         VALUES (:hash, :person, :now, :end, :now)`,
        { hash: hash(`secret-${i}`), person: `person-${i}`, now, end: now + 90 * DAY },
      ),
    );
  }
}

function sqlFor(from: number, to: number, now: number): string {
  const numbers = (name: string, first: number, last: number) =>
    `${name}(n) AS (SELECT ${first} UNION ALL SELECT n + 1 FROM ${name} WHERE n + 1 < ${last})`;
  const hubs = numbers('h', from, to);
  const week = (n: string) => `${now} + (${n} - ${DATES_A_SERIES / 2}) * ${7 * DAY}`;
  const date = (n: string) => `strftime('%Y-%m-%d', ${week(n)}, 'unixepoch')`;
  const hubOf = `CAST(substr(series.hub, 5) AS INTEGER)`;
  return `
    WITH RECURSIVE ${hubs}
    INSERT INTO hubs (slug, name, place, zone, created_at)
    SELECT 'hub-' || n, 'Hub ' || n, 'Place ' || n, 'Europe/London', ${now} FROM h;

    WITH RECURSIVE ${hubs}, ${numbers('p', 0, PEOPLE_A_HUB)}
    INSERT INTO people (id, first_name, created_at)
    SELECT 'person-' || (h.n * ${PEOPLE_A_HUB} + p.n), 'Neighbour ' || p.n, ${now} FROM h, p;

    WITH RECURSIVE ${hubs}, ${numbers('p', 0, PEOPLE_A_HUB)}
    INSERT INTO memberships (person_id, hub, joined_at)
    SELECT 'person-' || (h.n * ${PEOPLE_A_HUB} + p.n), 'hub-' || h.n, ${now} FROM h, p;

    WITH RECURSIVE ${hubs}
    INSERT INTO venues (id, hub, kind, name, created_at)
    SELECT 'venue-' || n, 'hub-' || n, 'public', 'The shelter', ${now} FROM h;

    WITH RECURSIVE ${hubs}, ${numbers('s', 0, SERIES_A_HUB)}
    INSERT INTO series (id, hub, title, venue_id, start_local, length_min, rrule, created_at, changed_at)
    SELECT 'series-' || (h.n * ${SERIES_A_HUB} + s.n), 'hub-' || h.n, 'Tea ' || s.n, 'venue-' || h.n,
      ${date('0')} || 'T' || (10 + s.n) || ':30', 90, 'FREQ=WEEKLY', ${now}, ${now}
    FROM h, s;

    WITH RECURSIVE ${numbers('d', 0, DATES_A_SERIES)}
    INSERT INTO meetups (id, series_id, hub, original_date, starts_local, starts_at, ends_at, changed_at)
    SELECT series.id || '-' || ${date('d.n')}, series.id, series.hub, ${date('d.n')},
      ${date('d.n')} || substr(series.start_local, 11), ${week('d.n')}, ${week('d.n')} + 5400, ${now}
    FROM series, d
    WHERE ${hubOf} >= ${from};

    WITH RECURSIVE ${numbers('a', 0, ANSWERS_A_DATE)}
    INSERT INTO rsvps (meetup_id, person_id, answer, answered_at, changed_at)
    SELECT meetups.id, 'person-' || (${hubOf} * ${PEOPLE_A_HUB} + (meetups.rowid * 11 + a.n * 13) % ${PEOPLE_A_HUB}),
      'coming', ${now}, ${now}
    FROM meetups
    JOIN series ON series.id = meetups.series_id
    JOIN a
    WHERE ${hubOf} >= ${from}
    ON CONFLICT DO NOTHING;
  `;
}
