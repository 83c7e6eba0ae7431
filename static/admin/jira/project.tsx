import { useEffect, useId, useState } from 'react';
import type { Choice, StatusChoice } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { JiraFinder } from '../../shared/inputs/finder';
import { Skeleton, Trouble } from '../../shared/parts';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { Fields } from './fields';
import { likelyMeanings, likelyType } from './guess';
import { fieldsOf, issueTypes, statusesOf, useChoices } from './use-choices';

type Props = { readonly settings: Settings; readonly change: Change };

/** Where issues go, and what the statuses there mean. */
export function ProjectPart({ settings, change }: Props) {
  const t = useWords();
  const lang = useLang();
  const { project } = settings;
  const types = useChoices(issueTypes, project === undefined ? undefined : { projectId: project.id });
  const ids =
    project === undefined || project.issueTypeId === ''
      ? undefined
      : { projectId: project.id, issueTypeId: project.issueTypeId };
  const statuses = useChoices(statusesOf, ids);
  const fields = useChoices(fieldsOf, ids);
  // Until somebody chose a project, nobody has chosen a language either: people here read the one of whoever sets the app up.
  const withLanguage = (s: Settings) => (s.project === undefined ? { ...s, language: lang } : s);
  const suggest = useSuggestions({ settings, change, types: types.choices, statuses: statuses.choices });
  const troubles = [types, statuses, fields].flatMap((c) => (c.problem === undefined ? [] : [c.problem]));
  const isLoading = types.isLoading === true || statuses.isLoading === true || fields.isLoading === true;
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
      {project === undefined || types.isLoading === true ? null : (
        <IssueType project={project} types={types.choices} change={change} />
      )}
      {isLoading ? <Skeleton rows={5} /> : null}
      {troubles.map((problem) => (
        <Trouble key={problem.code} of={problem} />
      ))}
      {suggest.isOn ? <p className="note">{t('suggestedByName')}</p> : null}
      {project === undefined || isLoading ? null : (
        <Statuses settings={settings} change={change} statuses={statuses.choices} projectId={project.id} />
      )}
      {project === undefined || isLoading ? null : (
        <Fields settings={settings} change={change} fields={fields.choices} />
      )}
    </>
  );
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

type IssueTypeProps = {
  readonly project: NonNullable<Settings['project']>;
  readonly types: readonly Choice[];
  readonly change: Change;
};

function IssueType({ project, types, change }: IssueTypeProps) {
  const t = useWords();
  const hint = useId();
  const isOpen = project.issueTypeId === '';
  return (
    <label>
      {t('issueType')}{' '}
      <select
        value={project.issueTypeId}
        aria-invalid={isOpen}
        aria-describedby={isOpen ? hint : undefined}
        onChange={(e) => change((s) => ({ ...s, project: { ...project, issueTypeId: e.target.value } }))}
      >
        <option value="">{t('choose')}</option>
        {types.map((type) => (
          <option key={type.id} value={type.id}>
            {type.name}
          </option>
        ))}
      </select>
      {isOpen ? (
        <small id={hint} className="why">
          {t('chooseType')}
        </small>
      ) : null}
    </label>
  );
}

type Meaning = 'nothing' | 'resubmit' | 'closeWithout' | (typeof SINGLE)[number];
/** Meanings that one status of a project has at most. */
const SINGLE = ['reopenTo', 'deliveredTo'] as const;

function Statuses(props: Props & { statuses: readonly StatusChoice[]; projectId: string }) {
  const { settings, change, statuses, projectId } = props;
  const t = useWords();
  const meanings = settings.statuses[projectId] ?? { resubmit: [], closeWithout: [] };
  const choose = (id: string, meaning: Meaning) =>
    change((s) => ({ ...s, statuses: { ...s.statuses, [projectId]: withMeaning(meanings, id, meaning) } }));
  return (
    <fieldset>
      <legend>{t('statuses')}</legend>
      <div className="fields">
        {statuses.map((status) => (
          <OneStatus
            key={status.id}
            status={status}
            meaning={meaningOf(status.id, meanings)}
            onChoose={(meaning) => choose(status.id, meaning)}
          />
        ))}
      </div>
      {meanings.resubmit.length === 0 ? <p className="note">{t('noResubmit')}</p> : null}
    </fieldset>
  );
}

type Meanings = Settings['statuses'][string];

function meaningOf(id: string, meanings: Meanings): Meaning {
  if (meanings.resubmit.includes(id)) return 'resubmit';
  if (meanings.closeWithout.includes(id)) return 'closeWithout';
  return SINGLE.find((meaning) => meanings[meaning] === id) ?? 'nothing';
}

/** A status means one thing at most here; what another one meant before stays. */
function withMeaning(meanings: Meanings, id: string, meaning: Meaning): Meanings {
  const listed = (list: readonly string[], which: Meaning) => [
    ...list.filter((each) => each !== id),
    ...(meaning === which ? [id] : []),
  ];
  const single = (which: (typeof SINGLE)[number]) =>
    meaning === which ? id : meanings[which] === id ? undefined : meanings[which];
  return {
    resubmit: listed(meanings.resubmit, 'resubmit'),
    closeWithout: listed(meanings.closeWithout, 'closeWithout'),
    ...present({ reopenTo: single('reopenTo'), deliveredTo: single('deliveredTo') }),
  };
}

const WORDS = {
  nothing: 'meansNothing',
  resubmit: 'meansResubmit',
  closeWithout: 'meansClose',
  reopenTo: 'meansReopen',
  deliveredTo: 'meansDelivered',
} as const satisfies Readonly<Record<Meaning, PlainWord>>;
const MEANINGS = Object.keys(WORDS) as readonly Meaning[];

function OneStatus(props: { status: StatusChoice; meaning: Meaning; onChoose: (meaning: Meaning) => void }) {
  const { status, meaning, onChoose } = props;
  const t = useWords();
  return (
    <label>
      {status.name}
      <select value={meaning} onChange={(e) => onChoose(e.target.value as Meaning)}>
        {MEANINGS.map((one) => (
          <option key={one} value={one}>
            {t(WORDS[one])}
          </option>
        ))}
      </select>
      {status.reachable ? null : <small>{t('unreachable')}</small>}
    </label>
  );
}
