import { canonical } from '../kernel/canonical';
import { present } from '../kernel/present';
import type { Routing } from '../settings/routing';
import { busyUntil } from '../submissions/life/effort';
import { periodIn } from '../submissions/lists/listed';
import { dueAfter } from '../submissions/overdue';
import { type Phase, phaseOf } from '../submissions/phase';
import type { Mirror, Stored } from '../submissions/stored';
import type { Submission } from '../submissions/submission';
import { type IssueField, issueValues } from './issue-fields';
import { type Needed, needsOf } from './needs';
import { dueDayOf, endOfDay } from './routing';

/**
 * The issue property `datev` as a mirror of the submission: what it should say follows from the state, what we wrote last lies
 * beside the state, and wherever the two differ it is written – whatever happened in between (ADR 0063).
 */

/**
 * Value of the issue property `datev`; the manifest's `jira:entityProperty` makes its members searchable by JQL. Anybody who sees the
 * issue can read it: no secret, no ledger value. Instants are ISO 8601 in UTC, which Jira indexes as dates (A63).
 */
export type PropertyValue = { readonly v: 1 } & Readonly<Record<IssueField, string>> & {
    readonly state: Phase;
    /** Absent, so that JQL finds it EMPTY: nobody. */
    readonly needs?: Needed;
    readonly needsSince?: string;
    /** `YYYY-MM`, or as the pipeline says. */
    readonly period?: string;
    /** Id of the pipeline. */
    readonly pipeline?: string;
    /** When it should be done. */
    readonly due?: string;
  };

/**
 * What the property is to say of a state. It is due when its run is, else so long after it began to need somebody as the routing wants.
 */
export function propertyOf(s: Submission, routing?: Routing): PropertyValue {
  const needs = needsOf(s);
  return present({
    v: 1 as const,
    ...issueValues(s),
    state: phaseOf(s),
    needs: needs?.who,
    needsSince: needs?.since,
    period: periodIn(s) ?? s.from?.period,
    pipeline: s.run?.pipeline ?? s.from?.pipeline,
    due: dueOf(s, needs?.since, routing),
  });
}

function dueOf(s: Submission, since: string | undefined, routing: Routing | undefined): string | undefined {
  if (s.run !== undefined) return s.end === undefined ? s.run.expectedBy : undefined;
  if (since === undefined) return undefined;
  const day = dueDayOf(routing, s, since);
  return day === undefined ? dueAfter(since) : endOfDay(day);
}

/** What we wrote into this issue just now. */
export function mirrorOf(issue: string, wrote: PropertyValue): Mirror {
  return { issue, wrote };
}

/** Whether the issue says, as far as we know, something else than the state. What is hidden or deleted says nothing. */
function differs({ state, mirror }: Stored): boolean {
  const { issue } = state;
  if (issue === undefined || issue.deletedAt !== undefined || issue.hidden !== undefined) return false;
  return mirror?.issue !== issue.id || !saysTheSame(mirror.wrote, propertyOf(state));
}

/** Until when follows from the settings of the moment at which it was written: a change of them rewrites nothing. */
export function saysTheSame(wrote: unknown, should: PropertyValue): boolean {
  return canonical(withoutDue(wrote)) === canonical(withoutDue(should));
}

function withoutDue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'due'));
}

/**
 * When the property wants to be written: at once, or as soon as Jira may be asked again; `undefined`: it says what it should, or
 * something is under way at whose end it is looked at anyway.
 */
export function mirrorDue(stored: Stored): string | undefined {
  const { changedAt, pendingEffects } = stored.state;
  const isUnderWay = pendingEffects.some(
    (o) => busyUntil(o) !== undefined || (o.state !== 'held' && (o.notBefore ?? '') <= changedAt),
  );
  if (isUnderWay || !differs(stored)) return undefined;
  return stored.mirror?.again ?? changedAt;
}

/** What the issue was seen to say is not what we wrote: somebody edited it, or a late call of ours did. */
export function withSeen(stored: Stored, seen: unknown): Stored {
  const { mirror, ...rest } = stored;
  return mirror?.wrote === undefined || canonical(mirror.wrote) === canonical(seen) ? stored : rest;
}

/** A text in an issue property as Jira shows it: whoever may edit the issue may write whatever they like. */
export function textIn(property: unknown, name: string): string | undefined {
  if (typeof property !== 'object' || property === null || !(name in property)) return undefined;
  const value: unknown = (property as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
