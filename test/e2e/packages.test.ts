import type { FrameLocator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { packageFile, packageParts, zipped } from '../../packages/sandbox/package-files';
import { handInAtDesk } from '../support/kept-back';
import { axeFaults, onStage } from '../support/on-stage';
import { passUntil } from '../support/shell';

const stage = await onStage({}, (sandbox) => sandbox.advance(60));

function choose(face: FrameLocator, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void> {
  const chosen = files.map(({ name, bytes }) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
  return face.locator('input[type=file]').setInputFiles(chosen);
}

function replaced(bytes: Uint8Array, was: string, now: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(bytes).replace(was, now));
}

async function send(face: FrameLocator): Promise<void> {
  await passUntil(face.getByText('is checked and can be sent').first(), stage.sandbox, 5);
  await face.getByRole('button', { name: 'Send' }).first().click();
  await face.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await passUntil(face.getByText('has been delivered to DATEV').first(), stage.sandbox, 60);
}

describe.skipIf(stage.reason !== undefined)('at the desk, by clicking', () => {
  it('a package goes from its single files to DATEV, and what is wrong with one is said before', async () => {
    const page = await stage.open('/desk', { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    await face.getByRole('button', { name: 'Hand in a file for 455148-1' }).click();
    const parts = packageParts({ documents: 2 });
    await choose(
      face,
      parts.filter(({ name }) => name !== 'Beleg_2.xml'),
    );
    await face.getByText('DATEV would reject this as it is').waitFor();
    await face.getByText('Beleg_2.xml').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await choose(face, parts);
    await send(face);
    await face.getByText('DATEV’s protocol for revision 1').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  });

  it('a wrong value in a ledger is corrected here: named by file, booking and line, judged while typed, nothing else changes', async () => {
    const submissionId = await handInAtDesk(stage.sandbox, packageFile({ numbers: [7, 8] }), {
      ...{ to: 'mandant', mandant: '455148-1' },
    });
    const page = await stage.open(`/desk/transmissions/${submissionId}`, { as: 'accountant', width: 320 });
    const face = page.frameLocator('iframe').first();
    const wrong = packageParts({ numbers: [7, 8] }).map(({ name, bytes }) => ({
      name,
      bytes: name === 'Beleg_8.xml' ? replaced(bytes, '<date>2026-11-05', '<date>5.11.2026') : bytes,
    }));
    await choose(face, [zipped(wrong)]);
    const date = face.getByLabel(/^“Datum”/);
    await date.waitFor();
    await face.getByText('Beleg_8.xml · booking 1 · line 4 · date').waitFor();
    await date.fill('2026-11-04');
    await face
      .getByText(/consolidatedDate/)
      .last()
      .waitFor();
    expect(await face.getByRole('button', { name: 'Apply and check' }).isDisabled()).toBe(true);
    await date.fill('2026-11-05');
    await face.getByText('fits', { exact: true }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    const wide = () => face.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(await wide(), 'sideways scrolling').toBeLessThanOrEqual(0);
    await face.getByRole('button', { name: 'Apply and check' }).click();
    await send(face);
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  });

  it('a document is filed under a type that its Mandant has', async () => {
    const page = await stage.open('/desk', { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    const card = face.locator('.card', { hasText: '455148-3' });
    await card.getByRole('button', { name: 'Hand in a document' }).click();
    await card.getByRole('combobox', { name: 'Document type at DATEV' }).selectOption('Eingangsrechnung');
    expect(await axeFaults(page)).toEqual([]);
    await choose(face, [{ name: 'Rechnung.pdf', bytes: new TextEncoder().encode('%PDF-1.7\n%%EOF\n') }]);
    await send(face);
    await face.getByText('The document is in DATEV Unternehmen online.').first().waitFor();
    expect((await stage.sandbox.log()).violations).toEqual([]);
    await page.context().close();
  });

  it('a job that DATEV does not know is not watched, and the form says so', async () => {
    const page = await stage.open('/desk', { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    const card = face.locator('.card', { hasText: '455148-1' });
    await card.getByRole('button', { name: 'Watch a job' }).click();
    await card.getByLabel('Number of the job').fill('0'.repeat(32));
    await card.locator('form').getByRole('button', { name: 'Watch a job' }).click();
    await face.getByText('DATEV knows no job with this number').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });

  it('a value that a comment stands in is not replaced, and that is said at the click', async () => {
    const submissionId = await handInAtDesk(stage.sandbox, packageFile({ numbers: [9] }), {
      ...{ to: 'mandant', mandant: '455148-1' },
    });
    const page = await stage.open(`/desk/transmissions/${submissionId}`, { as: 'accountant' });
    const face = page.frameLocator('iframe').first();
    const wrong = packageParts({ numbers: [9] }).map(({ name, bytes }) => ({
      name,
      bytes: replaced(bytes, '<date>2026-11-05', '<date>5.11.<!-- ? -->2026'),
    }));
    await choose(face, [zipped(wrong)]);
    await face.getByLabel(/^“Datum”/).fill('2026-11-05');
    await face.getByRole('button', { name: 'Apply and check' }).click();
    const refused = face.getByRole('alert').filter({ hasText: 'One of the values cannot be replaced here' });
    await refused.waitFor();
    await face.getByLabel(/^“Datum”/).fill('2026-11-06');
    await refused.waitFor({ state: 'hidden' });
    await page.context().close();
  });
});
