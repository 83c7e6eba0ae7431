import {
  ACCEPTED,
  ALREADY,
  type HookAnswer,
  LATER,
  laterAnswer,
  MAX_BYTES,
  type Refusal,
  refusalAnswer,
} from '../../hooks/answer';
import { isInTime, rememberedUntil } from '../../hooks/in-time';
import { type HookEvent, type HookMessage, readLooker, readSigned } from '../../hooks/message';
import { type HookRequest, headerOf } from '../../hooks/request';
import type { HookDoor } from '../../hooks/secrets';
import { isSignature, type KnownSecret, signedBy, tokenOf } from '../../hooks/signature';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { ProblemCode } from '../../texts/problem-code';
import { hookWorld, type ReceiveHookPorts, type RunAnswer, type RunCause } from './hook-world';

/**
 * Something knocked: who proves to know a secret and says something sensible at its time is heard, once. Everybody else
 * hears the same short answer and is counted.
 */
export async function receiveHook(
  request: HookRequest,
  ports: ReceiveHookPorts = hookWorld(),
): Promise<HookAnswer> {
  const body = ports.hashing.utf8(request.body);
  const door = await admitted(ports, request, body);
  if (!door.ok) return refused(ports, door.problem);
  const message = readAt(ports.now(), door.value, request);
  if (!message.ok) return refused(ports, message.problem);
  const event = await settled(ports, message.value.event);
  if (event === 'not-ours') return ACCEPTED;
  if (event === 'later') return LATER;
  return once(ports, { ...message.value, event }, ports.sha256(body));
}

async function refused(ports: ReceiveHookPorts, refusal: Refusal): Promise<HookAnswer> {
  await ports.countRefusal(refusal.reason);
  return refusalAnswer(refusal);
}

// ---- who it is

/** Which door opens. Sizes and forms come first: what cannot be right costs no read of a secret. */
async function admitted(
  ports: ReceiveHookPorts,
  { headers }: HookRequest,
  body: Uint8Array,
): Promise<Result<HookDoor, Refusal>> {
  if (body.length > MAX_BYTES) return fail({ reason: 'too-big' });
  const [signature, token] = [
    headerOf(headers, 'X-Hub-Signature'),
    headerOf(headers, 'X-Looker-Webhook-Token'),
  ];
  if (signature.is === 'twice' || token.is === 'twice') return fail({ reason: 'twice' });
  if (signature.is === 'once' && token.is === 'once') return fail({ reason: 'twice' });
  if (token.is === 'once')
    return known(ports, 'looker', (secrets) => tokenOf(ports.hashing, secrets, token.value));
  if (signature.is === 'absent' || !isSignature(signature.value)) return fail({ reason: 'unsigned' });
  const given = { header: signature.value, body };
  return known(ports, 'signed', (secrets) => signedBy(ports.hashing, secrets, given));
}

async function known(
  ports: ReceiveHookPorts,
  door: HookDoor,
  whose: (secrets: readonly KnownSecret[]) => string | undefined,
): Promise<Result<HookDoor, Refusal>> {
  const id = whose(await ports.secrets(door));
  if (id === undefined) return fail({ reason: door === 'looker' ? 'token' : 'signature' });
  await ports.noteUse(door, id);
  return ok(door);
}

// ---- what it says

function readAt(now: string, door: HookDoor, request: HookRequest): Result<HookMessage, Refusal> {
  const { body, headers, query } = request;
  const read = door === 'looker' ? readLooker(body, query, headers) : readSigned(body, headers);
  if (!read.ok) return fail({ reason: 'content', problem: about('hooks.content', { field: read.problem }) });
  if (isInTime(read.value, now)) return read;
  const field = read.value.from === 'jira' ? 'timestamp' : 'at';
  return fail({ reason: 'time', problem: about('hooks.time', { field }) });
}

function about(code: ProblemCode, values: Readonly<Record<string, string>>): Problem {
  return { code, retry: 'after-fix', values };
}

type Settled =
  | { readonly is: 'issue-changed'; readonly id: string }
  | Exclude<HookEvent, { is: 'issue-changed' }>;

/**
 * Jira's webhooks tell of every issue of the site. What is none of ours ends here, before anything is written: a thousand
 * foreign issues moved at once must not use up our storage's minute.
 */
