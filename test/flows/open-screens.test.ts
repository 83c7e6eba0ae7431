import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  type Issue,
  MINUTE,
  must,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

type Seen = { readonly version: number; readonly ticket: string };
type Shown = { readonly submissionId: string; readonly seen: Seen };

const panel = (w: TestWorld, issue: Issue, as?: string) =>
  must<Shown>(call(w, 'datev-panel', 'submission.view', { issue, ...(as === undefined ? {} : { as }) }));
const ask = (w: TestWorld, issue: Issue, how: { ticket?: string; as?: string } = {}) => {
  const { as, ...payload } = how;
  return call<Seen>(w, 'datev-panel', 'submission.version', {
    issue,
    payload,
    ...(as === undefined ? {} : { as }),
  });
};

/** What a call asked of Jira, and how often of storage; that screens note what they used is drawn by lot, and no part of a call. */
async function asked<T>(
  w: TestWorld,
  act: () => Promise<T>,
): Promise<{ jira: number; kvs: number; value: T }> {
  w.forge.log.clear();
  const value = await act();
  const services = [...w.forge.trace()]
    .filter(({ operation, key }) => operation !== 'transact' || key !== '+record/screens')
    .map(({ service }) => service);
  const of = (name: string) => services.filter((service) => service === name).length;
  return { jira: of('jira'), kvs: of('kvs'), value };
}

describe('the small question of an open panel', () => {
  it('is answered by a number that grows with every change, for a minute without asking Jira', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { seen } = await panel(w, issue);
    const { ticket, version } = seen;
    const first = await asked(w, () => must(ask(w, issue, { ticket })));
    expect(first).toMatchObject({ jira: 0, value: seen });
    expect(first.kvs).toBeLessThanOrEqual(4);
    await upload(w, correctFile(), { issue });
    const after = await must(ask(w, issue, { ticket: (await panel(w, issue)).seen.ticket }));
    expect(after.version).toBeGreaterThan(version);
  });

  it('asks Jira anew after a minute, and brings the next ticket', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { ticket } = (await panel(w, issue)).seen;
    await w.forge.advance(MINUTE + 1000);
    const late = await asked(w, () => must(ask(w, issue, { ticket })));
    expect(late.jira).toBeGreaterThan(0);
    expect(late.value.ticket).not.toBe(ticket);
    expect(await asked(w, () => must(ask(w, issue, { ticket: late.value.ticket })))).toMatchObject({
      jira: 0,
    });
  });

  it('takes no ticket of somebody else, of another place, or that was written by hand', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { seen, submissionId } = await panel(w, issue);
    const [text = '', seal = ''] = seen.ticket.split('.');
    const pass = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    const longer = Buffer.from(JSON.stringify({ ...pass, until: '2999-01-01T00:00:00.000Z' })).toString(
      'base64url',
    );
    for (const ticket of [`${longer}.${seal}`, `${text}.`, text, '', `${text}.${seal.slice(1)}0`])
      expect((await asked(w, () => ask(w, issue, { ticket }))).jira, ticket).toBeGreaterThan(0);
    expect(await ask(w, issue, { ticket: seen.ticket, as: ACCOUNTS.outsider })).toMatchObject({ ok: false });
    const atDesk = { payload: { ticket: seen.ticket, submissionId } };
    expect((await asked(w, () => call(w, 'datev-desk', 'submission.version', atDesk))).jira).toBeGreaterThan(
      0,
    );
    const desk = { payload: { ticket: seen.ticket }, as: ACCOUNTS.outsider };
    expect(await call(w, 'datev-desk', 'desk.version', desk)).toMatchObject({ ok: false });
  });

  it('opens nothing but the number', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { ticket } = (await panel(w, issue)).seen;
    const view = { issue, payload: { ticket } };
    expect((await asked(w, () => call(w, 'datev-panel', 'submission.view', view))).jira).toBeGreaterThan(0);
  });
});

describe('the small question of an open desk', () => {
  it('changes when something on the desk changed, and once more when the indexes surely know', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await w.forge.advance(MINUTE);
    const ticketed = async () => {
      const { seen } = await must<{ seen: Seen }>(
        call(w, 'datev-desk', 'desk.view', { payload: { show: 'needs-you' } }),
      );
      return seen;
    };
    const before = await ticketed();
    const number = (ticket: string) =>
      asked(w, () => must<Seen>(call(w, 'datev-desk', 'desk.version', { payload: { ticket } })));
    expect(await number(before.ticket)).toMatchObject({ jira: 0, value: { version: before.version } });
    await upload(w, correctFile(), { issue });
    await w.forge.advance(5000);
    const changed = await ticketed();
    expect(changed.version).not.toBe(before.version);
    await w.forge.advance(20_000);
    const settled = await number(changed.ticket);
    expect(settled.value.version).not.toBe(changed.version);
    await w.forge.advance(20_000);
    expect((await number(settled.value.ticket)).value.version).toBe(settled.value.version);
  });

  it('changes when sending is stopped', async () => {
    const w = await testWorld();
    await rejected(w);
    const view = () => must<{ seen: Seen }>(call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }));
    const before = (await view()).seen.version;
    await must(
      call(w, 'datev-admin', 'admin.stop', {
        as: ACCOUNTS.admin,
        payload: { stopped: true, reason: 'Abschluss' },
      }),
    );
    expect((await view()).seen.version).not.toBe(before);
  });
});
