import type { Parsed } from '../contract/call';
import type { SHARED_CALLS } from '../contract/calls';
import { CHUNK_BYTES } from '../contract/upload-limits';
import { documentTypesOf } from '../datev/documents/types-api';
import { chunksThere, noteAsked, wasAskedLately } from '../files/file-store';
import { isSamePlace, type Target, type Upload } from '../files/upload';
import { beginFile, finishFile, ownUpload, putFileChunk } from '../flows/exception/receive-file';
import { checkHistory, olderEntries } from '../flows/pages/show-history';
import { lineOf, seenSubmission, versionByTicket } from '../flows/pages/show-news';
import { showSubmission } from '../flows/pages/show-submission';
import { actOnClick } from '../flows/people/act-on-click';
import { downloadPiece } from '../flows/people/download-file';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Caller } from '../security/caller';
import type { OnSubmission } from '../security/caller-api';
import type { Click } from '../submissions/decisions/click';
import { notePresence } from '../submissions/presence-store';
import { uploadState } from '../views/submission/file-view';
import type { Handlers } from './answering';

/** How a face finds the submission it acts on, with the rights of the caller. */
export type Find = (
  caller: Caller,
  submissionId: string | undefined,
) => Promise<Result<OnSubmission, Problem>>;
/** Where a new file may go, when the caller may send it there. */
type FindTarget = (
  caller: Caller,
  target: Parsed<(typeof SHARED_CALLS)['file.begin']>['target'],
) => Promise<Result<Target, Problem>>;

type Shared = Handlers<typeof SHARED_CALLS>;

/** The calls that panel, context and desk share. Each checks the caller's rights first. */
export function sharedCalls(find: Find, findTarget: FindTarget): Shared {
  const click = async (caller: Caller, submissionId: string | undefined, what: Click) => {
    const on = await acting(find, caller, submissionId);
    if (!on.ok) return on;
    const done = await actOnClick(on.value.stored.state.id, {
      by: caller.accountId,
      click: what,
    });
    return done.ok ? ok(null) : done;
  };
  return {
    'submission.view': async ({ submissionId, lang }, caller) => {
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const seen = await seenSubmission(caller, submissionId, on.value);
      return ok({ ...(await showSubmission(on.value, lang)), seen });
    },
    'submission.version': async ({ submissionId, ticket = '', wantsLine }, caller) => {
      const version = await versionByTicket(caller);
      if (version !== undefined)
        return ok({ version, ticket, ...(await lineOf(caller.pass?.id, wantsLine)) });
      const on = await find(caller, submissionId);
      if (!on.ok) return on;
      const seen = await seenSubmission(caller, submissionId, on.value);
      return ok({ ...seen, ...(await lineOf(on.value.stored.state.id, wantsLine)) });
    },
    'submission.history': async ({ submissionId, before, lang }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? ok(await olderEntries(on.value.stored, before, lang)) : on;
    },
    'submission.audit': async ({ submissionId }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? ok(await checkHistory(on.value.stored)) : on;
    },
    'submission.resubmit': ({ submissionId, mode, sha256 }, caller) =>
      click(caller, submissionId, { click: 'resubmit', mode, sha256 }),
    'submission.close': ({ submissionId, reason }, caller) =>
      click(caller, submissionId, { click: 'close', reason }),
    'submission.decide': ({ submissionId, decision }, caller) =>
      click(caller, submissionId, { click: 'decide', decision }),
    'submission.replay': ({ submissionId, key }, caller) =>
      click(caller, submissionId, { click: 'replay', key }),
    'submission.overrule': ({ submissionId, sha256, reason }, caller) =>
      click(caller, submissionId, { click: 'overrule', sha256, reason }),
    'submission.withdraw': ({ submissionId }, caller) => click(caller, submissionId, { click: 'withdraw' }),
    'submission.document-types': async ({ submissionId }, caller) => {
      const on = await acting(find, caller, submissionId);
      return on.ok ? documentTypesOf(on.value.stored.state.mandant) : on;
    },
    'submission.presence': async ({ submissionId }, caller) => {
      const on = await acting(find, caller, submissionId);
      if (!on.ok) return on;
      await notePresence(on.value.stored.state.id, caller.accountId);
      return ok(null);
    },
    ...fileCalls(find, findTarget),
  };
}

type FileCall = Extract<keyof Shared, `file.${string}`>;

/**
 * An upload belongs to a person, a target and a right. Whether the person may still hand a file in there is asked again for every
 * call: of Jira, or once a minute for the many pieces of one upload. Its end always asks Jira.
 */
function rightToUpload(findTarget: FindTarget) {
  return async (
    caller: Caller,
    fileId: string,
    how: { readonly asksAnew?: true } = {},
  ): Promise<Result<Upload, Problem>> => {
    const found = await ownUpload(caller.accountId, fileId);
    if (!found.ok) return found;
    const { upload } = found.value;
    if (how.asksAnew !== true && (await wasAskedLately(fileId))) return ok(upload);
    const target = await findTarget(caller, upload.target);
    if (!target.ok) return target;
    // The panel acts on the issue it stands on: an upload for another submission is none of its business.
    if (!isSamePlace(target.value, upload.target)) return fail({ code: 'file.gone', retry: 'never' });
    await noteAsked(fileId);
    return ok(upload);
  };
}

/** Receiving and giving files. */
function fileCalls(find: Find, findTarget: FindTarget): Pick<Shared, FileCall> {
  const stillMay = rightToUpload(findTarget);
  return {
    'file.begin': async (file, caller) => {
      const target = await findTarget(caller, file.target);
      if (!target.ok) return target;
      const begun = await beginFile(caller.accountId, { ...file, target: target.value });
      if (begun.ok) await noteAsked(begun.value.fileId);
      return begun;
    },
    'file.put': async ({ fileId, n, data }, caller) => {
      const still = await stillMay(caller, fileId);
      if (!still.ok) return still;
      const put = await putFileChunk(caller.accountId, { fileId, n, data });
      if (!put.ok) return put;
      return ok({ fileId, chunkBytes: CHUNK_BYTES, have: await chunksThere(fileId, put.value.chunks) });
    },
    'file.finish': async ({ fileId, lang }, caller) => {
      const still = await stillMay(caller, fileId, { asksAnew: true });
      if (!still.ok) return still;
      const finished = await finishFile(caller.accountId, fileId);
      return finished.ok ? ok(uploadState(finished.value, lang)) : finished;
    },
    'file.state': async ({ fileId, lang }, caller) => {
      const found = await stillMay(caller, fileId);
      if (!found.ok) return found;
      // Nobody checks what did not arrive.
      if (found.value.state === 'receiving') return fail({ code: 'file.incomplete', retry: 'after-fix' });
      return ok(uploadState(found.value, lang));
    },
    'file.download': async ({ submissionId, revision, n }, caller) => {
      const on = await find(caller, submissionId);
      return on.ok ? downloadPiece(on.value.stored.state, { revision, n }) : on;
    },
  };
}

/** The submission, if the caller may act on it. */
export async function acting(
  find: Find,
  caller: Caller,
  submissionId: string | undefined,
): Promise<Result<OnSubmission, Problem>> {
  const on = await find(caller, submissionId);
  if (!on.ok) return on;
  if (!on.value.mayAct) return fail({ code: 'access.not-allowed', retry: 'after-fix' });
  return on;
}
