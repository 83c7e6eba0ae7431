import * as v from 'valibot';
import { callbackOf } from '../datev/login';
import { confirmLogin, keepCallback, loadCallback, loadLogin } from '../datev/login-store';
import type { Lang } from '../kernel/problem';
import { constantTimeEqual } from '../platform/bytes';
import { randomText } from '../platform/random';
import { aboutOf, LOGIN_PAGE_HEADERS, type LoginPage, loginPage } from '../views/login-page';

type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
};

const Lists = v.record(v.string(), v.array(v.string()));
const Request = v.object({
  method: v.string(),
  headers: v.fallback(Lists, {}),
  queryParameters: v.fallback(Lists, {}),
});

/**
 * The public door: DATEV sends people back to it after the login. Anybody can knock, so it only stores what fits a login
 * that an administrator began, and does nothing with it: the person confirms, and the administrator's page finishes.
 */
export async function inbound(raw: unknown): Promise<Answer> {
  const request = v.safeParse(Request, raw);
  if (!request.success || request.output.method !== 'GET') return NOT_FOUND;
  const { queryParameters: query, headers } = request.output;
  const parameters = callbackOf(query);
  const state = parameters?.['state'];
  if (parameters === undefined || state === undefined) return NOT_FOUND;
  const lang = langOf(headers);
  const confirm = query['confirm'];
  return confirm === undefined
    ? shown(await received(state, parameters, lang), lang)
    : shown(await confirmed(state, confirm), lang);
}

const NOT_FOUND: Answer = {
  statusCode: 404,
  headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
  body: 'Not found',
};

function shown(page: LoginPage, lang: Lang): Answer {
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
function langOf(headers: Readonly<Record<string, readonly string[]>>): Lang {
  const accepted = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept-language');
  return /^de\b/i.test(accepted?.[1][0] ?? '') ? 'de' : 'en';
}
