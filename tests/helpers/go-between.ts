import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { freePort } from './libsql-server.ts';

/**
 * 'pass': as if it were not there · 'lose': Natter takes it, and its answer is lost · `after`: Natter takes it at
 * once, and its answer comes late · a status and words of its own.
 */
export type Verdict =
  'pass' | 'lose' | { after: Promise<void> } | { status: number; words: string; type?: string };

export interface GoBetween {
  url: string;
  /** What becomes of each request; everything passes until a test says otherwise. */
  judge: (path: string, method: string) => Verdict;
  /** Every request that came, as "POST /path". */
  seen: string[];
  stop(): Promise<void>;
}

/** Stands between browsers and a running Natter, as a bad signal or a new version would. */
export async function standBetween(natterUrl: string): Promise<GoBetween> {
  const port = await freePort();
  const between: GoBetween = { url: `http://localhost:${port}`, judge: () => 'pass', seen: [], stop };
  const server = createServer((request, response) => {
    const [path = '/', method = 'GET'] = [request.url, request.method];
    between.seen.push(`${method} ${path}`);
    const verdict = between.judge(path, method);
    if (typeof verdict === 'object' && 'status' in verdict) {
      request.resume();
      response.writeHead(verdict.status, { 'content-type': verdict.type ?? 'text/html' }).end(verdict.words);
    } else {
      passOn(natterUrl, { request, response, verdict });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function stop(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  return between;
}

interface Passed {
  request: IncomingMessage;
  response: ServerResponse;
  verdict: Exclude<Verdict, { status: number }>;
}

function passOn(natterUrl: string, { request, response, verdict }: Passed): void {
  const { method, headers } = request;
  const onwards = ask(new URL(request.url ?? '/', natterUrl), { method, headers }, async (answer) => {
    if (verdict === 'lose') {
      answer.resume().on('end', () => response.destroy());
    } else {
      if (typeof verdict === 'object') await verdict.after;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }
  });
  onwards.on('error', () => response.destroy());
  request.pipe(onwards);
}
