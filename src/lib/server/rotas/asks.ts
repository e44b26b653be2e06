import type { Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import type { Fitting } from './fitting.ts';
import type { Shift } from './shifts.ts';
import { letterAbout } from './turns.ts';

/** Asks people to step in, each once for an occasion, with a letter that can be answered with one tap. */
export async function ask(
  tx: Writer,
  shift: Shift & { id: string },
  asked: Pick<Fitting, 'person'>[],
  { kind, occasion }: { kind: 'cover-asked' | 'gap'; occasion: string },
  now: number,
): Promise<void> {
  if (asked.length === 0) return;
  await tx.run(
    `INSERT INTO asks_to_help (person_id, shift_id, occasion, asked_at)
     SELECT value, :shift, :occasion, :now
     FROM json_each(:people)
     WHERE true
     ON CONFLICT DO NOTHING`,
    { shift: shift.id, occasion, now, people: JSON.stringify(asked.map(({ person }) => person)) },
  );
  await letters.writeMany(
    tx,
    asked.map(({ person }) => letterAbout(shift, person, kind, occasion, now)),
    now,
  );
}
