import { propertyOf, saysTheSame, textIn } from '../jira/mirror';
import { isDeliveredSummary } from '../jira/text/issue-text';
import { secondsBetween } from '../kernel/instant';
import type { Watch } from '../mandanten/watch';
import { deliveredStatus, type Settings } from '../settings/settings';
import { phaseOf } from '../submissions/phase';
import { type EffectKind, isSend, type Submission } from '../submissions/submission';
import { aboutFile } from './at-datev';
import type { Discrepancy } from './discrepancy';

/** An issue as Jira shows it to the app. */
export type SeenIssue = {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly projectId: string;
  readonly statusId: string;
  readonly statusCategory: string;
  readonly updated: string;
  readonly creatorId?: string;
  /** Our issue property, unchecked: whoever may edit the issue may write it. */
  readonly property?: unknown;
};

type Deciding = { readonly settings: Settings; readonly now: string };

/** A submission that has not ended, its Mandant, and what Jira shows of its issue, where it should have one. */
export type OnOpen = Deciding & {
  readonly submission: Submission;
  readonly watch: Pick<Watch, 'open'>;
  readonly issue: SeenIssue | 'unseen' | undefined;
};

/** Moves that the app missed, the hourly reconciliation makes up for; so long they are its own business. */
const RECONCILED_SECONDS = 2 * 3600;

/** What is not as it should be with a submission that has not ended. */
export function ofOpen(on: OnOpen): readonly Discrepancy[] {
  const { submission: s } = on;
  if (s.end !== undefined) return [];
  const kinds = [isUnasked(on) ? 'nobody-asks' : undefined, ofItsIssue(on)] as const;
  const link = s.issue === undefined ? {} : { issue: { id: s.issue.id, key: keyNow(on) } };
  return kinds.flatMap((kind) => (kind === undefined ? [] : [{ kind, ...aboutFile(s), ...link }]));
}

function keyNow({ submission: { issue }, issue: seen }: OnOpen): string {
  return typeof seen === 'object' ? seen.key : (issue?.key ?? '');
}

/** Batches and packages wait at DATEV, and are in the Mandant's list of what is asked for; a run waits for people and for its files. */
function isUnasked({ submission: s, watch }: OnOpen): boolean {
  if (s.kind === 'run' || s.attempts.at(-1)?.state !== 'pending' || hasPending(s, 'send')) return false;
  return !watch.open.some(({ submissionId }) => submissionId === s.id);
}

function ofItsIssue(on: OnOpen): Discrepancy['kind'] | undefined {
  const { submission: s, issue, settings } = on;
  if (s.issue === undefined) return lacksIssue(s) ? 'no-issue' : undefined;
  // Whoever deletes an issue has decided (ADR 0021).
  if (s.issue.deletedAt !== undefined) return undefined;
  if (issue === 'unseen') return s.issue.hidden === undefined ? 'issue-unseen' : 'issue-hidden';
  if (issue === undefined) return undefined;
  if (settings.statuses[issue.projectId] === undefined) return 'issue-moved';
  if (isDoneUnsent(on, issue)) return 'done-unsent';
  return marksDiffer(s, issue) ? 'marks-differ' : undefined;
}

function lacksIssue(s: Submission): boolean {
  const last = s.attempts.at(-1)?.state;
  const wantsSomebody = last === 'failed' || last === 'refused' || last === 'unknown';
  return wantsSomebody && s.run?.isDry !== true && !hasPending(s, 'create-issue');
}

/** Closed in Jira, while it needs somebody here. What was ordered, or asks for a click, says so at the issue. */
function isDoneUnsent({ submission: s, settings, now }: OnOpen, issue: SeenIssue): boolean {
  // Where an admin wants what comes back, it is at work, whatever Jira counts that as.
  if (settings.statuses[issue.projectId]?.reopenTo === issue.statusId) return false;
  if (issue.statusCategory !== 'done' || phaseOf(s) !== 'needs-you' || s.asks !== undefined) return false;
  const isOwed = hasPending(s, 'send') || hasPending(s, 'transition') || hasPending(s, 'make-run');
  return !isOwed && isSettled(issue, now);
}

