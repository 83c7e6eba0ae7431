import type { Common, Troubled } from './data/troubles';
import { Trouble } from './parts';
import { SectionMessage } from './signs/section-message';
import { useWords } from './texts/lang';

/** So many are named; of more it is told how many they are. */
const MOST_NAMED = 5;

/** What keeps several Mandanten from going on, once, with what to do. */
export function CommonTroubles({ of }: { readonly of: readonly Common<Troubled>[] }) {
  const t = useWords();
  if (of.length === 0) return null;
  return (
    <div role="alert">
      {of.map(({ problem, mandanten }) => (
        <SectionMessage key={problem.title + problem.remedy} appearance="error" title={problem.title}>
          <p>{problem.remedy}</p>
          <p>
            {mandanten.length > MOST_NAMED
              ? t('troubleOfMany', { count: mandanten.length })
              : t('troubleOfSome', { names: mandanten.map(calledBy).join(', ') })}
          </p>
        </SectionMessage>
      ))}
    </div>
  );
}

function calledBy({ name, id }: Troubled): string {
  return name ?? id;
}

/** The trouble of one Mandant: in a line where it is told for several. */
export function OwnTrouble({ of, isTold }: { readonly of: Troubled; readonly isTold: boolean }) {
  return isTold ? <p className="note trouble">{of.trouble?.title}</p> : <Trouble of={of.trouble} />;
}
