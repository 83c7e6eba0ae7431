import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { editFields, writeFields, writeProperty } from '../../src/effects/write-values';
import { loadHealth } from '../../src/health/health-store';
import { propertyOf } from '../../src/jira/mirror';
import { DISCOVERED, ISSUE, live, RESENT, WITH_ISSUE } from '../submissions/life';
import {
  about,
  called,
  carried,
  GONE,
  leave,
  loginPage,
  lost,
  no,
  nothing,
  ok,
  problem,
  type Says,
  SETTINGS,
  stage,
  wanted,
} from './stage';

const FAILED = live(DISCOVERED, ...WITH_ISSUE);
const NONE = about(live(DISCOVERED));
const refused = async () => (await loadHealth()).refusedFields?.fields;

describe('the searchable mark', () => {
  const WRITE = `PUT /issue/${ISSUE.id}/properties/datev`;
  const pending = wanted({ kind: 'write-property' });
  const act = (says: Says, subject = about(FAILED)) => {
    stage({ [WRITE]: says });
    return writeProperty.act(subject, pending, leave);
  };

  it('is written as the state says, and what it says is noted', async () => {
    const mirrored = propertyOf(FAILED, undefined);
    expect(await act(nothing)).toEqual({ is: 'done', mirrored });
    expect(carried(WRITE)).toEqual([mirrored]);
  });

  it('says until when by the rules for issues', async () => {
    const routing = { land: 'BY', rules: [{ dueDays: 5 }] } as never;
    await act(nothing, about(FAILED, { settings: { ...SETTINGS, routing } }));
    expect(carried(WRITE)).toEqual([propertyOf(FAILED, routing)]);
    expect(propertyOf(FAILED, routing)).not.toEqual(propertyOf(FAILED, undefined));
  });

  it.each([
    ['no issue', no(404), GONE],
    ['no right', no(403), problem('jira.forbidden', 'after-fix')],
    ['trouble', no(503), problem('jira.unavailable', 'later')],
    ['nothing', lost, problem('jira.unreachable', 'later')],
    ['a page', loginPage, problem('jira.unreadable', 'later')],
  ])('is not noted as written when Jira answers %s', async (_what, says, outcome) => {
    const came = await act(says);
    expect(came).toMatchObject(outcome);
    expect(came).not.toHaveProperty('mirrored');
  });

  it('needs an issue, like all fields', async () => {
    stage();
    expect(await writeProperty.act(NONE, pending, leave)).toEqual(GONE);
    expect(await writeFields.act(NONE, wanted({ kind: 'write-fields' }), leave)).toEqual(GONE);
    expect(await editFields.act(NONE, wanted({ kind: 'edit-fields' }), leave)).toEqual(GONE);
    expect(called()).toEqual([]);
  });
});

describe('our own fields', () => {
  const WRITE = 'POST /app/field/value';
  const custom = (module: string) => ({
    custom: `ari:cloud:ecosystem::extension/app-1/env-1/static/${module}`,
  });
  const FIELDS = ok([
    { id: 'customfield_1', schema: custom('datev-external-id') },
    { id: 'customfield_2', schema: custom('datev-job-id') },
    { id: 'customfield_4', schema: custom('datev-error-code') },
  ]);
  const act = (says: Readonly<Record<string, Says>> = {}, submission = FAILED) => {
    stage({ 'GET /field': FIELDS, [WRITE]: nothing, ...says });
    return writeFields.act(about(submission), wanted({ kind: 'write-fields' }), leave);
  };
  const written = () =>
    carried(WRITE).flatMap((body) =>
      (body as { updates: readonly { customField: string; value: string | null }[] }).updates.map(
        ({ customField, value }) => [customField, value],
      ),
    );

  it('get what the site has a field for, in one call', async () => {
    expect(await act()).toEqual({ is: 'done' });
    expect(called()).toEqual(['GET /field', WRITE]);
    expect(written()).toEqual([
      ['customfield_1', 's1'],
      ['customfield_2', 'job-1'],
      ['customfield_4', '1008834'],
    ]);
  });

  it('say what failed, also while a corrected file is on its way', async () => {
    await act({}, live(DISCOVERED, ...RESENT));
    expect(written()).toContainEqual(['customfield_4', '1008834']);
    expect(written()).toContainEqual(['customfield_2', 'job-1']);
  });

  it('are left where Jira does not know them, and health says so', async () => {
    expect(await act({ [WRITE]: no(400) })).toEqual({ is: 'done' });
    expect(await refused()).toBe('customfield_1, customfield_2, customfield_4');
  });

  it('are left where the app has no right, and health says so without a field', async () => {
    expect(await act({ [WRITE]: no(403) })).toEqual({ is: 'done' });
    expect(await refused()).toBe('');
  });

  it.each([
    ['GET /field', no(503), problem('jira.unavailable', 'later')],
    [WRITE, no(429), problem('jira.later', 'later')],
    [WRITE, lost, problem('jira.unreachable', 'later')],
  ])(
    'are tried again when Jira does not answer %s, and health is told nothing',
    async (step, says, outcome) => {
      expect(await act({ [step]: says })).toMatchObject(outcome);
      expect(await refused()).toBeUndefined();
    },
  );
});

