/** The places of a hub: at the foot of its pages, and behind the icon on a phone. A room that opens adds its line. */
export const PLACES = [
  { name: 'whats-on', words: "What's on", path: '', icon: 'calendar' },
  { name: 'rota', words: 'Help out', path: '/rota', icon: 'cup' },
  { name: 'lifts', words: 'Lifts', path: '/lifts', icon: 'car' },
  { name: 'have-your-say', words: 'Have your say', path: '/have-your-say', icon: 'speech' },
] as const;
