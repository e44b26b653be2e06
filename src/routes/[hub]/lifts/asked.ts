/** What the forms about lifts are given. */
export interface AskData {
  once: string;
  today: string;
  meetup: { id: string; title: string; startsLocal: string; endsLocal: string } | null;
  points: { id: string; name: string; directions: string }[];
  home: { address: string; near: string | null; point: string } | null;
  people: { id: string; firstName: string }[];
  drivers: { id: string; firstName: string }[];
  isHost: boolean;
  chosen: string | null;
}
