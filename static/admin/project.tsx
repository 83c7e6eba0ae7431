import { useEffect, useId, useState } from 'react';
import type { Answer, ProblemView, StatusChoice } from '../../src/contract/answers';
import { present } from '../../src/kernel/present';
import type { Lang } from '../../src/kernel/problem';
import { call, type Payload } from '../backend';
import { JiraFinder } from '../shared/finder';
import { useLang, useWords } from '../shared/lang';
import { Trouble } from '../shared/parts';
import { Fields } from './fields';
import type { Change, Settings } from './settings';

type Props = { readonly settings: Settings; readonly change: Change };

/** Where issues go, and what the statuses there mean. */
export function ProjectPart({ settings, change }: Props) {
  const t = useWords();
  const { project } = settings;
  const types = useChoices(issueTypes, project === undefined ? undefined : { projectId: project.id });
  const ids =
    project === undefined || project.issueTypeId === ''
      ? undefined
      : { projectId: project.id, issueTypeId: project.issueTypeId };
  const statuses = useChoices(statusesOf, ids);
  const fields = useChoices(fieldsOf, ids);
  const hint = useId();
  const troubles = [types, statuses, fields].flatMap((c) => (c.problem === undefined ? [] : [c.problem]));
  return (
    <section>
      <h2>{t('project')}</h2>
      <p>
        {t('project')}: <strong>{project?.key ?? t('none')}</strong>
      </p>
      <JiraFinder
        label={t('project')}
        of="jira.projects"
        onChoose={(p) =>
          change((s) => ({ ...s, project: { id: p.id, key: p.key ?? p.name, issueTypeId: '' } }))
        }
      />
      {project === undefined ? null : (
        <label>
          {t('issueType')}{' '}
          <select
            value={project.issueTypeId}
            aria-invalid={project.issueTypeId === ''}
            aria-describedby={project.issueTypeId === '' ? hint : undefined}
            onChange={(e) => change((s) => ({ ...s, project: { ...project, issueTypeId: e.target.value } }))}
          >
            <option value="">{t('choose')}</option>
            {types.choices.map((type) => (
              <option key={type.id} value={type.id}>
                {type.name}
              </option>
            ))}
          </select>
          {project.issueTypeId === '' ? (
            <small id={hint} className="why">
              {t('chooseType')}
            </small>
          ) : null}
        </label>
      )}
      {troubles.map((problem) => (
        <Trouble key={problem.code} of={problem} />
      ))}
      {project === undefined ? null : (
        <Statuses settings={settings} change={change} statuses={statuses.choices} projectId={project.id} />
      )}
      {project === undefined ? null : <Fields settings={settings} change={change} fields={fields.choices} />}
    </section>
  );
}

type Meaning = 'nothing' | 'resubmit' | 'closeWithout' | 'reopenTo';

function Statuses(props: Props & { statuses: readonly StatusChoice[]; projectId: string }) {
  const { settings, change, statuses, projectId } = props;
  const t = useWords();
  const meanings = settings.statuses[projectId] ?? { resubmit: [], closeWithout: [] };
  const meaningOf = (id: string): Meaning => {
    if (meanings.resubmit.includes(id)) return 'resubmit';
    if (meanings.closeWithout.includes(id)) return 'closeWithout';
    return meanings.reopenTo === id ? 'reopenTo' : 'nothing';
  };
  const choose = (id: string, meaning: Meaning) => {
    const without = (list: readonly string[]) => list.filter((each) => each !== id);
    const { reopenTo, ...rest } = meanings;
    const back = meaning === 'reopenTo' ? id : reopenTo === id ? undefined : reopenTo;
    const next = {
      ...rest,
      resubmit: meaning === 'resubmit' ? [...without(rest.resubmit), id] : without(rest.resubmit),
      closeWithout:
        meaning === 'closeWithout' ? [...without(rest.closeWithout), id] : without(rest.closeWithout),
      ...present({ reopenTo: back }),
    };
    change((s) => ({ ...s, statuses: { ...s.statuses, [projectId]: next } }));
  };
  return (
    <fieldset>
      <legend>{t('statuses')}</legend>
      <div className="fields">
        {statuses.map((status) => (
          <label key={status.id}>
            {status.name}
            <select
              value={meaningOf(status.id)}
              onChange={(e) => choose(status.id, e.target.value as Meaning)}
            >
              <option value="nothing">{t('meansNothing')}</option>
              <option value="resubmit">{t('meansResubmit')}</option>
              <option value="closeWithout">{t('meansClose')}</option>
              <option value="reopenTo">{t('meansReopen')}</option>
            </select>
            {status.reachable ? null : <small>{t('unreachable')}</small>}
          </label>
        ))}
      </div>
      {meanings.resubmit.length === 0 ? <p className="note">{t('noResubmit')}</p> : null}
    </fieldset>
  );
}

type Choices<T> = { readonly choices: readonly T[]; readonly problem?: ProblemView };

const issueTypes = (asked: Payload<'jira.issue-types'>) => call('jira.issue-types', asked);
const statusesOf = (asked: Payload<'jira.statuses'>) => call('jira.statuses', asked);
const fieldsOf = (asked: Payload<'jira.fields'>) => call('jira.fields', asked);

/** Choices that depend on what was chosen before; none until that is known, and why when Jira does not tell. */
function useChoices<P extends object, T>(
  ask: (asked: P & { readonly lang: Lang }) => Promise<Answer<readonly T[]>>,
  payload: P | undefined,
): Choices<T> {
  const [choices, setChoices] = useState<Choices<T>>({ choices: [] });
  const lang = useLang();
  const key = JSON.stringify(payload);
  useEffect(() => {
    setChoices({ choices: [] });
    if (key === undefined) return undefined;
    let current = true;
    void ask({ lang, ...(JSON.parse(key) as P) }).then((answer) => {
      if (current)
        setChoices(answer.ok ? { choices: answer.value } : { choices: [], problem: answer.problem });
    });
    return () => {
      current = false;
    };
  }, [ask, key, lang]);
  return choices;
}
