import type { Viewer } from '#server/people/roles.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { House } from '#server/house.ts';

declare global {
  /** Set by the hooks; the server that holds the process calls it before it ends. */
  var natterStop: (() => Promise<void>) | undefined;

  /** A browser's offer to put Natter on a device, kept by the first script of a page until there is a reason to make it. */
  var natterInstall:
    (Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }) | null | undefined;

  namespace App {
    interface Error {
      message: string;
      /** Names this mishap in the log. */
      id?: string;
      /** What a page asked for is no more: it is older than what runs here now. */
      renewed?: true;
    }
    interface Locals {
      house: House;
      viewer: Viewer | null;
      /** The moment of this request, Unix seconds. */
      now: number;
      hub?: Promise<Hub | null>;
      renewed?: true;
      signedOut?: true;
    }
  }
}
