import { words } from './words.ts';

/** Why a file is not read any further. */
export class FileRefused extends Error {
  readonly because: 'not-a-calendar' | 'cut-short' | 'too-many-lines' | 'too-deep';

  constructor(because: FileRefused['because']) {
    super(`calendar refused: ${because}`);
    this.name = 'FileRefused';
    this.because = because;
  }
}

/** Why an event is left out; `part` names what stood in the way, such as 'RRULE BYHOUR' or 'TZID'; `value` says more. */
export class EventRefused extends Error {
  readonly part: string;
  readonly value: string;

  constructor(part: string, value = '') {
    super(`event refused: ${part}`);
    this.name = 'EventRefused';
    this.part = part;
    this.value = words(value.slice(0, 200), 60);
  }
}

/** An event that was left out, and what stood in the way. */
export interface Refusal {
  /** '' where the title is not ours to repeat. */
  title: string;
  part: string;
  value: string;
}
