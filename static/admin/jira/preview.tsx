import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AdminAnswer, IssuePreview, ProblemView } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';
import { CLASSES, type Rule } from './rule';

type Class = NonNullable<Rule['class']>;
type Props = { readonly settings: Settings; readonly mandanten: AdminAnswer['mandanten'] };

/** How an issue would look under what is typed, before it is saved. */
export function Preview({ settings, mandanten }: Props) {
  const t = useWords();
  const lang = useLang();
  const [mandant, setMandant] = useState('');
  const [kind, setKind] = useState<Class>('datev');
  const [last, setLast] = useState<{ readonly of: readonly unknown[]; readonly issue: IssuePreview }>();
  const [problem, setProblem] = useState<ProblemView>();
  const asked = [settings, mandant, kind];
  // Of other rules, another Mandant or cause it would be untrue.
  const shown = last?.of.every((one, n) => one === asked[n]) === true ? last.issue : undefined;
  const look = async () => {
    const of = present({ mandant: mandant === '' ? undefined : mandant });
    const answer = await call('jira.preview-issue', { lang, settings, class: kind, ...of });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setLast({ of: asked, issue: answer.value });
  };
  return (
    <fieldset>
      <legend>{t('issuePreview')}</legend>
      <div className="fields">
        <label>
          {t('mandant')}
          <select value={mandant} onChange={(e) => setMandant(e.target.value)}>
            <option value="">{t('anyMandant')}</option>
            {mandanten.map(({ id, name }) => (
              <option key={id} value={id}>
                {name ?? id}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('causeClass')}
          <select value={kind} onChange={(e) => setKind(e.target.value as Class)}>
            {Object.entries(CLASSES).map(([id, word]) => (
              <option key={id} value={id}>
                {t(word)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="actions">
        <Button onClick={() => void look()}>{t('showPreview')}</Button>
      </div>
      <div aria-live="polite">{shown === undefined ? null : <Shown of={shown} />}</div>
      <Trouble of={problem} />
    </fieldset>
  );
}

function Shown({ of }: { of: IssuePreview }) {
  const t = useWords();
  const lines = [
    { name: t('project'), value: of.project },
    { name: t('issueType'), value: of.issueType },
    { name: t('assignee'), value: of.assignee ?? t('nobody') },
    ...of.lines,
  ];
  return (
    <>
      <p>
        <strong>{of.summary}</strong>
      </p>
      <dl>
        {lines.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.missed === undefined ? null : <p className="why">{t('missedProject', { project: of.missed })}</p>}
      {of.left.length === 0 ? null : <p className="why">{t('leftOut', { fields: of.left.join(', ') })}</p>}
    </>
  );
}
