import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { ACCOUNTS, commentsOf, fault, HOUR, issuesOf, postElsewhere, testWorld } from '../support/world';

/** A call that is never answered must cost that call, not the whole invocation with all that it had still to do. */
it('a Jira that never answers ends no invocation: each call ends by itself, and its outcome is on record', async () => {
  const w = await testWorld();
  fault(w, {
    service: 'jira',
    operation: '*',
    fault: 'timeout',
    times: 12,
    match: { functionKey: 'work-fn' },
  });
  postElsewhere(w, failingFile());
  await w.forge.advance(8 * HOUR);
  const killed = w.forge.log.invocations.filter(
    ({ outcome }) => outcome !== 'running' && outcome.kind === 'killed',
  );
  expect(killed).toEqual([]);
  expect(issuesOf(w)).toHaveLength(1);
  expect(commentsOf(w, issuesOf(w)[0]?.key ?? '')).toEqual([]);
  await expectClean(w);
  await w.forge.close();
});

it('a person whose call Jira does not answer reads that within the time of their page', async () => {
  const w = await testWorld();
  fault(w, {
    service: 'jira',
    operation: '*',
    fault: 'timeout',
    times: 3,
    match: { functionKey: 'desk-resolver-fn' },
  });
  const outcome = await w.forge.invokeResolver({
    moduleKey: 'datev-desk',
    functionKey: 'desk.view',
    payload: { lang: 'en', show: 'all' },
    accountId: ACCOUNTS.firmLead,
  });
  expect(outcome).toMatchObject({
    kind: 'returned',
    value: { ok: false, problem: { code: 'jira.unreachable' } },
  });
  await w.forge.close();
});
