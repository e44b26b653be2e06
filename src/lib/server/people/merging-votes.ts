import type { Writer } from '#server/db/database.ts';

/**
 * Makes the votes of two people those of one, before their rows are joined: on each question they are one voter, and of
 * two votes on one statement the later one counts.
 */
export async function settleVotes(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `INSERT INTO agree_votes (voter_id, statement_id, vote, voted_at)
     SELECT mine.id, agree_votes.statement_id, agree_votes.vote, agree_votes.voted_at
     FROM agree_voters AS theirs
     JOIN agree_voters AS mine ON mine.question_id = theirs.question_id AND mine.person_id = :into
     JOIN agree_votes ON agree_votes.voter_id = theirs.id
     WHERE theirs.person_id = :from
     ON CONFLICT (voter_id, statement_id) DO UPDATE
     SET vote = excluded.vote, voted_at = excluded.voted_at
     WHERE excluded.voted_at > voted_at`,
    { from, into },
  );
  await tx.run(
    `UPDATE agree_voters
     SET consented_at = COALESCE(agree_voters.consented_at, theirs.consented_at)
     FROM agree_voters AS theirs
     WHERE agree_voters.person_id = :into AND theirs.person_id = :from
       AND theirs.question_id = agree_voters.question_id`,
    { from, into },
  );
  await tx.run(
    `DELETE FROM agree_voters
     WHERE person_id = :from
       AND question_id IN (SELECT question_id FROM agree_voters WHERE person_id = :into)`,
    { from, into },
  );
}

/** Of two sheets on one ask the later one counts. */
export async function settleSheets(tx: Writer, from: string, into: string): Promise<void> {
  await tx.run(
    `DELETE FROM ask_sheets
     WHERE person_id IN (:from, :into) AND EXISTS (
       SELECT 1
       FROM ask_sheets AS other
       WHERE other.ask_id = ask_sheets.ask_id AND other.person_id IN (:from, :into) AND other.id <> ask_sheets.id
         AND (other.given_at, other.id) > (ask_sheets.given_at, ask_sheets.id))`,
    { from, into },
  );
}
