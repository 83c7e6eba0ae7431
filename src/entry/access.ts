import type { Stored } from '../jobs/stored';
import { loadSubmission } from '../jobs/submission-store';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { together } from '../kernel/together';
import {
  type InProject,
  isLead,
  isOpenTo,
  mayOpenDesk,
  mayResubmit,
  mayUpload,
  type OnIssue,
  type Rights,
} from '../security/access';
import { isAdmin, issueRights, me, projectRights } from '../security/access-api';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import type { Caller } from './answering';
import { submissionOf } from './wiring';

export type OnSubmission = {
  readonly stored: Stored;
  readonly settings: Settings;
  readonly mayAct: boolean;
  readonly who: Rights;
};
export type AtDesk = {
  readonly settings: Settings;
  readonly who: Rights;
  readonly project: InProject;
  readonly lead: boolean;
  readonly mayUpload: boolean;
};

function denied(code: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code, retry: 'never' } };
}

async function rightsOf(caller: Caller): Promise<Result<Rights, Problem>> {
  const [person, admin] = await together([me(), isAdmin()]);
  if (!person.ok) return person;
  if (!admin.ok) return admin;
  // The account Forge vouches for and the account Jira answers for are the same person, or nobody gets anything.
  if (person.value.accountId !== caller.accountId) return denied('access.not-signed-in');
  return {
    ok: true,
    value: { accountId: caller.accountId, admin: admin.value, groups: person.value.groups },
  };
}

/** Only Jira administrators; that the admin page was opened proves nothing. */
export async function asAdmin(caller: Caller): Promise<Result<Rights, Problem>> {
  const who = await rightsOf(caller);
  if (!who.ok) return who;
  return who.value.admin ? who : denied('access.not-admin');
}

/** The submission of the issue the caller says to look at, if Jira lets this person see that issue. */
export async function onIssue(caller: Caller): Promise<Result<OnSubmission | 'not-ours', Problem>> {
  if (caller.issueId === undefined) return denied('access.no-issue');
  const [rights, id] = [await issueRights(caller.issueId), await submissionOf(caller.issueId)];
  if (!rights.ok) return rights;
  if (!rights.value.see) return denied('access.no-issue');
  const stored = id === undefined ? undefined : await loadSubmission(id);
  if (stored === undefined) return { ok: true, value: 'not-ours' };
  const who = await rightsOf(caller);
  if (!who.ok) return who;
  if (!isOpenTo(stored.state, who.value)) return denied('access.no-issue');
  return { ok: true, value: await withSettings(stored, who.value, rights.value) };
}

async function withSettings(stored: Stored, who: Rights, issue: OnIssue): Promise<OnSubmission> {
  const settings = (await loadSettings()).data;
  return { stored, settings, who, mayAct: mayResubmit(settings, who, issue) };
}

/** Who may open the desk, and what they may do there. */
export async function atDesk(caller: Caller): Promise<Result<AtDesk, Problem>> {
  const [who, { data: settings }] = [await rightsOf(caller), await loadSettings()];
  if (!who.ok) return who;
  const project =
    settings.project === undefined
      ? ({ ok: true, value: { browse: false, create: false } } as const)
      : await projectRights(settings.project.id);
  if (!project.ok) return project;
  if (!mayOpenDesk(settings, who.value, project.value)) return denied('access.not-allowed');
  const lead = isLead(settings, who.value);
  return {
    ok: true,
    value: {
      settings,
      who: who.value,
      project: project.value,
      lead,
      mayUpload: mayUpload(settings, who.value, project.value),
    },
  };
}

/** A submission opened in the desk: with an issue the issue's rights count, without one the desk's. */
export async function onDeskSubmission(
  caller: Caller,
  submissionId: string | undefined,
): Promise<Result<OnSubmission, Problem>> {
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const stored = submissionId === undefined ? undefined : await loadSubmission(submissionId);
  if (stored === undefined) return denied('access.no-issue');
  const { settings, who } = desk.value;
  const issue = stored.state.issue;
  if (!isOpenTo(stored.state, who)) return denied('access.no-issue');
  if (issue?.hidden !== undefined) return { ok: true, value: { stored, settings, who, mayAct: true } };
  if (issue === undefined || issue.deletedAt !== undefined)
    return { ok: true, value: { stored, settings, who, mayAct: desk.value.mayUpload } };
  const rights = await issueRights(issue.id);
  if (!rights.ok) return rights;
  return rights.value.see
    ? { ok: true, value: { stored, settings, who, mayAct: mayResubmit(settings, who, rights.value) } }
    : denied('access.no-issue');
}
