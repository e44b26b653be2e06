import * as v from 'valibot';
import { line, once } from '../../../fields.ts';

const DAY = 'Enter the day of the drive';
const MILES = 'Enter the miles in figures, like 6.2, or leave it empty';
const PASSENGERS = 'Enter how many rode with you, from 0 to 60';

const id = v.pipe(v.optional(v.string(), ''), v.maxLength(60));

const DRIVE = {
  onDate: v.pipe(
    v.optional(v.string(DAY), ''),
    v.check((text) => /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)), DAY),
  ),
  from: line('Enter where you set out', 80),
  to: line('Enter where you went', 80),
  miles: v.pipe(
    v.optional(v.string(MILES), ''),
    v.check((text) => text === '' || /^\d{1,4}([.,]\d)?$/.test(text), MILES),
    v.transform((text) => (text === '' ? null : Math.round(Number(text.replace(',', '.')) * 10))),
  ),
  passengers: v.pipe(
    v.optional(v.string(PASSENGERS), ''),
    v.check((text) => /^\d{1,2}$/.test(text) && Number(text) <= 60, PASSENGERS),
    v.transform(Number),
  ),
};

export const ADD = v.object({ ...DRIVE, hub: id, once });
export const CHANGE = v.object({ ...DRIVE, id });
export const ONE = v.object({ id });
