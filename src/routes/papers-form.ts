import * as v from 'valibot';

const DAY = 'Enter a day, or leave it empty';
const maybeDay = v.pipe(
  v.optional(v.string(DAY), ''),
  v.check((text) => text === '' || (/^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))), DAY),
  v.transform((text) => text || null),
);

const id = (ask: string) => v.pipe(v.string(ask), v.nonEmpty(ask), v.maxLength(60));

const DATES = {
  licence: maybeDay,
  insurance: maybeDay,
  mot: maybeDay,
};

/** What a driver says themselves. */
export const PAPERS = v.object({ hub: id('Choose a hub'), ...DATES });
/** What a driver told a host. */
export const PAPERS_OF = v.object({ person: id('Choose a driver'), ...DATES });
