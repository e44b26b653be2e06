import * as plain from '#server/words/plain.ts';

/** What a body sends is to be read by everybody: the school year that it may need at most. */
export const HIGHEST_GRADE = 7;
const HARD = { words: 25, grade: 11 };

/** What makes a text hard to read, for whoever writes it to mend. */
export interface PlainCheck {
  grade: number;
  hard: string[];
  /** Short forms that the text does not explain. */
  shortForms: string[];
  isPlain: boolean;
}

export function check(text: string): PlainCheck {
  const grade = Math.round(plain.read(text).grade * 10) / 10;
  const shortForms = plain.shortForms(text);
  const hard = plain.hardSentences(text, HARD).map(({ sentence }) => sentence);
  return { grade, hard, shortForms, isPlain: grade <= HIGHEST_GRADE && shortForms.length === 0 };
}
