import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import type { SeededRandom } from '../../packages/sandbox/world/random';
import { type Answer, call, type TestWorld } from '../support/hands';
import type { SimFile } from './files';
import type { SimWorld } from './world';

/** Who works in the firm, as the story calls them. */
export const PEOPLE = { admin: 'Anna', firmLead: 'Karla', accountant: 'Bernd' } as const;
export type Who = keyof typeof PEOPLE;

/**
 * What the auditor is told: what people did, as far as nobody outside writes it down. An order may have died on its way. Its time is that
 * of the click: what it orders may have happened before the page hears.
 */
export type Heard = {
  /** Bytes that somebody handed in, by hash: for which submission, or for a new one. */
  readonly handed: Map<
    string,
    {
      readonly at: number;
      readonly submissionId?: string;
      /** The job that failed, as the page named it then. */
      readonly jobId?: string;
      readonly isWrong?: true;
    }
  >;
  /** Uploads that came to their last word, whether or not it was answered. */
  readonly finished: { readonly by: Who; readonly fileId: string; readonly name: string }[];
  /** Bytes with errors that somebody let pass. */
  readonly overruled: Set<string>;
  /** "Send", by a click, for these bytes. */
  readonly clicks: { readonly at: number; readonly sha256: string }[];
  /** An issue moved to where moves send; barred, as long as whoever did it may not send. */
  readonly moves: { readonly at: number; readonly key: string; isBarred?: boolean }[];
  /** Who may not send, because an admin let firm leads only. */
  barred: 'nobody' | 'accountant';
  /** "Send it again": nobody could say whether it had left. "It is there": they looked themselves. */
  readonly again: { readonly at: number; readonly submissionId: string }[];
  readonly saidDelivered: Set<string>;
  /** A run begun by hand, or approved. */
  readonly starts: {
    readonly at: number;
    readonly by: Who;
    readonly mandant: string;
    readonly period: string;
    readonly run?: string;
  }[];
  readonly approvals: { readonly at: number; readonly by: Who; readonly run: string }[];
  /** "Try again what is stuck", or make a run again. */
  readonly retries: number[];
  readonly newIssues: string[];
  /** All sending stopped, from when until when. */
  readonly stops: { readonly from: number; to?: number }[];
  readonly unwatched: Set<string>;
  /** The site is a copy of another one, from when until somebody logged in there. */
  readonly copied: { readonly from: number; to?: number }[];
  /** How often the app's clock was set otherwise. */
  clockSteps: number;
  /** What somebody met who lives it, and that must not be: of what the auditor has no rule for. */
  readonly seen: string[];
};

/** One life while it is played. */
export type Stage = {
  readonly sim: SimWorld;
  readonly w: TestWorld;
  readonly heard: Heard;
  /** Of the deed that is being done: taking out another one does not change it. */
  readonly dice: SeededRandom;
  /** A number of its own for every file of a life, so that no two have the same bytes. */
  readonly serial: () => number;
};

/** What DATEV took from the app. */
export const ours = (w: Stage['w']) => w.datev.accepted().filter(({ program }) => program === OURS);
const OURS = 'DATEV for Jira';

export const nothingHeard = (): Heard => ({
  ...{
    handed: new Map(),
    finished: [],
    overruled: new Set(),
    clicks: [],
    moves: [],
    again: [],
    saidDelivered: new Set(),
  },
  ...{ starts: [], approvals: [], retries: [], barred: 'nobody' as const },
  ...{ newIssues: [], stops: [], unwatched: new Set(), copied: [], clockSteps: 0, seen: [] },
});

export const now = ({ w }: Pick<Stage, 'w'>): number => w.forge.clock.now();

export function one<T>({ dice }: Pick<Stage, 'dice'>, list: readonly T[]): T | undefined {
  return list[dice.int(list.length)];
}

/** A submission as the desk lists it. */
export type Case = {
  readonly submissionId: string;
  readonly mandant: string;
  readonly issueKey?: string;
  readonly fileName: string;
};

/** How a call ended: it was done, it was refused in words, or the page broke, and nobody knows. */
export type Asked<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'died' };

