import type { Reader, Writer } from '#server/db/database.ts';
import { flag, text } from '#server/db/rows.ts';

/**
 * The answers to the two questions that set the rules of lifts in a hub. Asked of the hub and never of a rider: why
 * somebody goes somewhere is theirs.
 */
export interface LiftRules {
  arrangedBy: 'neighbours' | 'scheme';
  /** What the scheme is called; '' between neighbours. */
  scheme: string;
  /** Some lifts go to health or care. */
  toCare: boolean;
}

/** Until a host answers, lifts are between neighbours. */
const UNSAID: LiftRules = { arrangedBy: 'neighbours', scheme: '', toCare: false };

export async function of(db: Reader, hub: string): Promise<LiftRules> {
  const row = await db.one('SELECT arranged_by, scheme, to_care FROM lift_rules WHERE hub = :hub', { hub });
  if (!row) return UNSAID;
  return {
    arrangedBy: text(row, 'arranged_by') as LiftRules['arrangedBy'],
    scheme: text(row, 'scheme'),
    toCare: flag(row, 'to_care'),
  };
}

export async function say(
  tx: Writer,
  { hub, by, arrangedBy, scheme, toCare }: LiftRules & { hub: string; by: string },
  now: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO lift_rules (hub, arranged_by, scheme, to_care, changed_at, changed_by)
     VALUES (:hub, :arrangedBy, :scheme, :toCare, :now, :by)
     ON CONFLICT (hub) DO UPDATE SET
       arranged_by = excluded.arranged_by, scheme = excluded.scheme, to_care = excluded.to_care,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    { hub, by, arrangedBy, scheme: arrangedBy === 'scheme' ? scheme : '', toCare: Number(toCare), now },
  );
}
