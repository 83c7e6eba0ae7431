import { receiveHook } from '../flows/booking/receive-hook';
import { type HookAnswer, LATER, WRONG_METHOD } from '../hooks/answer';
import type { HookRequest } from '../hooks/request';
import { log } from '../platform/log';
import { PlatformTrouble } from '../platform/trouble';
import type { EndpointAnswer } from './login-endpoint';

/** Other programs send their hooks here. Nothing of a message, a signature or a token is ever logged. */
export async function hookDoor(request: HookRequest): Promise<EndpointAnswer> {
  try {
    return answered(await receiveHook(request));
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('hook.trouble', { code: error.problem.code });
    return answered(LATER);
  }
}

/** For everything but GET and POST. */
export function wrongMethod(): EndpointAnswer {
  const answer = answered(WRONG_METHOD);
  return { ...answer, headers: { ...answer.headers, Allow: ['GET, POST'] } };
}

function answered({ status, body, retryAfterSeconds }: HookAnswer): EndpointAnswer {
  return {
    statusCode: status,
    headers: {
      'Content-Type': ['application/json; charset=utf-8'],
      'Cache-Control': ['no-store'],
      'X-Content-Type-Options': ['nosniff'],
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': [String(retryAfterSeconds)] }),
    },
    body: JSON.stringify(body),
  };
}
