import * as v from 'valibot';
import { Notices } from './notices';
import { projectsIn, Routing } from './routing';

/** Jira ids are strings of digits, field ids like `customfield_10042` or `priority`. */
const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));
const Hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24));

/** What moving an issue into a status means for the booking file. */
export const StatusMeanings = v.object({
  resubmit: v.array(Id),
  closeWithout: v.array(Id),
  /** Where an issue goes back to when there is nothing to send or DATEV failed it again; else its previous status. */
  reopenTo: v.optional(Id),
  /** Where the app moves an issue to when its file is delivered; never one that means "send again". */
  deliveredTo: v.optional(Id),
});
export type StatusMeanings = v.InferOutput<typeof StatusMeanings>;

/** Everything an administrator decides. One record under a version condition, so two admins never overwrite each other. */
export const Settings = v.object({
  v: v.literal(1),
  /** Language of everything that goes into Jira. */
  language: v.picklist(['de', 'en']),
  environment: v.picklist(['sandbox', 'production']),
  /** Present while nothing may be sent to DATEV. */
  stopped: v.optional(
    v.object({ at: v.string(), by: v.string(), reason: v.pipe(v.string(), v.maxLength(200)) }),
  ),
  /** Present while the issues of storms wait until somebody lets them go on. */
  paused: v.optional(
    v.object({ at: v.string(), by: v.string(), reason: v.pipe(v.string(), v.maxLength(200)) }),
  ),
  project: v.optional(v.object({ id: Id, key: v.string(), issueTypeId: Id })),
  /** By project id: status ids differ from project to project. */
  statuses: v.record(Id, StatusMeanings),
  /** Ordinary Jira fields that carry our values besides our own, by field id. */
  fields: v.object({
    externalId: v.optional(Id),
    jobId: v.optional(Id),
    mandant: v.optional(Id),
    errorCode: v.optional(Id),
  }),
  /** Values for fields the project demands on creation, by field id; JSON as Jira takes it. */
  requiredValues: v.record(Id, v.any()),
  defaultAssignee: v.optional(Id),
  /** How issues are filed by Mandant and class of cause; absent: all alike. */
  routing: v.optional(Routing),
  /** Whom the app tells besides; absent: nobody. */
  notices: v.optional(Notices),
  discovery: v.object({
    everyMinutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(1440)),
    fromHour: Hour,
    toHour: Hour,
    /** ISO weekdays, 1 = Monday. */
    days: v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
    zone: v.pipe(v.string(), v.maxLength(60)),
  }),
  /** Days after delivery or closing until the bytes are deleted; hash and audit stay. */
  retentionDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
  groups: v.object({
    /** Jira group ids that may send again, and hand in files at the desk; empty = whoever may edit the issue, or create one. */
    resubmit: v.array(Id),
    /** Jira group ids of firm leads, stored under an old name: they decide about Mandanten, assignees, pipelines and account plans. */
    mappings: v.array(Id),
    /** Jira group ids that may read files, plans and runs of all Mandanten; absent or empty = whoever may edit or hand in. */
    readers: v.optional(v.array(Id)),
    /** By Mandant, instead of those for all. */
    readersOf: v.optional(v.record(Id, v.array(Id))),
  }),
  /** Names of those groups as they were when chosen: for people to read only, rights go by id. */
  groupNames: v.optional(v.record(Id, v.pipe(v.string(), v.maxLength(255)))),
  /** Whether moves by rules of Jira Automation count, and actions of this app in them. */
  automationMayTransition: v.boolean(),
  /** Whether an import that all looks did not find goes again by itself; otherwise a person decides. */
  resendUnknown: v.boolean(),
  /** Since when rules, and each status with a meaning, count (`counts-since`): kept by the app whenever somebody saves. Absent: since ever. */
  countsSince: v.optional(v.record(v.string(), v.string())),
});
export type Settings = v.InferOutput<typeof Settings>;

/** Projects in which issues are made: the usual one, and those that rules name. */
function projectsOf({ project, routing }: Pick<Settings, 'project' | 'routing'>) {
  return [...(project === undefined ? [] : [project]), ...projectsIn(routing)];
}

/** Projects in which statuses mean something, and those in which issues are made. */
export function configuredProjects(
  of: Pick<Settings, 'statuses' | 'project' | 'routing'>,
): readonly string[] {
  return [...new Set([...Object.keys(of.statuses), ...projectsOf(of).map(({ id }) => id)])];
}

/** Keys of projects in which issues are made and no status means “send again”: what is moved there is never sent. */
export function withoutResubmit(of: Pick<Settings, 'statuses' | 'project' | 'routing'>): readonly string[] {
  const means = (id: string) => (of.statuses[id]?.resubmit.length ?? 0) > 0;
  return [...new Set(projectsOf(of).flatMap(({ id, key }) => (means(id) ? [] : [key])))];
}

/** Where an issue of this project goes when its file is delivered, if an admin chose that. */
export function deliveredStatus(
  { statuses }: Pick<Settings, 'statuses'>,
  projectId: string,
): string | undefined {
  const meanings = statuses[projectId];
  // Sending again is what nothing of ours may ever mean, whatever is stored.
  return meanings?.deliveredTo !== undefined && !meanings.resubmit.includes(meanings.deliveredTo)
    ? meanings.deliveredTo
    : undefined;
}

/** Whether one status would mean both "delivered" and "send again". */
export function contradicts({ statuses }: Pick<Settings, 'statuses'>): boolean {
  return Object.values(statuses).some(
    ({ deliveredTo, resubmit }) => deliveredTo !== undefined && resubmit.includes(deliveredTo),
  );
}

/** A fresh installation: nothing chosen, nothing watched, nothing sent. */
export const DEFAULT_SETTINGS: Settings = {
  v: 1,
  language: 'en',
  environment: 'production',
  statuses: {},
  fields: {},
  requiredValues: {},
  discovery: {
    everyMinutes: 60,
    fromHour: 6,
    toHour: 22,
    days: [1, 2, 3, 4, 5, 6, 7],
    zone: 'Europe/Berlin',
  },
  retentionDays: 30,
  groups: { resubmit: [], mappings: [] },
  automationMayTransition: false,
  resendUnknown: false,
};
