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
    ...{ issueTypeId: undefined, security: undefined, components: undefined, fields: undefined },
  };
}
