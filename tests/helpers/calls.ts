import type { Database } from '#server/db/database.ts';
import { text } from '#server/db/rows.ts';
import * as callBoard from '#server/rotas/call-board.ts';
import * as callPairs from '#server/rotas/call-pairs.ts';
import * as callSteps from '#server/rotas/call-steps.ts';
import * as callRounds from '#server/rotas/call-rounds.ts';
import * as calls from '#server/rotas/calls.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';
import * as callWishing from '#server/rotas/call-wishing.ts';
import { instantOf, localOf } from '#server/wall-clock.ts';
import { makeRole, NOW, settle, startHub } from './neighbours.ts';

/** Edith is rung on Wednesday mornings by Bert; Dot stands in, Gwen would call round, Ada keeps the hub. */
export interface CallRota {
  db: Database;
  hub: string;
  ada: string;
  bert: string;
  dot: string;
  gwen: string;
  edith: string;
  wish: string;
  /** The caller's and the stand-in's part, by id. */
  pairs: Record<callPairs.Place, string>;
  /** A round of the planner at a wall-clock time of the hub. */
  round(local: string): Promise<void>;
  /** What somebody says came of the step that is open now. */
  tell(local: string, by: string, said: calls.Said, asHost?: boolean): Promise<string>;
  /** The newest call: "step first-name outcome", and how it stands. */
  course(): Promise<string[]>;
  standing(): Promise<string>;
  /** The letters about calls: "kind first-name occasion", in the order they were due. */
  letters(): Promise<string[]>;
  arrangement(): Promise<callBoard.Arrangement>;
}

export const ZONE = 'Europe/London';
export const at = (local: string) => instantOf(local, ZONE);

export async function buildCallRota(db: Database): Promise<CallRota> {
  const hub = await startHub(db);
  const person = (firstName: string, telephone: string | null = null) =>
    settle(db, hub, { firstName, telephone, mail: `${firstName.toLowerCase()}@example.org`, proved: true });
  const [ada, bert, dot, gwen] = [
    await person('Ada'),
    await person('Bert'),
    await person('Dot'),
    await person('Gwen'),
  ];
  const edith = await person('Edith', '01632 960777');
  await makeRole(db, ada, hub, 'keeper');
  const yes = { said: 'rang', heardBy: ada, heardOn: '2027-03-01' } as const;
  const contact = { name: 'Her niece Joan', telephone: '01632 960888' };
  const wanted = { hub, person: edith, weekday: 2, part: 'morning', contact, yes, by: ada } as const;
  const started = await db.write((tx) => callWishing.start(tx, wanted, NOW));
  if (started.outcome !== 'started') throw new Error(started.outcome);
  const wish = started.id;
  const pairs = {} as CallRota['pairs'];
  for (const [place, who] of [
    ['caller', bert],
    ['stand-in', dot],
    ['visitor', gwen],
  ] as const)
    pairs[place] = await askAndAgree(db, { hub, wish, place, who, by: ada });
  const arrangement = async () => {
    const found = (await callWishes.find(db, hub, wish))!;
    const [one] = await callBoard.gather(db, [found], '2027-01-01');
    return one!;
  };
  return {
    ...{ db, hub, ada, bert, dot, gwen, edith, wish, pairs, arrangement },
    async round(local) {
      await callRounds.giveOut(db, at(local));
      await callSteps.moveOn(db, at(local));
    },
    async tell(local, by, said, asHost = false) {
      const row = await db.one(
        `SELECT id FROM call_steps ORDER BY outcome IS NOT NULL, begins_at DESC, turn DESC LIMIT 1`,
      );
      const telling = { step: text(row!, 'id'), said, note: '', by, asHostOf: asHost ? hub : null };
      return calls.tell(db, telling, at(local));
    },
    async course() {
      const [call] = (await arrangement()).calls;
      return (call?.steps ?? []).map(({ step, person, outcome }) =>
        `${step} ${person?.firstName ?? '-'} ${outcome ?? ''}`.trim(),
      );
    },
    standing: async () => (await arrangement()).calls[0]?.standing ?? 'none',
    async letters() {
      const rows = await db.all(
        `SELECT l.kind, p.first_name, l.occasion, l.due_at
           FROM letters l
           JOIN people p ON p.id = l.person_id
          WHERE l.kind LIKE 'call-%' AND l.kind <> 'call-ask'
          ORDER BY l.due_at, l.kind, p.first_name`,
      );
      return rows.map(
        (row) =>
          `${localOf(Number(row.due_at), ZONE).slice(5).replace('T', ' ')} ${row.kind} ${row.first_name}`,
      );
    },
  };
}

/** Asks somebody and takes their yes; returns the part. */
export async function askAndAgree(
  db: Database,
  {
    hub,
    wish,
    place,
    who,
    by,
  }: { hub: string; wish: string; place: callPairs.Place; who: string; by: string },
): Promise<string> {
  const found = (await callWishes.find(db, hub, wish))!;
  await db.write((tx) => callPairs.ask(tx, { wish: found, person: who, place, by }, NOW));
  const row = await db.one(
    `SELECT id FROM call_pairs WHERE wish_id = :wish AND place = :place AND ended_at IS NULL`,
    { wish, place },
  );
  const id = text(row!, 'id');
  await db.write((tx) => callPairs.agree(tx, { id, by: who }, NOW));
  return id;
}