describe('fields that an admin mapped', () => {
  const WRITE = `PUT /issue/${ISSUE.id}`;
  const MAPPED = { jobId: 'customfield_7', errorCode: 'customfield_8', mandant: 'customfield_9' };
  const OTHER = { ...FAILED, issue: { ...ISSUE, projectId: '20000' } };
  const act = (says: Says | readonly Says[], submission = FAILED, fields: object = MAPPED) => {
    stage({ [WRITE]: says });
    const subject = about(submission, { settings: { ...SETTINGS, fields } });
    return editFields.act(subject, wanted({ kind: 'edit-fields' }), leave);
  };
  const written = () => carried(WRITE).map((body) => (body as { fields: object }).fields);
  const ALL = { customfield_7: 'job-1', customfield_8: '1008834', customfield_9: '455148-1' };
  const refuse = (...ids: readonly string[]) => no(400, Object.fromEntries(ids.map((id) => [id, 'no'])));

  it('get those values that are mapped, as when it failed', async () => {
    expect(await act(nothing)).toEqual({ is: 'done' });
    expect(written()).toEqual([ALL]);
    await act(nothing, live(DISCOVERED, ...RESENT));
    expect(written()).toEqual([ALL]);
  });

  it('one that is refused does not keep the others out, and health names it', async () => {
    expect(await act([refuse('customfield_8'), nothing])).toEqual({ is: 'done' });
    const { customfield_8: _, ...rest } = ALL;
    expect(written()).toEqual([ALL, rest]);
    expect(await refused()).toBe('customfield_8');
  });

  it('several that are refused are left together', async () => {
    expect(await act([refuse('customfield_8', 'customfield_7'), nothing])).toEqual({ is: 'done' });
    expect(written()).toEqual([ALL, { customfield_9: '455148-1' }]);
    expect(await refused()).toBe('customfield_7, customfield_8');
  });

  it('are left when all are refused, without a second call', async () => {
    expect(await act(refuse(...Object.keys(ALL)))).toEqual({ is: 'done' });
    expect(written()).toEqual([ALL]);
    expect(await refused()).toBe('customfield_7, customfield_8, customfield_9');
  });

  it('are left when Jira names no field of ours, without a second call', async () => {
    for (const says of [refuse('summary'), refuse()]) {
      expect(await act(says)).toEqual({ is: 'done' });
      expect(written()).toEqual([ALL]);
    }
  });

  it('that another project does not have are no trouble', async () => {
    expect(await act([refuse('customfield_8'), nothing], OTHER)).toEqual({ is: 'done' });
    expect(written()).toHaveLength(2);
    expect(await refused()).toBeUndefined();
    expect(await act(refuse(...Object.keys(ALL)), OTHER)).toEqual({ is: 'done' });
    expect(await refused()).toBeUndefined();
  });

  it.each([
    ['in the usual project', FAILED],
    ['in another project', OTHER],
  ])('the rest is tried again when Jira does not answer then: %s', async (_where, submission) => {
    const came = await act([refuse('customfield_8'), no(503)], submission);
    expect(came).toMatchObject(problem('jira.unavailable', 'later'));
    expect(await refused()).toBeUndefined();
  });

  it.each([
    ['no issue', no(404), GONE],
    ['trouble', no(503), problem('jira.unavailable', 'later')],
    ['nothing', lost, problem('jira.unreachable', 'later')],
  ])('wait when Jira answers %s', async (_what, says, outcome) => {
    expect(await act(says)).toMatchObject(outcome);
    expect(written()).toHaveLength(1);
    expect(await refused()).toBeUndefined();
  });
});