function isSettled({ updated }: Pick<SeenIssue, 'updated'>, now: string): boolean {
  return secondsBetween(updated, now) > RECONCILED_SECONDS;
}

/** While something is under way the property follows at its end. One that an earlier version wrote is told by its name alone. */
function marksDiffer(s: Submission, { summary, property }: SeenIssue): boolean {
  if (s.pendingEffects.some(({ state }) => state !== 'held')) return false;
  if (isDeliveredSummary(summary)) return true;
  const wanted = propertyOf(s);
  if (textIn(property, 'state') !== undefined) return !saysTheSame(property, wanted);
  return (
    textIn(property, 'externalId') !== wanted.externalId || textIn(property, 'mandant') !== wanted.mandant
  );
}

/** Which kinds of effects are owed: `send` for all by which a file reaches DATEV. */
function hasPending({ pendingEffects }: Submission, kind: EffectKind | 'send'): boolean {
  return pendingEffects.some(({ effect }) => (kind === 'send' ? isSend(effect) : effect.kind === kind));
}

/** An open issue that carries our mark, and the submission that the mark names, if it is stored here. */
export type OnIssue = Deciding & {
  readonly issue: SeenIssue;
  readonly submission: Submission | undefined;
  readonly appAccountId: string;
};

/** Names of submissions (`submissions/ids`): other issues of ours, as for a test or a warning, carry other marks. */
const SUBMISSION = /^s[0-9a-f]{15}$/;

/** The submission that an issue says it stands for; undefined: for none. */
export function markOf(issue: Pick<SeenIssue, 'property'>): string | undefined {
  const mark = textIn(issue.property, 'externalId');
  return mark !== undefined && SUBMISSION.test(mark) ? mark : undefined;
}

/** What is not as it should be with an issue that Jira counts as open. Of submissions that have not ended, `ofOpen` tells the rest. */
export function ofIssue(on: OnIssue): Discrepancy | undefined {
  const { issue, submission: s } = on;
  if (markOf(issue) === undefined) return undefined;
  const kind = s?.issue?.id === issue.id && s.issue.deletedAt === undefined ? ofEnded(on, s) : ofStranger(on);
  if (kind === undefined) return undefined;
  const kept = s?.issue !== undefined && s.issue.id !== issue.id ? { kept: s.issue.key } : {};
  const about = s === undefined ? {} : aboutFile(s);
  return { kind, ...about, issue: { id: issue.id, key: issue.key }, ...kept };
}

/** An issue that the submission it names does not have. */
function ofStranger({ issue, submission: s, appAccountId }: OnIssue): Discrepancy['kind'] | undefined {
  if (issue.creatorId !== appAccountId) return 'mark-copied';
  if (s === undefined) return 'issue-orphaned';
  // On its way: what looks for it finds it, or joins the two.
  if (hasPending(s, 'create-issue') || hasPending(s, 'close-duplicates')) return undefined;
  return s.issue === undefined || s.issue.deletedAt !== undefined ? 'issue-back' : 'second-issue';
}

function ofEnded({ issue, settings, now }: OnIssue, s: Submission): Discrepancy['kind'] | undefined {
  if (s.end === undefined || hasPending(s, 'transition') || hasPending(s, 'comment')) return undefined;
  if (!isSettled(issue, now) || !isSettled({ updated: s.end.at }, now)) return undefined;
  if (s.end.as === 'delivered') {
    const wanted = deliveredStatus(settings, issue.projectId);
    return wanted === undefined || wanted === issue.statusId ? undefined : 'delivered-open';
  }
  const closing = settings.statuses[issue.projectId]?.closeWithout ?? [];
  return closing.length === 0 || closing.includes(issue.statusId) ? undefined : 'closed-open';
}
