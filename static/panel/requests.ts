import type { ProblemView } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/problem';
import { call } from '../backend';
import { downloadFile } from '../shared/files/transfer';
import type { PanelAction } from './state';

export type Of = { readonly submissionId?: string };
type Done = { readonly ok: boolean; readonly problem?: ProblemView };

/** Does what a person asked for. `of` names the submission in the desk; on an issue the backend knows it. */
export async function perform(
  deed: PanelAction,
  on: { readonly of: Of; readonly lang: Lang; readonly submissionId: string },
): Promise<Done> {
  const base = { lang: on.lang, ...on.of };
  switch (deed.name) {
    case 'submission.resubmit':
      return call(deed.name, { ...base, mode: deed.mode, sha256: deed.sha256 });
    case 'submission.close':
      return call(deed.name, { ...base, reason: deed.reason });
    case 'submission.overrule':
      return call(deed.name, { ...base, sha256: deed.sha256, reason: deed.reason });
    case 'submission.decide':
      return call(deed.name, { ...base, decision: deed.decision });
    case 'submission.replay':
      return call(deed.name, { ...base, key: deed.key });
    case 'submission.withdraw':
    case 'submission.new-issue':
    case 'submission.issue-deleted':
      return call(deed.name, base);
    case 'attachment.take':
      return call(deed.name, { lang: on.lang, attachmentId: deed.attachmentId });
    case 'file.download': {
      const problem = await downloadFile({ submissionId: on.submissionId, revision: deed.revision }, on.lang);
      return problem === undefined ? { ok: true } : { ok: false, problem };
    }
  }
}
