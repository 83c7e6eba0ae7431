import type { DeskRow, SubmissionView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import { call } from '../../backend';
import type { Aligned } from '../../mend/align';
import { beside } from '../../shared/files/beside';
import type { Chosen } from '../../shared/files/file-types';
import { sha256Of } from '../../shared/files/pieces';
import { fetchFile, stubbornly } from '../../shared/files/transfer';
import { handInAndSend } from './hand-in';
import { type Base, baseIn, isTaken, type NotSo, type Proposal, type Why } from './mendable';
import { paced, patiently } from './pace';
import type { Outcome } from './send-one';

export type Proposed = { readonly proposal: Proposal } | { readonly not: NotSo };

/** Fetches the file that was sent and puts DATEV's values into its header line, with the rights that each of these calls has. */
export async function proposalFor(row: DeskRow, lang: Lang): Promise<Proposed> {
  const { submissionId, label, fileName } = row;
  const of = { submissionId, name: label ?? fileName };
  const seen = await viewed(submissionId, lang);
  const base = 'why' in seen ? seen : baseIn(seen);
  if ('why' in seen || 'why' in base) return { not: { ...of, ...(base as Why) } };
  await paced(1);
  const fetched = await patiently(() => fetchFile({ submissionId, revision: base.revision }, lang));
  if (!fetched.ok) return { not: { ...of, ...told(fetched.problem) } };
  const made = await alignedFile(seen, base, fetched);
  if ('why' in made) return { not: { ...of, why: made.why } };
  const sha256 = await sha256Of(made.chosen.raw);
  return isTaken(seen, sha256)
    ? { not: { ...of, why: 'other-file' } }
    : { proposal: { ...of, ...made, sha256, base } };
}

/** Hands it in and sends it, if nobody did anything else with the transmission since it was looked at. */
export async function sendProposal(proposal: Proposal, lang: Lang): Promise<Outcome> {
  const { submissionId, chosen, base, sha256 } = proposal;
  const seen = await viewed(submissionId, lang);
  const now = 'why' in seen ? seen : baseIn(seen);
  if ('title' in now) return { ...now, is: 'not' };
  const stands = !('why' in seen) && 'sha256' in now && now.sha256 === base.sha256 && !isTaken(seen, sha256);
  return stands
    ? handInAndSend(chosen, submissionId, lang)
    : { is: 'not', title: say('page.otherFileThere', lang) };
}

type Told = Extract<Why, { why: 'told' }>;

async function viewed(submissionId: string, lang: Lang): Promise<SubmissionView | Told> {
  await paced(1);
  const answer = await patiently(() => stubbornly(() => call('submission.view', { lang, submissionId })));
  if (!answer.ok) return told(answer.problem);
  return answer.value.known ? answer.value : told(answer.value);
}

function told({ title, remedy }: { readonly title: string; readonly remedy: string }): Told {
  return { why: 'told', title, remedy };
}

async function alignedFile(
  { facts, books }: SubmissionView,
  { asked }: Base,
  { name, raw }: Chosen,
): Promise<Extract<Aligned, { is: 'mended' }> | Exclude<Why, Told>> {
  try {
    const made = await beside('align', { kind: 'extf', name, raw, mandant: facts.mandant, books, asked });
    return made.is === 'mended' ? made : { why: made.why };
  } catch {
    return { why: 'unreadable' };
  }
}
