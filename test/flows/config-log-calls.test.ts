import { describe, expect, it } from 'vitest';
import { logIn } from '../../packages/sandbox/world/connection';
import { firstBroken } from '../../src/audit/chain';
import type { ConfigEntry } from '../../src/audit/config-event';
import { CONFIG_ACTIONS } from '../../src/audit/config-event';
import { Verification } from '../../src/audit/verify-export';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import type { AuditAnswer, AuditLines } from '../../src/contract/answers';
import { DESK_CALLS, ISSUE_CALLS } from '../../src/contract/calls';
import { sha256 } from '../../src/platform/bytes';
import { type Booked, bookedWorld, changePlan, MANDANT } from '../support/booking';
import { configChain, intactChain, newEntries } from '../support/config-log';
import {
  admin,
  draftOf,
  NOTHING_CONFIGURED,
  newOne,
  SECRETS,
  STORIES,
  save,
} from '../support/config-stories';
import { as, MORE_PEOPLE } from '../support/eyes-hands';
import { edit } from '../support/many-eyes';
import { ACCOUNTS, call, fault, HOUR, MINUTE, must } from '../support/world';

const callOf = (name: string) => name.split(' ')[0] ?? '';

describe('every call of the contract', () => {
  it('either leaves an entry or says why it changes nothing of the configuration', () => {
    const known = [...new Set([ADMIN_CALLS, DESK_CALLS, ISSUE_CALLS].flatMap((calls) => Object.keys(calls)))];
    const told = [...new Set(Object.keys(STORIES).map(callOf)), ...Object.values(NOTHING_CONFIGURED).flat()];
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  it('that leaves one is tried, and so is every deed of the log', () => {
    const tried = new Set(Object.values(STORIES).flatMap(({ leaves }) => leaves.map(([deed]) => deed)));
    // The removal has a test of its own; an account plan is first saved when the world of this file is set up.
    expect(CONFIG_ACTIONS.filter((deed) => !tried.has(deed))).toEqual(['app.removed', 'accounts.made']);
  });
});

const world = () => bookedWorld('en', { people: MORE_PEOPLE });

function expectNoSecret(b: Booked, entries: readonly ConfigEntry[]): void {
  const text = JSON.stringify(entries);
  const tokens = [...b.w.datev.secrets(), ...b.w.looker.secrets()];
  const found = [...Object.values(SECRETS), ...tokens, 'Canary Partner'].filter((one) => text.includes(one));
  expect(found).toEqual([]);
}

describe('a change of the configuration leaves an entry that names who and what', () => {
  it.each(Object.keys(STORIES))('%s', async (name) => {
    const story = STORIES[name];
    if (story === undefined) throw new Error(name);
    const b = await world();
    await story.before?.(b);
    const added = await newEntries(b.w, () => story.deed(b));
    const told = added.map(({ actor, event }) => [
      event.what,
      story.leaves.some(([, about]) => about === newOne) ? '' : event.about,
      actor.kind === 'person' ? actor.id : actor.kind,
    ]);
    expect(told).toEqual(story.leaves.map(([what, about]) => [what, about(b), story.by]));
    added.forEach((entry, n) => {
      const places = entry.event.differences.map(({ path }) => path.join('.'));
      expect(places).toEqual(expect.arrayContaining(story.leaves[n]?.slice(2) ?? []));
    });
    expectNoSecret(b, configChain(b.w));
  });

  it('also when the app is uninstalled and ends every approval', async () => {
    const b = await world();
    const added = await newEntries(b.w, () => b.w.forge.invoke('uninstalling-fn', {}));
    expect(added).toMatchObject([
      {
        actor: { kind: 'app' },
        event: { what: 'app.removed', differences: [{ path: ['connections'] }] },
      },
    ]);
    expect(added[0]?.event.differences[0]?.removed).toContain('455148-1');
  });

  it('and what only the app notes leaves none', async () => {
    const b = await world();
    expect(await newEntries(b.w, () => b.w.forge.advance(3 * HOUR))).toEqual([]);
  });
});

describe('the chain', () => {
  it('has the entries of two who change different things at once, one after the other', async () => {
    const b = await world();
    const added = await newEntries(b.w, () =>
      Promise.all([
        admin(b, 'hooks.make', { kind: 'signed' }),
        admin(b, 'mandant.watch', { mandant: '455148-2', lookBackDays: 0 }),
        as(b, 'lead', 'mandant.save', { mandant: MANDANT, assignee: ACCOUNTS.accountant }),
      ]),
    );
    expect(added.map(({ event }) => event.what).toSorted()).toEqual([
      'hooks.made',
      'mandant.changed',
      'mandant.watched',
    ]);
  });

  it('has the one entry of two who save the same thing at once; the other is told', async () => {
    const b = await world();
    const { version, draft } = await draftOf(b);
    const saving = (who: string, name: string) =>
      call(b.w, 'datev-desk', 'pipeline.save', {
        as: who,
        payload: { id: b.pipeline, version, draft: { ...draft, name } },
      });
    const answers = await Promise.all([saving(ACCOUNTS.firmLead, 'Eins'), saving(ACCOUNTS.admin, 'Zwei')]);
    expect(answers.map((one) => (one.ok ? 'saved' : one.problem.code)).toSorted()).toEqual([
      'pipeline.conflict',
      'saved',
    ]);
    expect(intactChain(b.w).filter(({ event }) => event.what === 'pipeline.changed')).toHaveLength(1);
  });

  it.each([0, 1, -1])('shows an entry that somebody changed in storage (%i)', async (place) => {
    const b = await world();
    const forged = structuredClone([...intactChain(b.w)]);
    const entry = forged.at(place);
    if (entry === undefined) throw new Error('There is no entry.');
    forged[forged.indexOf(entry)] = { ...entry, actor: { kind: 'person', id: 'somebody-else' } };
    expect(firstBroken(forged, sha256)).toBe(entry.seq);
  });

  it.each(['crash-before', 'crash-after', 'lost-response'] as const)(
    'of a secret that meets %s at any call: the secret that counts is the one an entry names',
    async (how) => {
      const wish = { environment: 'sandbox', clientId: 'datev-for-jira-confidential' };
      for (let n = 0; ; n++) {
        const b = await world();
        await admin(b, 'datev.register', { ...wish, secret: 'wrong' });
        await logIn(b.w.forge, { mode: 'session' }).catch(() => undefined);
        const { length } = intactChain(b.w);
        fault(b.w, { service: 'kvs', operation: '*', fault: how, times: 1, after: n });
        await admin(b, 'datev.register', { ...wish, secret: 'sandbox-secret' }).catch(() => undefined);
        const isStruck = b.w.forge.faults.list().every(({ left }) => left === 0);
        b.w.forge.faults.clear();
        const isLogged = intactChain(b.w).length > length;
        const counts = await logIn(b.w.forge, { mode: 'session' }).then(
          () => true,
          () => false,
        );
        expect([n, counts]).toEqual([n, isLogged]);
        if (!isStruck) break;
      }
    },
  );

  it.each(['crash-before', 'crash-after', 'lost-response'] as const)(
    'of a first account plan that meets %s at any call: there is a plan when there is an entry, and never two',
    async (how) => {
      const plan = { chart: 'own', accountLength: 4, fiscalYearBegin: '01-01', accounts: [] };
      const payload = { mandant: '455148-2', version: 0, plan };
      for (let n = 0; ; n++) {
        const b = await world();
        const made = () => configChain(b.w).filter(({ event }) => event.about === 'accounts:455148-2').length;
        fault(b.w, { service: 'kvs', operation: '*', fault: how, times: 1, after: n });
        await as(b, 'lead', 'accounts.save', payload).catch(() => undefined);
        const isStruck = b.w.forge.faults.list().every(({ left }) => left === 0);
        b.w.forge.faults.clear();
        const { version } = await as<{ version: number }>(b, 'lead', 'accounts.view', {
          mandant: '455148-2',
        });
        expect([n, made()]).toEqual([n, version]);
        if (version === 0) await as(b, 'lead', 'accounts.save', payload);
        expect(made()).toBe(1);
        intactChain(b.w);
        if (!isStruck) break;
      }
    },
  );
});

type Changes = {
  readonly entries: readonly {
    readonly seq: number;
    readonly title: string;
    readonly who: { name: string };
  }[];
  readonly before?: number;
};

/** Everything in the log happened eight days earlier than it says. */
function makeOlder({ w }: Booked): void {
  for (const entry of configChain(w)) {
    const key = `config:${String(entry.seq).padStart(6, '0')}`;
    const at = new Date(Date.parse(entry.at) - 8 * 24 * HOUR).toISOString();
    const value = { subject: entry.event.about, seq: entry.seq, at, data: { ...entry, at } };
    w.forge.storage.put({ store: 'entity', entity: 'audit-entry', key, value });
  }
}

describe('who changed what can be read', () => {
  it('by admins page by page, the newest first, in both languages', async () => {
    const b = await world();
    for (let n = 0; n < 30; n++) await save(b, { retentionDays: 100 + n });
    const read = (payload: object, lang = 'de') =>
      must(
        call<Changes>(b.w, 'datev-admin', 'configuration.changes', {
          as: ACCOUNTS.admin,
          payload: { ...payload, lang },
        }),
      );
    const first = await read({});
    const all = intactChain(b.w).length;
    expect(first.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, n) => all - n));
    expect(first.entries[0]).toMatchObject({
      title: 'Einstellungen geändert',
      who: { name: 'Anna Admin' },
      differences: [{ where: 'Dateien aufbewahren (Tage)', old: '128', new: '129' }],
    });
    const seqs = [...first.entries];
    for (let { before } = first; before !== undefined; ) {
      const page: Changes = await read({ before });
      seqs.push(...page.entries);
      before = page.before;
    }
    expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: all }, (_, n) => all - n));
    expect((await read({}, 'en')).entries[0]?.title).toBe('Settings changed');
  });

  it('by what it is about, by whom and of which days', async () => {
    const b = await world();
    await edit(b, 'lead', (draft) => ({ ...draft, name: 'Umbenannt' }));
    await edit(b, 'lead', (draft) => ({
      ...draft,
      mapping: { ...draft.mapping, zeroLines: draft.mapping.zeroLines === 'stop' ? 'leave-out' : 'stop' },
    }));
    const read = async (payload: object) =>
      (
        await must(
          call<Changes>(b.w, 'datev-admin', 'configuration.changes', { as: ACCOUNTS.admin, payload }),
        )
      ).entries.map(({ title }) => title);
    expect(await read({ area: 'mapping' })).toEqual([
      'Pipeline “Umbenannt” changed',
      'Pipeline “Erlöse und Kosten je Kostenstelle” created',
    ]);
    expect(await read({ area: 'pipeline' })).toHaveLength(3);
    expect(await read({ area: 'pipeline', by: ACCOUNTS.accountant })).toEqual([]);
    expect(await read({ area: 'pipeline', by: ACCOUNTS.firmLead })).toHaveLength(2);
    makeOlder(b);
    await save(b, { retentionDays: 99 });
    expect(await read({ days: 7 })).toEqual(['Settings changed']);
    expect((await read({ days: 30 })).length).toBeGreaterThan(3);
  });

  it('as a file that is checked without the app, whatever happens meanwhile; by admins only', async () => {
    const b = await world();
    for (let n = 0; n < 110; n++) {
      await save(b, { retentionDays: 100 + n });
      // Jira and storage take only so much a minute.
      await b.w.forge.advance(10_000);
    }
    const { length } = intactChain(b.w);
    const part = (next?: unknown) =>
      must(
        call<AuditLines>(b.w, 'datev-admin', 'configuration.audit', {
          as: ACCOUNTS.admin,
          payload: next === undefined ? {} : { next },
        }),
      );
    const first = await part();
    await save(b, { retentionDays: 99 });
    const lines = [...first.lines];
    for (let { next } = first; next !== undefined; ) {
      const more = await part(next);
      lines.push(...more.lines);
      ({ next } = more);
    }
    const found = new Verification(sha256);
    for (const text of lines) expect(found.take({ text, ends: '\n' })).toBe(true);
    expect(found.verdict()).toMatchObject({ entries: length, flaws: [], head: { chain: 'config' } });
    const { end } = await must(
      call<AuditAnswer>(b.w, 'datev-admin', 'configuration.changes', { as: ACCOUNTS.admin }),
    );
    expect(end).toEqual({ seq: length + 1, hash: intactChain(b.w).at(-1)?.hash });
    expect(await call(b.w, 'datev-admin', 'configuration.audit', { as: ACCOUNTS.firmLead })).toMatchObject({
      ok: false,
    });
    expectNoSecret(b, intactChain(b.w));
  });

  it('by firm leads of their pipelines and plans, by nobody else', async () => {
    const b = await world();
    await edit(b, 'lead', (draft) => ({ ...draft, name: 'Umbenannt' }));
    await changePlan(b, (plan) => ({ ...plan, closedThrough: '2026-10' }));
    const of = (who: string, name: string, payload: object) =>
      call<Changes>(b.w, 'datev-desk', name, { as: who, payload });
    const pipeline = await must(of(ACCOUNTS.firmLead, 'pipeline.changes', { id: b.pipeline }));
    expect(pipeline.entries.map(({ title }) => title)).toEqual([
      'Pipeline “Umbenannt” changed',
      'Pipeline “Erlöse und Kosten je Kostenstelle” created',
    ]);
    const plan = await must(of(ACCOUNTS.firmLead, 'accounts.changes', { mandant: MANDANT }));
    expect(plan.entries.map(({ title }) => title)).toEqual([
      `Account plan of ${MANDANT} changed`,
      `Account plan of ${MANDANT} created`,
    ]);
    for (const [name, payload] of [
      ['pipeline.changes', { id: b.pipeline }],
      ['accounts.changes', { mandant: MANDANT }],
    ] as const)
      expect(await of(ACCOUNTS.accountant, name, payload)).toMatchObject({
        ok: false,
        problem: { code: 'access.not-allowed' },
      });
    expect(await call(b.w, 'datev-admin', 'configuration.changes', { as: ACCOUNTS.firmLead })).toMatchObject({
      ok: false,
    });
  });

  it('of one thing page by page, without a gap, also what its index does not know yet', async () => {
    const b = await world();
    for (let month = 1; month <= 9; month++) {
      await b.w.forge.advance(MINUTE);
      for (const year of [2023, 2024, 2025])
        await changePlan(b, (plan) => ({ ...plan, closedThrough: `${year}-0${month}` }));
    }
    const told = intactChain(b.w)
      .filter(({ event }) => event.about === `accounts:${MANDANT}`)
      .map(({ seq }) => seq)
      .toReversed();
    expect(told).toHaveLength(28);
    const read = (payload: object) =>
      must(
        call<Changes>(b.w, 'datev-desk', 'accounts.changes', {
          as: ACCOUNTS.firmLead,
          payload: { mandant: MANDANT, ...payload },
        }),
      );
    const newest = await read({});
    expect(newest.entries[0]?.seq).toBe(told[0]);
    await b.w.forge.advance(MINUTE);
    const first = await read({});
    const second = await read({ before: first.before });
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(told);
    expect(second.before).toBeUndefined();
  });
});
