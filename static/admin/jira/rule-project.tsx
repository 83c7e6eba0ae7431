import { useEffect, useState } from 'react';
import type { Choice, FieldChoice, ProblemView } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { useWords } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';
import { likelyType } from './guess';
import { inProject, type Rule, type SetRule } from './rule';
import { TypeField } from './type-field';
import { type fieldsOf, type issueTypes, useChoices } from './use-choices';

/** What Jira is asked for rules. */
export type Ask = { readonly types: typeof issueTypes; readonly fields: typeof fieldsOf };

export type RuleChoices = {
  readonly types: readonly Choice[];
  readonly fields: readonly FieldChoice[];
  readonly problems: readonly ProblemView[];
};

/** What there is to choose from in the project and issue type of a rule. */
export function useRuleChoices(rule: Rule, { project }: Settings, ask: Ask): RuleChoices {
  const projectId = rule.project?.id ?? project?.id ?? '';
  const issueTypeId = rule.issueTypeId ?? (rule.project === undefined ? project?.issueTypeId : undefined);
  const types = useChoices(ask.types, { projectId });
  const fields = useChoices(ask.fields, issueTypeId === undefined ? undefined : { projectId, issueTypeId });
  const problems = [types, fields].flatMap(({ problem }) => problem ?? []);
  return { types: types.choices, fields: fields.choices, problems: problems.slice(0, 1) };
}

type Props = {
  readonly rule: Rule;
  readonly types: readonly Choice[];
  readonly set: SetRule;
  readonly onNew: (projectId: string) => void;
};

/** Another project for a rule, with the likely issue type of it; and the way back to the usual one. */
export function RuleProject({ rule, types, set, onNew }: Props) {
  const t = useWords();
  const { project } = rule;
  const [isNew, setNew] = useState(false);
  const takesType = isNew && project !== undefined && types.length > 0;
  useEffect(() => {
    if (!takesType) return;
    setNew(false);
    const issueTypeId = likelyType(types);
    if (rule.issueTypeId === undefined && issueTypeId !== undefined) set({ issueTypeId });
  });
  return (
    <>
      {project === undefined ? null : (
        <p>
          {t('ruleProject', { project: project.key })}{' '}
          <button type="button" className="link" onClick={() => set(inProject(undefined))}>
            {t('asUsual')}
          </button>
        </p>
      )}
      <JiraFinder
        label={t('otherProject')}
        of="jira.projects"
        isOpenAtOnce
        onChoose={({ id, key, name }) => {
          if (id === project?.id) return;
          setNew(true);
          onNew(id);
          set(inProject({ id, key: key ?? name }));
        }}
      />
    </>
  );
}

/** The issue type of a rule; in a project of its own there is no other to fall back on. */
export function RuleType({ rule, types, set }: Omit<Props, 'onNew'>) {
  return (
    <TypeField
      types={types}
      chosen={rule.issueTypeId}
      isNeeded={rule.project !== undefined}
      onChoose={(issueTypeId) => set({ issueTypeId })}
    />
  );
}

type DemandsProps = {
  readonly rule: Rule;
  readonly fields: readonly FieldChoice[];
  readonly given: Settings['requiredValues'];
};

/** What the project of a rule demands and nobody gives: the issue would be made elsewhere. */
export function Demands({ rule, fields, given }: DemandsProps) {
  const t = useWords();
  if (rule.project === undefined) return null;
  const own: Readonly<Record<string, unknown>> = {
    ...given,
    ...rule.fields,
    ...{ priority: rule.priority, security: rule.security, components: rule.components },
    ...{ labels: rule.labels, duedate: rule.dueDays },
  };
  const open = fields.filter(({ id, required }) => required && own[id] === undefined);
  if (open.length === 0) return null;
  return <p className="why">{t('ruleDemands', { fields: open.map(({ name }) => name).join(', ') })}</p>;
}
