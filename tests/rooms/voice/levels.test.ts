import { expect, it } from 'vitest';
import { number, text } from '#server/db/rows.ts';
import * as counts from '#server/voice/counts.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { behindOnPage, everything, sentOn } from '../../helpers/reading-pages.ts';
import { buildTalk, END, type Reader, type Talk, type Voice } from '../../helpers/talk.ts';

eachDatabase((openFresh, mode) => {
  const seeds = Array.from({ length: mode === 'embedded' ? 10 : 1 }, (_, i) => i + 1);

  /** Each of some thousand reads of a server goes over the wire, so that it may take long there. */
  const LONGEST_MS = 120_000;

  it.each(seeds)(
    'nobody reads above the level, in anything that can be read (village %i)',
    { timeout: LONGEST_MS },
    async (seed) => {
      const talk = await buildTalk(await openFresh(), seed);
      const roots = new Set(talk.views.flatMap(({ topic }) => topic ?? []));
      for (const reader of talk.readers) {
        const read = JSON.stringify(await everything(talk.town, reader.person, talk.asked, END));
        const told = (what: string) => `${seed}: ${reader.name} and ${what}`;
        for (const view of talk.views) {
          if (!mayReadView(talk, reader, view)) expect(read, told(view.level)).not.toContain(view.word);
          if (view.author === reader.person && !view.gone) expect(read).toContain(view.word);
          const isOpen = view.level === 'everyone' && view.topic && !view.gone && !view.aside;
          if (isOpen) expect(read).toContain(view.word);
        }
        for (const topic of roots) {
          const may = mayReadTopic(talk, reader, topic) || mayReadCarried(talk, reader, topic);
          if (!may) expect(read, told('a topic')).not.toContain(talk.names.get(topic));
          if (may) continue;
          for (const word of talk.carriedWords.get(topic) ?? [])
            expect(read, told('the words')).not.toContain(word);
        }
        for (const { word, author, topic } of talk.objections)
          if (author !== reader.person && !reader.isHost && !mayReadCarried(talk, reader, topic))
            expect(read, told('an objection')).not.toContain(word);
        for (const { word, author, topic } of talk.reasons)
          if (author !== reader.person && !reader.isHost && !mayReadCarried(talk, reader, topic))
            expect(read, told('a reason')).not.toContain(word);
      }
      await expectLogged(talk);
    },
  );

  it.each(seeds.slice(0, 5))(
    'a letter that is sent on shows no more than anybody may read, or its body (village %i)',
    async (seed) => {
      const talk = await buildTalk(await openFresh(), seed);
      const stranger: Reader = { name: 'a stranger', person: null, isHost: false, body: null };
      const roots = new Set(talk.views.flatMap(({ topic }) => topic ?? []));
      const letters = await sentOn(talk.town, END);
      expect(letters.length).toBeGreaterThan(1);
      for (const { kind, body, seen } of letters) {
        const reader = { ...stranger, body };
        for (const view of talk.views)
          if (!mayReadView(talk, stranger, view)) expect(seen, kind).not.toContain(view.word);
        for (const topic of roots) {
          if (mayReadTopic(talk, stranger, topic) && !talk.tender.has(topic)) continue;
          if (mayReadCarried(talk, reader, topic)) continue;
          expect(seen, kind).not.toContain(talk.names.get(topic));
          for (const word of talk.carriedWords.get(topic) ?? []) expect(seen, kind).not.toContain(word);
        }
        for (const { word, topic } of [...talk.objections, ...talk.reasons])
          if (!mayReadCarried(talk, reader, topic)) expect(seen, kind).not.toContain(word);
      }
    },
  );

  it.each(seeds.slice(0, 5))(
    'no page tells anybody but at the desk a number below the fewest, nor two people two numbers (village %i)',
    async (seed) => {
      const talk = await buildTalk(await openFresh(), seed);
      await counts.tellDue(talk.town.db, END);
      for (const topic of new Set(talk.views.flatMap(({ topic }) => topic ?? []))) {
        const row = await talk.town.db.one('SELECT told_of FROM topics WHERE id = :topic', { topic });
        const [toldOf, isTender] = [number(row!, 'told_of'), talk.tender.has(topic)];
        const authors = voicesOf(talk, topic)
          .filter(({ level }) => level === 'everyone')
          .map(({ author }) => author);
        expect(Math.abs(new Set(authors).size - toldOf)).toBeLessThan(isTender ? 8 : 5);
        for (const { person } of talk.readers) {
          const seen = await behindOnPage(talk.town, person, topic, END);
          expect([null, toldOf === 0 ? null : roughly(toldOf, isTender ? 8 : 5)]).toContain(seen);
        }
      }
    },
  );
});

/** Written anew from the words of the product, and not from the code: who may read one view. */
function mayReadView(talk: Talk, reader: Reader, view: Talk['views'][number]): boolean {
  if (view.author === reader.person) return !view.gone;
  if (mayReadVoice(talk, reader, view)) return true;
  return (
    view.level === 'body' &&
    view.topic !== null &&
    mayReadCarried(talk, reader, view.topic) &&
    view.body === reader.body
  );
}

/** The same for being behind a topic, with words or without. */
function mayReadVoice(
  { coming }: Talk,
  { person, isHost }: Reader,
  { author, level, gone, aside }: Voice,
): boolean {
  if (gone || aside) return false;
  if (level === 'everyone' || (level !== 'me' && author === person)) return true;
  if (level === 'me') return false;
  return isHost || (level === 'meetup' && person !== null && coming.includes(person));
}

function mayReadTopic(talk: Talk, reader: Reader, topic: string): boolean {
  return voicesOf(talk, topic).some((voice) => mayReadVoice(talk, reader, voice));
}

/** A body reads a topic that was carried to it, while somebody behind it lets it. */
function mayReadCarried(talk: Talk, { body }: Reader, topic: string): boolean {
  if (!body || !talk.sent.some((one) => one.topic === topic && one.body === body)) return false;
  return voicesOf(talk, topic).some(
    (voice) => voice.level === 'everyone' || (voice.level === 'body' && voice.body === body),
  );
}

function voicesOf({ views, supports }: Talk, topic: string): Voice[] {
  return [...views, ...supports].filter(
    (one) => one.topic === topic && !one.gone && !one.aside && one.level !== 'me',
  );
}

function roughly(people: number, fewest: number): number | string {
  return people < fewest ? 'a few' : 5 * Math.floor((people + 2) / 5);
}

/** Each view that a host or a body has read is in its author's log, with the reader. */
async function expectLogged({ town, views, readers }: Talk): Promise<void> {
  const rows = await town.db.all('SELECT view_id, reader_id, role FROM view_readings');
  const logged = new Set(rows.map((row) => `${text(row, 'view_id')} ${text(row, 'reader_id')}`));
  for (const { person } of readers.filter(({ isHost }) => isHost))
    for (const view of views.filter(({ gone, aside, level }) => !gone && !aside && level !== 'me'))
      if (view.author !== person) expect(logged).toContain(`${view.id} ${person}`);
  for (const row of rows) {
    const author = views.find(({ id }) => id === text(row, 'view_id'))!.author;
    expect(author).not.toBe(text(row, 'reader_id'));
  }
}
