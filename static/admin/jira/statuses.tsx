import type { StatusChoice } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';

type Meaning = 'nothing' | 'resubmit' | 'closeWithout' | (typeof SINGLE)[number];
/** Meanings that one status of a project has at most. */
const SINGLE = ['reopenTo', 'deliveredTo'] as const;

type Props = {
  readonly settings: Settings;
  readonly change: Change;
  readonly legend: string;
  readonly statuses: readonly StatusChoice[];
  readonly projectId: string;
};

/** What the statuses of a project mean; a status means something in its own project only. */
export function Statuses({ settings, change, legend, statuses, projectId }: Props) {
  const t = useWords();
  const meanings = settings.statuses[projectId] ?? { resubmit: [], closeWithout: [] };
  const choose = (id: string, meaning: Meaning) =>
    change((s) => ({ ...s, statuses: { ...s.statuses, [projectId]: withMeaning(meanings, id, meaning) } }));
  return (
    <fieldset>
      <legend>{legend}</legend>
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
      {meanings.resubmit.length === 0 ? <p className="why">{t('noResubmit')}</p> : null}
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
