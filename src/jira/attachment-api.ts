import { route } from '@forge/api';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { requestJira, sendToJira } from './jira-http-api';

function attachmentGone({ status }: { readonly status: number }): Problem | undefined {
  return status === 404 ? { code: 'jira.attachment-gone', retry: 'never', status } : undefined;
}

/** The bytes of an attachment; `jira.attachment-gone`, `platform.answer-too-big` when there are more than `mostBytes`. */
export async function readAttachment(id: string, mostBytes: number): Promise<Result<Uint8Array, Problem>> {
  // Without the redirect the bytes come through Jira: the media host behind it is not among our egress.
  const path = route`/rest/api/3/attachment/content/${id}?redirect=false`;
  const answer = await requestJira(
    { as: 'app', method: 'GET', path, unsure: 'later', refusal: attachmentGone },
    mostBytes,
  );
  if (!answer.ok) {
    const tooBig = answer.problem.code === 'platform.answer-too-big';
    return tooBig ? fail({ ...answer.problem, retry: 'after-fix' }) : answer;
  }
  return ok(answer.value.bytes);
}

/** Removes an attachment; one that is gone already counts as removed. */
export async function removeAttachment(
  id: string,
  as: 'app' | 'user' = 'app',
): Promise<Result<void, Problem>> {
  const removed = await sendToJira({
    as,
    method: 'DELETE',
    path: route`/rest/api/3/attachment/${id}`,
    unsure: 'later',
    refusal: attachmentGone,
  });
  return removed.ok || removed.problem.code !== 'jira.attachment-gone' ? removed : ok(undefined);
}
