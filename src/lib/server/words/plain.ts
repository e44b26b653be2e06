import { syllablesOf } from './syllables.ts';

/** How a text reads. An empty text has grade 0. */
export interface Reading {
  words: number;
  sentences: number;
  syllables: number;
  /** Flesch–Kincaid: about the school year, in America, of somebody who can read it. May be below 0. */
  grade: number;
}

/** A sentence that is hard to read, and how hard. */
export interface HardSentence {
  sentence: string;
  words: number;
  grade: number;
}

/** Short words that end in a full stop without ending the sentence. */
const SHORTENED = /(?:^|[\s(])(?:e\.g|i\.e|etc|approx|cllr|dr|mr|mrs|ms|no|para|rev|st|tel|vs)\.$/i;

/**
 * The reading grade by 0.39 W/S + 11.8 Y/W − 15.59 (words, sentences, syllables; Kincaid and others, 1975). Each
 * line of its own is a sentence of its own, whether or not it ends in a full stop.
 */
export function read(text: string): Reading {
  const sentences = sentencesIn(text);
  const words = sentences.flatMap(wordsIn);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return {
    words: words.length,
    sentences: sentences.length,
    syllables,
    grade: gradeOf(words.length, sentences.length, syllables),
  };
}

/** Sentences with more than so many words, or a grade of their own above this one, as they stand in the text. */
export function hardSentences(text: string, most: { words: number; grade: number }): HardSentence[] {
  return sentencesIn(text)
    .map((sentence) => {
      const { words, grade } = read(sentence);
      return { sentence, words, grade };
    })
    .filter(({ words, grade }) => words > most.words || grade > most.grade);
}

/**
 * Short forms such as "ICB" that the text does not explain, each once. One is explained where it stands in
 * brackets behind its full words, or with them in brackets behind it. `known` need no explanation.
 */
export function shortForms(text: string, known: string[] = ['UK', 'OK', 'TV']): string[] {
  const found = text.match(/(?<![\p{L}\d])[A-Z][A-Z&]*[A-Z](?![\p{L}\d])/gu) ?? [];
  return [...new Set(found)].filter(
    (form) => !known.includes(form) && !text.includes(`(${form})`) && !text.includes(`${form} (`),
  );
}

/** The sentences of a text that have a word in them, each without the space around it. */
export function sentencesIn(text: string): string[] {
  return text.split(/\n+/).flatMap(sentencesOfLine);
}

/** Those of the sentences that end as sentences do: without headings, labels and the words on buttons. */
export function wholeSentencesIn(text: string): string[] {
  return sentencesIn(text).filter((sentence) => /[.?!:]["'”’)]*$/.test(sentence));
}

/** What is said as one word: "step-free", "10.30" and "don't" are one each; an address on the web is none. */
export function wordsIn(sentence: string): string[] {
  return sentence
    .split(/[\s–—…]+/)
    .filter((word) => /[\p{L}\d]/u.test(word) && !/[@]|:\/\/|^www\./.test(word));
}

function sentencesOfLine(line: string): string[] {
  const sentences: string[] = [];
  let begun: string[] = [];
  for (const piece of line.trim().split(/(?<=[.!?]["'”’)]{0,3})\s+/)) {
    begun.push(piece);
    if (SHORTENED.test(piece.slice(-12))) continue;
    sentences.push(begun.join(' '));
    begun = [];
  }
  return [...sentences, begun.join(' ')].filter((sentence) => wordsIn(sentence).length > 0);
}

function gradeOf(words: number, sentences: number, syllables: number): number {
  return words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}
