import { describe, expect, it } from 'vitest';
import { bookingDraft } from '../../packages/sandbox/world/booking';
import { logIn, seedConnection } from '../../packages/sandbox/world/connection';
import { asAdmin } from '../../packages/sandbox/world/seed';
import type { ConfigAction, ConfigEntry } from '../../src/audit/config-event';
import { CONFIG_ACTIONS } from '../../src/audit/config-event';
import { firstBroken } from '../../src/audit/entry';
import { ADMIN_CALLS, DESK_CALLS, ISSUE_CALLS } from '../../src/contract/calls';
import { sha256 } from '../../src/platform/bytes';
import {
  type Booked,
  bookedWorld,
  changePlan,
  type Draft,
  MANDANT,
  type Plan,
  start,
} from '../support/booking';
import { configChain, intactChain, newEntries } from '../support/config-log';
import { as, draftIn, edit, MORE_PEOPLE } from '../support/many-eyes';
import { ACCOUNTS, call, DAY, fault, HOUR, MINUTE, must } from '../support/world';

/** Nobody may find these in the log, in any form. */
const SECRETS = {
  client: 'canary-client-secret-1',
  looker: 'canary-looker-secret-2',
  hook: 'canary-hook-token-33333333',
} as const;

type Story = {
  /** What happens before, and leaves entries of its own. */
  readonly before?: (b: Booked) => Promise<unknown>;
  readonly deed: (b: Booked) => Promise<unknown>;
  readonly by: string | 'app';
  /** What is logged, in order: deed, thing, and places that have to be among the differences. */
  readonly leaves: readonly (readonly [ConfigAction, (b: Booked) => string, ...string[]])[];
};

const admin = (b: Booked, name: string, payload: Record<string, unknown> = {}) =>
  asAdmin(b.w.forge, name, payload);
const thing = (about: string) => () => about;
const thePipeline = (b: Booked) => `pipeline:${b.pipeline}`;
const theLooker = (b: Booked) => `looker:${b.connection}`;
const newOne = () => '';

async function save(b: Booked, some: object): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(
    b.w.forge,
    'admin.view',
    {},
  );
  await admin(b, 'admin.save', { version, settings: { ...settings, ...some } });
}

/** As the lead sees it, so that what the lead saves is the lead's. */
async function draftOf(b: Booked): Promise<{ version: number; draft: Draft }> {
  const { pipeline, version } = await as<{ version: number; pipeline: Draft }>(b, 'lead', 'pipeline.view', {
    id: b.pipeline,
  });
  return { version, draft: draftIn(pipeline) };
}

const looker = { name: 'Looker zwei', url: 'https://zwei.cloud.looker.com', clientId: 'zwei' };
const registration = { environment: 'production', clientId: 'kanzlei-app' };

async function exported(b: Booked): Promise<string> {
  const whole = await asAdmin<{ pipelines: object[]; accountPlans?: object[] }>(
    b.w.forge,
    'configuration.export',
    {},
  );
  return JSON.stringify({
    ...whole,
    pipelines: whole.pipelines.map((one) => ({ ...one, id: 'pfedcba987654', name: 'Eingeführt' })),
  });
}

async function approvalWaits(b: Booked): Promise<void> {
  await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: true }));
  await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: false }));
}

