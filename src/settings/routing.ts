import * as v from 'valibot';
import { LANDS } from '../pipelines/pipeline';

/** How issues are filed in Jira, by Mandant and class of cause: what an administrator wants of them beyond what holds for all. */

/**
 * Why there is an issue. `datev`: DATEV rejected the file · `check`: our own look before the transfer · `technical`: rights, services,
 * connections, or nobody knows whether it arrived · `approval`: a run waits for a second person · `run`: a run stopped.
 */
export const CAUSE_CLASSES = ['datev', 'check', 'technical', 'approval', 'run'] as const;
export type CauseClass = (typeof CAUSE_CLASSES)[number];

/** What of a submission may stand in a field or a summary. There is no place for a ledger value. */
export const ATTRIBUTES = [
  'mandant',
  'mandantName',
  'batch',
  'fileName',
  'class',
  'code',
  'jobId',
  'period',
  'pipeline',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));
/** Jira takes no spaces in a label. */
const Label = v.pipe(v.string(), v.regex(/^\S{1,255}$/));

const FieldRule = v.variant('is', [
  v.object({ is: v.literal('constant'), value: v.pipe(v.string(), v.maxLength(255)) }),
  v.object({ is: v.literal('attribute'), of: v.picklist(ATTRIBUTES) }),
]);
export type FieldRule = v.InferOutput<typeof FieldRule>;

/** What holds for issues of this Mandant and class; absent: of all. What is not said here, a rule that names less says. */
export const RoutingRule = v.object({
  mandant: v.optional(Id),
  class: v.optional(v.picklist(CAUSE_CLASSES)),
  /** Another project than the usual one, with an issue type of it: the key as it was when it was saved, for people to read. */
  project: v.optional(v.object({ id: Id, key: v.pipe(v.string(), v.maxLength(255)) })),
  issueTypeId: v.optional(Id),
  priority: v.optional(Id),
  security: v.optional(Id),
  components: v.optional(v.pipe(v.array(Id), v.maxLength(10))),
  labels: v.optional(v.pipe(v.array(Label), v.maxLength(10))),
  /** One: this person. More: one after the other, each for a calendar week. */
  assignees: v.optional(v.pipe(v.array(Id), v.maxLength(20))),
  /** So many business days after it began to need somebody. */
  dueDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60))),
  /** Instead of our summary, with attributes in braces. */
  summary: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
  /** By field id. */
  fields: v.optional(v.record(Id, FieldRule)),
});
export type RoutingRule = v.InferOutput<typeof RoutingRule>;

/** So many rules there are at most. */
export const MOST_RULES = 100;

export const Routing = v.object({
  /** Whose public holidays are no business days. */
  land: v.picklist(LANDS),
  rules: v.pipe(v.array(RoutingRule), v.maxLength(MOST_RULES)),
});
export type Routing = v.InferOutput<typeof Routing>;

/** Accounts that the rules name, each once. */
export function accountsIn(routing: Routing | undefined): readonly string[] {
  return [...new Set((routing?.rules ?? []).flatMap(({ assignees }) => assignees ?? []))];
}

/** Projects that the rules name, each once. */
export function projectsIn(routing: Routing | undefined): readonly NonNullable<RoutingRule['project']>[] {
  const named = (routing?.rules ?? []).flatMap(({ project }) => project ?? []);
  return [...new Map(named.map((project) => [project.id, project])).values()];
}
