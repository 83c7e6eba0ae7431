import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';

const stage = await onStage();

/** The widget on a dashboard, drawn of what the real reconciler of `@forge/react` sends. */
const WORDS = {
  en: {
    all: 'All Mandanten',
    team: 'For the team',
    closes: 'Next runs by the calendar',
    desk: 'Open the DATEV desk',
  },
  de: {
    all: 'Alle Mandanten',
    team: 'Im Team',
    closes: 'Nächste Läufe nach Kalender',
    desk: 'DATEV-Desk öffnen',
  },
} as const;

async function rejectedFile(): Promise<void> {
  const file = failingFile();
  await stage.sandbox.reset();
  await stage.sandbox.importElsewhere(file);
  await stage.sandbox.advance(2 * 3600);
}

async function violations(): Promise<readonly unknown[]> {
  const log = (await (await stage.sandbox.fetch('/_sandbox/log')).json()) as {
    readonly violations: unknown[];
  };
  return log.violations;
}

const widgetIn = (page: Page) => page.frameLocator('iframe[data-module="datev-widget"]');

it.skipIf(stage.reason !== undefined)(
  'a dashboard counts what waits for whom and leads to the list, in both languages, light and dark',
  async () => {
    await rejectedFile();
    for (const lang of ['en', 'de'] as const) {
      const words = WORDS[lang];
      const page = await stage.open('/dashboard', { as: 'accountant', lang });
      const widget = widgetIn(page);
      await widget.getByText(words.all).waitFor();
      const heading = widget.getByRole('heading', { name: words.closes });
      // What is clipped away is there for a screen reader, and for nobody else.
      await expect.poll(async () => (await heading.boundingBox())?.height).toBeGreaterThan(10);
      await widget.getByRole('link', { name: 'Erlöse und Kosten je Kostenstelle' }).waitFor();
      const team = widget.getByRole('listitem').filter({ hasText: words.team });
      expect(await team.getByText('1', { exact: true }).count()).toBe(1);
      expect(await axeFaults(page)).toEqual([]);
      await page.getByTestId('dark').click();
      expect(await axeFaults(page)).toEqual([]);

      // By keyboard: the first link of a number, then on to its list at the desk.
      const link = widget.getByRole('link', { name: words.team });
      await link.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/desk/**');
      await page.context().close();
    }
    const outsider = await stage.open('/dashboard', { as: 'outsider', lang: 'de' });
    await widgetIn(outsider).getByText('Der DATEV-Desk ist für Sie nicht zugänglich.').waitFor();
    expect(await widgetIn(outsider).getByRole('button').count()).toBe(0);
    await outsider.context().close();
    expect(await violations()).toEqual([]);
  },
  60_000,
);
