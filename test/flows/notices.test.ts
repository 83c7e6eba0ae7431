import { describe, expect, it } from 'vitest';
import { asAdmin } from '../../packages/sandbox/world/seed';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  fault,
  HOUR,
  type Issue,
  jiraCall,
  moveTo,
  type TestWorld,
  testWorld,
} from '../support/world';

/** Who must act learns it where they are: mentioned, reminded, and, when it takes too long, with somebody else (ADR 0069). */

type Node = {
  readonly type?: string;
  readonly attrs?: { readonly id?: string };
  readonly content?: readonly Node[];
};
function mentioned({ type, attrs, content = [] }: Node): readonly string[] {
  return [...(type === 'mention' ? [attrs?.id ?? ''] : []), ...content.flatMap(mentioned)];
}
/** Whom each comment of an issue mentions, oldest first. */
const told = (w: TestWorld, key: string) =>
  jiraCall<{ comments: readonly { body: Node }[] }>(w, 'GET', `/issue/${key}/comment`, {
    as: ACCOUNTS.admin,
  }).comments.map(({ body }) => mentioned(body));
const assign = (w: TestWorld, { key }: Issue, accountId: string | null) =>
  jiraCall(w, 'PUT', `/issue/${key}/assignee`, { body: { accountId }, as: ACCOUNTS.admin });

type Settings = Readonly<Record<string, unknown>>;
/** The administration decides something. */
async function decide(w: TestWorld, wish: Settings): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...wish } });
}

describe('a comment after which it needs somebody', () => {
  it.each([
    ['whoever it is assigned to now', ACCOUNTS.firmLead, [ACCOUNTS.firmLead]],
    ['whoever would get it, where it is assigned to nobody', null, [ACCOUNTS.accountant]],
  ])('mentions %s', async (_, assigned, people) => {
    const w = await testWorld();
    await decide(w, { defaultAssignee: ACCOUNTS.accountant });
    const issue = await rejected(w);
    assign(w, issue, assigned);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(told(w, issue.key)).toEqual([people]);
    expect(w.forge.log.violations).toEqual([]);
  });

  it('comes without a mention where Jira does not say', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    fault(w, { service: 'jira', operation: 'getIssue', fault: '503', after: 1 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(told(w, issue.key)).toHaveLength(1);
  });
});
