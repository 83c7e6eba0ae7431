/** What crosses between the app's realm and the platform. Everything here survives `postMessage`. */

export type Headers = Readonly<Record<string, string>>;
/** First argument of `__forge_fetch__`; `egress` is the patched `fetch`. */
export type CallMeta = {
  readonly type: string;
  readonly provider?: string;
  readonly remote?: string;
  readonly accountId?: string;
  readonly contextAri?: string;
};
export type OutCall = {
  /** Counted per invocation. */
  readonly id: number;
  readonly meta: CallMeta;
  /** Path with query, or an absolute URL for egress. */
  readonly target: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body?: string | Uint8Array;
};
export type WireAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      readonly body: string | Uint8Array;
      /** The connection breaks while the body is read. */
      readonly cut?: boolean;
    }
  /** The connection broke: `fetch` rejects. */
  | { readonly kind: 'broken'; readonly code: string };

/** How the app's function ended, before the platform has looked at it. */
export type RawOutcome =
  | { readonly kind: 'returned' /** JSON, or undefined. */; readonly json: string | undefined }
  | { readonly kind: 'threw'; readonly errorType: string; readonly message: string; readonly stack: string };

export type StartSpec = {
  readonly id: string;
  /** `file.export` of the manifest. */
  readonly handler: string;
  /** JSON of the event. */
  readonly event: string;
  readonly accountId?: string;
  readonly appContext: Readonly<Record<string, unknown>>;
  readonly contextAri: string;
  /** Chance of this invocation's `Math.random`, `randomUUID` and so on. */
  readonly seed: number;
  /** Virtual, milliseconds since the epoch. */
  readonly deadline: number;
  /** Whether the function can ask how long it may still run. */
  readonly tellsTime: boolean;
  readonly tracing: { readonly traceId: string; readonly spanId: string };
};

/** What an invocation tells its host. */
export type Outbox = {
  call(call: OutCall): void;
  /** The app no longer waits for this call. */
  abort(callId: number): void;
  timer(timerId: number, ms: number): void;
  clearTimer(timerId: number): void;
  line(level: string, text: string): void;
  done(outcome: RawOutcome): void;
};
/** What the host tells an invocation. */
export type Invocation = {
  settle(callId: number, answer: WireAnswer): void;
  fire(timerId: number): void;
  /** From now on nothing of it is heard. */
  silence(): void;
  /** Work that needs real time (reading a stream), not seen at the seam. */
  busy(): boolean;
};
