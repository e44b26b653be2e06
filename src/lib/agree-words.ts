/** Words of "Where we agree" that stand on buttons and in tables, and that people and tests look for. */
export const VOTES = [
  { value: 'agree', words: 'Agree' },
  { value: 'disagree', words: 'Disagree' },
  { value: 'pass', words: 'Pass' },
] as const;

export const SEND_ANSWERS = 'Send my answers';

/** 'nobody', 'a few', 'most', 'about 10'. */
export function countInWords(shown: number | 'a few' | 'most'): string {
  if (shown === 0) return 'nobody';
  return typeof shown === 'number' ? `about ${shown}` : shown;
}

/** 'About 10 of us have spoken.' */
export function spokeInWords(shown: number | 'a few' | 'most'): string {
  const count = countInWords(shown);
  return `${count[0]!.toUpperCase()}${count.slice(1)} of us have spoken.`;
}
