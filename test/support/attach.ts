import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import type { TestWorld } from './hands';

/** A person drops a file onto an issue. */
export function attach(
  w: TestWorld,
  key: string,
  file: { name: string; bytes: Uint8Array },
  as: string = ACCOUNTS.accountant,
): void {
  const boundary = 'b0undary';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const answer = w.jira.handle({
    method: 'POST',
    path: `/rest/api/3/issue/${key}/attachments`,
    query: new URLSearchParams(),
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'x-atlassian-token': 'no-check',
      accept: 'application/json',
    },
    body,
    caller: { kind: 'person', accountId: as },
  });
  if (answer.status !== 200) throw new Error(`Jira answers ${answer.status} to the attachment`);
  w.forge.touch();
}
