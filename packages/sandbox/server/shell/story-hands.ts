/// <reference lib="dom" />
import { type Act, type Place, perform } from '../bridge/act';
import { asJson, jira } from './api';
import { h } from './dom';
import { actIn } from './frames';
import { issueRows } from './issue-list';
import { session } from './session';
import { word } from './words';

/** How the story does what people do: it shows where, waits a moment, and does it. */
const PANEL = 'datev-panel';
/** The share of a caption's time that the eye gets to find the ring. */
const GLANCE = 0.4;

const ring = h('div', { class: 'ring', 'aria-hidden': 'true', hidden: true });

export function hideRing(): void {
  ring.hidden = true;
}

/** In the panel on this issue. */
export async function inPanel(act: Act): Promise<void> {
  const seen = await actIn(PANEL, { do: act.do === 'give' ? 'give' : 'find', at: act.at });
  await look(seen.place, seen.element);
  if (act.do === 'find') return;
  await actIn(PANEL, act);
  // The page is another one then.
  hideRing();
}

/** On the shell's own page. */
export async function onPage(at: string): Promise<void> {
  await look(await perform({ do: 'find', at }));
}

/** Draws the ring, in the middle of the window, and lets the eye arrive. */
async function look(place: Place, frame?: HTMLElement): Promise<void> {
  const around = frame?.getBoundingClientRect();
  const left = place.left + (around?.left ?? 0) + window.scrollX;
  const top = place.top + (around?.top ?? 0) + window.scrollY;
  const { width, height } = place;
  if (!ring.isConnected) document.body.append(ring);
  Object.assign(ring.style, {
    ...{ left: `${left - 4}px`, top: `${top - 4}px` },
    ...{ width: `${width + 8}px`, height: `${height + 8}px` },
  });
  ring.hidden = false;
  window.scrollTo({ top: Math.max(0, top - window.innerHeight / 3) });
  await sleep(session.config.storyPace * GLANCE);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Another program gives DATEV the file of this label. */
export async function sendElsewhere(label: string): Promise<void> {
  await fine(fetch('/_shell/other-program', asJson('POST', { label })));
}

/** The same file, as whoever has that program would hand it in. */
export async function fileOf(label: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const answer = await fine(fetch(`/_shell/files/story?${new URLSearchParams({ label })}`));
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  return { name, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

export async function advance(seconds: number): Promise<void> {
  await fine(fetch('/_sandbox/clock', asJson('POST', { advanceSeconds: seconds })));
}

export async function issueKeys(): Promise<readonly string[]> {
  return (await issueRows()).map(({ key }) => key);
}

/** Discovery runs by the hour, Jira's index lags a little: minutes pass until the issue is there. */
export async function untilNewIssue(before: readonly string[]): Promise<string> {
  for (let minutes = 0; minutes < 240; minutes += 10) {
    const found = (await issueKeys()).find((key) => !before.includes(key));
    if (found !== undefined) return found;
    await advance(600);
  }
  throw new Error(word('story.noIssue'));
}

/** "Apps" on the issue's page, pressed by whoever works on it. */
export async function addPanel(issueKey: string): Promise<void> {
  const { id } = (await (await fine(jira(`/issue/${issueKey}?fields=summary`))).json()) as { id: string };
  await fine(fetch('/_shell/panel', asJson('POST', { issueId: id, moduleKey: PANEL, shown: true })));
}

/** Time passes until the issue's submission is in one of these states. */
export async function untilState(
  issueKey: string,
  states: readonly string[],
  seconds: number,
): Promise<void> {
  for (let turn = 0; turn < 90; turn += 1) {
    if (states.includes(await stateOf(issueKey))) return;
    await advance(seconds);
  }
  throw new Error(word('story.slow'));
}

async function stateOf(issueKey: string): Promise<string> {
  const { accountId: user } = session;
  const order = { moduleKey: PANEL, functionKey: 'submission.view', user, issueKey, payload: { lang: 'en' } };
  const answer = await fine(fetch('/_sandbox/resolver', asJson('POST', order)));
  const { result } = (await answer.json()) as { result?: { value?: { state?: string } } };
  return result?.value?.state ?? '';
}

async function fine(doing: Promise<Response>): Promise<Response> {
  const answer = await doing;
  if (answer.ok) return answer;
  throw new Error(`${answer.status}: ${(await answer.text()).slice(0, 200)}`);
}
