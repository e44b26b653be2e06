import { DAY } from '#server/clock.ts';
import type { Database, Reader, Row, Writer } from '#server/db/database.ts';
import { flag, number, numberOrNull, text } from '#server/db/rows.ts';
import * as agreeVotes from './agree-votes.ts';
import * as disclosure from './disclosure.ts';
import { talliesOf, type Tally, type VoteTable } from './opinion-table.ts';
import { sumUp, type Opinion } from './opinion.ts';

/** What everybody may read of one statement. */
export interface ToldStatement {
  statement: string;
  shown: disclosure.Release;
}

/** A group, by what sets it apart; nobody's name, and no number but about how many they are. */
export interface ToldGroup {
  people: disclosure.Shown;
  says: { statement: string; for: 'agree' | 'disagree' }[];
}

/** What everybody may read of a question. Lists hold five at most. */
export interface Told {
  spoke: disclosure.Shown;
  together: ToldStatement[];
  against: ToldStatement[];
  /** Empty where there are none to tell. */
  groups: ToldGroup[];
}

const NOTHING: Kept = { told: null, extremity: {} };

/** What was told last; null while nothing was. `extremity` is for choosing what is asked next. */
export interface Kept {
  told: Told | null;
  extremity: Record<string, number>;
}

export async function read(db: Reader, question: string): Promise<Kept> {
  const row = await db.one('SELECT told FROM agree_questions WHERE id = :question AND told IS NOT NULL', {
    question,
  });
  return row ? (JSON.parse(text(row, 'told')) as Kept) : NOTHING;
}

/**
 * Tells anew where enough have said something new, or taken it back; everywhere else the old numbers stand to the byte.
 * Once a day at most, so that nobody can watch one vote arrive. Returns how many questions were told anew.
 */
export async function tellDue(db: Database, now: number): Promise<number> {
  let told = 0;
  for (const row of await db.all(DUE, { today: Math.floor(now / DAY) * DAY })) {
    const isTender = flag(row, 'is_tender');
    const voters = number(row, 'voters');
    // Whoever takes all back and votes again is one, not two.
    const changed = Math.max(number(row, 'changed'), number(row, 'taken_back'));
    const isFirst = numberOrNull(row, 'told_at') === null;
    const fewest = disclosure.fewest(isTender);
    if ((isFirst ? voters : changed) >= fewest && (await tell(db, row, isTender, now))) told++;
  }
  return told;
}

const DUE = `
  SELECT id, tender IS NOT NULL AS is_tender, told_at, taken_back,
    (SELECT COUNT(*) FROM agree_voters WHERE question_id = agree_questions.id) AS voters,
    (SELECT COUNT(DISTINCT agree_voters.id)
     FROM agree_voters
     JOIN agree_votes ON agree_votes.voter_id = agree_voters.id
     WHERE agree_voters.question_id = agree_questions.id AND agree_votes.voted_at > COALESCE(told_at, 0)) AS changed
  FROM agree_questions
  WHERE votes_gone_at IS NULL AND (told_at IS NULL OR told_at < :today)`;

async function tell(db: Database, row: Row, isTender: boolean, now: number): Promise<boolean> {
  const question = text(row, 'id');
  const table = await agreeVotes.table(db, question);
  const stays = await votersInGroups(db, question);
  const opinion = await sumUp(table, { least: disclosure.fewest(isTender), stays });
  if (!opinion) return false;
  const kept: Kept = { told: toTold(table, opinion, isTender), extremity: opinion.extremity };
  await db.write((tx) => keep(tx, { question, kept, takenBack: number(row, 'taken_back'), opinion }, now));
  return true;
}

async function votersInGroups(db: Reader, question: string): Promise<string[]> {
  const rows = await db.all(
    'SELECT id FROM agree_voters WHERE question_id = :question AND counted_at IS NOT NULL',
    { question },
  );
  return rows.map((row) => text(row, 'id'));
}

async function keep(
  tx: Writer,
  {
    question,
    kept,
    takenBack,
    opinion,
  }: { question: string; kept: Kept; takenBack: number; opinion: Opinion },
  now: number,
): Promise<void> {
  await tx.run(
    `UPDATE agree_questions
     SET told = :told, told_at = :now, taken_back = taken_back - :takenBack
     WHERE id = :question`,
    { question, told: JSON.stringify(kept), takenBack, now },
  );
  await tx.run(
    `UPDATE agree_voters
     SET counted_at = COALESCE(counted_at, :now)
     WHERE question_id = :question AND id IN (SELECT value FROM json_each(:included))`,
    { question, included: JSON.stringify(opinion.included), now },
  );
}

function toTold(table: VoteTable, opinion: Opinion, isTender: boolean): Told {
  const { voters, groups, representative, consensus, groupInformed, surest } = opinion;
  const counts = talliesOf(table, table.people.keys());
  const tallies = new Map(table.statements.map((id, column) => [id, counts[column]!]));
  const shown = (statements: { statement: string }[]) =>
    statements.flatMap(({ statement }) => {
      const one = disclosure.release(tableFor(tallies.get(statement)!, voters, isTender));
      return one.kind === 'withheld' ? [] : [{ statement, shown: one }];
    });
  const isShared = ({ statement }: { statement: string }) => {
    const { agrees, seen } = tallies.get(statement)!;
    return agrees * 2 > seen;
  };
  const together = (surest.length > 0 ? surest : groupInformed).filter(isShared);
  return {
    spoke: disclosure.show(voters, isTender),
    together: shown(together).slice(0, FEW),
    against: shown(consensus.disagree),
    groups: groups.map(({ id, size }) => ({
      people: disclosure.show(size, isTender),
      says: representative[String(id)]!.map((one) => ({ statement: one.statement, for: one.for })),
    })),
  };
}

/** Never more than five at a time. */
const FEW = 5;

function tableFor({ agrees, disagrees, seen }: Tally, voters: number, isTender: boolean): disclosure.Table {
  return {
    cells: [
      { name: 'agree', count: agrees },
      { name: 'disagree', count: disagrees },
      { name: 'pass', count: seen - agrees - disagrees },
    ],
    pass: 'pass',
    blank: voters - seen,
    isTender,
  };
}
