import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { axeFaults, onStage } from '../support/on-stage';
import { addPanel, passUntil } from '../support/shell';
import { withOneWrongCell } from '../support/wrong-cell';
import { type Keyboard, keyboardOf } from './keyboard';

/*
 * Tasks from beginning to end, in both languages, with a mouse and without one. In German by mouse they are walked with their clicks
 * counted in `mend`, `desk` and `changes`; a new pipeline, a set-up and an approval in `new-pipeline`, `set-up` and `runs`.
 */
const FILES = 6;
const nameOf = (n: number) => `EXTF_Stapel_${n}.csv`;
const stage = await onStage({ host: 'b' });

async function sixRejected(): Promise<void> {
  const { sandbox } = stage;
  await sandbox.reset();
  await sandbox.advance(60);
  for (let n = 0; n < FILES; n++) {
    const file = failingFile({ name: nameOf(n), label: `Stapel ${n}` });
    await sandbox.importElsewhere(file, `KE-${n}`);
  }
  await sandbox.advance(2 * 3600);
}

const WORDS = {
  en: {
    ...{ handIn: 'Hand in the corrected file', ready: 'A corrected file is ready', send: 'Send again' },
    ...{
      nameAtDatev: 'Name at DATEV',
      delivered: /has been delivered to DATEV/,
      take: 'Apply and check',
    },
    ...{ handInMany: 'Hand in corrected files', sendMany: (n: number) => `Send ${n} files` },
    ...{ doneMany: (n: number) => `${n} of ${n} done. The result for each transmission:`, back: /^Back/ },
    ...{ transmissions: 'Transmissions', deliveredIn: 'Delivered in', audit: 'Audit', what: /^What/ },
  },
  de: {
    ...{ handIn: 'Korrigierte Datei abgeben', ready: 'Eine korrigierte Datei liegt bereit' },
    ...{ send: 'Erneut senden', nameAtDatev: 'Name bei DATEV', delivered: /ist an DATEV übergeben/ },
    ...{ take: 'Übernehmen und prüfen', handInMany: 'Korrigierte Dateien abgeben' },
    ...{ sendMany: (n: number) => `${n} Dateien senden`, back: /^Zurück/ },
    ...{ doneMany: (n: number) => `${n} von ${n} erledigt. Das Ergebnis je Übertragung:`, audit: 'Audit' },
    ...{ transmissions: 'Übertragungen', deliveredIn: 'Übergeben im', what: /^Was/ },
  },
} as const;

/** What a person does to get through, whatever they do it with. */
type Hands = Pick<Keyboard, 'press' | 'giveFiles' | 'choose' | 'ledTo'> & {
  retype(cell: Locator, text: string): Promise<void>;
};

function byKeyboard(page: Page): Hands {
  const keyboard = keyboardOf(page);
  return {
    ...keyboard,
    async retype(cell, text) {
      await keyboard.press(cell, 'ControlOrMeta+a');
      await keyboard.type(cell, text);
    },
  };
}

/** Where the focus goes matters to whoever has no mouse; with one it is enough that it is there. */
function byMouse(): Hands {
  return {
    press: (on) => on.click(),
    giveFiles: (field, files) =>
      field.setInputFiles(
        files.map(({ name, bytes }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) })),
      ),
    choose: async (list, value) => {
      await list.selectOption(value);
    },
    ledTo: (where) => where.waitFor(),
    retype: (cell, text) => cell.fill(text),
  };
}

