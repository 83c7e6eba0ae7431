import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import type { Stored } from '../submissions/stored';
import { loadSubmission, submissionOf } from '../submissions/submission-store';
import type { ProblemCode } from '../texts/problem-code';
import {
  type InProject,
  isLead,
  isOpenTo,
  mayOpenDesk,
  mayRead,
  mayResubmit,
  mayUpload,
  type OnIssue,
  type Rights,
} from './access';
import { isAdmin, issueRights, me, projectRights } from './access-api';
import type { Caller } from './caller';

export type OnSubmission = {
  readonly stored: Stored;
  readonly settings: Settings;
  /** Which settings these are. */
  readonly settingsVersion: number;
  readonly mayAct: boolean;
  /** May see what the file says: verbatim texts, findings, bytes. */
  readonly mayRead: boolean;
  readonly who: Rights;
};
export type AtDesk = {
  readonly settings: Settings;
  readonly settingsVersion: number;
  readonly who: Rights;
  readonly project: InProject;
  readonly lead: boolean;
  readonly mayUpload: boolean;
};

function denied(code: ProblemCode): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code, retry: 'never' } };
}

/**
 * Asks once in a call: the door asks by the table of permissions, the handler gets what was heard. Nothing of it outlives the call,
 * because the caller is made anew for each.
 */
function once<T>(caller: Caller, what: string, ask: () => Promise<T>): Promise<T> {
  const heard = caller.heard.get(what) as Promise<T> | undefined;
  if (heard !== undefined) return heard;
  const asked = ask();
  caller.heard.set(what, asked);
  return asked;
}

async function rightsOf(caller: Caller): Promise<Result<Rights, Problem>> {
  return once(caller, 'rights', async () => {
    const person = await me();
    if (!person.ok) return person;
    // The account Forge vouches for and the account Jira answers for are the same person, or nobody gets anything.
    if (person.value.accountId !== caller.accountId) return denied('access.not-signed-in');
    const admin = await adminOf(caller);
    if (!admin.ok) return admin;
    return ok({ accountId: caller.accountId, admin: admin.value, groups: person.value.groups });
  });
}

function adminOf(caller: Caller): Promise<Result<boolean, Problem>> {
  return once(caller, 'admin', isAdmin);
}

/** Only Jira administrators; that the admin page was opened proves nothing. Who is none costs one look. */
export async function asAdmin(caller: Caller): Promise<Result<Rights, Problem>> {
  const admin = await adminOf(caller);
  if (!admin.ok) return admin;
  return admin.value ? rightsOf(caller) : denied('access.not-admin');
}

/** The submission of the issue the caller says to look at, if Jira lets this person see that issue. */
export function onIssue(caller: Caller): Promise<Result<OnSubmission | 'not-ours', Problem>> {
  return once(caller, 'on-issue', () => askOnIssue(caller));
}

async function askOnIssue(caller: Caller): Promise<Result<OnSubmission | 'not-ours', Problem>> {
  if (caller.issueId === undefined) return denied('access.no-issue');
  const rights = await issueRights(caller.issueId);
  if (!rights.ok) return rights;
  if (!rights.value.see) return denied('access.no-issue');
  const who = await rightsOf(caller);
  if (!who.ok) return who;
  const id = await submissionOf(caller.issueId);
  const stored = id === undefined ? undefined : await loadSubmission(id);
  if (stored === undefined || stored.state.issue?.id !== caller.issueId) return ok('not-ours');
  if (!isOpenTo(stored.state, who.value)) return denied('access.no-issue');
  return ok(await onShown(stored, who.value, rights.value));
}

async function onShown(stored: Stored, who: Rights, issue: OnIssue): Promise<OnSubmission> {
  const { data: settings, version: settingsVersion } = await loadSettings();
  const { mandant } = stored.state;
  const read = mayRead(settings, who, { mandant, byDefault: issue.edit });
  const mayAct = mayResubmit(settings, who, issue);
  return { stored, settings, settingsVersion, who, mayAct, mayRead: read };
}

/** Who may open the desk, and what they may do there. */
export function atDesk(caller: Caller): Promise<Result<AtDesk, Problem>> {
  return once(caller, 'desk', () => askAtDesk(caller));
}

/** The project is asked first and says of whoever sees it whether they administer Jira; an outsider's groups only where leads are named. */
async function askAtDesk(caller: Caller): Promise<Result<AtDesk, Problem>> {
  const { data: settings, version: settingsVersion } = await loadSettings();
  const project =
    settings.project === undefined ? ok(NO_PROJECT) : await askProject(caller, settings.project.id);
  if (!project.ok) return project;
  const admin = await adminOf(caller);
  if (!admin.ok) return admin;
  const mayLead = admin.value || settings.groups.mappings.length > 0;
  if (!mayLead && !project.value.browse) return denied('access.no-desk');
  const who = await rightsOf(caller);
  if (!who.ok) return who;
  if (!mayOpenDesk(settings, who.value, project.value)) return denied('access.no-desk');
  return ok({
    settings,
    settingsVersion,
    who: who.value,
    project: project.value,
    lead: isLead(settings, who.value),
    mayUpload: mayUpload(settings, who.value, project.value),
  });
}

async function askProject(caller: Caller, id: string): Promise<Result<InProject, Problem>> {
  const found = await projectRights(id);
  const admin = found.ok ? found.value.admin : undefined;
  if (admin !== undefined) await once(caller, 'admin', async () => ok(admin));
  return found;
}

const NO_PROJECT: InProject = { browse: false, create: false };

/** Whether somebody at the desk may read what belongs to a Mandant and to no issue: account plans, pipelines, runs. */
export function readsAtDesk({ settings, who, lead, mayUpload: may }: AtDesk, mandant: string): boolean {
  return mayRead(settings, who, { mandant, byDefault: may || lead });
}

/** A submission opened in the desk: with an issue the issue's rights count, without one the desk's. */
export function onDeskSubmission(
  caller: Caller,
  submissionId: string | undefined,
): Promise<Result<OnSubmission, Problem>> {
  return once(caller, `at-desk:${submissionId ?? ''}`, () => askOnDesk(caller, submissionId));
}

/** The issue is asked first: who does not see it costs one look. */
async function askOnDesk(caller: Caller, id: string | undefined): Promise<Result<OnSubmission, Problem>> {
  const stored = id === undefined ? undefined : await loadSubmission(id);
  const issue = stored?.state.issue;
  if (stored === undefined || issue === undefined || issue.deletedAt !== undefined || issue.hidden)
    return withoutIssue(caller, stored);
  const rights = await issueRights(issue.id);
  if (!rights.ok) return rights;
  if (!rights.value.see) return denied('access.no-issue');
  const desk = await atDesk(caller);
  return desk.ok ? ok(await onShown(stored, desk.value.who, rights.value)) : desk;
}

async function withoutIssue(
  caller: Caller,
  stored: Stored | undefined,
): Promise<Result<OnSubmission, Problem>> {
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const { settings, settingsVersion, who, mayUpload: may } = desk.value;
  if (stored === undefined || !isOpenTo(stored.state, who))
    return fail({ code: 'access.no-issue', retry: 'never' });
  const mayActHere = stored.state.issue?.hidden === undefined ? may : who.admin;
  const read = readsAtDesk(desk.value, stored.state.mandant);
  return ok({ stored, settings, settingsVersion, who, mayAct: mayActHere, mayRead: read });
}
