// A process of its own, so that its work is not the server's: node --import tsx bench/load.ts OPTIONS-AS-JSON
import autocannon from 'autocannon';

export interface Load {
  url: string;
  seconds: number;
  connections: number;
  /** Requests a second in all; without it, as many as can be. */
  rate?: number;
  headers?: Record<string, string>;
  /** One per connection: the cookie it sends. */
  cookies?: string[];
  /** Forms to send in turn; `{n}` is a number that never comes twice. Without them, pages are asked for. */
  forms?: string[];
}

export interface Outcome {
  perSecond: number;
  p50: number;
  p99: number;
  errors: number;
  statuses: Record<string, number>;
}

const load: Load = JSON.parse(process.argv[2] ?? '{}');
let sent = 0;
let clients = 0;

const result = await autocannon({
  url: load.url,
  duration: load.seconds,
  connections: load.connections,
  headers: load.headers ?? {},
  ...(load.rate ? { overallRate: load.rate } : {}),
  setupClient(client) {
    const cookie = load.cookies?.[clients++ % load.cookies.length];
    const headers = { ...load.headers, ...(cookie ? { cookie } : {}) };
    client.setHeaders(headers);
    if (load.forms) client.setRequests([{ method: 'POST', headers, setupRequest: withForm }]);
  },
});

function withForm(request: autocannon.Request): autocannon.Request {
  const forms = load.forms ?? [''];
  const form = forms[sent % forms.length] ?? '';
  return { ...request, body: form.replaceAll('{n}', String(sent++)) };
}

const statuses = (result as unknown as { statusCodeStats: Record<string, { count: number }> })
  .statusCodeStats;
const outcome: Outcome = {
  perSecond: result.requests.average,
  p50: result.latency.p50,
  p99: result.latency.p99,
  errors: result.errors + result.timeouts + result['4xx'] + result['5xx'],
  statuses: Object.fromEntries(Object.entries(statuses ?? {}).map(([status, { count }]) => [status, count])),
};
console.log(JSON.stringify(outcome));
