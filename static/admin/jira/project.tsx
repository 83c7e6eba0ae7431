import { useEffect, useState } from 'react';
import type { Choice, StatusChoice } from '../../../src/contract/answers';
import { JiraFinder } from '../../shared/inputs/finder';
import { Skeleton } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { Fields } from './fields';
import { likelyMeanings, likelyType } from './guess';
import { typesOfRules } from './rule';
import { Statuses } from './statuses';
import { Troubles } from './troubles';
import { TypeField } from './type-field';
import { fieldsOf, isComing, issueTypes, statusesOf, useChoices } from './use-choices';

type Props = { readonly settings: Settings; readonly change: Change };

/** Where issues go, and what the statuses there mean. */
export function ProjectPart({ settings, change }: Props) {
  const t = useWords();
  const lang = useLang();
  const { project } = settings;
  const { types, statuses, fields } = useProjectChoices(settings);
  // Until somebody chose a project, nobody has chosen a language either: people here read the one of whoever sets the app up.
  const withLanguage = (s: Settings) => (s.project === undefined ? { ...s, language: lang } : s);
  const suggest = useSuggestions({ settings, change, types: types.choices, statuses: statuses.choices });
  const all = [types, statuses, fields];
  const isLoading = all.some(isComing);
  return (
    <>
      {project === undefined ? null : (
        <p>
          {t('project')}: <strong>{project.key}</strong>
        </p>
      )}
      <JiraFinder
        label={t(project === undefined ? 'project' : 'otherProject')}
        of="jira.projects"
        isOpenAtOnce
        onChoose={(p) => {
          suggest.begin();
          change((s) => ({
            ...withLanguage(s),
            project: { id: p.id, key: p.key ?? p.name, issueTypeId: '' },
          }));
        }}
      />
      <Troubles of={all} />
      {project === undefined || isComing(types) ? null : (
        <div className="fields">
          <TypeField
            types={types}
            chosen={project.issueTypeId === '' ? undefined : project.issueTypeId}
            isNeeded
            onChoose={(id = '') => change((s) => ({ ...s, project: { ...project, issueTypeId: id } }))}
          />
        </div>
      )}
      {isLoading ? <Skeleton rows={5} /> : null}
      {suggest.isOn ? <p className="note">{t('suggestedByName')}</p> : null}
      {project === undefined || isLoading ? null : (
        <Statuses
          settings={settings}
          change={change}
          legend={t('statuses')}
          statuses={statuses.choices}
          projectId={project.id}
        />
      )}
      {project === undefined || isLoading ? null : (
        <Fields settings={settings} change={change} fields={fields.choices} />
      )}
    </>
  );
}

/** What there is to choose from in the project; of statuses those of issue types that rules name there, too. */
function useProjectChoices(settings: Settings) {
  const { id: projectId, issueTypeId = '' } = settings.project ?? {};
  const ids = projectId === undefined || issueTypeId === '' ? undefined : { projectId, issueTypeId };
  const issueTypeIds = ids === undefined ? [] : [ids.issueTypeId, ...typesOfRules(settings, ids.projectId)];
  return {
    types: useChoices(issueTypes, projectId === undefined ? undefined : { projectId }),
    // Rules may take another type meanwhile: what somebody looks at, or types, stays.
    statuses: useChoices(statusesOf, ids && { projectId: ids.projectId, issueTypeIds }, JSON.stringify(ids)),
    fields: useChoices(fieldsOf, ids),
  };
}

type Suggested = Props & {
  readonly types: readonly Choice[];
  readonly statuses: readonly StatusChoice[];
};

/** Of a project that somebody just chose, the likely issue type and meanings are filled in once, to be looked at and saved. */
function useSuggestions({ settings: { project, statuses: meanings }, change, types, statuses }: Suggested) {
  const [open, setOpen] = useState<{ readonly type: boolean; readonly meanings: boolean }>();
  const [type, id] = [likelyType(types), project?.id];
  const takesType = open?.type === true && types.length > 0;
  const takesMeanings = open?.meanings === true && id !== undefined && statuses.length > 0;
  useEffect(() => {
    if (!takesType) return;
    setOpen((now) => now && { ...now, type: false });
    if (type !== undefined)
      change((s) => (s.project === undefined ? s : { ...s, project: { ...s.project, issueTypeId: type } }));
  });
  useEffect(() => {
    if (!takesMeanings) return;
    setOpen((now) => now && { ...now, meanings: false });
    if (meanings[id] === undefined)
      change((s) => ({ ...s, statuses: { ...s.statuses, [id]: likelyMeanings(statuses) } }));
  });
  return { isOn: open?.meanings === false, begin: () => setOpen({ type: true, meanings: true }) };
}
