import type { Chart, ChartRun } from '#server/lifts/plan-chart.ts';

/**
 * Reads the classic dial-a-ride format of Cordeau: `vehicles requests horizon capacity maxride`, then for each node
 * `id x y service load earliest latest`: the depot first, then where each gets in, then where each gets out.
 */
export function readClassic(text: string): Chart {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [vehicles, , horizon, capacity, maxRide] = rows[0]! as [number, number, number, number, number];
  const count = Math.floor((rows.length - 2) / 2);
  const depot = rows[1]!;
  const lines = Array.from({ length: count }, (_, i) => [rows[2 + i]!, rows[2 + count + i]!]).flat();
  const list = [...lines, ...Array.from({ length: 2 * vehicles }, () => depot)];
  const of = (column: number) => Float64Array.from(list, (row) => row[column]!);
  const [x, y] = [of(1), of(2)];
  const travel = new Float64Array(list.length ** 2);
  list.forEach((_, a) =>
    list.forEach((_, b) => (travel[a * list.length + b] = Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!))),
  );
  const none = Int32Array.from(list, () => 0);
  const until = of(6);
  return tighten({
    nodes: list.length,
    travel,
    place: Int32Array.from(list.keys()),
    from: of(5),
    until: until.map((time, node) => (node < 2 * count ? time : Math.max(time, horizon))),
    service: of(3),
    seats: Int32Array.from(list, (row, node) => (node < 2 * count ? row[4]! : 0)),
    wheelchairs: none,
    boot: none,
    direct: Float64Array.from({ length: count }, (_, j) => travel[2 * j * list.length + 2 * j + 1]!),
    rideLimit: new Float64Array(count).fill(maxRide),
    requestOf: Int32Array.from({ length: count }, (_, j) => j),
    told: new Uint8Array(count),
    journeys: Array.from({ length: count }, (_, j) => [j]),
    tied: Array.from({ length: count }, () => true),
    value: Array.from({ length: count }, () => 2),
    apart: Array.from({ length: count }, () => []),
    runs: Array.from({ length: vehicles }, (_, k): ChartRun => ({
      leg: 'any',
      begin: 2 * count + 2 * k,
      end: 2 * count + 2 * k + 1,
      most: horizon,
      alone: 0,
      hasEnds: true,
      layouts: [{ seats: capacity, wheelchairs: 0, boot: 0 }],
      may: new Uint8Array(count).fill(1),
      moved: new Uint8Array(count),
      unusual: new Uint8Array(count),
      told: null,
      fixed: 0,
      perMinute: 0,
      pledge: null,
      recent: 0,
      kind: 0,
    })),
    common: false,
    classic: true,
  });
}

/** The window of one end follows in part from the window of the other, since a ride is neither too short nor too long. */
function tighten(chart: Chart): Chart {
  const { from, until, service, direct, rideLimit } = chart;
  for (const j of chart.requestOf.keys()) {
    const [a, b] = [2 * j, 2 * j + 1];
    from[a] = Math.max(from[a]!, from[b]! - rideLimit[j]! - service[a]!);
    until[a] = Math.min(until[a]!, until[b]! - direct[j]! - service[a]!);
    from[b] = Math.max(from[b]!, from[a]! + service[a]! + direct[j]!);
    until[b] = Math.min(until[b]!, until[a]! + service[a]! + rideLimit[j]!);
  }
  return chart;
}
