import { fewest } from './disclosure.ts';

/** What may tell who somebody is, or how they are. */
export type Kind =
  'date of birth' | 'telephone number' | 'email address' | 'postcode' | 'house number' | 'clinic' | 'name';

/** A piece of a text that a host is asked to strike before it goes out; `from` and `to` count UTF-16 units. */
export interface Found {
  kind: Kind;
  text: string;
  from: number;
  to: number;
}

/** What has to be so before somebody's own words go to a body. */
export interface Consent {
  /** Their writer said yes to exactly these words, and to this body. */
  saidYes: boolean;
  /** How many stand behind the same point, the writer counted. */
  behind: number;
  /** The writer chose to be named. */
  named: boolean;
}

const CLINIC =
  '(?:[Ss]urgery|[Cc]linic|[Hh]ospital|[Hh]ospice|[Ii]nfirmary|(?:[Mm]edical|[Hh]ealth|[Dd]ental)\\s+(?:[Cc]entre|[Pp]ractice)|[Cc]are [Hh]ome|[Nn]ursing [Hh]ome|[Pp]harmacy)(?![\\p{L}])';
/** Words before it that make no name of it. */
const PLAIN =
  '(?:the|a|an|my|our|your|her|his|their|this|that|local|nearest|any|no|every|at|to|in|of|from|by|and|or|is|gp|new|old)';

/** Which of two that overlap is told: the first here. */
const PATTERNS: [Kind, RegExp][] = [
  ['email address', /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu],
  ['postcode', /\b[a-z]{1,2}\d[a-z\d]?\s*\d[abd-hjlnp-uw-z]{2}\b/gi],
  [
    'date of birth',
    /\b(?:born|d\.?o\.?b\.?|date of birth|birthday)\b[^.!?\n]{0,20}?\d[\d\s/.-]*(?:[a-z]+\s+\d{2,4})?/gi,
  ],
  ['date of birth', /\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}\b/g],
  ['date of birth', /\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g],
  [
    'date of birth',
    /\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s+(?:19|20)\d{2}\b/gi,
  ],
  ['telephone number', /(?:\+\d{1,3}|\(?0)[\s().-]*\d(?:[\s().-]*\d){7,11}(?!\d)/g],
  ['telephone number', /(?<![\d£])\d{5,6}(?:[\s-]\d{3,6})?(?![\d,]|\s*(?:pounds|people|%))/g],
  [
    'house number',
    /\b(?:flat|no\.?|number|unit|apartment|room)\s*\d+[a-z]?\b(?!\s*(?:bus|people|times|years?|minutes?|pounds?|%))/gi,
  ],
  [
    'house number',
    /\b\d+[a-z]?,?\s+(?:(?:the\s+)?[\p{L}'’]+\s+){1,3}?(?:road|rd|street|st|lane|ln|close|avenue|ave|drive|way|row|terrace|crescent|court|gardens?|hill|green|place|cottages?|view|mews|square)\b/giu,
  ],
  ['clinic', new RegExp(`(?:\\p{Lu}[\\p{L}'’.]*\\s+)+${CLINIC}`, 'gu')],
  ['clinic', new RegExp(`(?<![\\p{L}\\d])(?!${PLAIN}\\s)[\\p{L}'’]+\\s+${CLINIC}`, 'giu')],
  ['clinic', /\b(?:dr|doctor|nurse|consultant)\.?\s+\p{Lu}[\p{L}'’-]+/giu],
  [
    'name',
    /\b(?:mrs?|ms|miss|mx|sir|dame|rev(?:erend)?|cllr|councillor|aunt(?:ie)?|uncle)\.?\s+\p{Lu}[\p{L}'’-]+/giu,
  ],
];

/** A capital inside a sentence that is more likely a day, a month or ourselves than a name. */
const NO_NAMES =
  /^(?:I|I'(?:m|d|ve|ll)|I’(?:m|d|ve|ll)|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|\p{L}+day|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|English|British|TV|UK|OK|\p{Lu}{2,})s?$/u;

/**
 * What may tell who a text is about, in its order and without overlaps. `names` are those of the hub, found however
 * they are written. It finds rather too much than too little: a host strikes, or lets stand.
 */
export function findTelling(text: string, names: readonly string[] = []): Found[] {
  const all = [
    ...PATTERNS.flatMap(([kind, pattern]) => matches(text, kind, pattern)),
    ...findNames(text, names),
  ];
  const kept: Found[] = [];
  for (const one of all) if (!kept.some((other) => overlap(one, other))) kept.push(one);
  return kept.sort((a, b) => a.from - b.from);
}

/** The text with these pieces taken out, each told as left out. */
export function strike(text: string, struck: readonly Found[]): string {
  const last = [...struck].sort((a, b) => b.from - a.from);
  return last.reduce((left, { from, to }) => `${left.slice(0, from)}[left out]${left.slice(to)}`, text);
}

/** True when somebody's own words may go out: with their yes, and with enough behind them or their name to it. */
export function mayGoOut({ saidYes, behind, named }: Consent, isTender: boolean): boolean {
  return saidYes && (named || behind >= fewest(isTender));
}

function findNames(text: string, names: readonly string[]): Found[] {
  const known = names
    .flatMap((name) => [name, ...name.split(/\s+/)])
    .filter((name) => name.length > 1)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const exact =
    known.length > 0 ? new RegExp(`(?<![\\p{L}\\d])(?:${known.join('|')})(?![\\p{L}\\d])`, 'giu') : null;
  const inside = /(?<=[\p{L}\d,;:)"'’”]\s+["“(]?)\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*)*/gu;
  return [
    ...(exact ? matches(text, 'name', exact) : []),
    ...matches(text, 'name', inside).filter(
      (found) => !found.text.split(/\s+/).every((word) => NO_NAMES.test(word)),
    ),
  ];
}

function matches(text: string, kind: Kind, pattern: RegExp): Found[] {
  return [...text.matchAll(pattern)].map((match) => {
    const found = match[0].trim();
    const from = match.index + match[0].indexOf(found);
    return { kind, text: found, from, to: from + found.length };
  });
}

function overlap(one: Found, other: Found): boolean {
  return one.from < other.to && other.from < one.to;
}
