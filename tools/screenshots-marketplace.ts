import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { type BookingFile, monthFile } from '../packages/sandbox/booking-files';
import { addPanel, type Look, openShell } from '../test/support/shell';
import { KIT } from './lib/kit/kit';
import { LANGS, type Lang } from './lib/kit/listing';
import { cropFile, highlightFile, SIZES, type Size } from './lib/kit/pictures';
import { filled, placesIn, readPublisher } from './lib/kit/publisher';
import type { Studio } from './screenshots-booking';

const ROOT = resolve(import.meta.dirname, '..');
/** A highlight shows as much as a window of this size, drawn so fine that it has Atlassian's size. */
const WINDOW: Size = { width: 1380, height: 675 };
const FINE = SIZES.highlight.width / WINDOW.width;
/** What a crop shows of a highlight, in the pixels of that. */
const CROPPED: Size = { width: 928, height: 528 };
/** What the guide shows at most. */
const GUIDE: Size = { width: 1000, height: 760 };

type Scene = {
  readonly name: string;
  readonly path: string;
  readonly as: NonNullable<Look['as']>;
  /** Leads to what is shown, and says where it begins. */
  readonly open: (page: Page, lang: Lang) => Promise<Locator>;
  /** Where the guide shows it. */
  readonly inGuide?: string;
  /** Where a crop begins, in pixels of the highlight; a scene without one is shown in the guide only. */
  readonly crop?: { readonly x: number; readonly y: number };
};

/**
 * The pictures of the Marketplace kit and of the guide, in both languages, of the example firm and of a fresh installation; logo and
 * banner of their own drawings, in the same browser.
 */
export async function marketplace(studio: Studio): Promise<void> {
  await drawn(studio);
  for (const lang of LANGS) {
    await showcase(studio, lang);
    for (const scene of SCENES) await shoot(studio, scene, lang);
  }
  await studio.sandbox.reset({ empty: true });
  for (const lang of LANGS) await shoot(studio, SET_UP, lang);
}

/** The example firm, and more files of the program that has the wrong Sachkontenlänge; their issues in the language. */
async function showcase(studio: Studio, lang: Lang): Promise<void> {
  const { sandbox } = studio;
  await sandbox.fetch('/_sandbox/reset', { method: 'POST', body: JSON.stringify({ showcase: true }) });
  if (lang === 'en') await issuesInEnglish(studio);
  for (const week of WEEKS) {
    const file = till(week, { 14: '3' });
    await sandbox.importElsewhere(file, file.name);
  }
  await sandbox.advance(3 * 3600);
}

async function issuesInEnglish({ browser, sandbox }: Studio): Promise<void> {
  const page = await openShell(browser, `${sandbox.url}/admin/jira`, { as: 'admin' });
  const face = frameOf(page);
  await face.getByLabel('Language in Jira').selectOption({ label: 'English' });
  await face.getByRole('button', { name: 'Save', exact: true }).click();
  await face.getByText('Saved.').waitFor();
  await page.context().close();
}

const WEEKS = [45, 46, 47, 48];

function till(week: number, header: Readonly<Record<number, string>> = {}): BookingFile {
  return monthFile({ mandant: '455148-1', month: '2026-11', label: `Kasse KW ${week}`, header });
}

/** The last file of all that was rejected. */
async function newestIssue(page: Page): Promise<void> {
  await page.getByTestId('issues').locator('a', { hasText: 'BUCH' }).first().click();
  await page.getByTestId('description').waitFor();
}

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe').first();
const panelOf = (page: Page): Locator => page.getByTestId('place-datev-panel');

const SCENES: readonly Scene[] = [
  {
    ...{ name: 'mend', path: '/browse/BUCH-6', as: 'accountant', inGuide: 'mend' },
    async open(page, lang) {
      const panel = panelOf(page).frameLocator('iframe');
      await panel.getByRole('button', { name: lang === 'de' ? 'Hier korrigieren' : 'Correct here' }).click();
      await panel.locator('.mends').waitFor();
      return panelOf(page);
    },
  },
  {
    ...{ name: 'rejected', path: '/', as: 'accountant', crop: { x: 110, y: 0 } },
    async open(page) {
      await newestIssue(page);
      return page.getByTestId('summary');
    },
  },
  {
    ...{ name: 'panel', path: '/', as: 'accountant', inGuide: 'rejected' },
    async open(page) {
      await newestIssue(page);
      const panel = await addPanel(page);
      await panel.locator('input[type=file]').waitFor();
      return panelOf(page);
    },
  },
  {
    ...{ name: 'cause', path: '/desk', as: 'firmLead', inGuide: 'cause', crop: { x: 150, y: 372 } },
    async open(page) {
      const face = frameOf(page);
      await face.locator('.causes button', { hasText: 'Sachkontenlänge' }).first().click();
      const files = WEEKS.slice(0, 3).map((week) => till(week));
      const given = files.map(({ name, bytes }) => ({
        ...{ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) },
      }));
      await face.locator('input[type=file]').setInputFiles(given);
      await face.locator('.checks tbody tr').nth(2).waitFor();
      return page.locator('iframe').first();
    },
  },
  {
    ...{ name: 'run', path: '/desk', as: 'firmLead', inGuide: 'run', crop: { x: 150, y: 170 } },
    async open(page, lang) {
      const face = frameOf(page);
      await face.getByRole('tab', { name: 'Pipelines' }).click();
      const look = lang === 'de' ? /^Ansehen und freigeben/ : /^Look and approve/;
      await face.getByRole('button', { name: look }).first().click();
      await face
        .getByRole('heading', { name: /Umsätze mit Freigabe/ })
        .first()
        .waitFor();
      return page.locator('iframe').first();
    },
  },
  {
    ...{ name: 'editor', path: '/desk', as: 'firmLead', inGuide: 'editor' },
    async open(page, lang) {
      const face = frameOf(page);
      await face.getByRole('tab', { name: 'Pipelines' }).click();
      await face
        .getByRole('button', { name: lang === 'de' ? /^Öffnen: / : /^Open: / })
        .first()
        .click();
      await face.locator('.steps button').nth(2).click();
      await face.locator('.pairs').first().waitFor();
      return page.locator('iframe').first();
    },
  },
  {
    ...{ name: 'widget', path: '/dashboard', as: 'firmLead', inGuide: 'widget' },
    async open(page, lang) {
      const widget = page.frameLocator('iframe[data-module="datev-widget"]');
      await widget.getByText(lang === 'de' ? 'Alle Mandanten' : 'All Mandanten').waitFor();
      return page.locator('iframe[data-module="datev-widget"]');
    },
  },
];

