import { hexOf } from './chance';
import { detail, records } from './formats';
import { DEMO_HOST, LOOKS, queryId, RELEASE } from './fresh-state';
import type { ApiUser, Asked, State, Value } from './model';
import { runQuery } from './run';

/** What a scheduled plan of an instance sends, and where to. */
export type WebhookWish = {
  readonly host?: string;
  /** Default 42. */
  readonly lookId?: string;
  readonly format?: 'json' | 'json_detail' | 'inline_json' | 'csv';
  /** The address the plan was given. */
  readonly address: string;
  /** The instance's static "Outgoing Webhook Token"; absent: the header is not sent. */
  readonly token?: string;
  readonly planId?: string;
  /** Put over the query of the Look, e.g. another month. */
  readonly filters?: Readonly<Record<string, string>>;
};
export type WebhookRequest = {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Shape: looker-open-source/actions, `action_request.ts`, and Looker's page on the webhook destination. No signature. */
export function webhookRequest(state: State, now: number, wish: WebhookWish): WebhookRequest {
  const { host = DEMO_HOST, lookId = '42', format = 'json', planId = '901' } = wish;
  const look = LOOKS.find(({ id }) => id === lookId);
  const user = state.users.find((one) => one.host === host);
  if (look === undefined || user === undefined) throw new Error(`no Look ${lookId} on ${host}`);
  const asked = { ...look.asked, filters: { ...look.asked.filters, ...wish.filters } };
  state.serial += 1;
  return {
    method: 'POST',
    url: wish.address,
    headers: {
      'content-type': 'application/json',
      'user-agent': `LookerOutgoingWebhook/${RELEASE}`,
      'x-looker-instance': hexOf(32, state.seed, 'instance', host),
      'x-looker-webhook-id': hexOf(32, state.seed, 'webhook', state.serial),
      ...(wish.token === undefined ? {} : { 'x-looker-webhook-token': wish.token }),
    },
    body: JSON.stringify({
      type: 'query',
      scheduled_plan: {
        ...{ title: look.title, scheduled_plan_id: planId, owner_id: user.id, type: 'Look' },
        ...{ query_id: queryId(state, host, asked), query: asked, url: `https://${host}/looks/${lookId}` },
        ...{ filters_differ_from_look: wish.filters !== undefined, download_url: null },
      },
      attachment: attachment(asked, { state, user, now, format }),
      data: {},
      form_params: {},
    }),
  };
}

type Sent = {
  readonly state: State;
  readonly user: ApiUser;
  readonly now: number;
  readonly format: NonNullable<WebhookWish['format']>;
};
function attachment(asked: Asked, { state, user, now, format }: Sent): unknown {
  const result = runQuery(asked, { state, user, now });
  const rows: unknown = 'error' in result ? [{ looker_error: result.error }] : records(result, false);
  if (format === 'csv')
    return { mimetype: 'text/csv', extension: 'csv', data: csv(rows as readonly Record<string, Value>[]) };
  const data = format === 'json_detail' ? detail(result, false) : rows;
  const mimetype = 'application/json;charset=utf-8';
  return { mimetype, extension: 'json', data: format === 'inline_json' ? data : JSON.stringify(data) };
}

function csv(rows: readonly Readonly<Record<string, Value>>[]): string {
  const quoted = (value: Value): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
  const head = Object.keys(rows[0] ?? {}).map(quoted);
  return [head, ...rows.map((row) => Object.values(row).map(quoted))]
    .map((line) => line.join(','))
    .join('\n');
}
