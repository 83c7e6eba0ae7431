import type { SubmissionView } from '../../../src/contract/answers';
import type { Aligned, Change, WhyNotAligned } from '../../mend/align';
import { lastSent } from '../../shared/files/last-sent';

type Of = { readonly submissionId: string; readonly name: string };

/** The file that was sent last, whose header line is put right, and the header fields that DATEV complained of. */
export type Base = { readonly revision: number; readonly sha256: string; readonly asked: readonly number[] };

/** A stored file with DATEV's values in its header line, not handed in yet. */
export type Proposal = Of &
  Extract<Aligned, { is: 'mended' }> & { readonly sha256: string; readonly base: Base };

/** Why a file is not mended with the others. `told`: the backend says it in words. */
export type Why =
  | { readonly why: WhyNotAligned | 'kind' | 'no-file' | 'other-file' | 'unreadable' }
  | { readonly why: 'told'; readonly title: string; readonly remedy?: string };
export type NotSo = Of & Why;

/** Which file is to be put right, if this person may hand one in for it and its bytes are here. */
export function baseIn(view: SubmissionView): Base | Why {
  const { kind, actions, files, submissionId, cause } = view;
  if (kind !== 'extf') return { why: 'kind' };
  if (!actions.upload.allowed) return { why: 'told', title: actions.upload.why ?? view.sentence };
  const sent = lastSent(files, submissionId);
  const file = files.find(({ revision }) => revision === sent?.revision);
  if (file === undefined || sent === undefined) return { why: 'no-file' };
  const asked = (cause?.faults ?? []).flatMap(({ field }) => (field === undefined ? [] : [field]));
  return { revision: sent.revision, sha256: file.sha256, asked };
}

/** Whether somebody handed in another file than this one: that is not replaced. The very same one goes on where it stopped. */
export function isTaken({ candidate }: Pick<SubmissionView, 'candidate'>, sha256: string): boolean {
  return candidate !== undefined && candidate.sha256 !== sha256;
}

/** Files in which the same changes. */
export type Alike = {
  readonly key: string;
  readonly changes: readonly Change[];
  readonly of: readonly Proposal[];
};

/** By what changes in them, the most frequent first. */
export function alike(proposals: readonly Proposal[]): readonly Alike[] {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const key = proposal.changes.map(({ nr, was, now }) => `${nr}\n${was}\n${now}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), proposal]);
  }
  return [...groups]
    .map(([key, of]) => ({ key, of, changes: of[0]?.changes ?? [] }))
    .sort((a, b) => b.of.length - a.of.length);
}

/** Whether what has this cause can lie in a header line: DATEV named one of its fields, or its data contradict one. */
export function isOfHeader(cause: string): boolean {
  return /:extf\.header\./.test(cause) || /^preflight-(account-length|fiscal-year)/.test(cause);
}

/** Whether runs wait for this cause: its code is one of our own problems. Their files come from a pipeline, nobody hands one in. */
export function isOfRun(cause: string): boolean {
  const [code = ''] = cause.split(':');
  return code.includes('.');
}
