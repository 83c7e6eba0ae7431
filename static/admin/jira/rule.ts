import type { AdminMandant, FieldChoice } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import type { PlainWord } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';

/** A rule of the routing, and how a part of it is set; a member without a value is taken away. */
export type Rule = NonNullable<Settings['routing']>['rules'][number];
export type SetRule = (part: { readonly [K in keyof Rule]?: Rule[K] | undefined }) => void;

/** The classes of causes, in words. */
export const CLASSES = {
  datev: 'classDatev',
  check: 'classCheck',
  technical: 'classTechnical',
  approval: 'classApproval',
  run: 'classRun',
} as const satisfies Readonly<Record<NonNullable<Rule['class']>, PlainWord>>;

/** Issue types of rules for a project, each once; of the usual project those of rules that name none, too. */
export function typesOfRules({ routing, project }: Settings, projectId: string): readonly string[] {
  const types = (routing?.rules ?? []).flatMap((rule) =>
    (rule.project?.id ?? project?.id) === projectId ? (rule.issueTypeId ?? []) : [],
  );
  return [...new Set(types)].filter((id) => id !== '');
}

/** Projects that rules name besides the usual one, each once. */
export function otherProjects({ routing, project }: Settings): readonly NonNullable<Rule['project']>[] {
  const named = (routing?.rules ?? []).flatMap((rule) => rule.project ?? []);
  return [...new Map(named.map((one) => [one.id, one])).values()].filter(({ id }) => id !== project?.id);
}

/** A rule for another project, or for the usual one again: what was of the one before means nothing there. */
export function inProject(project: Rule['project']): Parameters<SetRule>[0] {
  return {
    project,
    issueTypeId: undefined,
    security: undefined,
    components: undefined,
    fields: undefined,
  };
}

type Whole = { readonly settings: Settings; readonly mandanten: readonly AdminMandant[] };

/** Names of what the other project of a rule demands and nobody gives: neither it, nor a rule that counts for the same issues, nor what counts for all. */
export function demandedBy(rule: Rule, fields: readonly FieldChoice[], of: Whole): readonly string[] {
  if (rule.project === undefined) return [];
  const given = givenTo(rule, of);
  return fields.filter(({ id, required }) => required && !given.has(id)).map(({ name }) => name);
}

function givenTo(rule: Rule, { settings, mandanten }: Whole): ReadonlySet<string> {
  const { routing, project, requiredValues, fields, defaultAssignee } = settings;
  const counts = (other: 'mandant' | 'class') => (one: Rule) =>
    one[other] === undefined || one[other] === rule[other];
  const rules = (routing?.rules ?? []).filter(counts('mandant')).filter(counts('class'));
  const inIt = rules.filter((one) => (one.project?.id ?? project?.id) === rule.project?.id);
  const theirs = mandanten.filter(({ id, watched }) =>
    rule.mandant === undefined ? watched : id === rule.mandant,
  );
  const isTheirs = theirs.length > 0 && theirs.every(({ assignee }) => assignee !== undefined);
  // Of an approval one of those who may give it becomes the assignee, where somebody has to be.
  const isAssigned = defaultAssignee !== undefined || isTheirs || rule.class === 'approval';
  return new Set([
    ...Object.keys(requiredValues),
    // Every transmission has these two.
    ...[fields.externalId, fields.mandant].flatMap((id) => id ?? []),
    ...rules.flatMap(wherever),
    ...inIt.flatMap(thereOnly),
    ...(isAssigned ? ['assignee'] : []),
  ]);
}

/** Fields that a rule fills in any project. */
function wherever({ priority, labels, dueDays, assignees }: Rule): readonly string[] {
  return Object.keys(present({ priority, labels, duedate: dueDays, assignee: assignees }));
}

/** Those whose values mean something in one project only. */
function thereOnly({ security, components, fields = {} }: Rule): readonly string[] {
  const filled = Object.entries(fields).filter(([, one]) => one.is === 'attribute' || one.value !== '');
  return [...Object.keys(present({ security, components })), ...filled.map(([id]) => id)];
}
