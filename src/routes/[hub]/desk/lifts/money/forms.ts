import * as v from 'valibot';
import { line, maybeLine, tick } from '../../../../fields.ts';

const DAY = 'Enter the day from which it holds';

const pence = (most: number) => whole(`Enter pence, from 0 to ${most}`, most);
function whole(ask: string, most: number) {
  return v.pipe(
    v.optional(v.string(ask), ''),
    v.check((text) => /^\d{1,6}$/.test(text) && Number(text) <= most, ask),
    v.transform(Number),
  );
}

export const from = v.pipe(
  v.optional(v.string(DAY), ''),
  v.check((text) => /^(19|20)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)), DAY),
);

export const RULES = v.pipe(
  v.object({
    arrangedBy: v.picklist(['neighbours', 'scheme'], 'Choose who arranges the lifts'),
    scheme: maybeLine(80),
    toCare: tick,
  }),
  v.forward(
    v.check(
      ({ arrangedBy, scheme }) => arrangedBy === 'neighbours' || scheme !== null,
      'Enter the name of the scheme',
    ),
    ['scheme'],
  ),
);

export const RATE = v.object({
  from,
  aMile: pence(200),
  beyond: pence(200),
  beyondMiles: whole('Enter miles, such as 10000', 100_000),
  aPassenger: pence(100),
  source: line('Enter where the rate comes from', 120),
});

export const DATE = v.object({ from });