const STORIES: Readonly<Record<string, Story>> = {
  'admin.save': {
    deed: (b) => save(b, { retentionDays: 77, groups: { resubmit: ['g-1'], mappings: [] } }),
    by: ACCOUNTS.admin,
    leaves: [['settings.changed', thing('settings'), 'retentionDays', 'groups.resubmit', 'groups.mappings']],
  },
  'admin.stop': {
    deed: (b) => admin(b, 'admin.stop', { stopped: true, reason: 'Prüfung' }),
    by: ACCOUNTS.admin,
    leaves: [['sending.stopped', thing('settings'), 'stopped.reason']],
  },
  'admin.stop (again)': {
    before: (b) => admin(b, 'admin.stop', { stopped: true, reason: 'Prüfung' }),
    deed: (b) => admin(b, 'admin.stop', { stopped: false, reason: '' }),
    by: ACCOUNTS.admin,
    leaves: [['sending.resumed', thing('settings'), 'stopped.reason']],
  },
  'mandant.watch': {
    deed: (b) =>
      admin(b, 'mandant.watch', { mandant: '455148-2', lookBackDays: 3, assignee: ACCOUNTS.accountant }),
    by: ACCOUNTS.admin,
    leaves: [['mandant.watched', thing('mandant:455148-2'), 'watched', 'watchedSince', 'assignee']],
  },
  'mandant.watch-many': {
    deed: (b) => admin(b, 'mandant.watch-many', { mandanten: ['455148-2', '455148-4'] }),
    by: ACCOUNTS.admin,
    leaves: [
      ['mandant.watched', thing('mandant:455148-2'), 'watched'],
      ['mandant.watched', thing('mandant:455148-4'), 'watched'],
    ],
  },
  'mandant.unwatch': {
    deed: (b) => admin(b, 'mandant.unwatch', { mandant: MANDANT }),
    by: ACCOUNTS.admin,
    leaves: [['mandant.unwatched', thing(`mandant:${MANDANT}`), 'watched']],
  },
  'mandant.save': {
    deed: (b) => as(b, 'lead', 'mandant.save', { mandant: MANDANT, assignee: ACCOUNTS.accountant }),
    by: ACCOUNTS.firmLead,
    leaves: [['mandant.changed', thing(`mandant:${MANDANT}`), 'assignee']],
  },
  'mandant.dismiss': {
    before: async (b) => {
      await b.w.forge.advance(2 * HOUR);
      b.w.datev.addMandant({ client: 77, name: 'Neu & Frisch GmbH' });
      await b.w.forge.advance(DAY);
      await seedConnection(b.w.forge);
      await b.w.forge.advance(2 * HOUR);
    },
    deed: (b) => admin(b, 'mandant.dismiss'),
    by: ACCOUNTS.admin,
    leaves: [['offers.dismissed', thing('offers'), 'offered']],
  },
  'datev.register': {
    deed: (b) => admin(b, 'datev.register', { ...registration, secret: SECRETS.client }),
    by: ACCOUNTS.admin,
    leaves: [['registration.made', thing('registration:production'), 'clientId', 'secret']],
  },
  'datev.register (another secret)': {
    before: (b) => admin(b, 'datev.register', { ...registration, secret: `${SECRETS.client}-before` }),
    deed: (b) => admin(b, 'datev.register', { ...registration, secret: SECRETS.client }),
    by: ACCOUNTS.admin,
    leaves: [['registration.changed', thing('registration:production'), 'secret']],
  },
  'datev.login-state': {
    deed: (b) => logIn(b.w.forge, { mode: 'session' }),
    by: ACCOUNTS.admin,
    // DATEV: never more than one valid refresh token, so the one before is ended first.
    leaves: [
      ['connection.ended', thing('connection:main'), 'state', 'why'],
      ['connection.made', thing('connection:main'), 'state', 'until', 'token'],
    ],
  },
  'datev.disconnect': {
    deed: (b) => admin(b, 'datev.disconnect', { connection: '455148-1' }),
    by: ACCOUNTS.admin,
    leaves: [['connection.ended', thing('connection:455148-1'), 'state', 'why']],
  },
  'looker.save': {
    deed: (b) => admin(b, 'looker.save', { ...looker, secret: SECRETS.looker }),
    by: ACCOUNTS.admin,
    leaves: [['looker.made', newOne, 'name', 'url', 'secret']],
  },
  'looker.save (another key)': {
    deed: (b) => admin(b, 'looker.save', { ...looker, id: b.connection, secret: SECRETS.looker }),
    by: ACCOUNTS.admin,
    leaves: [['looker.changed', theLooker, 'name', 'url', 'clientId', 'secret']],
  },
  'looker.remove': {
    deed: (b) => admin(b, 'looker.remove', { id: b.connection }),
    by: ACCOUNTS.admin,
    leaves: [['looker.removed', theLooker, 'name', 'secret']],
  },
  'hooks.make': {
    deed: (b) => admin(b, 'hooks.make', { kind: 'looker', given: SECRETS.hook }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.made', thing('hooks:looker'), 'secret']],
  },
  'hooks.make (again)': {
    before: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    deed: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.rotated', thing('hooks:signed'), 'secret', 'oldUntil']],
  },
  'hooks.end-old': {
    before: async (b) => {
      await admin(b, 'hooks.make', { kind: 'signed' });
      await admin(b, 'hooks.make', { kind: 'signed' });
    },
    deed: (b) => admin(b, 'hooks.end-old', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.old-ended', thing('hooks:signed'), 'oldUntil']],
  },
  'hooks.remove': {
    before: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    deed: (b) => admin(b, 'hooks.remove', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.removed', thing('hooks:signed'), 'secret']],
  },
  'configuration.import': {
    deed: async (b) => admin(b, 'configuration.import', { text: await exported(b) }),
    by: ACCOUNTS.admin,
    leaves: [['pipeline.made', newOne, 'name', 'importedFrom', 'mapping.contra.column']],
  },
  'accounts.save': {
    deed: async (b) => {
      const seen = await as<{ version: number; plan: Plan & Record<string, unknown> }>(
        b,
        'lead',
        'accounts.view',
        { mandant: MANDANT },
      );
      const { v: _, mandant: __, version: ___, changedAt: ____, changedBy: _____, ...plan } = seen.plan;
      const [first, ...others] = plan.accounts;
      const accounts = [{ number: first?.number, name: 'Canary Partner GmbH' }, ...others.slice(1)];
      await as(b, 'lead', 'accounts.save', {
        mandant: MANDANT,
        version: seen.version,
        plan: { ...plan, accounts, closedThrough: '2026-10' },
      });
    },
    by: ACCOUNTS.firmLead,
    leaves: [
      ['accounts.changed', thing(`accounts:${MANDANT}`), 'accounts', 'renamed', 'closedThrough', 'count'],
    ],
  },
  'pipeline.save': {
    deed: (b) =>
      edit(b, 'lead', (draft) => ({
        ...draft,
        isActive: false,
        mapping: { ...draft.mapping, zeroLines: 'leave-out' },
      })),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'isActive', 'mapping.zeroLines', 'version']],
  },
  'pipeline.save (new)': {
    deed: (b) =>
      as(b, 'lead', 'pipeline.save', {
        version: 0,
        draft: { ...bookingDraft(b.connection, MANDANT), schedule: { on: 'manual' }, name: 'Zweite' },
      }),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.made', newOne, 'name', 'source.explore', 'mapping.taxKey.table.USt 19 %.value']],
  },
  'pipeline.remap': {
    before: async (b) => {
      b.w.looker.setColumns({ rename: { tax_name: 'tax_label' } });
      await start(b);
      await b.w.forge.advance(5 * MINUTE);
    },
    deed: async (b) => {
      const { version } = await draftOf(b);
      const submissionId = await start(b);
      const renames = [{ from: 'general_ledger.tax_name', to: 'general_ledger.tax_label' }];
      await as(b, 'lead', 'pipeline.remap', { id: b.pipeline, version, submissionId, renames });
    },
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'mapping.taxKey.column', 'version']],
  },
  'pipeline.approval-off': {
    before: approvalWaits,
    deed: async (b) => {
      const { version } = await draftOf(b);
      await as(b, 'lead2', 'pipeline.approval-off', { id: b.pipeline, version, decision: 'confirm' });
    },
    by: '5b10a2844c20165700ede32g',
    leaves: [['pipeline.changed', thePipeline, 'needsApproval', 'approvalOff.confirmedBy']],
  },
  'pipeline.approval-off (taken back)': {
    before: approvalWaits,
    deed: async (b) => {
      const { version } = await draftOf(b);
      await as(b, 'lead', 'pipeline.approval-off', { id: b.pipeline, version, decision: 'withdraw' });
    },
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'approvalOff.askedBy']],
  },
  'pipeline.remove': {
    deed: (b) => as(b, 'lead', 'pipeline.remove', { id: b.pipeline }),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.removed', thePipeline, 'name', 'mapping.contra.column']],
  },
};

