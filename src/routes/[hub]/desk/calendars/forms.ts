import * as v from 'valibot';
import * as adding from '#server/elsewhere/adding.ts';
import { line, maybeLine } from '../../../fields.ts';

const WHOSE = 'Say whose it is, like "the village hall"';
const PAGE = 'Enter a web page, like https://www.hall.example.org, or leave it empty';

/** Whose it is, in the middle of a sentence: "from the village hall's calendar". */
const owner = v.pipe(
  line(WHOSE, 60),
  v.transform((text) => text.replace(/\s+calendar$/i, '').replace(/^The /, 'the ')),
);

const page = v.pipe(
  maybeLine(300),
  v.check((text) => text === null || isPage(text), PAGE),
);

export const OWNER = v.object({ owner, page });

const ADDRESS = 'Enter the address of a calendar. It begins with https:// or webcal://';

export const FROM_ADDRESS = v.object({
  owner,
  page,
  address: v.pipe(
    v.string(ADDRESS),
    v.nonEmpty(ADDRESS),
    v.maxLength(2_000, ADDRESS),
    v.transform(adding.addressOf),
    v.string(ADDRESS),
  ),
});

function isPage(text: string): boolean {
  if (!/^https?:\/\/[^\s@]+$/i.test(text) || !URL.canParse(text)) return false;
  return new URL(text).hostname.includes('.');
}
