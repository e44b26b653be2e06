import type { Viewer } from '#server/people/roles.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { House } from '#server/house.ts';

declare global {
  /** Set by the hooks; the server that holds the process calls it before it ends. */
  var natterStop: (() => Promise<void>) | undefined;

  namespace App {
    interface Error {
      message: string;
      /** Names this mishap in the log. */
      id?: string;
    }
    interface Locals {
      house: House;
      viewer: Viewer | null;
      /** The moment of this request, Unix seconds. */
      now: number;
      hub?: Promise<Hub | null>;
    }
  }
}
