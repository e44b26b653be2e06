import { database } from '../../lib/database.js';

export async function POST({ request }) {
  const form = await request.formData();
  await database.execute({
    sql: `INSERT INTO rsvps (meetup_id, person_id, party)
          VALUES ('tea', ?, ?)
          ON CONFLICT DO UPDATE SET party = excluded.party`,
    args: [String(form.get('person')), Number(form.get('party'))],
  });
  return new Response(null, { status: 303, headers: { location: '/' } });
}
