import type { RequestEvent } from '@sveltejs/kit';
import { tagOf, wordsFor, type Picture } from '#server/paper/picture.ts';
import { png } from '#server/paper/picture-png.ts';
import { answerFeed, originOf } from './feed-answer.ts';

/** A picture as it is, or 304 when the asker has it already. */
export function answerPicture(event: RequestEvent, picture: Picture): Promise<Response> {
  const made = { tag: tagOf(picture), changedAt: null, body: () => png(picture) };
  return answerFeed(event, made, { 'content-type': 'image/png' });
}

/** What a page tells others about its picture. Its address changes with it, since others keep what they saw. */
export function shownAs(event: Pick<RequestEvent, 'locals' | 'url'>, path: string, picture: Picture) {
  const origin = originOf(event);
  return {
    address: origin + path,
    picture: `${origin}${path}/picture.png?v=${tagOf(picture).slice(0, 8)}`,
    alt: wordsFor(picture),
  };
}
