import { database } from '../lib/database.js';

export async function load() {
  const { rows } = await database.execute({
    sql: `SELECT people.id, people.first_name, rsvps.party, meetups.title
          FROM rsvps
          JOIN people ON people.id = rsvps.person_id
          JOIN meetups ON meetups.id = rsvps.meetup_id
          WHERE rsvps.meetup_id = ?
          LIMIT 50`,
    args: ['tea'],
  });
  return { rows: rows.map((row) => ({ ...row })) };
}
