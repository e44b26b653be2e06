import * as v from 'valibot';
import type { JobCard } from '#server/rotas/jobs.ts';
import { line, maybeLine, once, tick } from '../../../fields.ts';

const whole = (ask: string, least: number, most: number) =>
  v.pipe(
    v.string(ask),
    v.check((text) => /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most, ask),
    v.transform(Number),
  );

export const JOB = v.object({
  name: line('Say what the job is, like "Kettle"', 60),
  words: maybeLine(200),
  minutes: whole('Enter how many minutes it takes, from 5 to 600', 5, 600),
  fewest: whole('Enter how many people it needs, from 1 to 20', 1, 20),
  most: whole('Enter how many people can do it, from 1 to 20', 1, 20),
  must: v.picklist(['must', 'nice'], 'Choose one of the two'),
  shownHow: tick,
  keyHolder: tick,
  firstAid: tick,
  lifting: tick,
  learnerWelcome: tick,
  joinable: tick,
  forHost: tick,
  once,
});

/** The card as the room wants it; null where more are needed than there is room for. */
export function cardOf({ once: _, must, words, ...rest }: v.InferOutput<typeof JOB>): JobCard | null {
  if (rest.most < rest.fewest) return null;
  return { ...rest, words: words ?? '', must: must === 'must' };
}

export const MORE_THAN_ROOM = 'Enter at least as many as it needs';
