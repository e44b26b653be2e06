import type { Tally, VoteTable } from './opinion-table.ts';

/** A statement that many agree with, or many do not, out of everybody who saw it. */
export interface Shared extends Tally {
  statement: string;
  /** Of those who see it, how many would say so; one such vote and one other are added to what was counted. */
  probability: number;
}

/** What sets a group apart from all the others. */
export interface Representative extends Shared {
  for: 'agree' | 'disagree';
  /** How much likelier this group is to say so than the others are. */
  repness: number;
  score: number;
}

export interface Held {
  statement: string;
  value: number;
}

/** Nine in ten: the one-sided limit of a standard normal. */
const SURE = 1.2816;
/** Never more than this are shown of one kind. */
export const MOST = 5;
/** Two-sided 95 %. */
const Z = 1.96;

/** The statements that say most about a group: the best that it agrees with first, then by score. At most five. */
export function representativeOf(table: VoteTable, group: Tally[], others: Tally[]): Representative[] {
  const told = standing(table).flatMap((column) => {
    const one = compare(table.statements[column]!, group[column]!, others[column]!);
    return one ? [one] : [];
  });
  const sorted = told.sort((a, b) => b.score - a.score);
  const best = sorted.find((one) => one.for === 'agree');
  return (best ? [best, ...sorted.filter((one) => one !== best)] : sorted).slice(0, MOST);
}

/** What everybody agrees with, and what everybody does not. At most five of each. */
export function consensusOf(table: VoteTable, everybody: Tally[]): { agree: Shared[]; disagree: Shared[] } {
  const told = (kind: 'agrees' | 'disagrees') =>
    standing(table)
      .map((column) => ({ statement: table.statements[column]!, ...everybody[column]! }))
      .map((one) => ({ ...one, probability: likely(one[kind], one.seen), sure: tested(one[kind], one.seen) }))
      .filter(({ probability, sure }) => probability > 0.5 && sure > SURE)
      .sort((a, b) => b.probability * b.sure - a.probability * a.sure)
      .slice(0, MOST)
      .map(({ sure: _, ...one }) => one);
  return { agree: told('agrees'), disagree: told('disagrees') };
}

/** How likely all groups are to agree with each statement, the most agreed first. Source: Small and others, 2021. */
export function groupInformedOf(table: VoteTable, groups: Tally[][]): Held[] {
  return standing(table)
    .map((column) => ({
      statement: table.statements[column]!,
      value: groups.reduce(
        (product, group) => product * likely(group[column]!.agrees, group[column]!.seen),
        1,
      ),
    }))
    .sort((a, b) => b.value - a.value);
}

/** Agreement that is at least so much, 95 times in 100: for few people. Those that nobody saw are left out. */
export function surestOf(table: VoteTable, everybody: Tally[]): (Tally & Held)[] {
  return standing(table)
    .map((column) => ({ statement: table.statements[column]!, ...everybody[column]! }))
    .filter(({ seen }) => seen > 0)
    .map((one) => ({ ...one, value: wilson(one.agrees, one.seen) }))
    .sort((a, b) => b.value - a.value);
}

/** The lower end of a share's 95 % interval. Source: Wilson, 1927. */
export function wilson(agrees: number, seen: number): number {
  const share = agrees / seen;
  const square = Z ** 2 / seen;
  const spread = Z * Math.sqrt((share * (1 - share)) / seen + square / (4 * seen));
  return Math.max(0, (share + square / 2 - spread) / (1 + square));
}

/** Of one vote for and one other added to those counted: the share for. */
export function likely(votes: number, seen: number): number {
  return (votes + 1) / (seen + 2);
}

function standing({ statements, removed }: VoteTable): number[] {
  return [...statements.keys()].filter((column) => !removed[column]);
}

function compare(statement: string, group: Tally, others: Tally): Representative | null {
  const agree = side(group.agrees, group.seen, others.agrees, others.seen);
  const disagree = side(group.disagrees, group.seen, others.disagrees, others.seen);
  if (!agree.isSure && !disagree.isSure) return null;
  const isFor = agree.against > disagree.against;
  const { probability, repness, score } = isFor ? agree : disagree;
  return { statement, for: isFor ? 'agree' : 'disagree', ...group, probability, repness, score };
}

function side(votes: number, seen: number, otherVotes: number, otherSeen: number) {
  const probability = likely(votes, seen);
  const repness = probability / likely(otherVotes, otherSeen);
  const alone = tested(votes, seen);
  const against = testedAgainst(votes + 1, seen + 1, otherVotes + 1, otherSeen + 1);
  const score = repness * against * probability * alone;
  return { probability, repness, against, score, isSure: alone > SURE && against > SURE };
}

/** How far from half and half, in standard deviations. */
function tested(votes: number, seen: number): number {
  return 2 * Math.sqrt(seen + 1) * ((votes + 1) / (seen + 1) - 0.5);
}

/** How far two shares are apart, in standard deviations. */
function testedAgainst(votes: number, seen: number, otherVotes: number, otherSeen: number): number {
  const both = (votes + otherVotes) / (seen + otherSeen);
  const spread = both * (1 - both) * (1 / seen + 1 / otherSeen);
  return spread > 0 ? (votes / seen - otherVotes / otherSeen) / Math.sqrt(spread) : 0;
}
