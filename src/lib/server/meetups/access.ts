import type { Writer } from '#server/db/database.ts';

export const ACCESS_FACTS = [
  'step-free',
  'toilet',
  'accessible-toilet',
  'seats-with-arms',
  'hearing-loop',
  'parking',
  'near-a-bus',
  'lit-path',
  'warm',
  'smoke-free',
  'dogs',
  'quiet-corner',
] as const;

export type AccessFact = (typeof ACCESS_FACTS)[number];
export type Known = 'yes' | 'no' | 'not-known';

/** One fact about getting in and being comfortable; `checkedOn` is the local day somebody last looked. */
export interface Access {
  fact: AccessFact;
  answer: Known;
  checkedOn: string | null;
}

/** The access facts of a venue `v` as JSON; read it with `accessOf`. */
export const ACCESS_JSON = `(SELECT json_group_array(json_array(a.fact, a.answer, a.checked_on))
                               FROM venue_access a
                              WHERE a.venue_id = v.id)`;

/** What `ACCESS_JSON` gives. */
export type AccessJson = [AccessFact, Known, string | null][];

/** All twelve facts in their order; what was never asked is not known. */
export function accessOf(written: AccessJson): Access[] {
  return ACCESS_FACTS.map((fact) => {
    const [, answer = 'not-known', checkedOn = null] = written.find(([known]) => known === fact) ?? [];
    return { fact, answer, checkedOn };
  });
}

/**
 * Writes down what somebody found at a venue on a local day. An answer that was known keeps its day, unless
 * `again`: somebody has looked at all of them.
 */
export async function write(
  tx: Writer,
  {
    venue,
    facts,
    on,
    again,
  }: { venue: string; facts: Partial<Record<AccessFact, Known>>; on: string; again: boolean },
): Promise<void> {
  for (const [fact, answer] of Object.entries(facts)) {
    await tx.run(
      `INSERT INTO venue_access (venue_id, fact, answer, checked_on)
       VALUES (:venue, :fact, :answer, CASE :answer WHEN 'not-known' THEN NULL ELSE :on END)
       ON CONFLICT (venue_id, fact) DO UPDATE
          SET answer = excluded.answer, checked_on = excluded.checked_on
        WHERE venue_access.answer <> excluded.answer
           OR :again`,
      { venue, fact, answer, on, again: again ? 1 : 0 },
    );
  }
}