export type Wish = {
  readonly by: Who;
  readonly name: string;
  readonly payload?: object;
  readonly page?: 'datev-desk' | 'datev-admin' | 'datev-panel';
  /** On whose page it is, in the panel. */
  readonly issue?: { readonly id: string; readonly key: string };
};

/**
 * A call of a page, whatever happens to it. Where the platform is to blame the page says that the app goes on by itself with what
 * was begun: that is no refusal.
 */
export async function ask<T>({ w }: Pick<Stage, 'w'>, wish: Wish): Promise<Asked<T>> {
  const { by, name, payload = {}, page = 'datev-desk', issue } = wish;
  const at = issue === undefined ? {} : { issue: { id: issue.id, key: issue.key } };
  let answer: Answer<T>;
  try {
    answer = await call<T>(w, page, name, { as: ACCOUNTS[by], payload, ...at });
  } catch {
    return { is: 'died' };
  }
  if (answer.ok) return { is: 'done', value: answer.value };
  const { code } = answer.problem;
  return code.startsWith('platform.') ? { is: 'died' } : { is: 'refused', code };
}

/** Everything on the desk's list. */
export async function cases(stage: Pick<Stage, 'w'>, show = 'all'): Promise<readonly Case[]> {
  const payload = { show, search: '', limit: 100 };
  const asked = await ask<{ readonly rows: readonly Case[] }>(stage, {
    by: 'admin',
    name: 'desk.view',
    payload,
  });
  return asked.is === 'done' ? asked.value.rows : [];
}

export type View = {
  readonly kind: 'extf' | 'dxso' | 'document' | 'run';
  readonly state: string;
  readonly auditIntact: boolean;
  readonly facts: {
    readonly issueKey?: string;
    readonly mandant: string;
    readonly revision: number;
    readonly fileName: string;
    readonly jobId?: string;
  };
  readonly candidate?: { readonly sha256: string };
  readonly files: readonly { readonly sha256: string }[];
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  readonly stuck: readonly { readonly key: string }[];
  readonly actions: Readonly<
    Record<
      'resubmit' | 'withdraw' | 'overrule' | 'close' | 'decide' | 'newIssue' | 'upload',
      { readonly allowed: boolean; readonly mode?: string; readonly goes?: { readonly sha256: string } }
    >
  >;
};

export async function see(stage: Pick<Stage, 'w'>, { submissionId }: Case, by: Who = 'admin') {
  const asked = await ask<View>(stage, { by, name: 'submission.view', payload: { submissionId } });
  return asked.is === 'done' ? asked.value : undefined;
}

type Handing = {
  readonly file: SimFile;
  readonly to: { readonly submissionId: string } | { readonly mandant: string };
  /** What the page says that it corrects. */
  readonly jobId?: string | undefined;
};

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hands a file in as the browser does; the auditor is told before, as the page may break when all of it is there. */
export async function handIn(stage: Stage, by: Who, { file, to, jobId }: Handing): Promise<Asked<unknown>> {
  const packed = gzipSync(file.bytes);
  const sha256 = sha256Of(file.bytes);
  const isWrong = file.isWrong === true ? { isWrong: true as const } : {};
  const of = { ...('submissionId' in to ? to : {}), ...(jobId === undefined ? {} : { jobId }) };
  stage.heard.handed.set(sha256, { at: now(stage), ...isWrong, ...of });
  const target = { ...('submissionId' in to ? { to: 'submission' } : { to: 'mandant' }), ...to };
  const about = file.document === undefined ? target : { ...target, document: file.document };
  const size = { bytes: file.bytes.length, packedBytes: packed.length };
  const payload = { target: about, name: file.name, ...size, sha256 };
  const begun = await ask<{ fileId: string }>(stage, { by, name: 'file.begin', payload });
  if (begun.is !== 'done') return begun;
  const { fileId } = begun.value;
  const data = packed.toString('base64');
  const put = await ask(stage, { by, name: 'file.put', payload: { fileId, n: 0, data } });
  if (put.is !== 'done') return put;
  const finished = await ask(stage, { by, name: 'file.finish', payload: { fileId } });
  if (finished.is !== 'refused') stage.heard.finished.push({ by, fileId, name: file.name });
  return finished;
}
