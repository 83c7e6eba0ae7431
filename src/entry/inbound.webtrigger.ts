import * as v from 'valibot';
import { invocation } from '../platform/context';
import { hookDoor, wrongMethod } from './hook-endpoint';
import { type EndpointAnswer, loginDoor, NOT_FOUND } from './login-endpoint';

const Lists = v.record(v.string(), v.array(v.string()));
const Request = v.object({
  method: v.string(),
  headers: v.fallback(Lists, {}),
  queryParameters: v.fallback(Lists, {}),
  body: v.fallback(v.string(), ''),
});

/**
 * The public address of an installation, with two doors: people come back from DATEV's login by GET, other programs send
 * their hooks by POST.
 */
export function inbound(raw: unknown): Promise<EndpointAnswer> {
  return invocation(() => answer(raw));
}

async function answer(raw: unknown): Promise<EndpointAnswer> {
  const request = v.safeParse(Request, raw);
  if (!request.success) return NOT_FOUND;
  const { method, headers, queryParameters: query, body } = request.output;
  if (method === 'GET') return loginDoor({ query, headers });
  return method === 'POST' ? hookDoor({ query, headers, body }) : wrongMethod();
}
