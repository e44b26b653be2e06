const SAID: Record<string, string> = {
  spoke: 'Thank you for ringing. All is well.',
  heard: 'Thank you. It is good to know.',
  'left-a-message': 'Thank you. It is not known yet how they are, so please try once more later on.',
  'no-answer': 'Thank you for trying. It is not known yet how they are: what comes next stands below.',
  cannot: 'Thank you for saying so. Whoever comes next is asked now.',
  already: 'That was noted before, or somebody else has seen to it. This is how it stands now.',
  slip: 'It is open again, as it was.',
  yes: 'Thank you! Here is all you need.',
  no: 'Thank you for saying so. Somebody else is asked.',
  'stepped-down': 'Thank you for all your calls. Somebody else is asked.',
  away: 'Noted. Have a good time.',
  here: 'Good. You ring as usual.',
};

/** What was just done, from the address; null for nothing we know. */
export function saidInWords(said: string | null): string | null {
  return said !== null && Object.hasOwn(SAID, said) ? SAID[said]! : null;
}