const SET_UP: Scene = {
  ...{ name: 'setup', path: '/admin', as: 'admin', inGuide: 'setup' },
  async open(page, lang) {
    const face = frameOf(page);
    await face.locator('.wizard').waitFor();
    // Chosen already in the second language.
    const choice = face.getByRole('button', { name: lang === 'de' ? /^Testumgebung/ : /^Sandbox/ });
    if (await choice.isVisible()) await choice.click();
    await face.getByText(lang === 'de' ? 'Registrierung speichern' : 'Save the registration').waitFor();
    return page.locator('iframe').first();
  },
};

async function shoot(studio: Studio, scene: Scene, lang: Lang): Promise<void> {
  // Jira lets nobody ask so often in one second.
  await studio.sandbox.advance(3);
  if (scene.inGuide !== undefined) {
    const page = await opened(studio, scene, { lang, width: GUIDE.width });
    const { start, done } = await ready(page, scene, lang);
    const height = Math.min(start.height, GUIDE.height);
    const bytes = await page.screenshot({ clip: { ...start, height } });
    keep(studio, join('docs/guide', lang, 'pictures', `${scene.inGuide}.png`), bytes);
    await done();
  }
  if (scene.crop === undefined) return;
  const page = await opened(studio, scene, { lang, width: WINDOW.width, scale: FINE });
  const { start, done } = await ready(page, scene, lang);
  const highlight = await page.screenshot({ clip: { x: 0, y: Math.max(0, start.y - 4), ...WINDOW } });
  keep(studio, join(KIT, 'pictures', highlightFile(lang, scene.name)), highlight);
  const crop = await cropped(studio.browser, highlight, scene.crop);
  keep(studio, join(KIT, 'pictures', cropFile(lang, scene.name)), crop);
  await done();
}

function opened({ browser, sandbox }: Studio, { path, as }: Scene, look: Look): Promise<Page> {
  return openShell(browser, sandbox.url + path, { as, ...look });
}

/** What is shown, once it stands still. */
async function ready(page: Page, scene: Scene, lang: Lang) {
  const from = await scene.open(page, lang);
  await page.waitForTimeout(3000);
  const start = await from.boundingBox();
  if (start === null) throw new Error(`${scene.name} is not to be seen`);
  return { start, done: () => page.context().close() };
}

/** A part of a picture, as small as Atlassian wants it. */
async function cropped(browser: Browser, png: Buffer, from: { x: number; y: number }): Promise<Buffer> {
  const scale = SIZES.crop.width / CROPPED.width;
  const width = SIZES.highlight.width * scale;
  const style = `position:absolute;left:${-from.x * scale}px;top:${-from.y * scale}px;width:${width}px`;
  return drawnAt(
    browser,
    SIZES.crop,
    `<img style="${style}" src="data:image/png;base64,${png.toString('base64')}">`,
  );
}

/** Logo and banner. What the publisher has not filled in is left out. */
async function drawn(studio: Studio): Promise<void> {
  const publisher = readPublisher(JSON.parse(readFileSync(join(ROOT, KIT, 'publisher.json'), 'utf8')));
  for (const [name, size] of [
    ['logo', SIZES.logo],
    ['banner', SIZES.banner],
  ] as const) {
    const said = filled(publisher, readFileSync(join(ROOT, KIT, `${name}.svg`), 'utf8'));
    const svg = placesIn(said).reduce((text, place) => text.replaceAll(`{{publisher.${place}}}`, ''), said);
    const isSeeThrough = name === 'logo';
    keep(
      studio,
      join(KIT, 'pictures', `${name}.png`),
      await drawnAt(studio.browser, size, svg, isSeeThrough),
    );
  }
}

async function drawnAt(
  browser: Browser,
  viewport: Size,
  html: string,
  omitBackground = false,
): Promise<Buffer> {
  const page = await browser.newPage({ viewport });
  await page.setContent(`<style>body{margin:0;overflow:hidden}img,svg{display:block}</style>${html}`);
  await page.waitForFunction('[...document.images].every((image) => image.complete)');
  const bytes = await page.screenshot({ omitBackground });
  await page.close();
  return bytes;
}

function keep({ folder }: Studio, name: string, bytes: Buffer): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}
