import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { failElsewhere } from '../bench/cost/acts';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  type Issue,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

type Line = { readonly channel: string; readonly token: string; readonly until: string };
type Seen = { readonly version: number; readonly line?: Line };
type Wish = { readonly issue?: Issue; readonly as?: string; readonly wantsLine?: boolean };

const ask = (w: TestWorld, { issue, wantsLine = true, ...as }: Wish) =>
  issue === undefined
    ? call<Seen>(w, 'datev-desk', 'desk.version', { payload: { wantsLine }, ...as })
    : call<Seen>(w, 'datev-panel', 'submission.version', { issue, payload: { wantsLine }, ...as });

async function hearing(w: TestWorld, wish: Wish): Promise<unknown[]> {
  const { line } = await must(ask(w, wish));
  const heard: unknown[] = [];
  const order = { channelName: line?.channel ?? '', isGlobal: true, options: { token: line?.token ?? '' } };
  w.forge.realtime.subscribe(order, (payload) => heard.push(payload));
  return heard;
}

describe('signals to open pages', () => {
  it('come when the submission changes, to its page and to the desk, and say nothing but that', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const other = await failElsewhere(w, { mandant: '455148-1', label: 'Februar' });
    const [panel, elsewhere, desk] = [
      await hearing(w, { issue }),
      await hearing(w, { issue: other }),
      await hearing(w, {}),
    ];
    await upload(w, correctFile(), { issue });
    expect(panel.length).toBeGreaterThan(0);
    const before = panel.length;
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(10 * MINUTE);
    expect(panel.length).toBeGreaterThan(before);
    expect(desk.length).toBeGreaterThanOrEqual(panel.length);
    expect(elsewhere).toEqual([]);
    expect(new Set([...panel, ...desk])).toEqual(new Set(['changed']));
  });

  it('a line is given to whoever may look there, for an hour, and only where it is asked for', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    expect((await must(ask(w, { issue, wantsLine: false }))).line).toBeUndefined();
    expect(await ask(w, { issue, as: ACCOUNTS.outsider })).toMatchObject({ ok: false });
    expect(await ask(w, { as: ACCOUNTS.outsider })).toMatchObject({ ok: false });
    const { line } = await must(ask(w, { issue }));
    expect(Date.parse(line?.until ?? '')).toBe(w.forge.clock.now() + 60 * MINUTE);
  });

  it('a page that looks only signals nobody; a busy or silent Realtime costs a signal and nothing else', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const signals = () => w.forge.realtime.events().length;
    const before = signals();
    await must(call(w, 'datev-panel', 'submission.view', { issue }));
    expect(signals()).toBe(before);
    for (const fault of ['503', '429', 'timeout', 'lost-response'] as const) {
      w.forge.faults.add({ service: 'realtime', operation: '*', fault, times: 4 });
      expect((await must(ask(w, { issue }))).version, fault).toBeGreaterThan(0);
      w.forge.faults.clear();
    }
    w.forge.faults.add({ service: 'realtime', operation: '*', fault: '503', times: 100 });
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(60 * MINUTE);
    expect(await must(call(w, 'datev-panel', 'submission.view', { issue }))).toMatchObject({
      state: 'delivered',
    });
  });
});
