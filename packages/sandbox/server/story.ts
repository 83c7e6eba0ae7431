import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { correctFile, failingFile } from '../booking-files';
import type { StoryView } from './shell-types';

/**
 * "Play the story": what the product is for, in a minute, through the same doors everybody uses – the fake systems'
 * HTTP interfaces, the clock and the resolvers. Captions say in the shell what is going on.
 */
export type Story = {
  start(): void;
  stop(): void;
  view(): StoryView;
  /** Another program sends a file DATEV will reject; answers DATEV's answer. */
  sendFailingFile(): Promise<Response>;
};
export type StoryOptions = {
  /** The shell's origin, in process. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** Real milliseconds a caption stands before the next step. */
  readonly pace: number;
};
type Caption = { readonly de: string; readonly en: string };
type Teller = {
  readonly request: StoryOptions['request'];
  say(caption: Caption, issueKey?: string): Promise<void>;
  seen(issueKey: string): void;
};

const MANDANT = '455148-1';
const PANEL = 'datev-panel';
const CHUNK_BYTES = 176 * 1024;

export function createStory(options: StoryOptions): Story {
  let view: StoryView = { running: false };
  let run = 0;
  const tell = async (mine: number): Promise<void> => {
    const say = async (caption: Caption, issueKey = view.issueKey): Promise<void> => {
      if (mine !== run) throw new Stopped();
      view = { running: true, caption, ...(issueKey === undefined ? {} : { issueKey }) };
      await new Promise((resolve) => setTimeout(resolve, options.pace));
      if (mine !== run) throw new Stopped();
    };
    await play({ request: options.request, say, seen: (issueKey) => (view = { ...view, issueKey }) });
  };
  return {
    view: () => view,
    sendFailingFile: () => postToDatev(options.request, failingFile()),
    start() {
      run += 1;
      const mine = run;
      view = { running: true };
      tell(mine).then(
        () => (view = { ...view, running: false }),
        (error: Error) => {
          if (!(error instanceof Stopped)) view = { ...view, running: false, failed: error.message };
        },
      );
    },
    stop() {
      run += 1;
      view = { running: false };
    },
  };
}

class Stopped extends Error {}

async function play(teller: Teller): Promise<void> {
  const before = await issueKeys(teller);
  await teller.say({
    en: 'Another program, Kanzlei-Export, sends a booking batch to DATEV. It has a mistake nobody noticed.',
    de: 'Ein anderes Programm, Kanzlei-Export, sendet einen Buchungsstapel an DATEV. Er hat einen Fehler, den niemand bemerkt hat.',
  });
  await mustBeFine(await postToDatev(teller.request, failingFile()), 'DATEV did not take the file');
  await teller.say({
    en: 'DATEV takes the file first and rejects it later. Nobody in the firm is told.',
    de: 'DATEV nimmt die Datei zuerst an und lehnt sie später ab. In der Kanzlei erfährt das niemand.',
  });
  const issueKey = await untilNewIssue(teller, before);
  teller.seen(issueKey);
  await teller.say({
    en: 'The next round of DATEV for Jira finds the rejected job: one issue, with the reason in plain words. Open it:',
    de: 'Die nächste Runde von DATEV for Jira findet den abgelehnten Auftrag: ein Vorgang, mit dem Grund in klaren Worten. Öffnen Sie ihn:',
  });
  await teller.say({
    en: 'The accountant corrects the file and gives it to the issue. It is checked before anything is sent.',
    de: 'Die Buchhaltung korrigiert die Datei und gibt sie im Vorgang ab. Sie wird geprüft, bevor etwas gesendet wird.',
  });
  await addPanel(teller, issueKey);
  await uploadCorrected(teller, issueKey);
  await teller.say({
    en: 'The accountant moves the issue to Done. That is the order to send.',
    de: 'Die Buchhaltung verschiebt den Vorgang nach Done. Das ist der Auftrag zu senden.',
  });
  await moveTo(teller, issueKey, 'Done');
  await untilDelivered(teller, issueKey);
  await teller.say({
    en: 'Delivered: DATEV has taken the corrected batch over. The issue tells who did what and when.',
    de: 'Zugestellt: DATEV hat den korrigierten Stapel übernommen. Der Vorgang zeigt, wer was wann getan hat.',
  });
}

function postToDatev(
  request: StoryOptions['request'],
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Response> {
  return request(`/datev/accounting-extf-files/platform-sandbox/v3/clients/${MANDANT}/extf-files/import`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sandbox',
      'x-datev-client-id': 'kanzlei-export',
      'content-type': 'application/octet-stream',
      accept: 'application/json;charset=utf-8',
      filename: file.name,
      'client-application-version': '12.4',
      'reference-id': `kanzlei-export-${createHash('sha256').update(file.bytes).digest('hex').slice(0, 12)}`,
    },
    body: new Uint8Array(file.bytes),
  });
}

async function issueKeys({ request }: Teller): Promise<readonly string[]> {
  const query = new URLSearchParams({
    jql: 'project = BUCH ORDER BY created DESC',
    fields: 'summary',
    maxResults: '50',
  });
  const answer = await mustBeFine(
    await request(`/jira/rest/api/3/search/jql?${query}`),
    'Jira did not list the issues',
  );
  return ((await answer.json()) as { readonly issues: readonly { readonly key: string }[] }).issues.map(
    (issue) => issue.key,
  );
}

