import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { TestSandbox } from '../test/support/sandbox';
import { addPanel, type Look, openShell, passUntil } from '../test/support/shell';
import { editorSteps, newPipeline } from './screenshots-editor';

export type Studio = { readonly browser: Browser; readonly sandbox: TestSandbox; readonly folder: string };

export const LOOKS: readonly (readonly [string, Look])[] = [
  ['light', {}],
  ['dark-de', { lang: 'de', dark: true }],
  ['320', { width: 320 }],
  ['320-de', { lang: 'de', width: 320 }],
];
const PIPELINE = 'Erlöse und Kosten';

/** The booking way: pipelines, editor with preview, account plan, runs delivered and stopped, Looker and hooks. */
export async function bookingStates(studio: Studio): Promise<void> {
  await admin(studio);
  await deliver(studio, '2026-11');
  for (const [name, look] of LOOKS) await setUp(studio, name, look);
  await rename(studio);
  await deliver(studio, '2026-10');
  for (const [name, look] of LOOKS) await runs(studio, name, look);
}

/** A run through the app's own call, until it has ended. */
async function deliver({ sandbox }: Studio, period: string): Promise<void> {
  const call = { user: 'firm-lead', payload: { lang: 'de' } };
  type Listed = { readonly value: { readonly pipelines: readonly { readonly id: string }[] } };
  const { value } = await sandbox.resolver<Listed>('datev-desk', 'pipelines.view', call);
  const payload = { ...call.payload, id: value.pipelines[0]?.id, period, isDry: false };
  await sandbox.resolver('datev-desk', 'pipeline.run', { ...call, payload });
  await sandbox.advance(1800);
}

async function rename({ sandbox }: Studio): Promise<void> {
  const body = JSON.stringify({ rename: { document_number: 'document_no', kind: 'art' } });
  await sandbox.fetch('/_sandbox/looker', { method: 'POST', body });
}

/** The list, an account plan, and the editor with real rows. */
async function setUp(studio: Studio, name: string, look: Look): Promise<void> {
  const de = look.lang === 'de';
  const { page, face } = await tab(studio, look);
  const snap = (what: string) => picture(studio, page, `${what}-${name}`);
  await snap('pipelines');
  await face.getByRole('button', { name: de ? 'Kontenplan 455148-3' : 'Account plan 455148-3' }).click();
  await snap('accounts');
  await back(face);
  await face.getByRole('button', { name: new RegExp(`^(Öffnen|Open): ${PIPELINE}`) }).click();
  await editorSteps(face, snap);
  await back(face);
  await newPipeline(face, snap);
  await page.context().close();
}

/** A run that was delivered, and one that a renamed column stopped. */
async function runs(studio: Studio, name: string, look: Look): Promise<void> {
  const de = look.lang === 'de';
  const { page, face } = await tab(studio, look);
  const snap = (what: string) => picture(studio, page, `${what}-${name}`);
  await face.getByRole('button', { name: new RegExp(`^(Öffnen|Open): ${PIPELINE}`) }).click();
  for (const [what, label] of [
    ['run-delivered', /^November 2026$/],
    ['run-drift', de ? /^Oktober 2026$/ : /^October 2026$/],
  ] as const) {
    // Whoever comes back finds the older runs folded.
    await face.locator('details:not([open]) > summary').first().click();
    await face.getByRole('button', { name: label }).first().click();
    await snap(what);
    await back(face);
  }
  await page.context().close();
}

async function back(face: FrameLocator): Promise<void> {
  await face.getByRole('button', { name: /(Zurück|Back)$/ }).click();
}

export async function tab(
  { browser, sandbox }: Studio,
  look: Look,
): Promise<{ page: Page; face: FrameLocator }> {
  const page = await openShell(browser, `${sandbox.url}/desk`, { as: 'firmLead', ...look });
  const face = page.frameLocator('iframe').first();
  await face.getByRole('tab', { name: 'Pipelines' }).click();
  await face.getByRole('heading', { name: new RegExp(PIPELINE) }).waitFor();
  return { page, face };
}

/** Connections and hooks, one of them in the middle of a change; a host that nobody approved yet. */
async function admin({ sandbox }: Studio): Promise<void> {
  const as = { user: 'admin' } as const;
  const own = {
    name: 'Eigenes Looker',
    url: 'https://bi.kanzlei-muster.de',
    clientId: 'MusterApi3',
    budget: 50,
  };
  const payload = { lang: 'de', ...own, secret: 'nicht wichtig' };
  const { value } = await sandbox.resolver<{ value: { id: string } }>('datev-admin', 'looker.save', {
    ...as,
    payload,
  });
  await sandbox.resolver('datev-admin', 'looker.test', { ...as, payload: { lang: 'de', id: value.id } });
  for (let n = 0; n < 2; n++)
    await sandbox.resolver('datev-admin', 'hooks.make', { ...as, payload: { lang: 'de', kind: 'signed' } });
  await sandbox.advance(60);
}

/** The panel of the issue of a stopped run, before and after one click. */
export async function driftOnIssue(studio: Studio, key: string): Promise<void> {
  const { browser, sandbox } = studio;
  const page = await openShell(browser, `${sandbox.url}/browse/${key}`, { as: 'firmLead', lang: 'de' });
  const panel = await addPanel(page);
  await panel.getByRole('heading', { name: 'Geänderte Spalten' }).waitFor();
  await picture(studio, page, 'issue-drift');
  await panel.getByRole('button', { name: /^Zuordnung anpassen/ }).click();
  await passUntil(panel.getByText('sind an DATEV übergeben').first(), sandbox, 60);
  await picture(studio, page, 'issue-drift-followed');
  await page.context().close();
}

/** As high as what stands on it: the window is higher, so that all of it is drawn. */
export async function picture({ folder }: Studio, page: Page, name: string): Promise<void> {
  await settled(page);
  const { width, height } = await page.evaluate<{ width: number; height: number }>(CONTENT);
  const clip = { x: 0, y: 0, width, height };
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
}

/** Once nothing loads any more and the frames are as high as what stands in them; a page that never gets its answer stays as it is. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(600);
  for (let tries = 0; tries < 12; tries++) {
    const loading = await Promise.all(page.frames().map((frame) => frame.locator('.skeleton').count()));
    if (loading.every((count) => count === 0)) break;
    await page.waitForTimeout(250);
  }
  await page.waitForTimeout(300);
}

const CONTENT = `(() => {
  const parts = [...document.querySelectorAll('main *')].map((part) => part.getBoundingClientRect().bottom);
  return { width: innerWidth, height: Math.ceil(Math.max(200, ...parts)) + 16 };
})()`;
