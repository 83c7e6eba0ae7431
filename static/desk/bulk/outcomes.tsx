import { State } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import type { Outcome } from './send-one';

/** Something that was done to several, and what became of each. */
export type Told = {
  readonly submissionId: string;
  readonly name: string;
  readonly outcome: Outcome | undefined;
};

/** Whether any of them has no result yet. */
export function isUnderWay(told: readonly Told[]): boolean {
  return told.some(({ outcome }) => outcome === undefined);
}

/** A result for each, and how many went in one sentence; what is under way has none yet. */
export function Outcomes(props: { told: readonly Told[]; onOpen: (submissionId: string) => void }) {
  const { told, onOpen } = props;
  const t = useWords();
  const ended = told.filter(({ outcome }) => outcome !== undefined);
  const done = told.filter(({ outcome }) => outcome?.is === 'done').length;
  return (
    <div className="outcomes">
      <p role="status">
        <strong>
          {ended.length < told.length
            ? t('doingMany', { done: ended.length, of: told.length })
            : t('doneMany', { done, of: told.length })}
        </strong>
      </p>
      {ended.length < told.length ? (
        <progress aria-label={t('underWay')} max={told.length} value={ended.length} />
      ) : null}
      <ul className="plain">
        {told.map(({ submissionId, name, outcome }) => (
          <li key={submissionId}>
            <OutcomeState outcome={outcome} />{' '}
            <button type="button" className="link" onClick={() => onOpen(submissionId)}>
              {name}
            </button>
            {outcome?.is === 'not' ? (
              <small className="block">
                {outcome.title} {outcome.remedy}
              </small>
            ) : null}
            {outcome?.is === 'unknown' ? <small className="block">{t('outcomeUnknownNote')}</small> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function OutcomeState({ outcome }: { outcome: Outcome | undefined }) {
  const t = useWords();
  if (outcome === undefined) return <State lozenge={{ text: t('underWay'), tone: 'inprogress' }} />;
  switch (outcome.is) {
    case 'done':
      return <State lozenge={{ text: t('outcomeDone'), tone: 'success' }} />;
    case 'not':
      return <State lozenge={{ text: t('outcomeNot'), tone: 'removed' }} />;
    case 'unknown':
      return <State lozenge={{ text: t('outcomeUnknown'), tone: 'moved' }} />;
  }
}
