import { expect, it } from 'vitest';
import { createIssue } from '../../src/effects/create-issue';
import type { Subject } from '../../src/effects/effect-handler';
import { DISCOVERED, live, WITH_ISSUE } from '../submissions/life';

/** The rest of it is told as stories (test/flows). */
it('no second step makes an issue where one is there: whoever planned both is answered at once', async () => {
  const subject = { submission: live(DISCOVERED, ...WITH_ISSUE), settings: {} } as unknown as Subject;
  const pending = { key: 'issue:2026-12-01T09:00:00.000Z', effect: { kind: 'create-issue' } } as const;
  const outcome = await createIssue.act(
    subject,
    { ...pending, state: 'trying', tries: 1, looks: 0 },
    async () => true,
  );
  expect(outcome).toMatchObject({ is: 'problem', problem: { code: 'jira.not-needed' } });
});
