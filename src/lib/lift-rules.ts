import { moneyInWords } from './money.ts';

/** The answers to the two questions, as pages are given them. */
export interface Rules {
  arrangedBy: 'neighbours' | 'scheme';
  scheme: string;
  toCare: boolean;
}

/** What holds for lifts in a hub, a sentence or two each; `penceAMile` is today's rate. */
export function rulesInWords({ arrangedBy, scheme, toCare }: Rules, penceAMile: number): string[] {
  const share = `You may share the cost. It is at most ${moneyInWords(penceAMile)} a mile for all in the car. Nothing is fine too.`;
  const before = 'Say it before you set out. No money goes through this page.';
  if (arrangedBy === 'neighbours') {
    return [
      'Neighbours give these lifts to each other. It is a favour, and no is always fine.',
      ...(toCare ? ['That holds for a lift to the surgery too. We never ask why you go.'] : []),
      share,
      before,
    ];
  }
  return [
    `${scheme} arranges these lifts.`,
    'Drivers tell the scheme that they have a licence and an MOT, and that their insurer knows.',
    ...(toCare
      ? ['For lifts to health or care, the scheme checks its drivers first. The law asks for it.']
      : []),
    share,
    before,
  ];
}

/** What follows for whoever arranges, by the same two answers. */
export function dutiesInWords({ arrangedBy, toCare }: Rules): string[] {
  if (arrangedBy === 'neighbours') {
    return [
      'Lifts between neighbours are theirs to arrange. The law asks for no checks, for a lift to the surgery either.',
      'A driver who takes more than the drive costs may not be insured. So we say how much that is.',
    ];
  }
  return [
    'Ask each driver when the licence and the MOT run out, and whether the insurer knows. Natter minds the dates.',
    'Your own insurance has to know of the lifts too.',
    ...(toCare
      ? [
          'To drive people to health or care is “regulated activity”. Have each driver checked before the first lift.',
        ]
      : ['Once a lift goes to health or care, other rules hold. Then come back here and say so.']),
  ];
}
