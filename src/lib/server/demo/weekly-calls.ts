import { DAY, HOUR } from '#server/clock.ts';
import type { Database, Writer } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import { addDays, dayOf, weekdayOf } from '#server/meetups/days.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import type { Place } from '#server/rotas/call-pairs.ts';
import type { Part } from '#server/rotas/call-times.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import * as callRounds from '#server/rotas/call-rounds.ts';
import * as calls from '#server/rotas/calls.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import type { Village } from './village.ts';

const ZONE = 'Europe/London';
const TWO_WEEKS = 14 * DAY;

interface Planned {
  who: string;
  /** In how many days the next call is. */
  inDays: number;
  part: Part;
  helpers: Partial<Record<Place, string>>;
  contact: callWishes.Contact | null;
}

/** Two who are well looked after, and one for whom somebody to stand in is still wanted. */
const PLANNED: Planned[] = [
  {
    who: 'Agnes',
    inDays: 2,
    part: 'morning',
    helpers: { caller: 'Ada', 'stand-in': 'Dot', visitor: 'Bert' },
    contact: { name: 'Her niece Joan', telephone: '01632 960301' },
  },
  {
    who: 'Walter',
    inDays: 4,
    part: 'afternoon',
    helpers: { caller: 'Bert', 'stand-in': 'Ada' },
    contact: null,
  },
  { who: 'Mabel', inDays: 5, part: 'evening', helpers: { caller: 'Dot' }, contact: null },
];

/** The weekly calls of the demo village: agreed on two weeks before `now`, and made since. */
export async function beginCalls(db: Database, village: Village, now: number): Promise<void> {
  for (const planned of PLANNED) await begin(db, village, planned, now);
  for (let day = -TWO_WEEKS / DAY + 1; day < 0; day++) await live(db, now + day * DAY);
  await db.write((tx) => forgetLetters(tx, now));
}

async function begin(db: Database, { hub, ids }: Village, planned: Planned, now: number): Promise<void> {
  const begun = now - TWO_WEEKS;
  const { part, contact } = planned;
  const weekday = weekdayOf(addDays(dayOf(localOf(now, ZONE)), planned.inDays));
  const [person, by] = [ids[planned.who]!, ids.Ada!];
  const yes = { said: 'in-person', heardBy: by, heardOn: dayOf(localOf(begun, ZONE)) } as const;
  await db.write(async (tx) => {
    await tx.run('UPDATE people SET telephone = COALESCE(telephone, :number) WHERE id = :person', {
      person,
      number: '01632 960300',
    });
    const wanted = { hub, person, weekday, part, contact, yes, by };
    const started = await callWishing.start(tx, wanted, begun);
    if (started.outcome !== 'started') return;
    const wish = (await callWishes.find(tx, hub, started.id))!;
    for (const [place, firstName] of Object.entries(planned.helpers)) {
      const helper = ids[firstName]!;
      await callPairs.ask(tx, { wish, person: helper, place: place as Place, by }, begun);
    }
    for (const pair of await callPairs.ofWishes(tx, [wish.id]))
      await callPairs.agree(tx, { id: pair.id, by: pair.person.id }, begun);
  });
}

/** One day on which whoever was to ring did. */
async function live(db: Database, noon: number): Promise<void> {
  const day = dayOf(localOf(noon, ZONE));
  const at = instantOf(`${day}T09:00`, ZONE);
  await callRounds.giveOut(db, at);
  const open = await db.all(
    'SELECT id, person_id FROM call_steps WHERE outcome IS NULL AND person_id IS NOT NULL',
  );
  for (const row of open) {
    const telling = { step: text(row, 'id'), by: text(row, 'person_id'), note: '', asHostOf: null };
    await calls.tell(db, { ...telling, said: 'spoke' }, at + 2 * HOUR);
  }
}

/** What was written about all this is long read. */
async function forgetLetters(tx: Writer, now: number): Promise<void> {
  await tx.run(`DELETE FROM letters WHERE kind LIKE 'call-%' AND made_at <= :now`, { now });
}