/** Discovery runs by the hour, Jira's index lags a little: minutes pass until the issue is there. */
async function untilNewIssue(teller: Teller, before: readonly string[]): Promise<string> {
  for (let minutes = 0; minutes < 240; minutes += 10) {
    await advance(teller, 600);
    const key = (await issueKeys(teller)).find((each) => !before.includes(each));
    if (key !== undefined) return key;
  }
  throw new Error(
    'No issue came up within four hours of the sandbox. The health list in the settings may tell why.',
  );
}

async function untilDelivered(teller: Teller, issueKey: string): Promise<void> {
  for (let minutes = 0; minutes < 120; minutes += 2) {
    await advance(teller, 120);
    const { lozenge, moving } = await call<{
      readonly lozenge: { readonly tone: string };
      readonly moving: boolean;
    }>(teller, issueKey, 'submission.view', {});
    if (lozenge.tone === 'success') return;
    if (lozenge.tone === 'removed' && !moving)
      throw new Error('DATEV rejected the corrected file too. The panel tells why.');
  }
  throw new Error(
    'The file was not delivered within two hours of the sandbox. The panel tells how far it is.',
  );
}

async function uploadCorrected(teller: Teller, issueKey: string): Promise<void> {
  const { name, bytes } = correctFile();
  const packed = gzipSync(bytes);
  const begun = await call<{ readonly fileId: string }>(teller, issueKey, 'file.begin', {
    target: { to: 'issue' },
    name,
    bytes: bytes.length,
    packedBytes: packed.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  for (let n = 0; n * CHUNK_BYTES < packed.length; n += 1) {
    const data = packed.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES).toString('base64');
    await call(teller, issueKey, 'file.put', { fileId: begun.fileId, n, data });
  }
  await call(teller, issueKey, 'file.finish', { fileId: begun.fileId });
  for (let tries = 0; tries < 30; tries += 1) {
    const upload = await call<{ readonly state: string; readonly title?: string }>(
      teller,
      issueKey,
      'file.state',
      { fileId: begun.fileId },
    );
    if (upload.state === 'accepted') return;
    if (upload.state === 'refused') throw new Error(`The corrected file was refused: ${upload.title ?? ''}`);
    await advance(teller, 2);
  }
  throw new Error('The check of the corrected file did not come to an end.');
}

/** "Apps" on the issue's page, so that whoever watches sees the file arrive. */
async function addPanel({ request }: Teller, issueKey: string): Promise<void> {
  const answer = await mustBeFine(
    await request(`/jira/rest/api/3/issue/${issueKey}?fields=summary`),
    'Jira did not show the issue',
  );
  const { id } = (await answer.json()) as { readonly id: string };
  const body = JSON.stringify({ issueId: id, moduleKey: PANEL, shown: true });
  await mustBeFine(await request('/_shell/panel', { method: 'POST', body }), 'The panel was not added');
}

async function moveTo({ request }: Teller, issueKey: string, status: string): Promise<void> {
  const as = {
    'x-sandbox-user': 'accountant',
    'content-type': 'application/json',
    accept: 'application/json',
  };
  const path = `/jira/rest/api/3/issue/${issueKey}/transitions`;
  const answer = await mustBeFine(await request(path, { headers: as }), 'Jira did not list the transitions');
  const { transitions } = (await answer.json()) as {
    readonly transitions: readonly { readonly id: string; readonly to: { readonly name: string } }[];
  };
  const wanted = transitions.find((transition) => transition.to.name === status);
  if (wanted === undefined) throw new Error(`The issue cannot be moved to ${status} from where it is.`);
  await mustBeFine(
    await request(path, {
      method: 'POST',
      headers: as,
      body: JSON.stringify({ transition: { id: wanted.id } }),
    }),
    'Jira did not move the issue',
  );
}

async function advance({ request }: Teller, seconds: number): Promise<void> {
  const answer = await request('/_sandbox/clock', {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: seconds }),
  });
  await mustBeFine(answer, 'The clock did not move');
}

/** The panel's call as the accountant; answers the `value` of an `{ok: true}`. */
async function call<T>(
  teller: Teller,
  issueKey: string,
  functionKey: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<T> {
  const body = JSON.stringify({
    moduleKey: PANEL,
    functionKey,
    user: 'accountant',
    issueKey,
    payload: { lang: 'en', ...payload },
  });
  const answer = (await (await teller.request('/_sandbox/resolver', { method: 'POST', body })).json()) as {
    readonly result?: {
      readonly ok: boolean;
      readonly value?: T;
      readonly problem?: { readonly title: string };
    };
    readonly error?: { readonly message: string };
  };
  if (answer.result?.ok === true) return answer.result.value as T;
  throw new Error(`${functionKey}: ${answer.error?.message ?? answer.result?.problem?.title ?? 'no answer'}`);
}

async function mustBeFine(answer: Response, what: string): Promise<Response> {
  if (answer.ok) return answer;
  throw new Error(`${what} (${answer.status}): ${(await answer.text()).slice(0, 200)}`);
}
