import * as v from 'valibot';
import { canonical } from '../kernel/canonical';
import { plusSeconds } from '../kernel/instant';
import { constantTimeEqual, fromUtf8, hmacSha256, utf8 } from '../platform/bytes';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import * as kv from '../platform/kv';
import { randomText } from '../platform/random';
import { unwrap } from '../platform/trouble';
import type { Caller } from './caller';

/**
 * Somebody who was shown something a moment ago may ask whether it changed without Jira being asked again: a sealed note of the account,
 * the place and the end, which the page hands back. It opens nothing but a number, for a minute (ADR 0039).
 */
const LASTS_SECONDS = 60;
const KEY = 'ticket-key';
const MAX_CHARS = 2000;

const Pass = v.object({
  account: v.string(),
  place: v.string(),
  /** The submission that was shown; not there for the desk. */
  id: v.optional(v.string()),
  until: v.string(),
});
type Pass = v.InferOutput<typeof Pass>;
const Key = v.object({ key: v.string() });

/** Where somebody looks: an issue, a submission in the desk, or the desk itself. */
function placeOf({ issueId }: Caller, submissionId: string | undefined): string {
  if (issueId !== undefined) return `issue:${issueId}`;
  return submissionId === undefined ? 'desk' : `submission:${submissionId}`;
}

/** For whoever just proved that they may look there. `id`: the submission they see. */
export async function giveTicket(
  caller: Caller,
  { submissionId, id }: { readonly submissionId?: string | undefined; readonly id?: string },
): Promise<string> {
  const pass: Pass = {
    account: caller.accountId,
    place: placeOf(caller, submissionId),
    ...(id === undefined ? {} : { id }),
    until: plusSeconds(now(), LASTS_SECONDS),
  };
  const text = Buffer.from(utf8(JSON.stringify(pass))).toString('base64url');
  return `${text}.${await seal(text)}`;
}

/** A text for the browser to keep, which only the same person may hand back, and only for the same (`purpose`). */
export async function sealedFor(purpose: Purpose, text: string): Promise<string> {
  return `${text}.${await seal(canonical({ ...purpose, text }))}`;
}

/** The text again, where it is ours, of this person and for this. */
export async function unsealedFor(purpose: Purpose, given: string): Promise<string | undefined> {
  const dot = given.lastIndexOf('.');
  const text = given.slice(0, Math.max(0, dot));
  const mark = await seal(canonical({ ...purpose, text }));
  return constantTimeEqual(given.slice(dot + 1), mark) ? text : undefined;
}
type Purpose = { readonly account: string; readonly of: readonly string[] };

/** What a ticket says, where it is ours, of this person, for this place, and not over; else `undefined`. */
export async function readTicket(
  ticket: unknown,
  caller: Caller,
  submissionId: string | undefined,
): Promise<Pass | undefined> {
  if (typeof ticket !== 'string' || ticket.length > MAX_CHARS) return undefined;
  const [text = '', given = ''] = ticket.split('.');
  if (!constantTimeEqual(given, await seal(text))) return undefined;
  const pass = v.safeParse(Pass, parsed(fromUtf8(Buffer.from(text, 'base64url'))));
  if (!pass.success) return undefined;
  const { account, place, until } = pass.output;
  const isTheirs = account === caller.accountId && place === placeOf(caller, submissionId);
  return isTheirs && until > now() ? pass.output : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** The installation is part of what is sealed: a copy of a site has the same key. */
async function seal(text: string): Promise<string> {
  return hmacSha256(await key(), `${surroundings().installationId}.${text}`);
}

async function key(): Promise<string> {
  const kept = v.safeParse(Key, await unwrap(kv.getSecret(KEY)));
  if (kept.success) return kept.output.key;
  await unwrap(kv.setSecretIfAbsent(KEY, { key: randomText() }));
  return v.parse(Key, await unwrap(kv.getSecret(KEY))).key;
}
