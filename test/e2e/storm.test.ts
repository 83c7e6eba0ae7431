import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import type { DeskAnswer } from '../../src/contract/answers';
import { axeFaults, onStage } from '../support/on-stage';
import type { TestSandbox } from '../support/sandbox';

/** So many that their issues take some minutes. */
const FILES = 100;
/** Two visits to DATEV's list are an hour apart at most. */
const MAX_STEPS = 30;

const stage = await onStage({ host: 'b' }, async (sandbox) => {
  for (let n = 0; n < FILES; n++) await reject(sandbox, n);
  for (let step = 0; step < MAX_STEPS && (await storms(sandbox)) === undefined; step++)
    await sandbox.advance(240);
});

async function reject(sandbox: TestSandbox, n: number): Promise<void> {
  const file = failingFile({ name: `EXTF_Sturm_${n}.csv`, label: `Sturm ${n}` });
  await sandbox.importElsewhere(file, `KE-${n}`);
}

async function storms(sandbox: TestSandbox): Promise<DeskAnswer['storms']> {
  const payload = { lang: 'en', show: 'all' };
  const answer = await sandbox.resolver<{ readonly value: DeskAnswer }>('datev-desk', 'desk.view', {
    payload,
    user: 'firm-lead',
  });
  return answer.value.storms;
}

describe.skipIf(stage.reason !== undefined)('a storm', () => {
  it('is paused by a firm lead at the desk with a reason, and goes on by the administrator', async () => {
    const page = await stage.open('/desk', { as: 'firmLead' });
    const face = page.frameLocator('iframe').first();
    await face.getByText(/of 100 issues created; the rest follow by about/).waitFor();
    await face.getByRole('button', { name: 'Pause creating' }).click();
    const dialog = face.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Pause creating' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('The program is being mended');
    await dialog.getByRole('button', { name: 'Pause creating' }).click();
    await face.getByText(/Paused by .*The program is being mended/).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
    const made = (await storms(stage.sandbox))?.made ?? 0;
    await stage.sandbox.advance(1800);
    expect((await storms(stage.sandbox))?.made, 'at most what was under way').toBeLessThanOrEqual(made + 15);
    const admin = await stage.open('/admin/operation', { as: 'admin', lang: 'de' });
    const settings = admin.frameLocator('iframe').first();
    await settings.getByRole('button', { name: 'Weiter anlegen' }).click();
    await settings.getByText(/von 100 Vorgängen angelegt; die übrigen folgen bis etwa/).waitFor();
    await admin.context().close();
    await stage.sandbox.advance(3600);
    expect(await storms(stage.sandbox)).toBeUndefined();
  });
});
