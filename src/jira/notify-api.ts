import { route } from '@forge/api';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { issueGone, sendToJira } from './jira-http-api';
import type { Mail } from './text/digest-text';

/**
 * Has Jira send a mail about an issue to one person, if they may see it (REST v3, `notify`: 204 means queued). Nothing tells afterwards
 * whether it went, so what is in doubt says `look-up`, and nobody can. `jira.no-mail`: Jira sends none to them, or none at all.
 */
export function notify(issueId: string, accountId: string, mail: Mail): Promise<Result<void, Problem>> {
  return sendToJira({
    as: 'app',
    method: 'POST',
    path: route`/rest/api/3/issue/${issueId}/notify`,
    body: {
      subject: mail.subject,
      textBody: mail.text,
      htmlBody: mail.html,
      to: { users: [{ accountId }] },
      restrict: { permissions: [{ key: 'BROWSE' }] },
    },
    unsure: 'look-up',
    refusal: (refusal) =>
      refusal.status === 400 || refusal.status === 403
        ? { code: 'jira.no-mail', retry: 'never', status: refusal.status }
        : issueGone(refusal),
  });
}