async function settled(ports: ReceiveHookPorts, event: HookEvent): Promise<Settled | 'not-ours' | 'later'> {
  if (event.is !== 'issue-changed') return event;
  const { issue } = event;
  const found = issue.by === 'id' ? ok(issue.id) : await ports.issueIdOf(issue.key);
  if (!found.ok) return 'later';
  const id = found.value;
  return id !== undefined && (await ports.isOurs(id)) ? { is: 'issue-changed', id } : 'not-ours';
}

// ---- once

/**
 * Does what a message asks for once. Its names are claimed before anything is done, and called done afterwards. Whoever finds
 * them `begun` does it again: perhaps the first fell over halfway, and then nobody else would ever do it. That doubles
 * nothing, because everything that is done has a key of its own: a look finds what is there, a watched job is
 * named by its job id, a run by pipeline and period. `begun` can therefore lose nothing, and `done` only spares the
 * work. What was refused is released: a person puts it right and the same message comes again.
 */
async function once(
  ports: ReceiveHookPorts,
  message: Omit<HookMessage, 'event'> & { event: Settled },
  bodySha: string,
): Promise<HookAnswer> {
  const until = rememberedUntil(message, ports.now());
  const names = namesOf(ports, message, bodySha);
  for (const name of names) if ((await ports.claim(name, until)) === 'done') return ALREADY;
  const done = await act(ports, message.event, {
    by: message.from === 'looker' ? 'looker' : 'hook',
    id: names[0],
  });
  if (done.ok) {
    for (const name of names) await ports.finish(name, until);
    return done.value === 'already' ? ALREADY : ACCEPTED;
  }
  for (const name of names) await ports.release(name);
  const { retry } = done.problem;
  if (retry === 'now' || retry === 'later' || retry === 'look-up') return laterAnswer(done.problem);
  return refused(ports, { reason: 'refused', problem: done.problem });
}

/**
 * What a message is remembered by. Jira's delivery id stands in a header that no signature covers, so the signed body counts as
 * well: a captured delivery is not new because somebody changed its header.
 */
function namesOf(
  ports: ReceiveHookPorts,
  message: Pick<HookMessage, 'from' | 'id'>,
  bodySha: string,
): readonly [string, ...string[]] {
  const byBody = ports.sha256(`${message.from}|body|${bodySha}`);
  if (message.id === undefined) return [byBody];
  const byId = ports.sha256(`${message.from}|id|${message.id}`);
  return message.from === 'jira' ? [byId, byBody] : [byId];
}

// ---- what is done

type Done = Result<'done' | 'already', Problem>;
const DONE: Done = ok('done');

async function act(ports: ReceiveHookPorts, event: Settled, cause: RunCause): Promise<Done> {
  switch (event.is) {
    case 'issue-changed':
      await ports.lookAtIssue(event.id);
      return DONE;
    case 'job-sent':
      return jobSent(ports, event);
    case 'run-pipeline':
      return begun(event, await ports.runPipeline(event.pipeline, event.period, cause));
  }
}

/** DATEV lists batches, so a look at the Mandant settles them; a package is in no list and is watched by its id. */
async function jobSent(
  ports: ReceiveHookPorts,
  { mandant, kind, jobId, file }: Extract<HookEvent, { is: 'job-sent' }>,
): Promise<Done> {
  if (!(await ports.isWatched(mandant))) return fail(about('hooks.not-watched', { mandant }));
  if (kind === 'extf') {
    await ports.lookAtMandant(mandant);
    return DONE;
  }
  const watched = await ports.watchJob({ mandant, jobId, ...present({ label: file }) });
  return watched.ok ? DONE : watched;
}

function begun(
  { pipeline, period = '' }: Extract<HookEvent, { is: 'run-pipeline' }>,
  answer: RunAnswer,
): Done {
  switch (answer) {
    case 'begun':
    case 'asks':
      return DONE;
    case 'already':
      return ok('already');
    case 'unknown-pipeline':
      return fail(about('hooks.no-pipeline', { pipeline }));
    case 'inactive':
      return fail(about('hooks.pipeline-inactive', { pipeline }));
    case 'wrong-period':
      return fail(about('hooks.wrong-period', { pipeline, period }));
  }
}
