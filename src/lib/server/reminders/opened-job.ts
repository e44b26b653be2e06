import type { Database, Reader } from '#server/db/database.ts';
import * as cover from '#server/rotas/cover.ts';
import * as promised from '#server/rotas/promised.ts';
import * as shifts from '#server/rotas/shifts.ts';
import * as swapping from '#server/rotas/swapping.ts';
import * as turns from '#server/rotas/turns.ts';
import type { JobStanding } from './job-standing.ts';
import type { Standing } from './standing.ts';

/** A job as the reader of a letter sees it, and what they could give in return for it. */
export interface OpenedJob extends Omit<JobStanding, 'swap'> {
  swap: { name: string; startsLocal: string; title: string } | null;
  /** Their own turns that they could offer in exchange. */
  own: { shift: string; name: string; startsLocal: string; title: string }[];
}

/** What the buttons of a letter about a job do. */
export type JobVerb = 'take' | 'decline' | 'cant-make-it' | 'swap' | 'swap-yes' | 'swap-no';

/** What came of it; 'too-late' when somebody was quicker or it is over. */
export type JobOutcome = turns.Outcome | 'declined' | 'asked' | 'offered' | 'swapped' | 'too-late';

const MOST_TO_SWAP = 6;

/** What a proposed rota asks of its reader, answered ones too, soonest first. */
export async function askedOf(db: Reader, { letter }: Standing, now: number): Promise<promised.Promised[]> {
  if (letter.kind !== 'rota-asked') return [];
  const all = await promised.ofPerson(db, letter.person, now);
  return all.filter(({ hub, cancelledAt }) => hub === letter.hub && cancelledAt === null);
}

export async function jobOf(db: Reader, { letter, job }: Standing, now: number): Promise<OpenedJob | null> {
  if (!job) return null;
  const { swap, ...rest } = job;
  return {
    ...rest,
    swap: swap && { name: swap.name, startsLocal: swap.startsLocal, title: swap.title },
    own: letter.kind === 'cover-asked' ? await toSwap(db, letter.person, job.meetup, now) : [],
  };
}

/** Does what a button says, in the name of the letter's reader. `shift` is the turn they offer in exchange. */
export async function act(
  db: Database,
  { letter, job }: Standing,
  { verb, shift: offered }: { verb: JobVerb; shift?: string | undefined },
  now: number,
): Promise<JobOutcome> {
  const { person } = letter;
  if (letter.kind === 'rota-asked') return answerOne(db, person, { verb, shift: offered }, now);
  if (!job) return 'too-late';
  if (verb === 'swap-yes' || verb === 'swap-no') {
    return job.swap
      ? swapping.answer(db, job.swap.id, { by: person, yes: verb === 'swap-yes' }, now)
      : 'too-late';
  }
  if (verb === 'swap') {
    if (!job.cover || !offered) return 'too-late';
    const outcome = await swapping.offer(db, { cover: job.cover, by: person, shift: offered }, now);
    return outcome === 'offered' ? 'offered' : 'too-late';
  }
  const shift = await shifts.findById(db, job.shift, now);
  if (!shift) return 'too-late';
  if (verb === 'take') return take(db, { letter, job }, shift, now);
  if (verb === 'decline') {
    await turns.decline(db, shift, person, now);
    return 'declined';
  }
  const wanted = await cover.want(db, shift, { person, by: person }, now);
  return wanted === 'asked' ? 'asked' : 'too-late';
}

/** Yes or no to one of the turns that a proposed rota asks about. */
async function answerOne(
  db: Database,
  person: string,
  { verb, shift: id }: { verb: JobVerb; shift: string | undefined },
  now: number,
): Promise<JobOutcome> {
  const shift = id === undefined ? null : await shifts.findById(db, id, now);
  const isAsked = shift?.turns.some((turn) => turn.person === person && turn.standing === 'asked');
  if (!shift || !isAsked) return 'too-late';
  if (verb === 'take') return cover.takeAny(db, shift, { person, said: 'letter' }, now);
  await turns.decline(db, shift, person, now);
  return 'declined';
}

async function take(
  db: Database,
  { letter, job }: Pick<Standing, 'letter'> & { job: JobStanding },
  shift: shifts.Shift,
  now: number,
): Promise<JobOutcome> {
  const taker: turns.Taker = { person: letter.person, said: 'letter' };
  if (job.mine === 'taken') return 'taken';
  if (letter.kind !== 'cover-asked') return cover.takeAny(db, shift, taker, now);
  if (!job.cover) return 'too-late';
  const outcome = await cover.accept(db, job.cover, taker, now);
  return outcome === 'taken-over' ? 'too-late' : outcome;
}

/** Their own turns at other dates, soonest first. */
async function toSwap(db: Reader, person: string, meetup: string, now: number): Promise<OpenedJob['own']> {
  const own = await promised.ofPerson(db, person, now);
  return own
    .filter((one) => one.standing === 'taken' && !one.learning && one.meetup !== meetup)
    .filter(({ startsAt, cancelledAt }) => startsAt > now && cancelledAt === null)
    .slice(0, MOST_TO_SWAP)
    .map(({ shift, job: name, startsLocal, title }) => ({ shift, name, startsLocal, title }));
}
