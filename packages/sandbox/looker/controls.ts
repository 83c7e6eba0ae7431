import type { Core } from './call';
import { columnNamed } from './columns';
import { bucketKey, isColumn } from './ledger';
import type {
  Activity,
  AnswerFault,
  ApiUser,
  CallEntry,
  Drift,
  Explore,
  Permission,
  State,
  TaskEnd,
  Value,
} from './model';
import { type WebhookRequest, type WebhookWish, webhookRequest } from './webhook';

type Month = {
  /** `455148-3` */
  readonly client: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** Default `general_ledger`. */
  readonly explore?: Explore;
};
/** The levers for tests, the shell and the simulation; all of it is part of the state. */
export type LookerControls = {
  /** The next call (of this operation, at this host) is answered so, without effect. The oldest fitting one wins. */
  answerNext(fault: AnswerFault & { readonly times?: number }): void;
  /** All tokens (of this host) are worth nothing from now on: 401. */
  expireTokens(host?: string): void;
  /** How long query and render tasks take from now on; default 2,000 ms. */
  setSlow(ms: number): void;
  /** Schema drift, added to what is there: names with or without `general_ledger.`. */
  setColumns(drift: Partial<Drift> & { readonly explore?: Explore }): void;
  /** One line differs from what its rule makes. Values are not checked; names are those of the beginning. */
  mutateRow(line: Month & { readonly index: number; readonly set: Readonly<Record<string, Value>> }): void;
  setRowCount(month: Month & { readonly rows: number }): void;
  /** What API users (of this host, with this key) may see and do from now on; what is not given stays. */
  setPermissions(
    who: { readonly host?: string; readonly clientId?: string },
    change: { readonly models?: readonly string[]; readonly permissions?: readonly Permission[] },
  ): void;
  /** The key is deleted or given a new secret in Looker; tokens made with it are gone. */
  changeKey(clientId: string, change: 'delete' | { readonly clientSecret: string }): void;
  /** How the next query task ends; `failure`: how the next render task does. */
  failNextTask(status: Exclude<TaskEnd, 'complete'> | 'failure'): void;
  /** The next tasks say `expired` for so long, then the truth. */
  bogusExpired(times: number, ms: number): void;
  /** The next run answers 200 with this `looker_error`; a task made next ends in it. */
  errorIn200(text: string, times?: number): void;
  /** No run gives more rows than this, and none says so except json_detail; undefined: as before. */
  truncate(at: number | undefined): void;
  /** Off: Looks render to pictures only, as the document of create_look_render_task reads. Default on. */
  setLookPdf(on: boolean): void;
  /** What a scheduled plan sends to a webhook, as plain data; nobody sends it. */
  webhook(wish: WebhookWish): WebhookRequest;
  /** The last 5,000 calls, the refused ones too. */
  calls(): readonly CallEntry[];
  /** Calls by host and kind, all since the beginning. */
  meters(): Readonly<Record<string, Readonly<Record<Activity, number>>>>;
  /** Every client secret and token there is. */
  secrets(): readonly string[];
};

export function makeControls(core: Core): LookerControls {
  return { ...faults(core), ...data(core), ...people(core), ...views(core) };
}

type Faults = Pick<
  LookerControls,
  'answerNext' | 'setSlow' | 'failNextTask' | 'bogusExpired' | 'errorIn200' | 'truncate' | 'setLookPdf'
>;
function faults(core: Core): Faults {
  return {
    answerNext: ({ times = 1, ...fault }) => {
      for (let n = 0; n < times; n += 1) core.state.answerFaults.push(fault);
    },
    setSlow: (ms) => {
      core.state.slowMs = Math.max(0, ms);
    },
    failNextTask: (status) => {
      if (status === 'failure') core.state.nextRenders.push(status);
      else core.state.nextTasks.push(status);
    },
    bogusExpired: (times, ms) => {
      core.state.bogus = { times, ms };
    },
    errorIn200: (text, times = 1) => {
      for (let n = 0; n < times; n += 1) core.state.errorsIn200.push(text);
    },
    truncate: (at) => {
      if (at === undefined) delete core.state.truncateAt;
      else core.state.truncateAt = at;
    },
    setLookPdf: (on) => {
      core.state.lookPdf = on;
    },
  };
}

function data(core: Core): Pick<LookerControls, 'setColumns' | 'mutateRow' | 'setRowCount'> {
  return {
    setColumns: ({ explore = 'general_ledger', ...drift }) => {
      const before = core.state.columns[explore] ?? { rename: {}, remove: [], retype: {} };
      core.state.columns[explore] = merged(before, drift);
    },
    mutateRow: ({ client, month, index, explore = 'general_ledger', set }) => {
      const key = bucketKey(explore, client, month);
      const lines = core.state.mutations[key] ?? {};
      const named = Object.entries(set).map(([name, value]) => [columnNamed(name), value] as const);
      core.state.mutations[key] = { ...lines, [index]: { ...lines[index], ...Object.fromEntries(named) } };
    },
    setRowCount: ({ client, month, explore = 'general_ledger', rows }) => {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`${month} is no month`);
      core.state.rows[bucketKey(explore, client, month)] = rows;
    },
  };
}

function merged(before: Drift, { rename = {}, remove = [], retype = {} }: Partial<Drift>): Drift {
  const named = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [columnNamed(name), value]));
  const renamed = Object.entries(named(rename)).map(([from, to]) => {
    const bare = to.replace('general_ledger.', '');
    if (isColumn(bare)) throw new Error(`the fake Looker has a column ${to} already`);
    return [from, bare];
  });
  return {
    rename: { ...before.rename, ...Object.fromEntries(renamed) },
    remove: [...before.remove, ...remove.map(columnNamed)],
    retype: { ...before.retype, ...named(retype) },
  };
}

function people(core: Core): Pick<LookerControls, 'expireTokens' | 'setPermissions' | 'changeKey'> {
  const dropTokens = (of: (user: ApiUser | undefined) => boolean): void => {
    const { state } = core;
    const kept = Object.entries(state.tokens).filter(([, token]) => !of(userOf(state, token.clientId)));
    state.tokens = Object.fromEntries(kept);
  };
  return {
    expireTokens: (host) => dropTokens((user) => host === undefined || user?.host === host),
    setPermissions: ({ host, clientId }, change) => {
      core.state.users = core.state.users.map((user) =>
        (host === undefined || user.host === host) && (clientId === undefined || user.clientId === clientId)
          ? { ...user, ...change }
          : user,
      );
    },
    changeKey: (clientId, change) => {
      const { state } = core;
      if (userOf(state, clientId) === undefined) throw new Error(`the fake Looker has no key ${clientId}`);
      dropTokens((user) => user?.clientId === clientId);
      state.users = state.users.flatMap((user) => {
        if (user.clientId !== clientId) return [user];
        return change === 'delete' ? [] : [{ ...user, ...change }];
      });
    },
  };
}

function userOf(state: State, clientId: string): ApiUser | undefined {
  return state.users.find((user) => user.clientId === clientId);
}

function views(core: Core): Pick<LookerControls, 'webhook' | 'calls' | 'meters' | 'secrets'> {
  return {
    webhook: (wish) => webhookRequest(core.state, core.world.clock.now(), wish),
    calls: () => structuredClone(core.state.calls),
    meters: () => structuredClone(core.state.meters),
    secrets: () => [...core.state.users.map((user) => user.clientSecret), ...Object.keys(core.state.tokens)],
  };
}
