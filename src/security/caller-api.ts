import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Versioned } from '../platform/records';
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
  type Person,
} from './access';
import type { Caller } from './caller';
import { type IssueRights, isAdmin, issueRights, me, projectRights } from './jira-rights-api';

export type OnSubmission = {
  readonly stored: Stored;
  readonly settings: Settings;
  /** Which settings these are. */
  readonly settingsVersion: number;
  readonly mayAct: boolean;
  /** May see what the file says: verbatim texts, findings, bytes. */
  readonly mayRead: boolean;
  readonly who: Person;
};
export type AtDesk = {
  readonly settings: Settings;
  readonly settingsVersion: number;
  readonly who: Person;
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

async function rightsOf(caller: Caller): Promise<Result<Person, Problem>> {
  return once(caller, 'rights', async () => {
    const person = await once(caller, 'me', me);
    if (!person.ok) return person;
    // The account Forge vouches for and the account Jira answers for are the same person, or nobody gets anything.
    if (person.value.accountId !== caller.accountId) return denied('access.not-signed-in');
    const admin = await adminOf(caller);
    if (!admin.ok) return admin;
    return ok({ accountId: caller.accountId, admin: admin.value, groups: person.value.groups });
  });
}

/**
 * The caller of what comes without an account in its context: an action of Automation or Rovo. Jira says as whom it is asked;
 * whatever the payload says about that is nobody's business.
 */
export async function callerNow(): Promise<Result<Caller, Problem>> {
  const person = await me();
  if (!person.ok) return person;
  const heard = new Map<string, unknown>([['me', Promise.resolve(person)]]);
  return ok({ accountId: person.value.accountId, heard });
}

function adminOf(caller: Caller): Promise<Result<boolean, Problem>> {
  return once(caller, 'admin', isAdmin);
}

/** Only Jira administrators; that the admin page was opened proves nothing. Who is none costs one look. */
export async function asAdmin(caller: Caller): Promise<Result<Person, Problem>> {
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
  const rights = await askIssue(caller, caller.issueId);
  if (!rights.ok) return rights;
  if (!rights.value.see) return denied('access.no-issue');
  // Who sees the issue waits for Jira once more, and for storage meanwhile.
  const [who, stored, settings] = await awaitAll([rightsOf(caller), onThe(caller.issueId), loadSettings()]);
  if (!who.ok) return who;
  if (stored === undefined) return ok('not-ours');
  if (!isOpenTo(stored.state, who.value)) return denied('access.no-issue');
  return ok(onShown({ stored, settings }, who.value, rights.value));
}

/** The submission of an issue, if it has one. */
async function onThe(issueId: string): Promise<Stored | undefined> {
  const id = await submissionOf(issueId);
  const stored = id === undefined ? undefined : await loadSubmission(id);
  return stored?.state.issue?.id === issueId ? stored : undefined;
}

type Shown = { readonly stored: Stored; readonly settings: Versioned<Settings> };

function onShown({ stored, settings: read }: Shown, who: Person, issue: OnIssue): OnSubmission {
  const { data: settings, version: settingsVersion } = read;
  const { mandant } = stored.state;
  const mayAct = mayResubmit(settings, who, issue);
  const reads = mayRead(settings, who, { mandant, byDefault: issue.edit });
  return { stored, settings, settingsVersion, who, mayAct, mayRead: reads };
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
  const refused = denied(settings.project === undefined ? 'access.not-set-up' : 'access.no-desk');
  if (!mayLead && !project.value.browse) return refused;
  const who = await rightsOf(caller);
  if (!who.ok) return who;
  if (!mayOpenDesk(settings, who.value, project.value)) return refused;
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
  return hearing(caller, await projectRights(id));
}

async function askIssue(caller: Caller, id: string): Promise<Result<IssueRights, Problem>> {
  return hearing(caller, await issueRights(id));
}

/** Remembers for this call whether they administer Jira, where the answer to something else says so. */
async function hearing<T extends { readonly admin?: boolean }>(
  caller: Caller,
  found: Result<T, Problem>,
): Promise<Result<T, Problem>> {
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
  const rights = await askIssue(caller, issue.id);
  if (!rights.ok) return rights;
  if (!rights.value.see) return denied('access.no-issue');
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  const { settings: data, settingsVersion: version, who } = desk.value;
  return ok(onShown({ stored, settings: { data, version } }, who, rights.value));
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
