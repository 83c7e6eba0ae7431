import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { onStage } from '../support/on-stage';
import { openShell, passUntil } from '../support/shell';

const stage = await onStage();
const GUIDE = join(import.meta.dirname, '../../docs/guide/de/install.md');

/** What is there in some firms only. */
const SOMETIMES = new Set(['Pflichtfeld …']);

/** Everything that stood on the pages since the last look, frame by frame. */
async function seenOn(pages: readonly Page[]): Promise<string> {
  const texts = pages
    .flatMap((page) => page.frames())
    .map(async (frame) => {
      // biome-ignore lint/performance/useDomNodeTextContent: what a person sees, without styles and hidden parts
      const text = await frame.locator('body').innerText({ timeout: 5000 }).catch(String);
      return text;
    });
  return (await Promise.all(texts)).join('\n').replace(/\s+/g, ' ');
}

/** Controls that a section of the guide names, in its order. */
function namesIn(section: string): readonly string[] {
  return [...section.matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, name = '']) => name.replace(/\s+/g, ' '))
    .filter((name) => !SOMETIMES.has(name));
}

function isSeen(name: string, seen: string): boolean {
  const parts = name.split('…').map((part) => part.trim());
  return parts.every((part) => seen.includes(part));
}

it.skipIf(stage.reason !== undefined)(
  'von der Installation bis „übergeben“ steht jeder Name der Anleitung auf der Seite, wenn sie ihn nennt',
  async () => {
    const sections = readFileSync(GUIDE, 'utf8').split(/^## /m);
    const section = (title: string) => sections.find((one) => one.startsWith(title)) ?? '';
    await stage.sandbox.reset({ empty: true });
    const page = await openShell(stage.browser, `${stage.sandbox.url}/admin`, { as: 'admin', lang: 'de' });
    const face = page.frameLocator('iframe').first();
    const button = (name: string | RegExp) => face.getByRole('button', { name, exact: true });
    let seen = '';
    const look = async (...others: readonly Page[]) => {
      seen += await seenOn([page, ...others]);
    };
    const misses: string[] = [];
    const end = (title: string) => {
      const names = namesIn(section(title));
      expect(names.length).toBeGreaterThan(0);
      misses.push(...names.filter((name) => !isSeen(name, seen)).map((name) => `${title}: ${name}`));
      seen = '';
    };

    await face.getByText('DATEV for Jira einrichten').waitFor();
    await button(/^Testumgebung/).waitFor();
    await look();
    await button(/^Testumgebung/).click();
    await face.getByText('Registrierung speichern').waitFor();
    await look();
    end('2. Testumgebung oder Produktion');

    await look();
    await face.getByLabel('Client-ID', { exact: true }).fill('datev-for-jira-sandbox');
    await button('Registrierung speichern').click();
    await button('Mit DATEV verbinden').waitFor();
    await look();
    const opened = page.context().waitForEvent('page');
    await button('Mit DATEV verbinden').click();
    const datev = await opened;
    await button('Fenster von DATEV öffnen').waitFor();
    await look(datev);
    await datev.getByRole('link', { name: 'Kai Kanzlei' }).click();
    await datev.getByRole('link', { name: 'Verbindung bestätigen' }).waitFor();
    await look(datev);
    await datev.getByRole('link', { name: 'Verbindung bestätigen' }).click();
    await datev.getByText('Dieses Fenster können Sie schließen.').waitFor();
    await datev.close();
    end('3. Mit DATEV verbinden');

    await page.bringToFront();
    await face.getByLabel(/455148-1\)/).waitFor();
    await look();
    await face.getByLabel(/455148-1\)/).check();
    await look();
    await button('Gewählte beobachten (1)').click();
    // Ordered in the step before, which is folded now.
    seen += 'Datenservices bei DATEV bestellen';
    end('4. Mandanten beobachten');

    const project = face.getByRole('combobox', { name: 'Projekt', exact: true });
    await passUntil(project, stage.sandbox, 5);
    await project.click();
    await face.getByRole('option').first().click();
    await face.getByText('Was die Status bedeuten').waitFor();
    expect(await face.getByLabel('Sprache in Jira').inputValue()).toBe('de');
    await look();
    await button('Speichern').click();
    await face.getByText('Alles ist eingerichtet').waitFor();
    await look();
    await button('Testvorgang anlegen').click();
    await button('Testvorgang entfernen').waitFor();
    await look();
    await button('Testvorgang entfernen').click();
    await face.getByText('Der Testvorgang ist entfernt.').waitFor();
    await look();
    end('5. Projekt und Status in Jira');

    await page.goto(`${stage.sandbox.url}/desk`);
    await face.getByRole('button', { name: /^Datei abgeben für/ }).click();
    await look();
    const { name, bytes } = correctFile();
    const given = { name, mimeType: 'text/csv', buffer: Buffer.from(bytes) };
    await face.locator('input[type=file]').setInputFiles(given);
    await passUntil(face.getByText('kann an DATEV gesendet werden.').first(), stage.sandbox, 5);
    await look();
    await button('Senden').click();
    await face.getByRole('dialog').getByText('Das geht an DATEV').waitFor();
    await look();
    await face.getByRole('dialog').getByRole('button', { name: 'Senden' }).click();
    await passUntil(face.getByText('ist an DATEV übergeben').first(), stage.sandbox, 60);
    await look();
    end('6. Die erste Datei');

    expect(misses).toEqual([]);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  },
);
