import { callbackOf } from '../datev/login/login';
import { comeBack, confirmComeBack } from '../flows/people/come-back';
import type { Lists } from '../hooks/request';
import type { Lang } from '../kernel/lang';
import { LOGIN_PAGE_HEADERS, type LoginPage, loginPage } from '../views/login-page';

/** What Forge makes an HTTP answer of. */
export type EndpointAnswer = {
  readonly statusCode: number;
  readonly headers: Lists;
  readonly body: string;
};

/**
 * DATEV sends people back here after the login. Anybody can knock, so it only stores what fits a login that an administrator
 * began, and does nothing with it: the person confirms, and the administrator's page finishes.
 */
export async function loginDoor({
  query,
  headers,
}: {
  readonly query: Lists;
  readonly headers: Lists;
}): Promise<EndpointAnswer> {
  const parameters = callbackOf(query);
  const state = parameters?.['state'];
  if (parameters === undefined || state === undefined) return NOT_FOUND;
  const lang = langOf(headers);
  const confirm = query['confirm'];
  return confirm === undefined
    ? shown(await comeBack(state, parameters, lang), lang)
    : shown(await confirmComeBack(state, confirm), lang);
}

/** Whatever is none of our business. */
export const NOT_FOUND: EndpointAnswer = {
  statusCode: 404,
  headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
  body: 'Not found',
};

function shown(page: LoginPage, lang: Lang): EndpointAnswer {
  const statusCode = page.is === 'over' ? 400 : 200;
  return { statusCode, headers: LOGIN_PAGE_HEADERS, body: loginPage(page, lang) };
}

/** Header names come in any case; the first language counts. */
function langOf(headers: Lists): Lang {
  const accepted = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept-language');
  return /^de\b/i.test(accepted?.[1][0] ?? '') ? 'de' : 'en';
}
