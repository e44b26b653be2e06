import type { Reader } from '#server/db/database.ts';
import * as topics from './topics.ts';
import type { Topic } from './topics.ts';
import type { Eyes } from './readers.ts';

/** So many topics are looked through, the latest first. */
const LOOKED_THROUGH = 300;
const MOST = 3;
/** Shorter words say little about what is meant. */
const SHORT = 3;
/** Beginnings are compared, so that "buses" is like "bus" and "crossing" like "cross". */
const BEGINNING = 5;
const COMMON = new Set(
  (
    'and are for the but not was you our can how who why all any has had out off its his her she him too get got ' +
    'about after again also been before being come could does done down each even every from going have here into just ' +
    'like make many more much need needs only other over people same should some still such than that their them then ' +
    'there these they thing this time very want wants were what when where which will with would your village'
  ).split(' '),
);

/**
 * Topics that these eyes may read and that seem to say the same as some words, the likest first; answered ones too.
 * Only names and what hosts wrote are compared, never what others said.
 */
export async function like(db: Reader, hub: string, words: string, eyes: Eyes): Promise<Topic[]> {
  const wanted = stemsOf(words);
  if (wanted.size === 0) return [];
  const all = await topics.ofHub(db, hub, eyes, { most: LOOKED_THROUGH });
  return all
    .map((topic) => ({ topic, shared: sharedBy(wanted, stemsOf(`${topic.name} ${topic.words}`)) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST)
    .map(({ topic }) => topic);
}

/** How many beginnings of words two texts share. */
export function sharedBy(one: Set<string>, other: Set<string>): number {
  return [...one].filter((stem) => other.has(stem)).length;
}

/** The beginnings of the words of a text that say what it is about. */
export function stemsOf(words: string): Set<string> {
  const all = words.toLowerCase().match(/[\p{L}\d]+/gu) ?? [];
  return new Set(
    all.filter((word) => word.length >= SHORT && !COMMON.has(word)).map((word) => word.slice(0, BEGINNING)),
  );
}
