import type { ProblemView } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/lang';
import { call } from '../backend';
import { downloadFile } from '../shared/files/transfer';
import type { PanelAction } from './state';

export type Of = { readonly submissionId?: string };
type Done = { readonly ok: boolean; readonly problem?: ProblemView };

/** Does what a person asked for. `of` names the submission in the desk; on an issue the backend knows it. */
export async function perform(
  action: PanelAction,
  on: { readonly of: Of; readonly lang: Lang; readonly submissionId: string },
): Promise<Done> {
  const base = { lang: on.lang, ...on.of };
  switch (action.name) {
    case 'submission.resubmit':
      return call(action.name, { ...base, mode: action.mode, sha256: action.sha256 });
    case 'submission.close':
      return call(action.name, { ...base, reason: action.reason });
    case 'submission.overrule':
      return call(action.name, { ...base, sha256: action.sha256, reason: action.reason });
    case 'submission.decide':
      return call(action.name, { ...base, decision: action.decision });
    case 'submission.replay':
      return call(action.name, { ...base, key: action.key });
    case 'submission.withdraw':
    case 'submission.new-issue':
    case 'submission.issue-deleted':
      return call(action.name, base);
    case 'attachment.take':
      return call(action.name, { lang: on.lang, attachmentId: action.attachmentId });
    case 'file.download': {
      const problem = await downloadFile(
        { submissionId: on.submissionId, revision: action.revision },
        on.lang,
      );
      return problem === undefined ? { ok: true } : { ok: false, problem };
    }
  }
}
