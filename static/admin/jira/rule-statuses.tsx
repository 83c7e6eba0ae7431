import { useEffect, useState } from 'react';
import { Skeleton } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { likelyMeanings } from './guess';
import { type Rule, typesOfRules } from './rule';
import { Statuses } from './statuses';
import { Troubles } from './troubles';
import { isComing, statusesOf, useChoices } from './use-choices';

type Props = {
  readonly settings: Settings;
  readonly change: Change;
  readonly project: NonNullable<Rule['project']>;
  /** Somebody just chose it: the likely meanings are filled in once, to be looked at and saved. */
  readonly isNew: boolean;
};

/** What the statuses of a project mean that rules name. */
export function RuleStatuses({ settings, change, project, isNew }: Props) {
  const t = useWords();
  const { id, key } = project;
  const issueTypeIds = typesOfRules(settings, id);
  const asked = useChoices(
    statusesOf,
    issueTypeIds.length === 0 ? undefined : { projectId: id, issueTypeIds: [...issueTypeIds] },
    id,
  );
  const { choices } = asked;
  const [isGuessed, setGuessed] = useState(false);
  const takes = isNew && choices.length > 0 && settings.statuses[id] === undefined;
  useEffect(() => {
    if (!takes) return;
    setGuessed(true);
    change((s) => ({ ...s, statuses: { ...s.statuses, [id]: likelyMeanings(choices) } }));
  });
  return (
    <>
      <Troubles of={[asked]} />
      {isComing(asked) ? <Skeleton rows={4} /> : null}
      {choices.length === 0 ? null : (
        <Statuses
          settings={settings}
          change={change}
          legend={t('statusesIn', { project: key })}
          statuses={choices}
          projectId={id}
        />
      )}
      {isGuessed && choices.length > 0 ? <p className="note">{t('statusesSuggested')}</p> : null}
    </>
  );
}
