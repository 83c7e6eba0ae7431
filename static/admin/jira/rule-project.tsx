import { useEffect, useState } from 'react';
import type { AdminMandant, Choice, FieldChoice } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { useWords } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';
import { likelyType } from './guess';
import { demandedBy, inProject, type Rule, type SetRule } from './rule';
import { TypeField } from './type-field';
import { type Choices, type fieldsOf, type issueTypes, useChoices } from './use-choices';

/** What Jira is asked for rules. */
export type Ask = { readonly types: typeof issueTypes; readonly fields: typeof fieldsOf };

export type RuleChoices = {
  readonly types: Choices<Choice>;
  readonly fields: Choices<FieldChoice>;
};

/** What there is to choose from in the project and issue type of a rule. */
export function useRuleChoices(rule: Rule, { project }: Settings, ask: Ask): RuleChoices {
  const projectId = rule.project?.id ?? project?.id ?? '';
  const issueTypeId = rule.issueTypeId ?? (rule.project === undefined ? project?.issueTypeId : undefined);
  return {
    types: useChoices(ask.types, { projectId }),
    fields: useChoices(ask.fields, issueTypeId === undefined ? undefined : { projectId, issueTypeId }),
  };
}

type Props = {
  readonly rule: Rule;
  readonly types: Choices<Choice>;
  readonly set: SetRule;
  readonly onNew: (projectId: string) => void;
};

/** Another project for a rule, with the likely issue type of it; and the way back to the usual one. */
export function RuleProject({ rule, types: { choices: types }, set, onNew }: Props) {
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
  readonly settings: Settings;
  readonly mandanten: readonly AdminMandant[];
};

/** What the project of a rule demands and nobody gives: the issue would be made elsewhere. */
export function Demands({ rule, fields, ...of }: DemandsProps) {
  const t = useWords();
  const open = demandedBy(rule, fields, of);
  if (open.length === 0) return null;
  return <p className="why">{t('ruleDemands', { fields: open.join(', ') })}</p>;
}
