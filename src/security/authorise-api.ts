import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { loadPipeline } from '../pipelines/pipeline-store';
import type { Settings } from '../settings/settings';
import { actsAsAdmin, isLead } from './access';
import { noteAdmin } from './admin-store';
import type { Caller } from './caller';
import {
  type AtDesk,
  asAdmin,
  atDesk,
  type OnSubmission,
  onDeskSubmission,
  onIssue,
  readsAtDesk,
} from './caller-api';
import { allows, type Facts, type Right } from './permissions';

export type View = 'issue' | 'desk' | 'admin';
type Payload = Readonly<Record<string, unknown>>;
type Asked = { readonly face: View; readonly right: Right; readonly payload: Payload };

const NOT_ALLOWED: Problem = { code: 'access.not-allowed', retry: 'after-fix' };
const NOTHING: Facts = {
  admin: false,
  lead: false,
  desk: false,
  handIn: false,
  see: false,
  read: false,
  act: false,
};

/**
 * Whether the caller may, by the table of permissions: asked before the flow of every call begins. Asks Jira only what the right
 * uses, the cheapest first.
 */
export async function authorise(asked: Asked, caller: Caller): Promise<Result<void, Problem>> {
  const { right, payload } = asked;
  switch (right) {
    case 'admin': {
      const who = await asAdmin(caller);
      return who.ok ? ok(undefined) : who;
    }
    case 'desk':
    case 'lead':
    case 'hand-in':
    case 'read-mandant':
    case 'lead-of-mandant': {
      const desk = await atDesk(caller);
      return desk.ok
        ? decided(right, await atDeskFacts(desk.value, payload), { caller, at: desk.value })
        : desk;
    }
    case 'target':
      return authorise({ ...asked, ...rightOf(payload) }, caller);
    case 'own-upload':
      return ok(undefined);
    default:
      return onSubmission(asked, caller);
  }
}

async function onSubmission({ face, right, payload }: Asked, caller: Caller): Promise<Result<void, Problem>> {
  const on =
    face === 'issue'
      ? await onIssue(caller)
      : await onDeskSubmission(caller, textIn(payload, 'submissionId'));
  if (!on.ok) return on;
  // An issue of somebody else has a panel, too, which says so.
  if (on.value === 'not-ours')
    return right === 'see' ? ok(undefined) : fail({ code: 'access.no-submission', retry: 'never' });
  return decided(right, factsOn(on.value), { caller, at: on.value });
}

async function decided(
  right: Right,
  facts: Facts,
  { caller, at }: { readonly caller: Caller; readonly at: AtDesk | OnSubmission },
): Promise<Result<void, Problem>> {
  if (!allows(right, facts)) return fail(refusalOf(right, facts, at.settings));
  const orders = right === 'act' || right === 'approve' || right === 'hand-in';
  if (orders && actsAsAdmin(at.settings, at.who)) await noteAdmin(caller.accountId);
  return ok(undefined);
}

/** Says what is missing: where only the reading right is, and groups have it, editing the issue would not help. */
function refusalOf(right: Right, facts: Facts, settings: Settings): Problem {
  if (right === 'admin-on') return NOT_ADMIN;
  const { readers = [], readersOf = {} } = settings.groups;
  const byGroup = readers.length > 0 || Object.values(readersOf).some((groups) => groups.length > 0);
  return byGroup && !facts.read && allows(right, { ...facts, read: true }) ? NOT_READER : NOT_ALLOWED;
}

const NOT_READER: Problem = { code: 'access.not-reader', retry: 'after-fix' };
const NOT_ADMIN: Problem = { code: 'access.not-admin', retry: 'after-fix' };

async function atDeskFacts(desk: AtDesk, payload: Payload): Promise<Facts> {
  const { who, lead, mayUpload: handIn } = desk;
  const read = (await mandantenOf(payload)).every((mandant) => readsAtDesk(desk, mandant));
  return { ...NOTHING, desk: true, admin: who.admin, lead, handIn, read };
}

function factsOn({ settings, who, mayAct: act, mayRead: read }: OnSubmission): Facts {
  return { ...NOTHING, see: true, admin: who.admin, lead: isLead(settings, who), act, read };
}

/** All that says what a call is about: two calls that differ here are never one call to the memory of refusals. */
export function targetOf(payload: Payload): Payload {
  const { submissionId, id, mandant, fileId, target, draft } = payload;
  const of = mandant ?? (isRecord(draft) ? draft['mandant'] : undefined);
  return { submissionId, id, mandant: of, fileId, target };
}

/**
 * The Mandanten a call is about: named by itself, by the draft of a pipeline, and by the stored pipeline that the draft replaces,
 * because a pipeline takes its runs and its history along to another Mandant. Of what names none, the rights for all decide.
 */
async function mandantenOf(payload: Payload): Promise<readonly string[]> {
  const { draft } = payload;
  const id = textIn(payload, 'id');
  const stored = id === undefined ? undefined : (await loadPipeline(id))?.pipeline.mandant;
  const named = [textIn(payload, 'mandant'), isRecord(draft) ? textIn(draft, 'mandant') : undefined, stored];
  const known = named.filter((mandant) => mandant !== undefined);
  return known.length === 0 ? [''] : known;
}

/** A new file goes to a submission, where one acts, or to a Mandant, for whom one hands in. */
function rightOf({ target }: Payload): { readonly right: Right; readonly payload: Payload } {
  const to = isRecord(target) ? target : {};
  return { right: to['to'] === 'mandant' ? 'hand-in' : 'act', payload: to };
}

function textIn(payload: Payload, name: string): string | undefined {
  const found = payload[name];
  return typeof found === 'string' ? found : undefined;
}

function isRecord(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null;
}
