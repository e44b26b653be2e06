/** What stands on the agenda of a meet-up, in the order in which it stands there unless a host moves it. */
export const AGENDA_KINDS = ['answer', 'ask', 'notes', 'promise', 'later', 'topic', 'own'] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

export const AGENDA_WORDS: Record<AgendaKind, string> = {
  answer: 'Read out',
  ask: 'They ask us',
  notes: 'Are the notes right?',
  promise: 'A promise',
  later: 'What has come of it?',
  topic: 'Talk about',
  own: 'Also',
};
