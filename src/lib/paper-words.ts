import { dayInWords } from './dates.ts';

type Kind = 'licence' | 'insurance' | 'mot';

const NAMES: Record<Kind, string> = {
  licence: 'The driving licence',
  insurance: 'The insurance',
  mot: 'The MOT',
};

/** "The MOT ran out on Tuesday 2 March"; "The insurance: no date is known". */
export function lackingInWords({ kind, since }: { kind: Kind; since: string | null }, today: string): string {
  return since === null
    ? `${NAMES[kind]}: no date is known`
    : `${NAMES[kind]} ran out on ${dayInWords(since, today)}`;
}
