import { type Answer, issueGone, noContent, refuse } from './answers';
import { bag, type Call, list, text } from './call';
import type { SentMail } from './model';
import { findIssue, seesIssue } from './permissions';

/**
 * POST /issue/{id}/notify: a mail about an issue, queued for people (REST v3, `notify`). Only to accounts here. Who does not see the issue gets
 * none, and nobody is told; to the caller, to nobody and to accounts that are closed it is refused, as documented.
 */
export function notifyPeople(call: Call): Answer {
  const issue = findIssue(call, call.params['issueIdOrKey']);
  if (!issue) return issueGone();
  const body = bag(call.body) ?? {};
  const to = (list(bag(body['to'])?.['users']) ?? []).map((one) => text(bag(one)?.['accountId']));
  const users = to.map((id) => call.site.users.find((user) => user.accountId === id && user.active));
  if (users.length === 0 || users.includes(undefined)) return refuse(400, 'The recipients are not valid.');
  if (users.some((user) => user?.accountId === call.me.accountId))
    return refuse(400, 'The recipient is the same as the calling user.');
  const [subject, textBody, htmlBody] = ['subject', 'textBody', 'htmlBody'].map((name) => text(body[name]));
  if (subject === undefined || textBody === undefined || htmlBody === undefined)
    return refuse(400, 'A notification has a subject and two bodies.');
  const at = call.world.clock.now();
  const mails = users.flatMap((user): readonly SentMail[] =>
    user !== undefined && seesIssue(call.site, user, issue)
      ? [{ at, issue: issue.key, to: user.accountId, subject, text: textBody, html: htmlBody }]
      : [],
  );
  call.state.mails = [...(call.state.mails ?? []), ...mails];
  return noContent();
}