describe.skipIf(stage.reason !== undefined).each([
  ['English', 'by keyboard alone', 'en', byKeyboard],
  ['German', 'by keyboard alone', 'de', byKeyboard],
  ['English', 'by mouse', 'en', byMouse],
] as const)('in %s, %s', (...[, , lang, handsOf]) => {
  const t = WORDS[lang];

  beforeAll(sixRejected);

  async function opened(path: string, as: 'accountant' | 'admin') {
    await stage.sandbox.advance(60);
    const page = await stage.open(path, { as, lang });
    return { page, face: page.frameLocator('iframe').first(), ...handsOf(page) };
  }

  async function fileOf(face: FrameLocator): Promise<string> {
    return `${(await face.locator('.facts').textContent())?.match(/EXTF_Stapel_\d/)?.[0]}.csv`;
  }

  /** Away from the pointer: under it, a chosen button of Atlassian's has 4.2 : 1 by Atlassian's own colours. */
  async function fine(page: Page): Promise<void> {
    await page.mouse.move(0, 0);
    await expect.poll(() => axeFaults(page)).toEqual([]);
  }

  /** Confirms what goes, once somebody has thought again: then nothing was sent, and the focus is back where it was. */
  async function sendIt(page: Page, face: FrameLocator, { press, ledTo }: Hands): Promise<void> {
    await passUntil(face.getByText(t.ready), stage.sandbox, 5);
    const send = face.getByRole('button', { name: t.send });
    await press(send);
    const dialog = face.getByRole('dialog');
    await dialog.getByText(t.nameAtDatev).waitFor();
    await page.keyboard.press('Escape');
    await ledTo(send);
    await press(send);
    await press(dialog.getByRole('button', { name: t.send }));
    const delivered = face.getByRole('heading', { name: t.delivered });
    await passUntil(delivered, stage.sandbox, 60);
    await ledTo(delivered);
    await fine(page);
  }

  it('rejected → delivered with a new file', async () => {
    const { page, ...hands } = await opened('/browse/BUCH-1', 'accountant');
    await hands.press(page.getByTestId('apps').locator('summary'));
    await hands.press(page.getByTestId('apps-datev-panel'));
    const face = page.getByTestId('place-datev-panel').frameLocator('iframe');
    await face.locator('.facts').waitFor();
    await hands.giveFiles(face.getByLabel(t.handIn), [correctFile({ name: await fileOf(face) })]);
    await sendIt(page, face, hands);
    await page.context().close();
  });

  it('one wrong cell, mended and delivered', async () => {
    const { page, ...hands } = await opened('/browse/BUCH-2', 'accountant');
    const face = await addPanel(page);
    await face.locator('.facts').waitFor();
    const wrong = withOneWrongCell(correctFile({ name: await fileOf(face) }));
    await hands.giveFiles(face.getByLabel(t.handIn), [wrong]);
    await hands.retype(face.getByLabel(/^[“„]Umsatz/), '12,00');
    const take = face.getByRole('button', { name: t.take });
    await expect.poll(() => take.isEnabled()).toBe(true);
    await hands.press(take);
    await sendIt(page, face, hands);
    await page.context().close();
  });

  it('all files of one cause at once, each with its result', async () => {
    const { page, face, press, giveFiles, ledTo } = await opened('/desk', 'accountant');
    const cause = face.getByRole('button', { name: /Sachkontenlänge.*(transmissions|Übertragungen)/ });
    await cause.waitFor();
    const open = Number(/(\d+) (?:transmissions|Übertragungen)/.exec((await cause.textContent()) ?? '')?.[1]);
    await press(cause);
    await ledTo(face.getByRole('heading', { name: /Sachkontenlänge/ }));
    const files = Array.from({ length: FILES }, (_, n) =>
      correctFile({ name: nameOf(n), label: `Stapel ${n}` }),
    );
    await giveFiles(face.getByLabel(t.handInMany), files);
    const send = face.getByRole('button', { name: t.sendMany(open) });
    await send.waitFor();
    await fine(page);
    await press(send);
    await press(face.getByRole('dialog').getByRole('button', { name: t.sendMany(open) }));
    const done = face.getByText(t.doneMany(open));
    for (let tries = 0; tries < 400 && !(await done.isVisible()); tries++) {
      await stage.sandbox.advance(2);
      await page.waitForTimeout(300);
    }
    await fine(page);
    const result = face.locator('.outcomes').getByRole('button').first();
    await press(result);
    // The sentence that says how it stands.
    await ledTo(face.locator('.detail h2'));
    await press(face.getByRole('button', { name: t.back }));
    await face.getByRole('heading', { name: t.transmissions }).waitFor();
    await page.context().close();
    await stage.sandbox.advance(3600);
  });

  it('what was delivered for one Mandant in a month', async () => {
    const { page, face, press, ledTo } = await opened('/desk', 'accountant');
    await press(face.getByRole('heading', { name: /455148-1/ }).getByRole('button'));
    const month = face.getByRole('group', { name: t.deliveredIn }).getByRole('button').first();
    await press(month);
    const rows = face.getByRole('table', { name: t.transmissions }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(FILES);
    await ledTo(month);
    await fine(page);
    await page.context().close();
  });

  it('who changed the mapping', async () => {
    const { page, face, press, choose, ledTo } = await opened('/admin', 'admin');
    await press(face.getByRole('link', { name: t.audit }));
    const what = face.getByRole('combobox', { name: t.what });
    await choose(what, 'mapping');
    const entries = face.locator('.config-entry');
    await expect.poll(() => entries.count()).toBe(1);
    await entries.getByText(/^Anna Admin/).waitFor();
    await ledTo(what);
    await fine(page);
    await page.context().close();
  });
});
