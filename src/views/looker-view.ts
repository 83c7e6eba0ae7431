import type { LookerAnswer } from '../contract/pipelines';
import { present } from '../kernel/present';
import type { Lang, Text } from '../kernel/problem';
import { type ConnectionState, hostOf, isStaticHost, type LookerConnection } from '../looker/connection';
import { problemText } from '../texts/problem-text';

type View = LookerAnswer['connections'][number];

const STATES: Readonly<
  Record<ConnectionState, { readonly tone: View['tone']; readonly text: Text; readonly code?: string }>
> = {
  connected: { tone: 'success', text: { de: 'Verbunden', en: 'Connected' } },
  'wrong-key': {
    tone: 'removed',
    text: { de: 'Schlüssel abgelehnt', en: 'Key refused' },
    code: 'looker.wrong-key',
  },
  'not-approved': {
    tone: 'moved',
    text: { de: 'Nicht freigegeben', en: 'Not approved' },
    code: 'looker.not-approved',
  },
  paused: { tone: 'removed', text: { de: 'Angehalten', en: 'Paused' }, code: 'looker.paused' },
};

/** A Looker connection on the admin page. */
export function lookerView(
  connection: LookerConnection,
  of: { readonly queries: number; readonly pipelines: number; readonly lang: Lang },
): View {
  const { id, name, url, clientId, state, budget } = connection;
  const { tone, text, code } = STATES[state];
  const host = hostOf(url);
  const problem =
    code === undefined
      ? undefined
      : { code, ...problemText({ code, retry: 'after-fix', values: { host } }, of.lang) };
  return {
    id,
    name,
    url,
    clientId,
    tone,
    text: text[of.lang],
    needsApproval: !isStaticHost(url),
    domain: host,
    callsThisMonth: of.queries,
    pipelines: of.pipelines,
    ...present({ problem, budget }),
  };
}
