import { dice } from './rota-village.ts';

/**
 * A dial-a-ride file in the classic format, made as Cordeau's of 2006 were: points within 10 of the depot each way,
 * windows of a quarter of an hour at the one end that matters, half of them where people arrive and half where they leave.
 */
export function classicText(vehicles: number, requests: number, seed: number): string {
  const roll = dice(seed);
  const horizon = 60 * Math.max(8, Math.ceil(requests / vehicles));
  const capacity = 3;
  const point = () => [20 * roll() - 10, 20 * roll() - 10].map((at) => at.toFixed(3));
  const windows = Array.from({ length: requests }, (_, i) => {
    const from = Math.floor(60 + roll() * (horizon - 120));
    return { from, until: from + 15, isOut: i < requests / 2 };
  });
  const anyTime = `0 ${horizon}`;
  const rows = (isOut: boolean, load: number, first: number) =>
    windows.map((window, i) => {
      const time = window.isOut === isOut ? `${window.from} ${window.until}` : anyTime;
      return `${first + i} ${point().join(' ')} 3 ${load} ${time}`;
    });
  return [
    `${vehicles} ${2 * requests} ${horizon} ${capacity} 30`,
    `0 0.000 0.000 0 0 ${anyTime}`,
    ...rows(false, 1, 1),
    ...rows(true, -1, requests + 1),
    `${2 * requests + 1} 0.000 0.000 0 0 ${anyTime}`,
  ].join('\n');
}
