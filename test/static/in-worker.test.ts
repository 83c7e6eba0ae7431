import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beside } from '../../static/shared/files/beside';
import type { Order } from '../../static/shared/files/file-worker';
import { type Hands, inWorker, STANDS_WITHIN_MS } from '../../static/shared/files/in-worker';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const order: Order = { name: 'totals', asks: { raw: new Uint8Array() } };

/** A worker that does only what a test has it do. */
function aWorker() {
  const heard: unknown[] = [];
  let ended = 0;
  const hands: Hands = {
    onmessage: null,
    onmessageerror: null,
    onerror: null,
    postMessage: (told: unknown) => void heard.push(told),
    terminate: () => {
      ended += 1;
    },
  };
  const says = (data: unknown) => hands.onmessage?.call({} as Worker, { data } as MessageEvent);
  return { hands, heard, says, ended: () => ended };
}

type Made = ReturnType<typeof aWorker>;

function asked(worker: Made, signal?: AbortSignal) {
  const shares: number[] = [];
  const came = inWorker(() => worker.hands, order, { watch: (share) => shares.push(share), signal }).catch(
    (cause: unknown) => ({ cause }),
  );
  return { came, shares };
}

describe('work in a worker', () => {
  it('is ordered once it stands, followed, and ended when it is done', async () => {
    const worker = aWorker();
    const { came, shares } = asked(worker);
    expect(worker.heard).toEqual([]);
    worker.says({ is: 'there' });
    worker.says({ is: 'working', share: 0.5 });
    worker.says({ is: 'done', gives: { sums: [] } });
    expect(await came).toEqual({ gives: { sums: [] } });
    expect([worker.heard, shares, worker.ended()]).toEqual([[order], [0.5], 1]);
  });

  it('is given up when the worker neither stands nor fails, and the late one is ended', async () => {
    const worker = aWorker();
    const { came } = asked(worker);
    await vi.advanceTimersByTimeAsync(STANDS_WITHIN_MS - 1);
    expect(worker.ended()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect([await came, worker.ended()]).toEqual([undefined, 1]);
  });

  it('takes as long as it takes once the worker stands', async () => {
    const worker = aWorker();
    const { came } = asked(worker);
    worker.says({ is: 'there' });
    await vi.advanceTimersByTimeAsync(STANDS_WITHIN_MS * 100);
    worker.says({ is: 'done', gives: 1 });
    expect(await came).toEqual({ gives: 1 });
  });

  it('is nobody’s fault when no worker begins, it dies over the work, or cannot understand or be understood', async () => {
    expect(
      await inWorker(
        () => {
          throw new Error('A policy forbids it.');
        },
        order,
        { watch: () => undefined },
      ),
    ).toBeUndefined();
    const ways: readonly ((worker: Made) => void)[] = [
      ({ hands }) => (hands.onerror as () => void)(),
      ({ hands }) => (hands.onmessageerror as () => void)(),
    ];
    for (const dies of ways)
      for (const stands of [false, true]) {
        const worker = aWorker();
        const { came } = asked(worker);
        if (stands) worker.says({ is: 'there' });
        dies(worker);
        expect([await came, worker.ended()]).toEqual([undefined, 1]);
      }
    const full = aWorker();
    full.hands.postMessage = () => {
      throw new Error('Too big to be copied.');
    };
    const { came } = asked(full);
    full.says({ is: 'there' });
    expect([await came, full.ended()]).toEqual([undefined, 1]);
  });

  it('fails when the file cannot be read', async () => {
    const worker = aWorker();
    const { came } = asked(worker);
    worker.says({ is: 'there' });
    worker.says({ is: 'failed' });
    expect(await came).toEqual({ cause: new Error('The file could not be read.') });
    expect(worker.ended()).toBe(1);
  });

  it('is ended by whoever asked for it, also before the worker stands', async () => {
    for (const stands of [false, true]) {
      const worker = aWorker();
      const over = new AbortController();
      const { came } = asked(worker, over.signal);
      if (stands) worker.says({ is: 'there' });
      over.abort('over');
      expect([await came, worker.ended()]).toEqual([{ cause: 'over' }, 1]);
    }
  });

  it('is done by the page when the worker never stands, or dies', async () => {
    const before = new TextEncoder().encode('a');
    for (const dies of [false, true]) {
      const { hands, says } = aWorker();
      vi.stubGlobal('Worker', function stub() {
        return hands;
      });
      const came = beside('compare', { before, after: before });
      if (dies) {
        says({ is: 'there' });
        (hands.onerror as () => void)();
      }
      await vi.advanceTimersByTimeAsync(STANDS_WITHIN_MS);
      expect(await came).toMatchObject({ added: 0, removed: 0, edited: 0 });
    }
  });

  it('is ended although the page did it', async () => {
    const over = new AbortController();
    const came = beside('totals', { raw: new Uint8Array() }, { signal: over.signal });
    over.abort(new Error('over'));
    await expect(came).rejects.toThrow('over');
  });
});
