import type { Core } from './core';
import { type DcoControls, type DxsoJobView, dcoControls, dxsoJobViews } from './dco-controls';
import type { Environment } from './environment';
import { wireJob } from './extf-api';
import { CONSULTANT, layOldJobs, mandant } from './fresh-state';
import { type Pending, settleDue } from './jobs';
import { changeMandant as change } from './mandanten';
import type {
  Accepted,
  AnswerFault,
  Grant,
  JobFault,
  JobFaultCode,
  Mandant,
  Meters,
  Order,
  Service,
  State,
  StoredDocument,
  StoredJob,
  Wording,
} from './model';

/** Assumption A2: a job is in the list at the latest 15 minutes after it was taken. */
export const MAX_LIST_DELAY_MS = 15 * 60_000;

export type WholeState = {
  readonly mandanten: Readonly<Record<Environment, readonly Mandant[]>>;
  readonly jobs: readonly {
    readonly environment: Environment;
    readonly mandant: string;
    /** As the wire shows it now. */
    readonly job: WholeJob;
    /** How the file's own check ends or ended, also while pending. */
    readonly sealed: 'succeeded' | 'failed';
    readonly dueAt: number;
  }[];
  readonly accepted: readonly Accepted[];
  readonly dxsoJobs: readonly DxsoJobView[];
  readonly documents: readonly StoredDocument[];
  readonly meters: Meters;
};

/** The levers for tests, the shell and the fault seam. All instants and durations are virtual milliseconds. */
export type DatevControls = DcoControls & {
  /** How long files are pending (0 to 6 h), for all or by file; undefined = 8–40 s by chance. */
  setPending(pending: number | Pending | undefined): void;
  /** Seconds in `Retry-After`; default 5. */
  setRetryAfter(seconds: number): void;
  /** The status of an import that is taken; default 202, the documented one. */
  setAcceptedStatus(status: 201 | 202): void;
  /** How long a taken job is missing from the list (0 to 15 min, A2); default 0. */
  setListDelay(ms: number): void;
  setOrder(order: Order): void;
  setWording(wording: Wording): void;
  /** The next accepted files (of this Mandant) fail so; `says` replaces DATEV's sentence (`detail`). */
  failNext(code: JobFaultCode, more?: Omit<JobFault, 'code'> & { readonly times?: number }): void;
  /** The next calls are answered with this status (503 for import: 1008837), without effect unless `afterEffect`. */
  answerNext(
    status: AnswerFault['status'],
    more?: Omit<AnswerFault, 'status' | 'code'> & { readonly times?: number },
  ): void;
  /** Finished jobs of other programs, older than everything there. */
  addOldJobs(mandant: string, count: number, environment?: Environment): void;
  /** One more Mandant of the sandbox's consultant, with the Buchungsdatenservice; answers its id. */
  addMandant(about: { readonly client: number; readonly name: string }): string;
  addToken(token: string, grant: Grant): void;
  revokeToken(token: string): void;
  /** From `at` (default: now) on the token is answered 401. */
  expireToken(token: string, at?: number): void;
  /** How many days long-term approvals last that are given from now on; default 730. */
  setLongTermDays(days: number): void;
  setService(mandant: string, service: Service, on: boolean): void;
  /** Off: jobs end with 1008838 although the service is booked. */
  setPermission(mandant: string, on: boolean): void;
  /** Off: the user behind the token no longer sees the Mandant (403, not in the list). */
  setAccess(mandant: string, on: boolean): void;
  /** Every file DATEV took, in order, by whomever. */
  accepted(): readonly Accepted[];
  meters(): Meters;
  /** Every token and code that was ever given out. */
  secrets(): readonly string[];
  /** How often a refresh token was redeemed, and how often one that was spent already. */
  redemptions(): { readonly redeemed: number; readonly reused: number };
  wholeState(): WholeState;
};

export function makeControls(core: Core): DatevControls {
  return { ...switches(core), ...faults(core), ...people(core), ...views(core), ...dcoControls(core) };
}

function switches(
  core: Core,
): Pick<
  DatevControls,
  'setPending' | 'setRetryAfter' | 'setAcceptedStatus' | 'setListDelay' | 'setOrder' | 'setWording'
> {
  return {
    setAcceptedStatus: (status) => {
      core.state.acceptedStatus = status;
    },
    setPending: (pending) => {
      core.pending = typeof pending === 'function' ? pending : undefined;
      if (typeof pending === 'number') core.state.pendingMs = pending;
      else delete core.state.pendingMs;
    },
    setRetryAfter: (seconds) => {
      core.state.retryAfterSeconds = seconds;
    },
    setListDelay: (ms) => {
      core.state.listDelayMs = Math.min(Math.max(0, ms), MAX_LIST_DELAY_MS);
    },
    setOrder: (order) => {
      core.state.order = order;
    },
    setWording: (wording) => {
      core.state.wording = wording;
    },
  };
}

