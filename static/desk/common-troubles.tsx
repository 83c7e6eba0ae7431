import type { DeskMandant } from '../../src/contract/answers';
import { SectionMessage } from '../shared/signs/section-message';
import { useWords } from '../shared/texts/lang';
import type { Common } from './troubles';

/** So many are named; of more it is told how many they are. */
const MOST_NAMED = 5;

/** What keeps several Mandanten from going on, once, with what to do. */
export function CommonTroubles({ of }: { readonly of: readonly Common[] }) {
  const t = useWords();
  if (of.length === 0) return null;
  return (
    <div role="alert">
      {of.map(({ problem, mandanten }) => (
        <SectionMessage key={problem.title} appearance="error" title={problem.title}>
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

function calledBy({ name, id }: DeskMandant): string {
  return name ?? id;
}
