import * as v from 'valibot';
import { ACTIONS, type ActionName } from '../contract/actions';
import { textOf } from '../datev/problem-words';
import { admitted } from '../flows/people/act-by-rule';
import { wantsConsent } from '../jira/jira-http-api';
import { isForGood, type Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { cut, plain } from '../kernel/text';
import { measured } from '../platform/context';
import { log } from '../platform/log';
import { PlatformTrouble } from '../platform/trouble';
import { authorise } from '../security/authorise-api';
import type { Caller } from '../security/caller';
import { callerNow, onIssue } from '../security/caller-api';
import { issueIdOf } from '../security/jira-rights-api';
import { ACTION_RIGHTS } from '../security/permissions';
import { noteShare, withinShare } from '../security/share-store';
import { loadSettings } from '../settings/settings-store';
import type { ProblemCode } from '../texts/problem-code';
import { say } from '../texts/say';

/** What a rule is answered: flat outputs for its next steps, or errors, with which Automation stops it and tells its owner. */
type RuleAnswer =
  | Readonly<Record<string, string>>
  | { readonly errors: readonly { readonly message: string }[] };
type Inputs<N extends ActionName> = v.InferOutput<(typeof ACTIONS)[N]>;
type Handle<N extends ActionName> = (
  inputs: Inputs<N>,
  caller: Caller,
) => Promise<Result<Readonly<Record<string, string>>, Problem>>;

/**
 * The function of an action of Jira Automation: inputs by their schema, then the person Jira says we act as, then the table of
 * permissions, then, for what changes something, whether rules are admitted. Automation shows one language, and of what is thrown
 * nothing, so that every failure is told as an error in English.
 */
export function actionOf<N extends ActionName>(name: N, handle: Handle<N>) {
  return (payload: unknown): Promise<RuleAnswer> => measured(() => answered(name, { payload, handle }));
}

async function answered<N extends ActionName>(
  name: N,
  how: { readonly payload: unknown; readonly handle: Handle<N> },
): Promise<RuleAnswer> {
  try {
    const done = await within(name, how);
    return done.ok ? done.value : refusal(done.problem);
  } catch (error) {
    if (wantsConsent(error)) return refusal(NO_USER);
    if (!(error instanceof PlatformTrouble)) throw error;
    log('action.trouble', { call: name, code: error.problem.code });
    return refusal(error.problem);
  }
}

/** Within the share of storage that people's pages have: a rule over a thousand issues leaves the rest to the loop. */
async function within<N extends ActionName>(
  name: N,
  { payload, handle }: { readonly payload: unknown; readonly handle: Handle<N> },
): Promise<Result<Readonly<Record<string, string>>, Problem>> {
  const inputs = inputsOf(name, payload);
  if (!inputs.ok) return inputs;
  const free = await withinShare(name);
  if (!free.ok) return free;
  try {
    const caller = await permitted(name, 'issue' in inputs.value ? inputs.value.issue : undefined);
    return caller.ok ? await handle(inputs.value, caller.value) : caller;
  } finally {
    await noteShare(free.value);
  }
}

function inputsOf<N extends ActionName>(name: N, payload: unknown): Result<Inputs<N>, Problem> {
  const parsed = v.safeParse(ACTIONS[name] as v.GenericSchema<unknown, Inputs<N>>, payload ?? {});
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const input = String(issue.path?.[0]?.key ?? '');
  const code = BAD[input] ?? 'platform.bad-payload';
  const given = typeof issue.path?.[0]?.value === 'string' ? issue.path[0].value : '';
  return fail({ code, retry: 'after-fix', values: { value: cut(plain(given), 80) } });
}
const BAD: Readonly<Record<string, ProblemCode>> = {
  issue: 'automation.bad-issue',
  reason: 'automation.bad-reason',
  pipeline: 'automation.bad-pipeline',
  period: 'automation.bad-period',
};

/** The person, on the issue where one is named, if they may. */
async function permitted(name: ActionName, issue: string | undefined): Promise<Result<Caller, Problem>> {
  const person = await callerNow();
  if (!person.ok) return fail(person.problem.code === 'jira.not-signed-in' ? NO_USER : person.problem);
  const caller = await onIssueOf(person.value, issue);
  if (!caller.ok) return caller;
  const right = ACTION_RIGHTS[name];
  const face = issue === undefined ? 'desk' : 'issue';
  const allowed = await authorise({ face, right, payload: {} }, caller.value);
  if (!allowed.ok) return allowed;
  const open = name === 'submission.status' ? ok(undefined) : admitted((await loadSettings()).data);
  return open.ok ? caller : open;
}

/** An issue that they do not see is none. */
async function onIssueOf(caller: Caller, keyOrId: string | undefined): Promise<Result<Caller, Problem>> {
  if (keyOrId === undefined) return ok(caller);
  const found = await issueIdOf(keyOrId);
  if (!found.ok) return found;
  return found.value === undefined ? fail(NO_ISSUE) : ok({ ...caller, issueId: found.value });
}

const NO_USER: Problem = { code: 'automation.no-user', retry: 'after-fix' };
const NO_ISSUE: Problem = { code: 'access.no-issue', retry: 'never' };

/** The submission of the issue that the door let the caller to. */
export async function submissionFor(caller: Caller) {
  const on = await onIssue(caller);
  if (!on.ok) return on;
  return on.value === 'not-ours' ? fail(NO_ISSUE) : ok(on.value);
}

/** A rule that was stopped does not go on by itself, whatever pages and issues say of what passes. */
function refusal(problem: Problem): RuleAnswer {
  const { title, remedy } = textOf(problem, 'en');
  const isOver = isForGood(problem);
  return { errors: [{ message: `${title} ${isOver ? remedy : say('automation.again', 'en')}` }] };
}
