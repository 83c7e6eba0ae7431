import { describe, expect, it } from 'vitest';
import { rejected } from '../support/story';
import { ACCOUNTS, fault, testWorld } from '../support/world';

/**
 * Forge shows its consent screen only when a function *throws* NEEDS_AUTHENTICATION_ERR (@forge/api, api/errors.js); returned
 * as one of our own problems it would read as a refusal, and nobody could ever give the consent.
 */
describe('a person who has not yet allowed the app to act for them', () => {
  it.each([
    ['datev-admin', 'admin.view', ACCOUNTS.admin],
    ['datev-desk', 'desk.view', ACCOUNTS.firmLead],
    ['datev-panel', 'submission.view', ACCOUNTS.accountant],
    ['datev-panel', 'submission.resubmit', ACCOUNTS.accountant],
  ])('is asked by Forge in %s (%s)', async (moduleKey, functionKey, accountId) => {
    const w = await testWorld();
    const issue = await rejected(w);
    fault(w, { service: 'jira', operation: '*', fault: 'no-consent', times: 20 });
    const payload = {
      lang: 'en',
      ...(functionKey === 'desk.view' ? { show: 'all' } : {}),
      ...(functionKey === 'submission.resubmit' ? { mode: 'file', sha256: '0'.repeat(64) } : {}),
    };
    const outcome = await w.forge.invokeResolver({
      moduleKey,
      functionKey,
      payload,
      accountId,
      ...(moduleKey === 'datev-panel' ? { extension: { issue: { id: issue.id, key: issue.key } } } : {}),
    });
    expect(outcome).toMatchObject({ kind: 'threw', errorType: 'NEEDS_AUTHENTICATION_ERR' });
    await w.forge.close();
  });

  it('is nobody in the background: what the app asks as itself is tried again later, and never without end', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    fault(w, { service: 'jira', operation: '*', fault: 'no-consent', times: 10_000 });
    const before = w.forge.trace().length;
    w.forge.fireEvent({
      type: 'avi:jira:updated:issue',
      accountId: ACCOUNTS.accountant,
      payload: { issue: { id: issue.id, key: issue.key }, changelog: { items: [] } },
    });
    await w.forge.advance(3_600_000);
    expect(w.forge.trace().length - before).toBeLessThan(1500);
    expect(w.forge.log.requests.filter(({ service }) => service === 'jira').length).toBeLessThan(60);
    await w.forge.close();
  });
});
