import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Pipeline, PipelineDraft } from './pipeline';

/**
 * Switching the approval of a pipeline off is a change of its own: a second person or a Jira administrator confirms it. Until
 * then the pipeline goes on asking for approval, and so does every run that began before.
 */
export const ApprovalOff = v.object({
  askedBy: v.string(),
  askedAt: v.string(),
  confirmedBy: v.exactOptional(v.string()),
  /** Runs that began before this instant still need approval. */
  confirmedAt: v.exactOptional(v.string()),
});
export type ApprovalOff = Readonly<v.InferOutput<typeof ApprovalOff>>;

type Before = { readonly pipeline: Pipeline; readonly approvalOff?: ApprovalOff };
type ApprovalOffRequest = {
  readonly draft: PipelineDraft;
  readonly before: Before | undefined;
  /** The Mandant has, or once had, a pipeline with approval. */
  readonly isGuarded: boolean;
  readonly by: string;
  readonly isAdmin: boolean;
  readonly at: string;
};

/** What of the approval is in force after a save, and what waits to be confirmed. */
type InForce = { readonly needsApproval: boolean; readonly approvalOff?: ApprovalOff };

/** Weaker is: off where it was on, and none where a pipeline of the Mandant had it. */
export function inForce({ draft, before, isGuarded, by, isAdmin, at }: ApprovalOffRequest): InForce {
  const known = present({ approvalOff: before?.approvalOff });
  const wasOn = before?.pipeline.needsApproval === true;
  if (draft.needsApproval) return { needsApproval: true, ...(wasOn ? known : {}) };
  const stays = before !== undefined && !wasOn && before.pipeline.mandant === draft.mandant;
  if (stays || (!wasOn && !isGuarded)) return { needsApproval: false, ...known };
  const asked = { askedBy: by, askedAt: at };
  if (isAdmin) return { needsApproval: false, approvalOff: { ...asked, confirmedBy: by, confirmedAt: at } };
  return { needsApproval: true, approvalOff: pendingOf(before) ?? asked };
}

/** What waits to be confirmed. */
export function pendingOf(kept: { readonly approvalOff?: ApprovalOff } | undefined): ApprovalOff | undefined {
  const off = kept?.approvalOff;
  return off?.confirmedAt === undefined ? off : undefined;
}

/** A second person, or a Jira administrator. */
export function mayConfirm(
  { askedBy }: ApprovalOff,
  who: { readonly by: string; readonly isAdmin: boolean },
): boolean {
  return who.isAdmin || who.by !== askedBy;
}

/** Whether a run needs approval: by the configuration it is made with, or because it began when that still held. */
export function asksForApproval(
  {
    pipeline,
    approvalOff,
  }: { readonly pipeline: Pick<Pipeline, 'needsApproval'>; readonly approvalOff?: ApprovalOff },
  begunAt: string,
): boolean {
  return pipeline.needsApproval || begunAt < (approvalOff?.confirmedAt ?? '');
}
