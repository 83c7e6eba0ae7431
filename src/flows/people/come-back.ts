import { confirmLogin, keepCallback, loadCallback, loadLogin } from '../../datev/login/login-store';
import type { Lang } from '../../kernel/lang';
import { constantTimeEqual } from '../../platform/bytes';
import { randomText } from '../../platform/random';
import { aboutOf, type LoginPage } from '../../views/login-page';

/** Somebody comes back from DATEV: what they bring is kept for the login it fits, and the person is asked to confirm it. */
export async function comeBack(
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

/** The person confirms what they brought. */
export async function confirmComeBack(
  state: string,
  [given = '', ...more]: readonly string[],
): Promise<LoginPage> {
  const login = await loadLogin(state);
  const callback = login === undefined ? undefined : await loadCallback(state);
  if (callback === undefined || more.length > 0) return { is: 'over' };
  if (!constantTimeEqual(given, callback.confirm)) return { is: 'over' };
  await confirmLogin(state);
  return { is: 'confirmed' };
}
