import type { Choice } from '../../../src/contract/answers';
import { useWords } from '../../shared/texts/lang';

type Props = {
  readonly of: readonly Choice[];
  readonly chosen: string | undefined;
  readonly isLoading?: boolean | undefined;
};

/** What can be chosen. What Jira does not offer any more stays to be seen; what it is called is not known while it is asked. */
export function Options({ of, chosen, isLoading = false }: Props) {
  const t = useWords();
  const isMissing = chosen !== undefined && !of.some(({ id }) => id === chosen);
  const all = isMissing ? [...of, { id: chosen, name: isLoading ? t('loading') : chosen }] : of;
  return all.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}
