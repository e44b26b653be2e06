import { VOTES } from '#lib/agree-words.ts';
import { STAGE_WORDS } from '#lib/ask-words.ts';
import { dayInWords } from '#lib/dates.ts';
import type { Question } from '#server/voice/ask-questions.ts';
import type { Ask } from '#server/voice/asks.ts';
import { localOf } from '#server/wall-clock.ts';
import { qrOf } from './qr.ts';
import type { Cell, Sheet } from './sheet.ts';

/** Lines to write on for a few words. */
const LINES = 2;

/** The questions of an ask on paper, to tick and to write on; `address` is its page. */
export function askSheet(
  hub: { name: string; zone: string },
  ask: Ask,
  questions: Question[],
  { address, now }: { address: string; now: number },
): Sheet {
  const today = localOf(now, hub.zone);
  const asker = ask.body?.name ?? `The hosts of ${hub.name}`;
  const last = dayInWords(ask.closesOn, today);
  return {
    hubName: hub.name,
    title: ask.name,
    lines: [
      `${asker} would like to know. ${STAGE_WORDS[ask.stage]}`,
      `What can still change: ${ask.canChange}`,
      `They reply by ${dayInWords(ask.replyBy, today)}.`,
      `Please give this to a host by ${last}. Leave out what you like.`,
    ],
    columns: [
      { heading: '', share: 0.08 },
      { heading: '', share: 0.92 },
    ],
    rows: [
      ...questions.flatMap((question, at) => rowsOf(question, at + 1)),
      [
        EMPTY,
        { text: 'My first name', strong: true, sub: 'Then you count once, whatever else you fill in.' },
      ],
      [EMPTY, 'room'],
      ...ticksFor(ask, questions),
    ],
    foot: [
      'Or answer on a phone, with this code.',
      'The host who types this in sees it. All others read rounded numbers. Hosts read your own words.',
    ],
    qr: qrOf(address),
    size: 16,
    oneSide: null,
  };
}

const EMPTY: Cell = { text: '' };

function rowsOf({ kind, words, options }: Question, turn: number): Cell[][] {
  const choices = { agree: VOTES.map((vote) => vote.words), choice: options, words: [] }[kind];
  const lines = kind === 'words' ? LINES : 0;
  return [
    [
      { text: `${turn}.`, strong: true },
      { text: words, strong: true },
    ],
    ...choices.map((text): Cell[] => ['box', { text }]),
    ...Array.from({ length: lines }, (): Cell[] => [EMPTY, 'room']),
  ];
}

function ticksFor({ body, tender }: Ask, questions: Question[]): Cell[][] {
  const asksWords = questions.some(({ kind }) => kind === 'words');
  return [
    ...(asksWords && body
      ? [['box', { text: `${body.name} may read my words, with my first name.` }] satisfies Cell[]]
      : []),
    ...(tender === 'health'
      ? [['box', { text: 'It is about health: yes, keep what I say here.' }] satisfies Cell[]]
      : []),
  ];
}
