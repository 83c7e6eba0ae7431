import { callbackOf } from '../datev/login/login';
import { confirmLogin, keepCallback, loadCallback, loadLogin } from '../datev/login/login-store';
import type { Lists } from '../hooks/request';
import type { Lang } from '../kernel/problem';
import { constantTimeEqual } from '../platform/bytes';
import { randomText } from '../platform/random';
import { aboutOf, LOGIN_PAGE_HEADERS, type LoginPage, loginPage } from '../views/login-page';

/** What Forge makes an HTTP answer of. */
export type LoginAnswer = {
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
}): Promise<LoginAnswer> {
  const parameters = callbackOf(query);
  const state = parameters?.['state'];
  if (parameters === undefined || state === undefined) return NOT_FOUND;
  const lang = langOf(headers);
  const confirm = query['confirm'];
  return confirm === undefined
    ? shown(await received(state, parameters, lang), lang)
    : shown(await confirmed(state, confirm), lang);
}

/** Whatever is none of our business. */
export const NOT_FOUND: LoginAnswer = {
  statusCode: 404,
  headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
  body: 'Not found',
};

function shown(page: LoginPage, lang: Lang): LoginAnswer {
  const statusCode = page.is === 'over' ? 400 : 200;
  return { statusCode, headers: LOGIN_PAGE_HEADERS, body: loginPage(page, lang) };
}

async function received(
  state: string,
  parameters: Readonly<Record<string, string>>,
  lang: Lang,
): Promise<LoginPage> {
  const login = await loadLogin(state);
  const isAnswer = parameters['code'] !== undefined || parameters['error'] !== undefined;
  if (login === undefined || !isAnswer) return { is: 'over' };
  const confirm = randomText();
  if (!(await keepCallback(state, { parameters, confirm }))) return { is: 'over' };
  if (parameters['error'] !== undefined) return { is: 'denied' };
  const link = `?${new URLSearchParams({ state, confirm }).toString()}`;
  const about = aboutOf(login.mandant, lang);
  return { is: 'confirm', site: login.site, startedBy: login.startedBy, about, link };
}

async function confirmed(state: string, [given = '', ...more]: readonly string[]): Promise<LoginPage> {
  const login = await loadLogin(state);
  const callback = login === undefined ? undefined : await loadCallback(state);
  if (callback === undefined || more.length > 0) return { is: 'over' };
  if (!constantTimeEqual(given, callback.confirm)) return { is: 'over' };
  await confirmLogin(state);
  return { is: 'confirmed' };
}

/** Header names come in any case; the first language counts. */
function langOf(headers: Lists): Lang {
  const accepted = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept-language');
  return /^de\b/i.test(accepted?.[1][0] ?? '') ? 'de' : 'en';
}
