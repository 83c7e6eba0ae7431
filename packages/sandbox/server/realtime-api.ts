import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Subscribing } from '../forge/realtime';
import type { Sandbox } from './sandbox';
import type { Heard, SubscribeOrder } from './shell-types';

/** A shell page that is open: what to tell it, and how. */
type Page = {
  readonly waiting: Heard[];
  tell: (() => void) | undefined;
  readonly ends: Map<string, () => void>;
};

/** Forge's connection from a Jira page to its realtime channels: one stream for all faces on a page. */
export function realtimeApi(sandbox: Sandbox): Hono {
  const pages = new Map<string, Page>();
  const pageOf = (id: string): Page => {
    const page = pages.get(id) ?? { waiting: [], tell: undefined, ends: new Map() };
    pages.set(id, page);
    return page;
  };
  const app = new Hono();
  app.post('/_shell/realtime', async (c) => {
    const { page, subscription, ...order } = await c.req.json<SubscribeOrder & Subscribing>();
    const { waiting, ends } = pageOf(page);
    const listener = (payload: unknown) => {
      waiting.push({ subscription, payload });
      pages.get(page)?.tell?.();
    };
    try {
      ends.set(subscription, sandbox.world().realtime.subscribe(order, listener));
      return c.json({});
    } catch (error) {
      return c.json({ error: (error as Error).message });
    }
  });
  app.delete('/_shell/realtime/:page/:subscription', (c) => {
    const { page, subscription } = c.req.param();
    pages.get(page)?.ends.get(subscription)?.();
    return c.json({});
  });
  app.get('/_shell/realtime/:page', (c) =>
    streamSSE(c, async (stream) => {
      const id = c.req.param('page');
      const page = pageOf(id);
      let isOpen = true;
      stream.onAbort(() => {
        isOpen = false;
        page.tell?.();
      });
      while (isOpen) {
        for (const heard of page.waiting.splice(0)) await stream.writeSSE({ data: JSON.stringify(heard) });
        await new Promise<void>((resolve) => {
          page.tell = resolve;
          if (page.waiting.length > 0 || !isOpen) resolve();
        });
      }
      for (const end of page.ends.values()) end();
      pages.delete(id);
    }),
  );
  return app;
}
