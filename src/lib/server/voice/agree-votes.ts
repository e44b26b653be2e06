import type { Database, Reader, Writer } from '#server/db/database.ts';
import { number, text } from '#server/db/rows.ts';
import { newId } from '#server/ids.ts';
import * as people from '#server/people/people.ts';
import * as agreeStatements from './agree-statements.ts';
import { nextFor } from './opinion-next.ts';
import { tableOf, type Tally, type Vote, type VoteTable } from './opinion-table.ts';

/** What somebody thinks of some statements, by the statement's id. */
export type Votes = Record<string, Vote>;

export type Voting = 'taken' | 'closed' | 'needs-consent';

/**
 * Takes somebody's votes; of two on one statement the last one counts. Votes on what is not asked are left out. About
 * health nothing is kept without their explicit yes.
 */
export async function takeWithin(
  tx: Writer,
  given: { hub: string; person: string; votes: Votes; consented: boolean },
  now: number,
): Promise<Voting> {
  const { hub, person, votes, consented } = given;
  const open = await tx.one(
    `SELECT agree_questions.id, tender IS 'health' AND voters.consented_at IS NULL AS needs_yes
     FROM agree_questions
     LEFT JOIN agree_voters AS voters ON voters.question_id = agree_questions.id AND voters.person_id = :person
     WHERE hub = :hub AND closed_at IS NULL`,
    { hub, person },
  );
  if (!open) return 'closed';
  if (number(open, 'needs_yes') === 1 && !consented) return 'needs-consent';
  const question = text(open, 'id');
  await tx.run(
    `INSERT INTO agree_voters (id, question_id, person_id, consented_at)
     VALUES (:id, :question, :person, :consentedAt)
     ON CONFLICT (question_id, person_id) DO UPDATE SET consented_at = COALESCE(consented_at, excluded.consented_at)`,
    { id: newId(), question, person, consentedAt: consented ? now : null },
  );
  await tx.run(WRITE, { question, person, votes: JSON.stringify(votes), now });
  await people.joinHub(tx, person, hub, now);
  return 'taken';
}

const WRITE = `
  INSERT INTO agree_votes (voter_id, statement_id, vote, voted_at)
  SELECT voters.id, statements.id, given.value, :now
  FROM json_each(:votes) AS given
  JOIN agree_statements AS statements ON statements.id = given.key AND statements.question_id = :question
  JOIN agree_voters AS voters ON voters.question_id = :question AND voters.person_id = :person
  WHERE statements.let_in_at IS NOT NULL AND statements.removed_at IS NULL
  ON CONFLICT (voter_id, statement_id) DO UPDATE
  SET vote = excluded.vote, voted_at = excluded.voted_at
  WHERE vote <> excluded.vote`;

export function take(
  db: Database,
  given: { hub: string; person: string; votes: Votes; consented: boolean },
  now: number,
): Promise<Voting> {
  return db.write((tx) => takeWithin(tx, given, now));
}

/** Deletes everything that somebody said on a question. What was told stays until enough has changed. */
export function takeBack(
  db: Database,
  { question, person }: { question: string; person: string },
): Promise<void> {
  return db.write(async (tx) => {
    await tx.run(NOTE_GONE, { question, person });
    await tx.run('DELETE FROM agree_voters WHERE question_id = :question AND person_id = :person', {
      question,
      person,
    });
  });
}

// Only who was told of counts as gone: else somebody could vote and take it back until the rest is told anew.
const NOTE_GONE = `
  UPDATE agree_questions
  SET taken_back = taken_back + 1
  WHERE id = :question AND EXISTS (
    SELECT 1
    FROM agree_voters
    JOIN agree_votes ON agree_votes.voter_id = agree_voters.id
    WHERE agree_voters.question_id = :question AND agree_voters.person_id = :person
      AND agree_votes.voted_at <= agree_questions.told_at)`;

/** What somebody said on each statement of a question. */
export async function ofPerson(db: Reader, question: string, person: string): Promise<Votes> {
  const rows = await db.all(
    `SELECT agree_votes.statement_id, agree_votes.vote
     FROM agree_voters
     JOIN agree_votes ON agree_votes.voter_id = agree_voters.id
     WHERE agree_voters.question_id = :question AND agree_voters.person_id = :person`,
    { question, person },
  );
  return Object.fromEntries(rows.map((row) => [text(row, 'statement_id'), text(row, 'vote') as Vote]));
}

/** True when somebody said yes to their views on health being kept. */
export async function hasConsented(db: Reader, question: string, person: string): Promise<boolean> {
  const yes = await db.one(
    `SELECT 1 AS yes
     FROM agree_voters
     WHERE question_id = :question AND person_id = :person AND consented_at IS NOT NULL`,
    { question, person },
  );
  return yes !== null;
}

/** Up to five statements that somebody has not seen; `seed` is theirs, or a browser's that nobody is known by. */
export async function nextStatements(
  db: Reader,
  question: string,
  { seed, seen, extremity }: { seed: string; seen: Votes; extremity: Record<string, number> },
): Promise<agreeStatements.Written[]> {
  const all = await agreeStatements.ofQuestion(db, question);
  const fresh = all.filter(({ id, standing }) => standing === 'in' && !Object.hasOwn(seen, id));
  const counts = await tallies(db, question);
  const nobody = { agrees: 0, disagrees: 0, seen: 0 };
  const candidates = fresh.map(({ id }) => ({
    id,
    ...(counts.get(id) ?? nobody),
    extremity: extremity[id] ?? 0,
  }));
  return nextFor(seed, candidates).map((id) => fresh.find((one) => one.id === id)!);
}

/** Everybody's votes on a question. */
export async function table(db: Reader, question: string): Promise<VoteTable> {
  const statements = await agreeStatements.ofQuestion(db, question);
  const rows = await db.all(
    `SELECT agree_votes.voter_id, agree_votes.statement_id, agree_votes.vote
     FROM agree_voters
     JOIN agree_votes ON agree_votes.voter_id = agree_voters.id
     WHERE agree_voters.question_id = :question
     ORDER BY agree_votes.voted_at`,
    { question },
  );
  return tableOf(
    statements
      .filter(({ standing }) => standing !== 'waiting')
      .map(({ id, standing }) => ({ id, removed: standing === 'removed' })),
    rows.map((row) => ({
      person: text(row, 'voter_id'),
      statement: text(row, 'statement_id'),
      vote: text(row, 'vote') as Vote,
    })),
  );
}

async function tallies(db: Reader, question: string): Promise<Map<string, Tally>> {
  const rows = await db.all(
    `SELECT agree_votes.statement_id, COUNT(*) AS seen, SUM(agree_votes.vote = 'agree') AS agrees,
       SUM(agree_votes.vote = 'disagree') AS disagrees
     FROM agree_statements
     JOIN agree_votes ON agree_votes.statement_id = agree_statements.id
     WHERE agree_statements.question_id = :question
     GROUP BY agree_votes.statement_id`,
    { question },
  );
  return new Map(
    rows.map((row) => [
      text(row, 'statement_id'),
      { agrees: number(row, 'agrees'), disagrees: number(row, 'disagrees'), seen: number(row, 'seen') },
    ]),
  );
}
