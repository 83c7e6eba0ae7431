import type { LookerAnswer } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import {
  type ConnectionState,
  hostOf,
  isStaticHost,
  type LookerConnection,
} from '../../looker/login/connection';
import { usageOf } from '../../looker/meter';
import type { ProblemCode } from '../../texts/problem-code';
import { problemText } from '../../texts/problem-text';
import { say } from '../../texts/say';

type View = LookerAnswer['connections'][number];

const STATES: Readonly<
  Record<ConnectionState, { readonly tone: View['tone']; readonly code?: ProblemCode }>
> = {
  connected: { tone: 'success' },
  'wrong-key': {
    tone: 'removed',
    code: 'looker.wrong-key',
  },
  'not-approved': {
    tone: 'moved',
    code: 'looker.not-approved',
  },
  paused: { tone: 'removed', code: 'looker.paused' },
};

/** A Looker connection on the admin page. */
export function lookerView(
  connection: LookerConnection,
  of: { readonly queries: number; readonly pipelines: number; readonly lang: Lang },
): View {
  const { id, name, url, clientId, state, budget } = connection;
  const { tone, code } = STATES[state];
  const host = hostOf(url);
  const problem =
    code === undefined
      ? undefined
      : { code, ...problemText({ code, retry: 'after-fix', values: { host } }, of.lang) };
  const usage = budget === undefined ? undefined : usageOf(of.queries, budget);
  return {
    id,
    name,
    url,
    clientId,
    tone,
    text: say(`looker-state.${state}.text`, of.lang),
    needsApproval: !isStaticHost(url),
    domain: host,
    callsThisMonth: of.queries,
    pipelines: of.pipelines,
    ...present({ problem, budget, usage }),
  };
}