/** Calls that change nothing of the configuration, each with its reason. A call that is in neither table fails. */
const NOTHING_CONFIGURED: Readonly<Record<string, readonly string[]>> = {
  'They only read.': [
    ...['admin.view', 'desk.view', 'pipelines.view', 'pipeline.view', 'accounts.view', 'looker.view'],
    ...['hooks.view', 'run.view', 'run.rows', 'run.configuration', 'submission.view', 'file.state'],
    ...['file.download', 'jira.projects', 'jira.issue-types', 'jira.statuses', 'jira.fields', 'jira.users'],
    ...['jira.groups', 'datev.mandanten', 'datev.test', 'datev.document-types', 'mandant.look-back'],
    ...['submission.document-types', 'support.log', 'pipeline.choices', 'pipeline.source'],
    ...['pipeline.preview', 'accounts.preset', 'accounts.read', 'configuration.export'],
    ...['configuration.plan', 'configuration.changes', 'pipeline.changes', 'accounts.changes'],
  ],
  'They are on record in the chain of the submission they are about.': [
    ...['submission.resubmit', 'submission.close', 'submission.decide', 'submission.replay'],
    ...['submission.overrule', 'submission.withdraw', 'submission.new-issue', 'submission.issue-deleted'],
    ...['attachment.take', 'job.watch', 'run.again', 'run.approve', 'pipeline.run'],
    ...['file.begin', 'file.put', 'file.finish'],
  ],
  'Beginning a login connects nothing; finishing it does.': ['datev.login'],
  'What a test learns of a connection is how it stands, not what anybody decided.': ['looker.test'],
  'A test issue comes and goes, and no setting with it.': ['jira.test-issue', 'jira.remove-test-issue'],
  'Who is at it is forgotten after a minute.': ['submission.presence'],
};

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

  it('by firm leads of their pipelines and plans, by nobody else', async () => {
    const b = await world();
    await edit(b, 'lead', (draft) => ({ ...draft, name: 'Umbenannt' }));
    await changePlan(b, (plan) => ({ ...plan, closedThrough: '2026-10' }));
    const of = (who: string, name: string, payload: object) =>
      call<Changes>(b.w, 'datev-desk', name, { as: who, payload });
    const pipeline = await must(of(ACCOUNTS.firmLead, 'pipeline.changes', { id: b.pipeline }));
    expect(pipeline.entries.map(({ title }) => title)).toEqual([
      'Pipeline “Umbenannt” changed',
      'Pipeline “Erlöse und Kosten je Kostenstelle” made',
    ]);
    const plan = await must(of(ACCOUNTS.firmLead, 'accounts.changes', { mandant: MANDANT }));
    expect(plan.entries.map(({ title }) => title)).toEqual([
      `Account plan of ${MANDANT} changed`,
      `Account plan of ${MANDANT} made`,
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
