import { answerInWords, VERDICT_WORDS } from '#lib/answer-words.ts';
import { asOf, dayInWords } from '#lib/dates.ts';
import { roughly, STATE_WORDS } from '#lib/voice-words.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { WeDid } from '#server/voice/we-did.ts';
import { localOf } from '#server/wall-clock.ts';
import { qrOf } from './qr.ts';
import type { Cell, Sheet } from './sheet.ts';

/**
 * "You said, we did" for a wall: what has changed first, then all that was carried, in whichever state it is, with what
 * was not done. As many sides as it needs: nothing of it can be left off. `origin` is the address of this Natter.
 */
export function youSaidSheet(hub: Hub, topics: WeDid[], origin: string, now: number): Sheet {
  const today = localOf(now, hub.zone);
  const changed = topics.filter(({ verdict }) => verdict === 'happened');
  const rest = topics.filter(({ verdict }) => verdict !== 'happened');
  return {
    hubName: hub.name,
    title: 'You said, we did',
    lines: ['What was carried to those who decide, and what came of it.', asOf(today)],
    columns: [
      { heading: 'How it stands', share: 0.24 },
      { heading: 'What you said, and what they said', share: 0.76 },
    ],
    rows: [...changed, ...rest].map((one): Cell[] => [
      { text: one.verdict === 'happened' ? 'It has changed' : STATE_WORDS[one.state], strong: true },
      { text: one.name, strong: true, sub: saidAndDone(one, today) },
    ]),
    foot: ['Has it really happened? Tell a host, or say so on the page.'],
    qr: qrOf(`${origin}/${hub.slug}/you-said`),
    size: 14,
    oneSide: null,
  };
}

function saidAndDone(
  { asked, told, answer, body, answerBy, isLate, verdict, nextOn }: WeDid,
  today: string,
): string {
  return [
    `You said: ${asked}.`,
    told ? `How many stand behind it: ${roughly(told)}.` : '',
    answer ? `${answer.body} said: “${answerInWords(answer)}”` : '',
    isLate ? `No answer came by ${dayInWords(answerBy, today)} from ${body}.` : '',
    !answer && !isLate ? `${body} has it. An answer is hoped for by ${dayInWords(answerBy, today)}.` : '',
    verdict ? `Neighbours say: ${VERDICT_WORDS[verdict]}.` : '',
    `Next: ${dayInWords(nextOn, today)}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
