import { accountOf } from './people';
import type { Sandbox } from './sandbox';

export type IssueRead = {
  readonly id: string;
  readonly key: string;
  readonly fields: {
    readonly issuetype: { readonly id: string; readonly name: string };
    readonly project: { readonly id: string; readonly key: string };
  };
};

/** An issue as Jira's own pages know it, whoever looks; `undefined`: there is none. */
export function readIssueAsAdmin(sandbox: Sandbox, issueKey: string): IssueRead | undefined {
  const answer = sandbox.world().services.jira.handle({
    method: 'GET',
    path: `/rest/api/3/issue/${issueKey}`,
    query: new URLSearchParams({ fields: 'issuetype,project' }),
    headers: { accept: 'application/json' },
    body: new Uint8Array(),
    caller: { kind: 'person', accountId: accountOf('admin') },
  });
  if (answer.status !== 200) return undefined;
  return JSON.parse(Buffer.from(answer.body).toString('utf8')) as IssueRead;
}
