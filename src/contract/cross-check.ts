import * as v from 'valibot';
import { DISCREPANCY_KINDS, type DiscrepancyKind } from '../discrepancies/discrepancy';
import { answer, call } from './call';
import { Key, MandantId } from './payloads';

/** What is known of one discrepancy, to find the thing by. */
export type DiscrepancyView = {
  readonly kind: DiscrepancyKind;
  readonly mandant?: string;
  readonly mandantName?: string;
  readonly submission?: string;
  readonly fileName?: string;
  readonly job?: string;
  readonly issue?: { readonly id: string; readonly key: string };
  /** The issue that the submission has instead. */
  readonly kept?: string;
  /** Somebody has ordered the repair, or it was not so any more. */
  readonly isOrdered?: true;
};

/** All that differ in the same way. */
export type DiscrepancyGroup = {
  readonly kind: DiscrepancyKind;
  /** What differs: "Delivered here, failed at DATEV". */
  readonly title: string;
  /** What the repair does, or what people have to do where there is none. */
  readonly remedy: string;
  /** The words of the button; absent: there is nothing to click. */
  readonly repair?: string;
  /** How many there are; absent where the person may not see all of them. */
  readonly count?: number;
  readonly items: readonly DiscrepancyView[];
  /** Number of the next page. */
  readonly next?: number;
};

/** `discrepancies.page`: some of one kind. */
export type DiscrepancyPage = Pick<DiscrepancyGroup, 'items' | 'next'>;

/** `discrepancies.view`: what the last one found, worst first, and the one under way. */
export type CrossCheckAnswer = {
  readonly going?: {
    readonly begunAt: string;
    /** What is gone through now, in words. */
    readonly place: string;
    /** It waits for the hours in which DATEV may be asked. */
    readonly waits?: true;
  };
  readonly last?: {
    readonly doneAt: string;
    readonly submissions: number;
    readonly issues: number;
    readonly mandanten: number;
    readonly jobs: number;
    readonly unread: number;
  };
  readonly groups: readonly DiscrepancyGroup[];
};

/** `gone`: it is not so any more, nothing was done. */
export type Repaired = { readonly outcome: 'ordered' | 'gone' };

const Kind = v.picklist(DISCREPANCY_KINDS);

/** The same on the admin page and at the desk, where firm leads see what is theirs. */
export const CROSS_CHECK_CALLS = {
  'discrepancies.view': call({}, answer<CrossCheckAnswer>()),
  'discrepancies.begin': call({}, answer<null>()),
  'discrepancies.page': call(
    { kind: Kind, n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)) },
    answer<DiscrepancyPage>(),
  ),
  /** Puts one discrepancy right, if it is still there when it is looked at anew. */
  'discrepancies.repair': call(
    {
      kind: Kind,
      mandant: v.optional(MandantId),
      submission: v.optional(Key),
      job: v.optional(Key),
      issueId: v.optional(v.pipe(v.string(), v.regex(/^\d{1,19}$/))),
    },
    answer<Repaired>(),
  ),
} as const;
