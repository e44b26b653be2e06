import type { Reader, Row } from '#server/db/database.ts';
import { number, numberOrNull, text, textOrNull } from '#server/db/rows.ts';
import * as aways from './aways.ts';
import type { Away } from './aways.ts';
import { isUnknown, type Outcome, type Step } from './call-ladder.ts';
import * as callPairs from './call-pairs.ts';
import type { Pair } from './call-pairs.ts';
import type { Wish } from './call-wishes.ts';

/** A step of a call as it is shown: who was asked, and what came of it. Instants are Unix seconds. */
export interface StepTaken {
  id: string;
  step: Step;
  person: { id: string; firstName: string } | null;
  beginsAt: number;
  until: number | null;
  outcome: Outcome | null;
  outcomeAt: number | null;
  /** Who said so. */
  by: string | null;
  note: string | null;
  /** They know of it: they opened the letter, or did something about it. */
  isTold: boolean;
  /** No letter reaches them: somebody has to tell them. */
  isToRing: boolean;
}

export interface Call {
  id: string;
  /** 'YYYY-MM-DD' in the hub's zone. */
  onDay: string;
  /** 'to-make' is still to be made; 'not-known' is past that, and nobody knows yet. */
  standing: 'to-make' | 'not-known' | 'known';
  knownAt: number | null;
  knownHow: 'spoke' | 'heard' | 'stopped' | null;
  knownBy: { id: string; firstName: string } | null;
  steps: StepTaken[];
}

/** Everything about one weekly call: for hosts. What others may see is taken from it by `call-views.ts`. */
export interface Arrangement extends Wish {
  caller: Pair | null;
  standIn: Pair | null;
  visitor: Pair | null;
  /** The newest first: those that are open, and the last few. */
  calls: Call[];
  away: Away[];
}

const LAST_FEW = 4;
const FOR_GOOD = '9999-12-31';

/** Gathers what belongs to these wishes, from `today` on ('YYYY-MM-DD'), in their order. */
export async function gather(db: Reader, wishes: Wish[], today: string): Promise<Arrangement[]> {
  if (wishes.length === 0) return [];
  const ids = wishes.map(({ id }) => id);
  const pairs = await callPairs.ofWishes(db, ids);
  const calls = await callsOf(db, ids);
  const away: Away[] = [];
  for (const hub of new Set(wishes.map(({ hub }) => hub)))
    away.push(...(await aways.ofHub(db, hub, today, FOR_GOOD)));
  return wishes.map((wish) => {
    const inPlace = (place: Pair['place']) =>
      pairs.find((pair) => pair.wish === wish.id && pair.place === place) ?? null;
    return {
      ...wish,
      caller: inPlace('caller'),
      standIn: inPlace('stand-in'),
      visitor: inPlace('visitor'),
      calls: calls.get(wish.id) ?? [],
      away,
    };
  });
}

async function callsOf(db: Reader, wishes: string[]): Promise<Map<string, Call[]>> {
  const args = { wishes: JSON.stringify(wishes), few: LAST_FEW };
  const [rows, steps] = [await db.all(CALLS, args), await db.all(STEPS, args)];
  const byWish = new Map<string, Call[]>();
  for (const row of rows) {
    const own = steps.filter((step) => step.call_id === row.id).map(toStep);
    const wish = text(row, 'wish_id');
    byWish.set(wish, [...(byWish.get(wish) ?? []), toCall(row, own)]);
  }
  return byWish;
}

const LATEST = `
  WITH latest AS (
    SELECT calls.*, ROW_NUMBER() OVER (PARTITION BY wish_id ORDER BY on_day DESC) AS place
      FROM calls
     WHERE wish_id IN (SELECT value FROM json_each(:wishes))
  ), shown AS (SELECT * FROM latest WHERE place <= :few OR known_at IS NULL)`;

const CALLS = `${LATEST}
  SELECT shown.id, shown.wish_id, shown.on_day, shown.known_at, shown.known_how, shown.known_by, p.first_name
    FROM shown
    LEFT JOIN people p ON p.id = shown.known_by
   ORDER BY shown.on_day DESC`;

const STEPS = `${LATEST}
  SELECT s.id, s.call_id, s.step, s.person_id, p.first_name, s.begins_at, s.until, s.outcome, s.outcome_at,
         teller.first_name AS teller, n.words,
         COALESCE(l.reached_at IS NOT NULL, 0) AS is_told,
         l.reached_at IS NULL AND EXISTS (
           SELECT 1 FROM sends WHERE sends.letter_id = l.id AND sends.way = 'ring') AS is_to_ring
    FROM shown
    JOIN call_steps s ON s.call_id = shown.id
    LEFT JOIN people p ON p.id = s.person_id
    LEFT JOIN people teller ON teller.id = s.outcome_by
    LEFT JOIN call_notes n ON n.step_id = s.id
    LEFT JOIN letters l ON l.subject = s.id AND l.person_id = s.person_id
   ORDER BY s.call_id, s.turn`;

function toCall(row: Row, steps: StepTaken[]): Call {
  const knownBy = textOrNull(row, 'known_by');
  const knownAt = numberOrNull(row, 'known_at');
  return {
    id: text(row, 'id'),
    onDay: text(row, 'on_day'),
    standing: knownAt !== null ? 'known' : isUnknown(steps) ? 'not-known' : 'to-make',
    knownAt,
    knownHow: textOrNull(row, 'known_how') as Call['knownHow'],
    knownBy: knownBy === null ? null : { id: knownBy, firstName: text(row, 'first_name') },
    steps,
  };
}

function toStep(row: Row): StepTaken {
  const person = textOrNull(row, 'person_id');
  return {
    id: text(row, 'id'),
    step: text(row, 'step') as Step,
    person: person === null ? null : { id: person, firstName: text(row, 'first_name') },
    beginsAt: number(row, 'begins_at'),
    until: numberOrNull(row, 'until'),
    outcome: textOrNull(row, 'outcome') as Outcome | null,
    outcomeAt: numberOrNull(row, 'outcome_at'),
    by: textOrNull(row, 'teller'),
    note: textOrNull(row, 'words'),
    isTold: number(row, 'is_told') === 1,
    isToRing: number(row, 'is_to_ring') === 1,
  };
}
