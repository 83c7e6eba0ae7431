import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type BookingFile, correctFile, type StoryOptions } from '../../packages/sandbox/booking-files';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import type { TestSandbox } from './sandbox';

/** Right but for its Sachkontenlänge: 5, where DATEV has 4 of the Mandant. Our check cannot know, the look before sending does. */
export function withOtherLength(options: StoryOptions): BookingFile {
  const right = correctFile(options);
  const text = Buffer.from(right.bytes).toString('latin1');
  return { ...right, bytes: Buffer.from(text.replace(';20240101;4;', ';20240101;5;'), 'latin1') };
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: object };
type Target =
  | { readonly to: 'mandant'; readonly mandant: string }
  | { readonly to: 'submission'; readonly submissionId: string };

async function ask<T>(sandbox: TestSandbox, functionKey: string, payload: object): Promise<T> {
  const user = ACCOUNTS.accountant;
  const rest = { user, payload: { lang: 'en', ...payload } };
  const answer = await sandbox.resolver<Answer<T>>('datev-desk', functionKey, rest);
  if (!answer.ok) throw new Error(`${functionKey}: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

/** Handed in at the desk by the accountant, without a browser; answers its submission. */
export async function handInAtDesk(sandbox: TestSandbox, file: BookingFile, target: Target): Promise<string> {
  const packed = gzipSync(file.bytes);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const about = { name: file.name, bytes: file.bytes.length, packedBytes: packed.length, sha256 };
  const { fileId } = await ask<{ fileId: string }>(sandbox, 'file.begin', { target, ...about });
  await ask(sandbox, 'file.put', { fileId, n: 0, data: packed.toString('base64') });
  await ask(sandbox, 'file.finish', { fileId });
  for (let tries = 0; tries < 60; tries++) {
    await sandbox.advance(2);
    const state = await ask<{ state: string; submissionId?: string }>(sandbox, 'file.state', { fileId });
    if (state.state === 'accepted') return state.submissionId ?? '';
    if (state.state === 'refused') throw new Error(JSON.stringify(state));
  }
  throw new Error('The file was never checked.');
}

/** Files of one cause that are kept here: each sent by a click, and held back before DATEV saw it. */
export async function keptBack(
  sandbox: TestSandbox,
  files: readonly BookingFile[],
  mandant: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const submissionId = await handInAtDesk(sandbox, file, { to: 'mandant', mandant });
    const { actions } = await ask<{ actions: { resubmit: { mode: string; goes: { sha256: string } } } }>(
      sandbox,
      'submission.view',
      { submissionId },
    );
    const { mode, goes } = actions.resubmit;
    await ask(sandbox, 'submission.resubmit', { submissionId, mode, sha256: goes.sha256 });
    ids.push(submissionId);
  }
  await sandbox.advance(600);
  return ids;
}
