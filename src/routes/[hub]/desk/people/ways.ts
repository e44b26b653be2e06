import { namesInWords } from '#lib/words.ts';

interface Reachable {
  devices: number;
  mail: string | null;
  telephone: string | null;
  inPersonThrough: string | null;
}

/** How somebody can be reached, in the order it is tried: "On their phone, by email and by telephone". */
export function waysInWords({ devices, mail, telephone, inPersonThrough }: Reachable): string {
  const ways = [
    devices > 0 && 'on their device',
    mail && 'by email',
    telephone && 'by telephone',
    inPersonThrough && `in person through ${inPersonThrough}`,
  ].filter((way): way is string => Boolean(way));
  if (ways.length === 0) return 'No way to reach them yet';
  return `Reached ${namesInWords(ways)}`;
}