function faults(core: Core): Pick<DatevControls, 'failNext' | 'answerNext' | 'addOldJobs' | 'addMandant'> {
  return {
    addMandant: ({ client, name }) => {
      const added = mandant(CONSULTANT, client, { name, services: ['Buchungsdatenservice'] });
      core.state.mandanten.sandbox = [...core.state.mandanten.sandbox, added];
      return added.id;
    },
    failNext: (code, { times = 1, ...more } = {}) => {
      for (let n = 0; n < times; n += 1) core.state.jobFaults.push({ code, ...more });
    },
    answerNext: (status, { times = 1, ...more } = {}) => {
      for (let n = 0; n < times; n += 1) core.state.answerFaults.push({ status, ...more });
    },
    addOldJobs: (mandant, count, environment = 'sandbox') => {
      change(core.state, mandant, (same) => same);
      layOldJobs(core.state, { environment, mandant, count, now: core.world.clock.now() });
    },
  };
}

function people(
  core: Core,
): Pick<
  DatevControls,
  | 'addToken'
  | 'revokeToken'
  | 'expireToken'
  | 'setLongTermDays'
  | 'setService'
  | 'setPermission'
  | 'setAccess'
> {
  const changed = (mandant: string, how: (before: Mandant) => Mandant): void => {
    // What fell due before the change ends under the old rights.
    settleDue(core.state, core.world.clock.now());
    change(core.state, mandant, how);
  };
  return {
    addToken: (token, grant) => {
      core.state.grants[token] = grant;
    },
    revokeToken: (token) => changeGrant(core.state, token, { revoked: true }),
    expireToken: (token, at = core.world.clock.now()) => changeGrant(core.state, token, { expiresAt: at }),
    setLongTermDays: (days) => {
      core.state.openid.longTermDays = days;
    },
    setService: (mandant, service, on) =>
      changed(mandant, (before) => {
        const others = before.services.filter((one) => one !== service);
        return { ...before, services: on ? [...others, service] : others };
      }),
    setPermission: (mandant, permitted) => changed(mandant, (before) => ({ ...before, permitted })),
    setAccess: (mandant, accessible) => changed(mandant, (before) => ({ ...before, accessible })),
  };
}

function changeGrant(state: State, token: string, more: Partial<Grant>): void {
  const grant = state.grants[token];
  if (grant === undefined) throw new Error('no such token in the fake DATEV');
  state.grants[token] = { ...grant, ...more };
}

function views(
  core: Core,
): Pick<DatevControls, 'accepted' | 'meters' | 'secrets' | 'redemptions' | 'wholeState'> {
  return {
    secrets: () => {
      const { accessTokens, refreshTokens, codes } = core.state.openid;
      return [accessTokens, refreshTokens, codes].flatMap((all) => Object.keys(all));
    },
    redemptions: () => {
      const { redeemed, reused } = core.state.openid;
      return { redeemed, reused };
    },
    accepted: () => structuredClone(core.state.accepted),
    meters: () => structuredClone(core.state.meters),
    wholeState: () => {
      const { state } = core;
      settleDue(state, core.world.clock.now());
      const environments: readonly Environment[] = ['sandbox', 'production'];
      const jobs = environments.flatMap((environment) =>
        Object.entries(state.jobs[environment]).flatMap(([mandant, list]) =>
          list.map((job) => ({
            environment,
            mandant,
            job: shownJob(job, state.wording),
            sealed: job.sealed.result,
            dueAt: job.dueAt,
          })),
        ),
      );
      const { mandanten, accepted, documents, meters } = state;
      const dxsoJobs = dxsoJobViews(state.dxso.jobs);
      return { ...structuredClone({ mandanten, accepted, dxsoJobs, documents, meters }), jobs };
    },
  };
}

/** A stored job never changes, another one takes its place: of hundreds of old ones each is shown once. */
const SHOWN = new WeakMap<StoredJob, { readonly wording: Wording; readonly job: WholeJob }>();
type WholeJob = Readonly<Record<string, unknown>>;

function shownJob(stored: StoredJob, wording: Wording): WholeJob {
  const known = SHOWN.get(stored);
  if (known?.wording === wording) return known.job;
  const job = Object.freeze(wireJob(stored, wording));
  SHOWN.set(stored, { wording, job });
  return job;
}
