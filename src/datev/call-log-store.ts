import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import { atItsEnd } from '../platform/context';
import { envValue } from '../platform/env';
import { uuid } from '../platform/ids';
import * as kv from '../platform/kv';
import { sealFor } from '../platform/seal';
import { unwrap } from '../platform/trouble';

/**
 * DATEV's release review demands a technical log of all calls, kept 14 days and not shown to customers: when, what, how it
 * was answered, never with the token. Bodies of errors and status queries may quote ledger values, so they are kept only
 * sealed for the vendor.
 */
type CallEntry = {
  readonly at: string;
  readonly tookMs: number;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** Absent when no answer came; then `problem` says why. */
  readonly status?: number | undefined;
  readonly problem?: string | undefined;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
};

const KEPT_DAYS = 15;
const MAX_BODY = 4000;

/** The vendor's public key; without it no body is kept and no log leaves. */
export function vendorKey(): string | undefined {
  return envValue('SUPPORT_PUBLIC_KEY');
}

/**
 * Keeps an entry. A log that cannot be written must not cost the call: then Forge's own log has to be enough. What only reads
 * is written together at the invocation's end (ADR 0051); what may have changed something at DATEV, at once.
 */
export async function keepCall(entry: CallEntry): Promise<void> {
  const together = entry.method === 'GET' ? atItsEnd('call-log', callPages) : undefined;
  await (together?.keep(entry) ?? write(entry.at, logged(entry)));
}

/** Where a call is logged. */
export type KeepCall = (entry: CallEntry) => Promise<void>;

/** About so many entries at most lie in memory only: should the invocation be killed, Forge's own log has them. */
const PAGE = 20;

/** The same for many calls of one invocation: some entries under one key, written while others are made. `end` awaits them. */
export function callPages(): { readonly keep: KeepCall; readonly end: () => Promise<void> } {
  let page: readonly LoggedCall[] = [];
  const writing: Promise<void>[] = [];
  const turn = () => {
    const [calls, first] = [page, page[0]];
    page = [];
    if (first !== undefined) writing.push(write(first.at, { v: 1, at: first.at, calls }));
  };
  return {
    async keep(entry) {
      page = [...page, logged(entry)];
      if (page.length >= PAGE) turn();
    },
    async end() {
      turn();
      await awaitAll(writing);
    },
  };
}

type LoggedCall = Omit<CallEntry, 'body'> & { readonly sealed?: string };

function logged({ body, ...entry }: CallEntry): LoggedCall {
  const key = vendorKey();
  const sealed = body === undefined || key === undefined ? undefined : sealFor(key, body.slice(0, MAX_BODY));
  return { ...entry, ...present({ sealed }) };
}

async function write(at: string, value: object): Promise<void> {
  await kv.set(`http:${at}:${uuid().slice(0, 8)}`, value, { ttlSeconds: KEPT_DAYS * secondsInDay });
}

const Entry = v.looseObject({ at: v.string() });
/** What lies under a key: some entries of one invocation, or one for itself. */
const Kept = v.union([
  v.pipe(
    v.object({ calls: v.array(Entry) }),
    v.transform(({ calls }) => calls),
  ),
  v.pipe(
    Entry,
    v.transform((one) => [one]),
  ),
]);

/**
 * A page of the log, oldest first, one JSON per line, sealed for the vendor as a whole; undefined without the vendor's key.
 * DATEV's own texts, which may quote ledger values, only where the administrator decided so.
 */
export async function sealedPage(wish: {
  readonly cursor?: string;
  readonly withTexts: boolean;
}): Promise<{ readonly part: string; readonly cursor?: string } | undefined> {
  const key = vendorKey();
  if (key === undefined) return undefined;
  const page = await unwrap(kv.queryKeys('http:', wish.cursor));
  const lines = page.rows.flatMap(({ value }) => {
    const kept = v.safeParse(Kept, value);
    if (!kept.success) return [];
    return kept.output.map(({ sealed, ...plain }) =>
      JSON.stringify(wish.withTexts ? { ...plain, ...present({ sealed }) } : plain),
    );
  });
  const part = sealFor(key, lines.join('\n'));
  if (part === undefined) return undefined;
  return page.cursor === undefined ? { part } : { part, cursor: page.cursor };
}
