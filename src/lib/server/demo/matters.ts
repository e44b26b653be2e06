import type { AnswerKind } from '#lib/answer-words.ts';
import type { Level } from '#lib/voice-words.ts';

/** What the demo village said, and how far it has come. Days are counted back from today. */
export interface Matter {
  name: string;
  words: string;
  /** Who said it, in their words, and for whom. */
  said: [name: string, words: string, level: Level][];
  /** Who says "Me too", besides. */
  too: string[];
  daysAgo: number;
  carried?: {
    daysAgo: number;
    to: 'parish' | 'county' | 'health';
    asked: string;
    received?: boolean;
    answer?: { kind: AnswerKind; words: string; because?: string };
    begun?: boolean;
    /** Who says that it happened. */
    happened?: string[];
  };
}

export const MATTERS: Matter[] = [
  {
    name: 'A handrail at the hall steps',
    words: 'Five steps, and nothing to hold on to.',
    said: [['Mabel', 'I come in by the back door, because of the steps.', 'everyone']],
    too: ['Cyd', 'Hilda', 'Edith', 'Stan', 'Percy', 'Nora'],
    daysAgo: 170,
    carried: {
      daysAgo: 150,
      to: 'parish',
      asked: 'A rail on both sides of the steps',
      answer: { kind: 'yes', words: 'Yes. The rail will be there by the spring.' },
      happened: ['Mabel', 'Hilda'],
    },
  },
  {
    name: 'Grit for Mill Lane',
    words: 'Last winter two of us fell on the ice.',
    said: [['Ken', 'A grit bin at the top of the lane would do.', 'everyone']],
    too: ['Bert', 'Vera', 'Walter', 'Ruby', 'Jean'],
    daysAgo: 120,
    carried: {
      daysAgo: 90,
      to: 'county',
      asked: 'A grit bin at the top of Mill Lane',
      answer: { kind: 'partly', words: 'There will be one bin, at the lower end. We fill it in November.' },
      begun: true,
    },
  },
  {
    name: 'The last bus home',
    words: 'It goes before the film club ends.',
    said: [['Amina', 'Half an hour later would be enough.', 'everyone']],
    too: ['Gwen', 'George', 'Iqbal', 'Wyn', 'Agnes', 'Leonard'],
    daysAgo: 100,
    carried: {
      daysAgo: 70,
      to: 'county',
      asked: 'A last bus half an hour later on Fridays',
      answer: {
        kind: 'cannot',
        words: 'The last bus stays as it is this year.',
        because: 'The driver has to be back by ten. We look at it again with the new timetable.',
      },
    },
  },
  {
    name: 'A nurse once a month',
    words: 'For ears, feet and blood pressure, at the hall.',
    said: [['Doreen', 'The bus to the surgery takes all morning.', 'everyone']],
    too: ['Edith', 'Cyril', 'Irene', 'Olive', 'Barbara', 'Harold', 'Margaret', 'Stan'],
    daysAgo: 40,
    carried: { daysAgo: 20, to: 'health', asked: 'A nurse at the hall once a month', received: true },
  },
  {
    name: 'Somewhere to sit by the bus stop',
    words: 'The wait is long, and there is no seat.',
    said: [
      ['Hilda', 'I cannot stand for twenty minutes. A bench would do.', 'everyone'],
      ['Cyd', 'My legs will not hold me until the bus comes.', 'host'],
    ],
    too: ['Bert', 'Mabel', 'Stan', 'Olive', 'Nora', 'Percy', 'Wyn'],
    daysAgo: 20,
    carried: { daysAgo: 4, to: 'parish', asked: 'A bench at the bus stop, by summer' },
  },
  {
    name: 'The dark path to the hall',
    words: 'In winter nobody sees where they tread.',
    said: [['Gwen', 'A lamp half way would be enough.', 'everyone']],
    too: ['Ada', 'Harold', 'Irene', 'Vera'],
    daysAgo: 12,
  },
];
