import type { Database } from '#server/db/database.ts';
import { text, textOrNull } from '#server/db/rows.ts';
import * as bodyPeople from '#server/partners/body-people.ts';
import * as people from '#server/people/people.ts';
import * as carries from './carries.ts';
import type { Carry } from './carries.ts';
import * as disclosureWords from './disclosure-words.ts';
import * as said from './said.ts';

/** What has come to a body, as its people read it. `reasons`: why some say that it has not really happened. */
export interface ForBody extends Carry {
  name: string;
  objected: string[];
  reasons: string[];
  /** In the words of those who let this body read them, with a name only where they gave it. */
  quotes: { words: string; by: string | null }[];
}

const MOST_QUOTES = 5;

/**
 * What was carried to a body, for one of its people; each view among it goes into the log of its author. Others' words only where
 * their writer said yes to this body, and gave a name or has enough others beside them; and never where they may tell of
 * somebody, such as a name or a number.
 */
export async function read(db: Database, body: string, reader: string, now: number): Promise<ForBody[]> {
  const isOne = (await bodyPeople.of(db, body)).some(({ id }) => id === reader);
  if (!isOne) return [];
  const all: ForBody[] = [];
  for (const carry of await carries.toBody(db, body)) {
    const quotes = carry.endedHow === null ? await quotesFor(db, carry) : [];
    await said.noteReading(db, { views: quotes.map(({ id }) => id), reader, role: 'body' }, now);
    const [objected, reasons] = [
      await carries.objectionsTo(db, carry.id),
      await carries.reasonsFor(db, carry.id),
    ];
    all.push({ ...carry, objected, reasons, quotes });
  }
  return all;
}

async function quotesFor(db: Database, { topic, body }: Carry) {
  const rows = await db.all(
    `SELECT views.id, views.words, CASE WHEN views.named = 1 THEN people.first_name END AS by, topics.tender,
       topics.hub,
       (SELECT COUNT(DISTINCT voices.who)
        FROM voices
        WHERE voices.topic_id = topics.id
          AND (voices.level = 4 OR (voices.level = 3 AND voices.body_id = :body))) AS behind
     FROM views
     JOIN topics ON topics.id = views.topic_id
     LEFT JOIN people ON people.id = views.person_id
     WHERE views.topic_id = :topic AND views.withdrawn_at IS NULL AND views.aside_at IS NULL
       AND (views.level = 4 OR (views.level = 3 AND views.body_id = :body))
     ORDER BY views.said_at, views.id`,
    { topic, body: body.id },
  );
  const names = rows[0]
    ? (await people.ofHub(db, text(rows[0], 'hub'))).map(({ firstName }) => firstName)
    : [];
  return rows
    .filter((row) => disclosureWords.findTelling(text(row, 'words'), names).length === 0)
    .filter((row) =>
      disclosureWords.mayGoOut(
        { saidYes: true, behind: Number(row.behind), named: row.by !== null },
        row.tender !== null,
      ),
    )
    .slice(0, MOST_QUOTES)
    .map((row) => ({ id: text(row, 'id'), words: text(row, 'words'), by: textOrNull(row, 'by') }));
}
